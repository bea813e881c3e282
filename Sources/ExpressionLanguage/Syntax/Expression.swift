import ComputationGraph

/// One step of computing an expression.
///
/// Expressions are kept in postfix order, as a pocket calculator with a stack takes them: `x*y + 1`
/// is `x y × 1 +`. So a chain of any length is an array, and computing it is a loop.
struct Instruction {
  enum Action {
    /// Puts a literal on the stack.
    case number(Double)
    /// Puts the value of a name on the stack.
    case name(Name)
    /// Puts an argument of the function being computed on the stack.
    case argument(Int32)
    /// Replaces the uppermost values by the output of a primitive.
    case primitive(Elementwise)
    /// Replaces the uppermost values by what another operation makes of them, or adds a constant.
    case operation(Int32)
    /// Replaces the uppermost values by the result of a function.
    case call(Name, argumentCount: Int32, firstArgument: Int32)
    /// Text in quotes, which only functions that read files take.
    case text
    /// A number that a function was given and that is no operand; it stands in the operation.
    case setting
  }

  let action: Action
  /// The tokens it was written as.
  let written: TokenRange
}

/// What a function is given: the instructions of an expression, and the token of its name.
struct Argument {
  let body: Range<Int>
  let nameToken: Int?
}

/// Tokens in a row, as places in the file's tokens.
struct TokenRange {
  let first: Int32
  let last: Int32

  init(_ first: Int, _ last: Int) {
    self.first = Int32(first)
    self.last = Int32(last)
  }

  func upTo(_ other: TokenRange) -> TokenRange { TokenRange(Int(first), Int(other.last)) }
}

/// A name as a number, so that whatever is known about names stands in arrays.
struct Name: Hashable {
  let index: Int32
}

/// The names that occur in a file.
struct NameTable {
  private(set) var texts: [String] = []
  private var names: [String: Name] = [:]

  /// The name with this text, the same for all its spellings in Unicode.
  mutating func name(_ text: String) -> Name {
    if let name = names[text] { return name }
    let name = Name(index: Int32(texts.count))
    texts.append(text)
    names[text] = name
    return name
  }

  /// The name with this text, if it occurs in the file.
  func existing(_ text: String) -> Name? { names[text] }

  subscript(name: Name) -> String { texts[Int(name.index)] }
}
