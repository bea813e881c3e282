import Backpropagation
import Cells
import ComputationGraph
import Debugging
import ExpressionLanguage
import Learning
import Plots
import Screen
import Sentences

/// Weights filling the screen: those that `show` names as pictures, one for each unit, with the score
/// of an example below them; all others as numbers.
struct TemplatesView: View {
  let matrices: [WeightMatrix]
  /// The index in `matrices` of the matrix that is shown.
  private(set) var chosen = 0
  private(set) var quantity = WeightQuantity.value
  private(set) var unit = 0
  /// The input selected in a table of numbers.
  private(set) var input = 0
  /// The example whose score is shown, as a row of the batch.
  private(set) var example = 0
  private let exampleCounts: [Int]
  private var screen: Size

  /// The weights of a document, on a screen of a size.
  init(of document: Document, screen: Size) {
    matrices = WeightMatrix.all(in: document)
    exampleCounts = matrices.map { $0.exampleCount(in: document.graph) }
    self.screen = screen
  }

  /// The size of the screen decides the number of units in a row.
  mutating func fit(_ debugger: Debugger?, _ context: LayerContext) { screen = context.size }

  /// The matrix that is shown; `nil` where there is none.
  var matrix: WeightMatrix? { matrices.indices.contains(chosen) ? matrices[chosen] : nil }

  static let heading = "Weights"
  static let rows: [KeyRow<TemplatesView>] = [
    KeyRow("h", .left, help: "the unit on the left") { $0.unit -= 1 }
      .hinting { view in
        view.matrix.map { Hint("h j k l", $0.picture == nil ? "pick a weight" : "pick a unit") }
      },
    KeyRow("l", .right, help: "on the right") { $0.unit += 1 },
    KeyRow("k", .up, help: "above; in a table of numbers, the weight above") { $0.move(by: -1) },
    KeyRow("j", .down, help: "below") { $0.move(by: 1) },
    KeyRow(
      .tab, help: "value, gradient, change since the beginning, change by the last update"
    ) { $0.chooseQuantity(1) }.hinting { $0.matrix == nil ? nil : Hint("Tab", "what of it") },
    KeyRow(.backTab, help: "back") { $0.chooseQuantity(-1) },
    KeyRow(",", help: "the example before") { $0.example -= 1 }
      .hinting { $0.matrix?.use == nil ? nil : Hint(", .", "example") },
    KeyRow(".", help: "the next example of the batch") { $0.example += 1 },
    KeyRow("W", help: "the next weights") { $0.showNextMatrix() }
      .hinting { $0.matrices.count > 1 ? Hint("W", "next") : nil },
    closing(.enter),
  ]

  /// Where there are no weights, all keys but those that close are for the graph.
  mutating func takeRow(_ key: Key) -> LayerAnswer {
    guard matrix != nil else { return .passed }
    defer { clamp() }
    return Self.rows.answer(to: key, for: &self)
  }

  /// Templates are fitted into another document, when the file was read again.
  func remade(for new: Debugger, after old: Debugger?) -> (any Layer)? {
    old == nil ? nil : TemplatesView(of: new.document, screen: screen)
  }

  /// Moves to the next row of units, or in a table to the next input.
  private mutating func move(by rows: Int) {
    guard let matrix else { return }
    guard matrix.picture != nil else {
      input += rows
      return
    }
    let units = rows * TemplateGrid(matrix, columns: screen.columns).unitsPerRow
    if (0..<matrix.unitCount).contains(unit + units) { unit += units }
  }

  private mutating func showNextMatrix() {
    chosen = (chosen + 1) % matrices.count
    (unit, input) = (0, 0)
  }

  private mutating func chooseQuantity(_ step: Int) {
    let count = WeightQuantity.allCases.count
    quantity = WeightQuantity.allCases[(quantity.rawValue + step + count) % count]
  }

  private mutating func clamp() {
    guard let matrix else { return }
    unit = max(0, min(matrix.unitCount - 1, unit))
    input = max(0, min(matrix.inputCount - 1, input))
    example = max(0, min(exampleCounts[chosen] - 1, example))
  }

  /// Draws the view over everything but the last line.
  func draw(_ debugger: Debugger, into frame: inout Frame) {
    let bottom = Panes(frame.size).hint ?? frame.size.rows
    guard let matrix else {
      frame.write(
        " no parameter of this file is a matrix, so there are no weights to be seen", row: 0)
      return
    }
    let numbers = WeightNumbers(quantity, of: matrix.node, in: debugger)
    drawHeading(matrix, debugger, into: &frame)
    drawQuantities(largest: numbers?.largest, into: &frame)
    let area = 2..<max(2, bottom)
    guard let numbers else {
      frame.write(StyledLine(" " + quantity.reasonUnknown), row: 3)
      return
    }
    guard let picture = matrix.picture else {
      matrix.drawTable(numbers, of: debugger, unit: unit, input: input, rows: area, into: &frame)
      return
    }
    let detail = TemplateDetail(
      matrix: matrix, picture: picture, numbers: numbers, quantity: quantity, unit: unit,
      example: example)
    let grid = TemplateGrid(matrix, columns: frame.size.columns)
    let rest = area.count - grid.rowHeight(picture, in: frame)
    let height = detail.height(rows: rest, in: frame)
    let rows = area.lowerBound..<area.upperBound - height
    grid.draw(picture, numbers, names(matrix, debugger), chosen: unit, rows: rows, into: &frame)
    if height > 0 {
      detail.draw(debugger, rows: rows.upperBound..<area.upperBound, into: &frame)
    }
  }

  /// The names of the units: the classes where they stand for classes, else their numbers.
  private func names(_ matrix: WeightMatrix, _ debugger: Debugger) -> [String] {
    let classes = debugger.document.feed?.data.classNames ?? []
    let isLinear = matrices.count == 1 && !matrix.isDeeper
    guard isLinear, classes.count == matrix.unitCount else {
      return (0..<matrix.unitCount).map(String.init)
    }
    return classes
  }

  private func drawHeading(_ matrix: WeightMatrix, _ debugger: Debugger, into frame: inout Frame) {
    let words = debugger.words
    let name = words.name(matrix.node)
    var line = StyledLine(" \(name)", .title)
    line.append("   \(debugger.document.graph.shape(of: matrix.node))")
    if let picture = matrix.picture {
      line.append(
        "   each \(matrix.isByColumn ? "column" : "row") a picture of \(picture.height)×\(picture.width)",
        .faint)
    } else if matrix.isDeeper {
      line.append("   numbers over hidden units: not a picture", .faint)
    } else {
      line.append("   show \(name) as images(height, width)   makes pictures", .faint)
    }
    let status = "iteration \(debugger.snapshot.iteration) "
    let start = frame.size.columns - status.columns
    frame.write(line, at: Point(column: 0, row: 0), width: max(0, start - 2))
    frame.write(status, at: Point(column: max(0, start), row: 0), .plain)
  }

  /// The quantities, of which one is chosen, and the scale of its colours.
  private func drawQuantities(largest: Double?, into frame: inout Frame) {
    var line = StyledLine(" ")
    for each in WeightQuantity.allCases {
      line.append(" \(each.name) ", each == quantity ? .selection : .faint)
      line.append(" ")
    }
    frame.write(line, row: 1)
    guard let largest else { return }
    let text = NumberText.fitted(largest, decimals: 4, width: 8)
    let levels = Array(-Tint.levels...Tint.levels)
    let width = levels.count + 2 * text.columns + 4
    let start = frame.size.columns - width
    guard start > line.columns else { return }
    frame.write("-\(text) ", at: Point(column: start, row: 1), .faint)
    for (index, level) in levels.enumerated() {
      let column = start + text.columns + 2 + index
      frame[Point(column: column, row: 1)] = Cell(Pixels(.level(level)))
    }
    frame.write(
      " \(text)", at: Point(column: start + text.columns + 2 + levels.count, row: 1), .faint)
  }
}
