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

  /// A line, and which row of the table it is; headings and notes are none.
  package struct Line {
    package let text: StyledLine
    package let row: Int?
  }

  /// All lines: layers, then parameters.
  package var lines: [Line] {
    var lines: [Line] = []
    func note(_ text: StyledLine) { lines.append(Line(text: text, row: nil)) }
    if let origin = health.origin { note(warning(origin)) }
    if !health.layers.isEmpty {
      note(Self.heading(of: layerColumns))
      for (row, layer) in health.layers.enumerated() {
        lines.append(Line(text: line(layer), row: row))
      }
      note(
        StyledLine(
          " closed: |local gradient| below 0.001; dead, saturated: closed in every row",
          .faint))
      note("")
    }
    note(Self.heading(of: parameterColumns))
    for (index, parameter) in health.parameters.enumerated() {
      lines.append(Line(text: line(parameter), row: health.layers.count + index))
    }
    note(
      StyledLine(" |upd|/|val| is usually about 0.001; a bar one cell shorter is a tenth", .faint))
    return lines
  }

  // MARK: Columns

  private struct Column {
    let title: String
    let start: Int
    /// The column after the last one, for numbers, which stand on the right.
    let end: Int?
  }

  private var layerColumns: [Column] {
    [
      Column(title: "layer", start: 1, end: nil), Column(title: "gate", start: 13, end: nil),
      Column(title: "units", start: 24, end: 30), Column(title: "stuck", start: 32, end: nil),
      Column(title: "closed", start: 46, end: nil),
      Column(title: "|∂|", start: 61, end: 68), Column(title: "gradient", start: 70, end: nil),
    ]
  }

  private var parameterColumns: [Column] {
    [
      Column(title: "parameter", start: 1, end: nil), Column(title: "shape", start: 13, end: nil),
      Column(title: "|value|", start: 24, end: 33), Column(title: "|∂|", start: 34, end: 43),
      Column(title: "size", start: 45, end: nil),
      Column(title: "|upd|/|val|", start: 56, end: 68),
      Column(title: "gradient", start: 70, end: nil),
    ]
  }

  private static func heading(of columns: [Column]) -> StyledLine {
    columns.reduce(into: StyledLine()) { line, column in
      line.pad(to: column.end.map { $0 - column.title.columns } ?? column.start)
      line.append(column.title, .title)
    }
  }

  // MARK: Rows

  private func line(_ layer: LayerHealth) -> StyledLine {
    var line = StyledLine(" \(name(layer.gate).fitted(to: 11))", .name)
    line.pad(to: 13)
    line.append(layer.primitive.symbol.fitted(to: 10))
    append(String(layer.unitCount), until: 30, .plain, to: &line)
    line.pad(to: 32)
    if layer.closedUnits > 0 {
      line.append(
        "\(layer.closedUnits) \(layer.diesWhenClosed ? "dead" : "saturated")",
        layer.closedUnits == layer.unitCount ? .error : .plain)
    }
    line.pad(to: 46)
    line.append(Self.bar(layer.closedShare), .value)
    append(percent(layer.closedShare), until: 60, .plain, to: &line)
    append(size(layer.meanGradient), until: 68, .gradient, to: &line)
    append(layer.verdict, to: &line)
    return line
  }

  private func line(_ parameter: ParameterHealth) -> StyledLine {
    var line = StyledLine(" \(name(parameter.parameter).fitted(to: 11))", .name)
    line.pad(to: 13)
    line.append("\(document.graph.shape(of: parameter.parameter))".fitted(to: 10))
    append(size(parameter.norm), until: 33, .value, to: &line)
    append(size(parameter.gradientNorm), until: 43, .gradient, to: &line)
    line.pad(to: 45)
    line.append(Self.decades(parameter.meanGradient, of: largestGradient), .gradient)
    append(parameter.updateRatio.map(size) ?? "–", until: 68, .plain, to: &line)
    append(parameter.verdict, to: &line)
    return line
  }

  private func append(_ text: String, until end: Int, _ style: Style, to line: inout StyledLine) {
    line.pad(to: max(line.columns, end - text.columns))
    line.append(text, style)
  }

  private func append(_ verdict: GradientVerdict, to line: inout StyledLine) {
    line.pad(to: 70)
    line.append(verdict.word, verdict == .fine ? .faint : .error)
  }

  private func name(_ node: Node.ID) -> String {
    String(document.labels[Int(node.index)].map { $0 == "*" ? "·" : $0 })
  }

  private func warning(_ origin: NonFiniteOrigin) -> StyledLine {
    let text =
      switch origin {
      case .leaf(let node): "\(name(node)) is not finite"
      case .value(let node): "NaN or infinity begins at \(name(node)): its operands are finite"
      case .gradient(let gate, let operand):
        "NaN or infinity begins on the way back from \(name(gate)) to \(name(operand))"
      }
    return StyledLine(" " + text, .error)
  }

  // MARK: Numbers

  private var largestGradient: Double {
    (health.layers.map(\.meanGradient) + health.parameters.map(\.meanGradient))
      .filter(\.isFinite).max() ?? 0
  }

  /// Eight cells, as many filled as the share says; one at least where it is not 0.
  private static func bar(_ share: Double) -> String {
    let filled = share > 0 ? max(1, Int((8 * share).rounded(.down))) : 0
    return String(repeating: "█", count: filled) + String(repeating: "░", count: 8 - filled)
  }

  /// Eight cells for the largest gradient, and one less for each tenth part of it.
  static func decades(_ size: Double, of largest: Double) -> String {
    guard size.isFinite, size > 0, largest > 0 else { return String(repeating: "░", count: 8) }
    var filled = 8
    var bound = largest / 10
    while filled > 1, size <= bound {
      filled -= 1
      bound /= 10
    }
    return String(repeating: "█", count: filled) + String(repeating: "░", count: 8 - filled)
  }

  /// `82.8%`; never 100 where something is open, and never 0 where something is closed.
  private func percent(_ share: Double) -> String {
    writing.shown(
      NumberText.fixed(100 * share, decimals: share == 0 || share == 1 ? 0 : 1)) + "%"
  }

  /// At most 7 columns.
  private func size(_ number: Double) -> String {
    writing.shown(
      number == 0
        ? "0"
        : abs(number) < 0.001
          ? NumberText.fixed(number, decimals: 1)
          : NumberText.fitted(number, decimals: 4, width: 7))
  }
}

extension GradientVerdict {
  /// The verdict in a word.
  var word: String {
    switch self {
    case .fine: "fine"
    case .notFinite: "not finite"
    case .none: "none"
    case .vanishing: "vanishing"
    case .exploding: "exploding"
    }
  }
}
