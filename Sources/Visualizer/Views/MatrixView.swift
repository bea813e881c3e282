import Backpropagation
import Cells
import ComputationGraph
import Debugging
import Explanations
import ExpressionLanguage
import GraphPicture
import Screen
import Sentences

/// A tensor filling the screen: value, gradient and change side by side, with one entry picked out.
struct MatrixView: View {
  private(set) var node: Node.ID
  private let rowCount: Int
  private let columnCount: Int
  private(set) var row = 0
  private(set) var column = 0

  init(_ node: Node.ID, shape: Shape) {
    self.node = node
    (rowCount, columnCount) = TensorForm.matrix(shape)
  }

  /// The same entry of another node, which has the same shape.
  func moved(to node: Node.ID) -> MatrixView {
    var view = self
    view.node = node
    return view
  }

  static let heading = "All entries"
  static let rows: [KeyRow<MatrixView>] = [
    KeyRow("h", .left, help: "the entry on the left", hint: Hint("h j k l", "pick an entry")) {
      $0.pick($0.row, $0.column - 1)
    },
    KeyRow("l", .right, help: "on the right") { $0.pick($0.row, $0.column + 1) },
    KeyRow("k", .up, help: "above") { $0.pick($0.row - 1, $0.column) },
    KeyRow("j", .down, help: "below") { $0.pick($0.row + 1, $0.column) },
    KeyRow(.pageUp, .backspace, help: "ten rows up") { $0.pick($0.row - 10, $0.column) },
    KeyRow(.pageDown, " ", help: "ten rows down") { $0.pick($0.row + 10, $0.column) },
    KeyRow("0", .home, help: "the first column") { $0.pick($0.row, 0) },
    KeyRow("$", .end, help: "the last column") { $0.pick($0.row, $0.columnCount - 1) },
    KeyRow("g", help: "the first row") { $0.pick(0, $0.column) },
    KeyRow("G", help: "the last row") { $0.pick($0.rowCount - 1, $0.column) },
    goingOn(.edit, meaning: "change it"),
    goingOn(.nudgeUp, .nudgeDown, meaning: "nudge it"),
    closing(.enter, "v"),
  ]

  private mutating func pick(_ row: Int, _ column: Int) {
    self.row = max(0, min(rowCount - 1, row))
    self.column = max(0, min(columnCount - 1, column))
  }

  /// An entry is changed and nudged, not all of them.
  mutating func carryOut(
    _ command: Command, _ arguments: Arguments, _ debugger: Debugger?, _ context: LayerContext
  ) -> LayerAnswer {
    switch command {
    case .edit: .asks(.editLine(node, entry: entry))
    case .nudgeUp, .nudgeDown:
      .closedAsking(
        .silentChange { [node, entry] in
          $0.nudge(up: command == .nudgeUp, node, element: entry)
        })
    default: .passed
    }
  }

  func remade(for new: Debugger, after old: Debugger?) -> (any Layer)? {
    guard let old else { return nil }
    let name = NodeNames(old.document.labels)[node]
    guard let node = NodeNames(new.document.labels).node(named: name) else { return nil }
    let shape = new.document.graph.shape(of: node)
    if shape == old.document.graph.shape(of: self.node) { return moved(to: node) }
    return shape.isScalar ? nil : MatrixView(node, shape: shape)
  }

  /// One of the tables that stand side by side.
  struct Table {
    let title: String
    let tensor: Tensor
    let style: Style
  }

  /// Draws the tables and, below them, what is behind the picked entry.
  func draw(_ tables: [Table], breakdown: EntryBreakdown, into frame: inout Frame) {
    let size = frame.size
    let words = breakdown.words
    let shape = words.document.graph.shape(of: node)
    frame.write(
      StyledLine(" \(words.name(node))", .title).appending("   \(shape)")
        .appending("   value and gradient always have the same shape", .faint),
      row: 0)

    let explained = lines(breakdown, width: size.columns).prefix(max(1, size.rows - 5))
    let shownRows = max(1, size.rows - 4 - explained.count)
    let indexWidth = String(max(0, rowCount - 1)).count + 2
    let width = max(12, (size.columns - 1) / max(1, tables.count))
    let cell = words.decimals + 6
    let shownColumns = max(1, (width - indexWidth - 1) / cell)
    let top = Self.start(of: row, shown: shownRows, of: rowCount)
    let left = Self.start(of: column, shown: shownColumns, of: columnCount)
    for (index, table) in tables.enumerated() {
      let start = 1 + index * width
      func end(_ shown: Int) -> Int { start + indexWidth + (shown + 1) * cell - 1 }
      frame.write(table.title, at: Point(column: start, row: 1), table.style)
      for shown in 0..<min(shownColumns, columnCount - left) {
        let text = String(left + shown)
        frame.write(text, at: Point(column: end(shown) - text.count, row: 2), .faint)
      }
      for shownRow in 0..<min(shownRows, rowCount - top) {
        let y = 3 + shownRow
        frame.write("\(top + shownRow)", at: Point(column: start, row: y), .faint)
        for shown in 0..<min(shownColumns, columnCount - left) {
          let number = table.tensor.elements[(top + shownRow) * columnCount + left + shown]
          let text = words.writing.fitted(number, width: cell - 1)
          let point = Point(column: end(shown) - text.count, row: y)
          let isPicked = top + shownRow == row && left + shown == column
          frame.write(
            text, at: point, isPicked ? .selection : number.isFinite ? table.style : .error)
          if isPicked, index == 0 { frame.cursor = point }
        }
      }
    }
    frame.write(explained, from: size.rows - 1 - explained.count)
  }

  /// The place of the picked entry in the tensor.
  private var entry: Int { row * columnCount + column }

  private func lines(_ breakdown: EntryBreakdown, width: Int) -> [StyledLine] {
    let words = breakdown.words
    let entry =
      words.name(node) + "[" + breakdown.indices.map(String.init).joined(separator: ", ") + "]"
    let parts =
      (breakdown.value.map { [(" value      ", $0)] } ?? [])
      + breakdown.contributions.map { (" gradient   ", $0) }
      + breakdown.moves.map { (" update     ", $0) }
    let lines = parts.flatMap { name, line in
      line.wrapped(to: max(8, width - name.columns - 1)).enumerated().map {
        StyledLine($0.offset == 0 ? name : String(repeating: " ", count: name.columns), .faint)
          .appending($0.element.text)
      }
    }
    return [StyledLine("── ", .faint).appending(entry, .title).appending(" ──", .faint)]
      + (lines.isEmpty ? [StyledLine(breakdown.emptiness, .faint)] : lines)
  }

  private static func start(of index: Int, shown: Int, of total: Int) -> Int {
    max(0, min(index - shown / 2, total - shown))
  }

  /// The tables for the node: its value, its gradient, and how the last update changed it.
  private func tables(of debugger: Debugger) -> [Table] {
    let (snapshot, graph) = (debugger.snapshot, debugger.document.graph)
    let numbers = snapshot.numbers
    var tables: [Table] = []
    let valueState = snapshot.valueState(of: node)
    if valueState != .unknown {
      tables.append(
        Table(
          title: valueState == .stale ? "value, out of date" : "value",
          tensor: numbers.value(of: node, in: graph),
          style: valueState == .stale ? .staleValue : .value))
    }
    let gradientState = snapshot.gradientState(of: node)
    if gradientState != .unknown {
      tables.append(
        Table(
          title: gradientState == .stale
            ? "gradient, out of date" : gradientState == .partial ? "gradient so far" : "gradient",
          tensor: numbers.gradient(of: node, in: graph),
          style: gradientState == .stale ? .staleGradient : .gradient))
    }
    if let update = debugger.cursor.update(of: node) {
      tables.append(
        Table(
          title: "change",
          tensor: Tensor(shape: update.new.shape) {
            update.new.elements[$0] - update.old.elements[$0]
          },
          style: .plain))
    }
    return tables
  }

  /// Draws a tensor over the picture.
  func draw(_ debugger: Debugger, into frame: inout Frame) {
    let shape = debugger.document.graph.shape(of: node)
    draw(
      tables(of: debugger),
      breakdown: EntryBreakdown(
        words: debugger.words, node: node, indices: shape.indices(of: entry),
        update: debugger.cursor.update(of: node)),
      into: &frame)
  }
}
