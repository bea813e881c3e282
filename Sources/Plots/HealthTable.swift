import Backpropagation
import Cells
import ComputationGraph
import ExpressionLanguage
import Screen
import Sentences

/// The lines of a health report, 80 columns wide.
package struct HealthTable {
  private let health: Health
  private let document: Document
  private let writing: Writing

  package init(_ health: Health, of document: Document, writing: Writing) {
    self.health = health
    self.document = document
    self.writing = writing
  }

  /// A line and its row in the table; headings and notes have no row.
  package struct Line {
    package let text: StyledLine
    package let row: Int?
  }

  /// All lines: layers, then parameters.
  package var lines: [Line] {
    var lines: [Line] = []
    func note(_ text: StyledLine) { lines.append(Line(text: text, row: nil)) }
    func table(_ columns: [Column], _ rows: [[Entry]], from first: Int) {
      note(Self.line(columns, columns.map { ($0.title, .title) }))
      for (row, entries) in rows.enumerated() {
        lines.append(Line(text: Self.line(columns, entries), row: first + row))
      }
    }
    if let cause = health.cause { for line in warning(cause) { note(line) } }
    if !health.layers.isEmpty {
      table(Self.layerColumns, health.layers.map(entries), from: 0)
      note(
        StyledLine(
          " closed: |local gradient| below 0.001; dead, saturated: closed in every row", .faint))
      note("")
    }
    table(Self.parameterColumns, health.parameters.map(entries), from: health.layers.count)
    note(
      StyledLine(" |upd|/|val| is usually about 0.001; a bar one cell shorter is a tenth", .faint))
    return lines
  }

  // MARK: Columns

  /// A column of text that starts at `start`, or of right-aligned numbers that end before `end`.
  private struct Column {
    let title: String
    var start = 0
    var end: Int?
  }

  private static let layerColumns = [
    Column(title: "layer", start: 1), Column(title: "gate", start: 13),
    Column(title: "units", end: 30), Column(title: "stuck", start: 32),
    Column(title: "closed", start: 46), Column(title: "", end: 60),
    Column(title: "|∂|", end: 68), Column(title: "gradient", start: 70),
  ]

  private static let parameterColumns = [
    Column(title: "parameter", start: 1), Column(title: "shape", start: 13),
    Column(title: "|value|", end: 33), Column(title: "|∂|", end: 43),
    Column(title: "size", start: 45), Column(title: "|upd|/|val|", end: 68),
    Column(title: "gradient", start: 70),
  ]

  private typealias Entry = (text: String, style: Style)

  private static func line(_ columns: [Column], _ entries: [Entry]) -> StyledLine {
    zip(columns, entries).reduce(into: StyledLine()) { line, part in
      let (column, entry) = part
      line.pad(to: column.end.map { $0 - entry.text.columns } ?? column.start)
      line.append(entry.text, entry.style)
    }
  }

  // MARK: Rows

  private func entries(_ layer: LayerHealth) -> [Entry] {
    let stuck = "\(layer.closedUnits) \(layer.diesWhenClosed ? "dead" : "saturated")"
    return [
      (name(layer.gate).fitted(to: 11), .name),
      (layer.primitive.symbol.fitted(to: 10), .plain),
      (String(layer.unitCount), .plain),
      (layer.closedUnits > 0 ? stuck : "", layer.closedUnits == layer.unitCount ? .error : .plain),
      (Self.bar(layer.closedShare), .value),
      (percent(layer.closedShare), .plain),
      (size(layer.meanGradient), .gradient),
      entry(layer.verdict),
    ]
  }

  private func entries(_ parameter: ParameterHealth) -> [Entry] {
    [
      (name(parameter.parameter).fitted(to: 11), .name),
      ("\(document.graph.shape(of: parameter.parameter))".fitted(to: 10), .plain),
      (size(parameter.norm), .value),
      (size(parameter.gradientNorm), .gradient),
      (Self.decades(parameter.meanGradient, of: largestGradient), .gradient),
      (parameter.updateRatio.map(size) ?? "–", .plain),
      entry(parameter.verdict),
    ]
  }

  private func entry(_ verdict: GradientVerdict) -> Entry {
    (verdict.word, verdict.isHarmless ? .faint : .error)
  }

  /// The verdict on a row of the table, with the number it was judged on and its bound.
  package func judgement(ofRow row: Int) -> StyledLine? {
    let (layers, parameters) = (health.layers, health.parameters)
    let (node, verdict): (Node.ID, GradientVerdict)
    if layers.indices.contains(row) {
      (node, verdict) = (layers[row].gate, layers[row].verdict)
    } else if parameters.indices.contains(row - layers.count) {
      let parameter = parameters[row - layers.count]
      (node, verdict) = (parameter.parameter, parameter.verdict)
    } else {
      return nil
    }
    return StyledLine(
      " \(name(node).fitted(to: 24)): " + verdict.sentence { writing.shown($0) },
      verdict.isHarmless ? .faint : .error)
  }

  private func name(_ node: Node.ID) -> String {
    String(document.labels[Int(node.index)].map { $0 == "*" ? "·" : $0 })
  }

  private func warning(_ cause: NonFiniteCause) -> [StyledLine] {
    let sentence = NonFiniteSentence(cause, of: document)
    return ([sentence.place] + (sentence.wayOut.map { [$0] } ?? [])).map {
      StyledLine(" " + $0, .error)
    }
  }

  // MARK: Numbers

  private var largestGradient: Double {
    (health.layers.map(\.meanGradient) + health.parameters.map(\.meanGradient))
      .filter(\.isFinite).max() ?? 0
  }

  /// Eight cells, some of them filled.
  private static func bar(filled: Int) -> String {
    String(repeating: "█", count: filled) + String(repeating: "░", count: 8 - filled)
  }

  /// Eight cells filled by a share, at least one of them unless the share is 0.
  private static func bar(_ share: Double) -> String {
    bar(filled: share > 0 ? max(1, Int((8 * share).rounded(.down))) : 0)
  }

  /// Eight filled cells for the largest gradient, and one less for each factor of ten below it.
  static func decades(_ size: Double, of largest: Double) -> String {
    guard size.isFinite, size > 0, largest > 0 else { return bar(filled: 0) }
    var filled = 8
    var bound = largest / 10
    while filled > 1, size <= bound {
      filled -= 1
      bound /= 10
    }
    return bar(filled: filled)
  }

  /// A share as `82.8%`; only a share of exactly 1 or 0 is shown as 100 % or 0 %.
  private func percent(_ share: Double) -> String {
    writing.shown(NumberText.fixed(100 * share, decimals: share == 0 || share == 1 ? 0 : 1)) + "%"
  }

  /// A magnitude in at most 7 columns.
  private func size(_ number: Double) -> String {
    writing.shown(
      number == 0
        ? "0"
        : abs(number) < 0.001
          ? NumberText.fixed(number, decimals: 1)
          : NumberText.fitted(number, decimals: 4, width: 7))
  }
}
