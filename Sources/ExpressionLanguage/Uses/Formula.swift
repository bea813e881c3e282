import ComputationGraph

/// An expression typed by a person and computed once from known numbers: `upstream * x0`,
/// `grad q * z`, `x.T @ grad y`.
///
/// It is written in the language of files, with `grad` before a name for a gradient. `∂f/∂q`, as
/// shown on the screen, is the same as `grad q`; `σ(x)`, `x²`, `√x`, `inf` and `NaN` are what they are on the
/// screen, too.
public struct Formula: Sendable {
  /// A number that a formula refers to.
  public enum Reference: Hashable, Sendable {
    case value(String)
    /// The gradient of the node with this name, or of the expression with this text without blanks.
    case gradient(String)
  }

  /// The reason why a formula has no value, in one sentence.
  public struct Problem: Error, Hashable, Sendable {
    /// The sentence.
    public let sentence: String

    /// A problem described by `sentence`.
    public init(_ sentence: String) { self.sentence = sentence }
  }

  /// The text, with a stand-in for each gradient and for each name with a dot.
  private let text: String
  /// The stand-ins, each with what was written and the number it refers to.
  private let standIns: [(name: String, written: String, reference: Reference)]

  /// The lines of the functions that it may call.
  private let functions: [String]

  /// Reads a formula, which may call the functions of a file; its mistakes are reported when it is
  /// computed.
  public init(_ text: String, functions: [(name: String, line: String)] = []) {
    let calls = functions.contains { text.contains($0.name + "(") }
    self.functions = calls ? functions.map(\.line) : []
    var reader = ReferenceReader(text, hasSigmoid: !functions.contains { $0.name == "σ" })
    reader.read()
    self.text = reader.output
    standIns = reader.standIns
  }

  /// Computes the formula from the numbers that `number` gives for names and gradients.
  public func value(_ number: (Reference) throws(Problem) -> Tensor) throws(Problem) -> Tensor {
    guard text.count <= 10_000, !text.contains(where: \.isNewline) else {
      throw Problem("a formula is one line")
    }
    let own = functions + ["\(Self.result) = \(text)"]
    let alone = Syntax(parsing: own.joined(separator: "\n"))
    if let first = alone.diagnostics.first { throw problem(first) }
    if !alone.files.isEmpty { throw Problem("a formula reads no files") }
    var lines: [String] = []
    var tensors: [(name: String, tensor: Tensor)] = []
    for input in alone.freeInputs {
      let standIn = standIns.first { $0.name == input.name }
      let tensor = try Self.known(standIn?.reference ?? .value(input.name), number)
      let extents = tensor.shape.extents.map(String.init).joined(separator: ", ")
      lines.append("\(input.name) = " + (tensor.shape.isScalar ? "0" : "zeros(\(extents))"))
      tensors.append((input.name, tensor))
    }
    let syntax = Syntax(parsing: (lines + own).joined(separator: "\n"))
    switch Document.make(from: syntax) {
    case .failure(let list): throw list.diagnostics.first.map(problem) ?? Problem("no value")
    case .success(let document):
      var numbers = Numbers(initialValuesOf: document.graph)
      for (name, tensor) in tensors {
        guard let node = document.node(named: name) else { continue }
        numbers.setValue(of: node, to: tensor, in: document.graph)
      }
      Tape(of: document.graph).forward(in: &numbers)
      return numbers.value(of: document.output, in: document.graph)
    }
  }

  /// A number that is known by its name, or is no number of this graph, such as `inf`.
  private static func known(
    _ reference: Reference, _ number: (Reference) throws(Problem) -> Tensor
  ) throws(Problem) -> Tensor {
    do throws(Problem) {
      return try number(reference)
    } catch {
      switch reference {
      case .value("inf"), .value("∞"): return Tensor(.infinity)
      case .value("NaN"), .value("nan"): return Tensor(.nan)
      default: throw error
      }
    }
  }

  /// A name that no formula is likely to use.
  private static let result = "formula‴"

  /// The mistake in terms of what was typed.
  private func problem(_ diagnostic: Diagnostic) -> Problem {
    var sentence = diagnostic.sentence
    if case .missingOperator(let left, let right) = diagnostic.problem {
      sentence += "; to multiply, write \(left)*\(right)"
    }
    for standIn in standIns {
      sentence = sentence.replacing(standIn.name, with: standIn.written)
    }
    return Problem(sentence)
  }
}

/// Replaces `grad q`, `grad(q)`, `∂f/∂q` and `d.x` in a formula by stand-ins.
private struct ReferenceReader {
  private let text: [Character]
  private var next = 0
  private(set) var output = ""
  private(set) var standIns: [(name: String, written: String, reference: Formula.Reference)] = []

  /// Whether `σ` is the sigmoid.
  private let hasSigmoid: Bool

  init(_ text: String, hasSigmoid: Bool) {
    self.text = Array(text)
    self.hasSigmoid = hasSigmoid
  }

  mutating func read() {
    while next < text.count {
      let start = next
      if text[next] == "∂", let subject = quotient() {
        append(.gradient(subject), from: start)
      } else if text[next].continuesName {
        let word = word()
        let end = next
        if word == "grad", let subject = subject() {
          append(.gradient(subject), from: start)
        } else {
          next = end
          if word.contains(".") {
            append(.value(word), from: start)
          } else {
            let isCall = end < text.count && text[end] == "("
            output += word == "σ" && isCall && hasSigmoid ? "sigmoid" : word
          }
        }
      } else {
        next = start + 1
        if text[start] == "\u{221A}" {
          root()
          continue
        }
        output += Self.exponents[text[start]].map { "^\($0)" } ?? String(text[start])
      }
    }
  }

  /// What stands behind a `√`, as the operand of a function.
  private mutating func root() {
    output += "sqrt"
    let start = next
    while next < text.count {
      let isExponent =
        text[next] == "-" && next > start && text[next - 1] == "e" && text[start].isWholeNumber
      guard text[next].continuesName || text[next] == "." || isExponent else { break }
      next += 1
    }
    if next > start { output += "(" + String(text[start..<next]) + ")" }
  }

  private static let exponents: [Character: Int] = ["\u{B2}": 2, "\u{B3}": 3]

  private mutating func append(_ reference: Formula.Reference, from start: Int) {
    let name = "reference‴\(standIns.count)"
    standIns.append((name, String(text[start..<next]), reference))
    output += name
  }

  /// The `q` of `∂f/∂q`, which begins with the next character.
  private mutating func quotient() -> String? {
    let start = next
    next += 1
    if subject() != nil, skip("/"), skip("∂"), let lower = subject() { return lower }
    next = start
    return nil
  }

  /// A name, or an expression in parentheses, without blanks and in the notation of files.
  private mutating func subject() -> String? {
    while next < text.count, text[next] == " " { next += 1 }
    guard next < text.count else { return nil }
    if text[next].continuesName { return word() }
    guard text[next] == "(" else { return nil }
    var depth = 0
    var subject = ""
    while next < text.count {
      depth += text[next] == "(" ? 1 : text[next] == ")" ? -1 : 0
      subject.append(text[next])
      next += 1
      if depth == 0 {
        let inside = subject.dropFirst().dropLast().filter { $0 != " " }
        return String(inside.map { "×·".contains($0) ? "*" : $0 == "−" ? "-" : $0 })
      }
    }
    return nil
  }

  /// A name, including the dot of `d.x`; `x.T` is the name `x` and a transpose.
  private mutating func word() -> String {
    let start = next
    skipName()
    let end = next
    if !text[start].isWholeNumber, next + 1 < text.count, text[next] == ".", text[next + 1].isLetter
    {
      next += 1
      let part = next
      skipName()
      if text[part..<next] == ["T"] { next = end }
    }
    return String(text[start..<next])
  }

  private mutating func skipName() {
    while next < text.count, text[next].continuesName { next += 1 }
  }

  private mutating func skip(_ character: Character) -> Bool {
    guard next < text.count, text[next] == character else { return false }
    next += 1
    return true
  }
}

extension Character {
  fileprivate var continuesName: Bool {
    (isLetter || isWholeNumber || "_'′″‴".contains(self)) && !"\u{B2}\u{B3}".contains(self)
  }
}
