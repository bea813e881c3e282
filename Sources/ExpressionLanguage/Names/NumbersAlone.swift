/// The parts of expressions that are made of numbers alone, such as the `1/2` of `1/2*x`.
///
/// Each is one constant, and makes no gates: it is computed while the graph is made. A call of a function
/// of the file is none, because it is drawn as a gate, whatever it is given.
struct NumbersAlone: Sendable {
  /// For the first instruction of each such part that is more than a literal, its last one.
  private var lasts: [Int: Int] = [:]

  /// The largest such parts of these expressions.
  init(in code: PostfixExpressions) {
    /// What is on the stack: where it begins, and its last instruction if it is made of numbers alone.
    var stack: [(first: Int, last: Int?)] = []
    func keep(_ part: (first: Int, last: Int?)) {
      if let last = part.last, last > part.first { lasts[part.first] = last }
    }
    for index in code.instructions.indices {
      let action = code.instructions[index].action
      if case .setting = action { continue }
      let count = min(code.operandCount(of: index), stack.count)
      let operands = Array(stack.suffix(count))
      stack.removeLast(count)
      let isOfNumbers =
        switch action {
        case .number: true
        case .primitive, .operation: operands.allSatisfy { $0.last != nil }
        case .name, .argument, .call, .text, .truth, .setting: false
        }
      if !isOfNumbers { operands.forEach(keep) }
      stack.append((operands.first?.first ?? index, isOfNumbers ? index : nil))
    }
    stack.forEach(keep)
  }

  /// The instructions of the part that begins at `first`, if one does.
  func part(from first: Int) -> Range<Int>? { lasts[first].map { first..<$0 + 1 } }

  /// The part that is all of an expression, apart from the sizes that its operations contain.
  func part(ofAll body: Range<Int>) -> Range<Int>? {
    body.lazy.compactMap { part(from: $0) }.first { $0.upperBound == body.upperBound }
  }
}
