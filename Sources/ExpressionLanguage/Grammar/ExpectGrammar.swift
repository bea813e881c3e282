import ComputationGraph
import Limits

// expect = "expect" ["grad"] name ("=" | "<" | ">" | "<=" | ">=") number
//          ["±" number] ["after" number]
// An array of numbers can be promised in place of the number.
extension ExpectStatement {
  /// Reads the rest of the statement after `expect`.
  init(_ tokens: inout TokenReader, _ names: inout NameTable) throws(Diagnostic) {
    let first = tokens.next
    var quantity = Expectation.Quantity.value
    let lacksName = tokens.kindAfterNext == .equals && names.existing("grad") == nil
    if tokens.isNext("grad"), tokens.kindAfterNext == .name || lacksName {
      quantity = .gradient
      tokens.next += 1
    }
    let nameToken = tokens.next
    try tokens.expectName("a name after '\(tokens.text.spelling(of: nameToken - 1))'")
    let name = tokens.valueName(in: &names)
    guard let comparison = tokens.comparison else {
      throw tokens.expected("'=', '<', '>', '<=' or '>='")
    }
    tokens.next += 1
    let firstOfBound = tokens.next
    var (bounds, tolerances) = try tokens.promised(isCompared: comparison != .equal)
    let boundTokens = TokenRange(firstOfBound, tokens.next - 1)
    if comparison == .equal, tokens.passesPlusMinus() {
      tolerances = Array(repeating: try tokens.number().value, count: tolerances.count)
    }
    let iterations = try tokens.iterations()
    self.init(
      name: name, nameToken: nameToken, quantity: quantity, comparison: comparison, bounds: bounds,
      tolerances: tolerances, boundTokens: boundTokens, iterations: iterations,
      written: TokenRange(first, tokens.next - 1))
  }
}

extension TokenReader {
  /// A number or an array of numbers, with the tolerance of each.
  fileprivate mutating func promised(
    isCompared: Bool
  ) throws(Diagnostic) -> (Tensor, tolerances: [Double]) {
    guard kind == .leftBracket else {
      let (bound, tolerance) = try promisedNumber(isCompared: isCompared)
      return (Tensor(bound), [tolerance])
    }
    let open = next
    var shape: Shape?
    var elements: [Double] = []
    var tolerances: [Double] = []
    var count = 0
    repeat {
      next += 1
      let first = next
      try descend()
      let (row, rowTolerances) = try promised(isCompared: isCompared)
      ascend()
      count += 1
      if let shape, row.shape != shape {
        throw Diagnostic(
          .doesNotFit(.rows(first: shape, number: count, other: row.shape)),
          at: text.span(of: TokenRange(first, next - 1)))
      }
      shape = row.shape
      elements += row.elements
      tolerances += rowTolerances
    } while kind == .comma
    try close(.rightBracket, openedAt: open)
    guard let shape = try? Shape([count] + (shape?.extents ?? [])),
      let tensor = try? Tensor(elements, shape: shape)
    else { preconditionFailure("rows of one shape make no array") }
    return (tensor, tolerances)
  }

  fileprivate var comparison: Expectation.Comparison? {
    switch kind {
    case .equals: .equal
    case .less: .less
    case .greater: .greater
    case .lessOrEqual: .lessOrEqual
    case .greaterOrEqual: .greaterOrEqual
    default: nil
    }
  }

  /// Skips `±`, or `+-` as typed on a keyboard.
  fileprivate mutating func passesPlusMinus() -> Bool {
    if passes(.plusMinus) { return true }
    guard kind == .plus, kindAfterNext == .minus else { return false }
    next += 2
    return true
  }

  /// A number, `inf` or `nan`, with its tolerance.
  private mutating func promisedNumber(
    isCompared: Bool
  ) throws(Diagnostic) -> (bound: Double, tolerance: Double) {
    let isNegative = kind == .minus
    let word = next + (isNegative || kind == .plus ? 1 : 0)
    if text[word].kind == .name {
      let name = text.spelling(of: word)
      if name == "inf" || name == "nan" && !isCompared {
        next = word + 1
        return (name == "nan" ? .nan : isNegative ? -.infinity : .infinity, 0)
      }
    }
    let (value, text) = try signedNumber()
    return (value, Expectation.tolerance(of: text, value: value))
  }

  /// The number after `after`, or 0.
  fileprivate mutating func iterations() throws(Diagnostic) -> Int {
    guard isNext("after") else { return 0 }
    next += 1
    let (count, written) = (try number().value, next - 1)
    guard let whole = Int(exactly: count), whole <= Limits.iterations.value else {
      throw Diagnostic(
        .expected("a whole number of iterations", found: text.spelling(of: written)),
        at: text.span(of: written))
    }
    return whole
  }
}
