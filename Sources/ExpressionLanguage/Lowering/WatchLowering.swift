import ComputationGraph
import Learning

// The results of `report` and `show`.
extension Lowering {
  /// Appends the nodes of a report after all others, or throws if it is not a single number.
  mutating func append(_ statement: ReportStatement) throws(Failure) -> Report {
    let text = syntax.text(of: statement)
    let span = syntax.text.span(of: statement.written)
    switch statement.measure {
    case .value(let body):
      let node = try lower(body)
      let shape = graph.shape(of: node)
      guard shape.isScalar else {
        let written = syntax.text.shortText(statement.written)
        throw .mistake(
          .doesNotFit(.report(written, shape)), at: span,
          notes: [
            .write(.wrapping(span, in: "mean"), purpose: "for the mean"),
            .write(.wrapping(span, in: "sum"), purpose: "for the sum"),
          ])
      }
      return Report(text: text, measure: .value(node))
    case .accuracy(let scoresBody, let labelsBody, let threshold):
      let scores = try lower(scoresBody)
      let labels = try lower(labelsBody)
      let shapes = (graph.shape(of: scores), graph.shape(of: labels))
      guard Self.isAccuracy(scores: shapes.0, labels: shapes.1) else {
        throw .mistake(.doesNotFit(.accuracy(scores: shapes.0, labels: shapes.1)), at: span)
      }
      // What divides labels that are computed is known when they are; see `Document.scored`.
      return Report(
        text: text,
        measure: .accuracy(
          scores: scores, labels: labels,
          threshold: Threshold(labels: graph.initialValue(of: labels), written: threshold)))
    }
  }

  /// Whether there is one label per row of scores; a row may be a single number, and a vector with
  /// one label is a row.
  private static func isAccuracy(scores: Shape, labels: Shape) -> Bool {
    switch (scores.extents.count, labels.extents.count) {
    case (2, 1), (1, 1): scores.extents[0] == labels.extents[0]
    case (2, 2): scores.extents[0] == labels.extents[0] && labels.extents[1] == 1
    case (1, 0): scores.count > 0
    default: false
    }
  }

  /// The pictures of a weight; `nil` if its definition has a mistake.
  func template(_ statement: ShowStatement) throws(Failure) -> Template? {
    guard let node = nodes[Int(statement.name.index)] else { return nil }
    let name = syntax.names[statement.name]
    let nameSpan = syntax.text.span(of: name, at: statement.nameToken)
    guard graph.primitive(of: node) == nil else { throw .mistake(.notAWeight(name), at: nameSpan) }
    let shape = graph.shape(of: node)
    guard shape.extents.count == 2 else {
      throw .mistake(.doesNotFit(.images(name, shape)), at: nameSpan)
    }
    let size = statement.height * statement.width
    let isByColumn = isUsedByColumn(node) ?? (shape.extents[0] == size)
    let count = shape.extents[isByColumn ? 0 : 1]
    guard count == size else {
      let problem = ShapeProblem.imageSize(
        name, isByColumn: isByColumn, count: count, height: statement.height,
        width: statement.width)
      throw .mistake(
        .doesNotFit(problem),
        at: syntax.text.span(of: TokenRange(statement.nameToken, statement.lastToken)))
    }
    return Template(
      node: node, height: statement.height, width: statement.width, isByColumn: isByColumn)
  }

  /// Whether the columns of a weight are multiplied by the data, as in `x @ W`, or its rows, as in
  /// `W @ x`, in its first product; `nil` if it is in none, or to the right of a computed node.
  private func isUsedByColumn(_ weight: Node.ID) -> Bool? {
    var transposed: Node.ID?
    for node in graph.ids {
      switch graph.primitive(of: node) {
      case .transpose where graph.operands(of: node)[0] == weight:
        transposed = transposed ?? node
      case .matrixProduct:
        let operands = graph.operands(of: node)
        for (slot, operand) in operands.enumerated()
        where operand == weight || operand == transposed {
          if slot == 1, graph.primitive(of: operands[0]) != nil { return nil }
          return (slot == 1) == (operand == weight)
        }
      default: continue
      }
    }
    return nil
  }
}

extension Syntax {
  /// A report as written, with runs of blanks and line ends replaced by one blank.
  func text(of report: ReportStatement) -> String {
    var text = ""
    var end: Int32?
    for token in self.text.tokens[Int(report.written.first)...Int(report.written.last)]
    where token.kind != .endOfLine {
      if let end, token.start > end { text += " " }
      text += source.text(of: token.span)
      end = token.end
    }
    return text
  }
}
