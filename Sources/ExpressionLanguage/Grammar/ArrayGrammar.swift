import ComputationGraph

// array  = "[" expression { "," expression } "]"
// suffix = ".T" | "[" index { "," index } "]"
// index  = ":" | ["-" | "+"] whole number
extension Parser {
  /// `[1, 2]`, `[[1, 2], [3, 4]]` or `[x, y]`. Of numbers only it is one literal, however many.
  func array() throws(Diagnostic) {
    let open = next
    let firstInstruction = instructions.count
    let firstOperation = operations.count
    var count = 0
    repeat {
      next += 1
      try descend()
      let element = try expression(after: next - 1)
      nesting -= 1
      count += 1
      try expectEqualRow(element, number: count, after: firstInstruction)
    } while kind == .comma
    try close(.rightBracket, openedAt: open)
    let written = TokenRange(open, next - 1)
    let elements = instructions[firstInstruction...]
    if elements.count == count, let literal = literal(of: elements) {
      instructions.removeSubrange(firstInstruction...)
      operations.removeSubrange(firstOperation...)
      emit(.array(literal), written)
    } else {
      emit(.rows(count: count), written)
    }
  }

  /// The array that numbers, or arrays of one shape, make together.
  private func literal(of elements: ArraySlice<Instruction>) -> Tensor? {
    guard let first = elements.first else { return nil }
    var numbers: [Double] = []
    let rowShape = shape(ofLiteral: first)
    for element in elements {
      switch element.action {
      case .number(let value) where rowShape?.isScalar == true:
        numbers.append(value)
      case .operation(let index):
        guard case .array(let row) = operations[Int(index)], row.shape == rowShape else {
          return nil
        }
        numbers += row.elements
      default:
        return nil
      }
    }
    return try? Tensor(numbers, shape: Shape([elements.count] + (rowShape?.extents ?? [])))
  }

  private func shape(ofLiteral instruction: Instruction) -> Shape? {
    switch instruction.action {
    case .number: .scalar
    case .operation(let index):
      if case .array(let row) = operations[Int(index)] { row.shape } else { nil }
    default: nil
    }
  }

  /// Says that a row of numbers is not as long as the first one.
  private func expectEqualRow(
    _ row: TokenRange, number: Int, after firstInstruction: Int
  ) throws(Diagnostic) {
    // Literals are one instruction each, so as long as all are, the last one is this row.
    guard number > 1, instructions.count == firstInstruction + number,
      let first = shape(ofLiteral: instructions[firstInstruction]),
      let last = shape(ofLiteral: instructions[instructions.count - 1]), first != last
    else { return }
    throw Diagnostic(
      .doesNotFit(.rows(first: first, number: number, other: last)), at: span(of: row))
  }

  /// Reads what stands behind an operand that began with `first`: `.T` and indices.
  func suffixes(from first: Int) throws(Diagnostic) -> TokenRange {
    while true {
      let written = TokenRange(first, next - 1)
      switch kind {
      case .leftBracket:
        // Only a function that needs no definition is looked for, so that indexing stays fast.
        if first == next - 1, tokens[first].kind == .name, BuiltInFunction.named(text(first)) != nil
        {
          let argument = argumentTexts(openedAt: next).joined(separator: ", ")
          try expectParentheses(first, around: argument)
        }
        let indices = try indices()
        emit(.select(indices), TokenRange(first, next - 1))
      case .dot:
        guard kindAfterNext == .name, text(next + 1) == "T" else {
          let isName = kindAfterNext == .name
          if isName { try expectNoMember(next + 1, of: written) }
          let found = TokenRange(next, isName ? next + 1 : next)
          throw Diagnostic(
            .expected("'.T'", found: "'\(shortText(found))'"), at: self.span(of: found),
            notes: isName && text(next + 1) == "t" ? [.write(".T for the transposed")] : [])
        }
        next += 2
        emit(.primitive(.transpose), TokenRange(first, next - 1))
      default:
        try expectOperator(after: written)
        return written
      }
    }
  }

  private func indices() throws(Diagnostic) -> [Operation.Index] {
    let open = next
    var indices: [Operation.Index] = []
    repeat {
      next += 1
      if passes(.colon) {
        indices.append(.all)
        continue
      }
      let isNegative = kind == .minus
      if isNegative || kind == .plus { next += 1 }
      guard kind == .number else { throw expected("a whole number or ':'") }
      let span = here
      let value = try number().value
      guard let place = Int(exactly: value), place <= Int(Int32.max) else {
        throw Diagnostic(
          .expected("a whole number or ':'", found: source.text(of: span)), at: span)
      }
      if kind == .colon {
        throw Diagnostic(.expected("one place, or ':' alone for all", found: "':'"), at: here)
      }
      indices.append(.at(isNegative ? -place : place))
    } while kind == .comma
    try close(.rightBracket, openedAt: open)
    return indices
  }
}
