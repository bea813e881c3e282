import Backpropagation
import Cells
import ComputationGraph
import ExpressionLanguage
import GraphLayout
import Sentences

/// A leaf or a gate as it is drawn, with the layout of its rectangle.
package struct PictureBox: Hashable, Sendable {
  /// The node whose value and gradient are shown.
  package let node: Node.ID
  /// The text in the gate, or the name of the leaf.
  let label: String
  /// The name on the wire that leaves a gate, if it has one.
  let wireName: String?
  /// Whether no gate uses the value; the name then stands at the end of the wire.
  let isEnd: Bool
  /// Whether the node is a leaf.
  let isLeaf: Bool
  /// The sources of the wires, one for each operand that is not drawn inside the gate.
  let operands: [Node.ID]
  /// The slot of each of `operands` in the gate.
  let slots: [Int]
  /// The shape of the value and the gradient.
  let shape: Shape
  /// Whether the operands must arrive in order from top to bottom.
  let keepsOrder: Bool

  /// The width of the label, including its parentheses or borders.
  func labelWidth(_ level: DetailLevel) -> Int {
    if isLeaf { return label.columns + 1 }
    return switch level {
    case .boxes: label.columns + 4
    case .compact, .names: label.columns + 2
    case .overview: 1
    }
  }

  /// The number of columns before the label, in which wires are collected.
  package func collectorWidth(_ level: DetailLevel) -> Int {
    level != .boxes && operands.count > 1 ? 1 : 0
  }

  /// How the value and the gradient are drawn.
  var form: TensorForm { TensorForm(shape) }

  /// The text on the wire: the name, and the shape unless it is a scalar.
  func wireText(_ level: DetailLevel) -> String {
    let name = isEnd && !isLeaf ? nil : wireName
    let shape = shape.isScalar ? nil : "\(shape)"
    return [name, shape].compactMap { $0 }.joined(separator: " ")
  }

  /// The width beyond which a name on a wire is cut.
  private static let longestWireText = 18

  /// The number of columns from the label to the right end: wire, numbers and name.
  func fieldWidth(_ level: DetailLevel, decimals: Int) -> Int {
    let field = max(
      level.fieldWidth(decimals: decimals),
      level.showsNumbers ? min(Self.longestWireText, wireText(level).columns) + 2 : 0,
      level.showsNumbers && form.content != .number
        ? form.width(ofNumbers: decimals + 4) + 1 - (isLeaf ? labelWidth(level) : 0) : 0)
    guard isEnd, !isLeaf else { return field }
    let shapeWidth = shape.isScalar ? 0 : wireText(level).columns + 1
    let end = 3 + (wireName?.columns ?? 0) + shapeWidth
    return switch level {
    case .boxes: max(end, decimals + 5, form.content == .number ? 0 : field)
    case .compact:
      max(end, decimals + 5 - labelWidth(level), form.content == .number ? 0 : field)
    case .names, .overview: end
    }
  }

  /// The number of rows that numbers take above the wire, and again below it.
  func numberRows(_ level: DetailLevel) -> Int { level.showsNumbers ? form.shownRows : 1 }

  /// The rectangle and its ports, for the layout.
  package func box(_ level: DetailLevel, decimals: Int) -> Diagram.Box {
    let width = collectorWidth(level) + labelWidth(level) + fieldWidth(level, decimals: decimals)
    let count = operands.count
    let least = count > 2 ? 3 * count : level == .boxes && count == 2 ? 5 : 3
    let height = max(least, 2 * numberRows(level) + 1)
    let middle = (height - 1) / 2
    let inputRows =
      switch count {
      case 0, 1: Array(repeating: middle, count: count)
      case 2: [middle - 1, middle, middle + 1]
      default: (0..<count).map { (height - 3 * count) / 2 + 1 + 3 * $0 }
      }
    return Diagram.Box(
      width: width, height: height, outputRow: middle, inputRows: inputRows,
      keepsOrder: keepsOrder, hasConnector: count == 2 && height == 3)
  }

  /// The boxes of all drawn nodes, named leaves and units, in the order of the graph.
  ///
  /// Literals are drawn inside the gates that use them.
  package static func boxes(of document: Document, _ plan: StepPlan) -> [PictureBox] {
    let graph = document.graph
    let units = Dictionary(uniqueKeysWithValues: plan.units.map { ($0.output, $0) })
    let drawn = graph.ids.filter {
      units[$0] != nil || graph.role(of: $0) == .parameter || graph.role(of: $0) == .leaf
    }
    let isUsed = Set(plan.units.flatMap { $0.operands(in: graph) })
    let names = Dictionary(
      document.definitions.map { ($0.node, $0.name) }, uniquingKeysWith: { first, _ in first })
    return drawn.map { node in
      let unit = units[node]
      let all = unit?.operands(in: graph) ?? []
      return PictureBox(
        node: node,
        label: unit.map(document.gateName) ?? document.labels[Int(node.index)],
        wireName: unit == nil ? nil : names[node],
        isEnd: !isUsed.contains(node),
        isLeaf: unit == nil,
        operands: all.filter { graph.role(of: $0) != .constant },
        slots: all.indices.filter { graph.role(of: all[$0]) != .constant },
        shape: graph.shape(of: node),
        keepsOrder: keepsOrder(unit, in: graph))
    }
  }

  private static func keepsOrder(_ unit: StepPlan.Unit?, in graph: Graph) -> Bool {
    guard let unit else { return false }
    guard unit.compoundGate == nil,
      case .elementwise(let elementwise) = graph.primitive(of: unit.output)
    else { return true }
    return [.subtract, .divide, .power].contains(elementwise)
  }

  /// Whether boxes may fit into a viewport: not if they, or a chain of them, are larger than it, and then
  /// no layout need be made.
  package static func canFit(
    _ boxes: [PictureBox], _ level: DetailLevel, decimals: Int, in viewport: Size
  ) -> Bool {
    var reach: [Node.ID: Int] = [:]
    var room = viewport.columns * viewport.rows
    for box in boxes {
      let before = box.operands.compactMap { reach[$0] }.max() ?? 0
      let size = box.box(level, decimals: decimals)
      let width = before + size.width
      reach[box.node] = width
      room -= size.width * size.height
      if room < 0 || width > viewport.columns { return false }
    }
    return true
  }
}
