import ComputationGraph

// array  = "[" expression { "," expression } "]"
// suffix = ".T" | "[" index { "," index } "]"
// index  = whole | [ whole ] ":" [ whole ] [ ":" [ whole ] ]
// whole  = ["-" | "+"] whole number
extension ExpressionReader {
  /// Reads `[1, 2]`, `[[1, 2], [3, 4]]` or `[x, y]`. If it has only numbers, it becomes one
  /// literal.
  mutating func array() throws(Diagnostic) {
    let open = tokens.next
    let (first, firstOperation) = (code.instructions.count, code.operations.count)
    var count = 0
    repeat {
      tokens.next += 1
      try tokens.descend()
      let element = try expression(after: tokens.next - 1)
      tokens.ascend()
      count += 1
      try expectEqualRow(element, number: count, after: first)
    } while tokens.kind == .comma
    try tokens.close(.rightBracket, openedAt: open)
    let written = TokenRange(open, tokens.next - 1)
    let elements = first..<code.instructions.count
    if elements.count == count, let literal = literal(of: elements) {
      code.removeInstructions(from: first, operationsFrom: firstOperation)
      code.append(.array(literal), written)
    } else {
      code.append(.rows(count: count), written)
    }
  }

  /// The array made of numbers, or of arrays of equal shape.
  private func literal(of elements: Range<Int>) -> Tensor? {
    var numbers: [Double] = []
    let rowShape = shape(ofLiteral: elements.lowerBound)
    for element in elements {
      if case .number(let value) = code.instructions[element].action, rowShape?.isScalar == true {
        numbers.append(value)
      } else if case .array(let row) = code.operation(at: element), row.shape == rowShape {
        numbers += row.elements
      } else {
        return nil
      }
    }
    return try? Tensor(numbers, shape: Shape([elements.count] + (rowShape?.extents ?? [])))
  }

  private func shape(ofLiteral index: Int) -> Shape? {
    if case .number = code.instructions[index].action { return .scalar }
    if case .array(let row) = code.operation(at: index) { return row.shape }
    return nil
  }

  /// Throws if a row of numbers differs in length from the first one.
  private func expectEqualRow(_ row: TokenRange, number: Int, after first: Int) throws(Diagnostic) {
    // A literal is one instruction, so if all rows are literals, the last instruction is this row.
    guard number > 1, code.instructions.count == first + number,
      let shape = shape(ofLiteral: first),
      let last = self.shape(ofLiteral: code.instructions.count - 1), shape != last
    else { return }
    throw Diagnostic(
      .doesNotFit(.rows(first: shape, number: number, other: last)), at: text.span(of: row))
  }

  /// Reads the suffixes of an operand that began with `first`: `.T` and indices.
  mutating func suffixes(from first: Int) throws(Diagnostic) -> TokenRange {
    while true {
      let written = TokenRange(first, tokens.next - 1)
      switch tokens.kind {
      case .leftBracket:
        // Only built-in functions are considered, so that indexing stays fast.
        if first == tokens.next - 1, text[first].kind == .name,
          BuiltInFunction.named(text.spelling(of: first)) != nil
        {
          try expectParentheses(first)
        }
        let indices = try indices()
        code.append(.select(indices), TokenRange(first, tokens.next - 1))
      case .dot:
        let member = tokens.kindAfterNext == .name ? text.spelling(of: tokens.next + 1) : nil
        guard member == "T" else {
          if member != nil { try text.expectNoMember(tokens.next + 1, of: written) }
          let found = TokenRange(tokens.next, member == nil ? tokens.next : tokens.next + 1)
          throw text.expected("'.T'", found: found)
            .with(member == "t" ? [.write(Correction(text.span(of: found), ".T"))] : [])
        }
        tokens.next += 2
        code.append(.primitive(.transpose), TokenRange(first, tokens.next - 1))
      default:
        try expectOperator(after: written)
        return written
      }
    }
  }

  private mutating func indices() throws(Diagnostic) -> [WrittenIndex] {
    let open = tokens.next
    var indices: [WrittenIndex] = []
    repeat {
      tokens.next += 1
      indices.append(try index())
    } while tokens.kind == .comma
    try tokens.close(.rightBracket, openedAt: open)
    return indices
  }

  /// Reads a place or a range.
  private mutating func index() throws(Diagnostic) -> WrittenIndex {
    let from = tokens.kind == .colon ? nil : try whole("a whole number or ':'")
    guard tokens.passes(.colon) else {
      guard let from else { throw tokens.expected("a whole number or ':'") }
      return .at(from)
    }
    let upTo = try bound("a whole number, ':' or ']'")
    guard tokens.passes(.colon) else { return .range(from: from, upTo: upTo, step: 1) }
    let first = tokens.next
    let step = try bound("a step, which is a whole number,") ?? 1
    if step == 0 {
      throw text.expected(
        "a step that is not 0", found: TokenRange(first, tokens.next - 1))
    }
    return .range(from: from, upTo: upTo, step: step)
  }

  /// A number of a range, or `nil` where it is left out.
  private mutating func bound(_ description: String) throws(Diagnostic) -> Int? {
    switch tokens.kind {
    case .colon, .comma, .rightBracket, .endOfLine: nil
    default: try whole(description)
    }
  }

  private mutating func whole(_ description: String) throws(Diagnostic) -> Int {
    let isNegative = tokens.kind == .minus
    if isNegative || tokens.kind == .plus { tokens.next += 1 }
    guard tokens.kind == .number else { throw tokens.expected(description) }
    let span = tokens.here
    let value = try tokens.number().value
    guard let whole = Int(exactly: value), whole <= Int(Int32.max) else {
      throw Diagnostic(.expected(description, found: text.source.text(of: span)), at: span)
    }
    return isNegative ? -whole : whole
  }
}
