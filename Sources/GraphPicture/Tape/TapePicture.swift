import Backpropagation
import Cells
import ComputationGraph
import Debugging
import ExpressionLanguage
import GraphLayout
import Screen
import Sentences

/// The drawing of a graph as a listing: one gate a row with the rails of its operands, values to the
/// left of a bar and gradients to the right of it.
///
/// It costs rows and no columns, so it has room for graphs of any size; what has no room is on another
/// page.
package struct TapePicture: Sendable {
  /// The drawn nodes, in the order of the graph.
  let boxes: [PictureBox]
  let layout: RailLayout
  let fields: TapeFields
  /// The columns instead of `fields`, where there are arrays.
  let arrays: TapeArrays?
  let decimals: Int
  /// The names of what gates compute, as far as they have room.
  private(set) var results: [String]
  /// The names of leaves.
  private(set) var leaves: [String]
  /// The flows of each gate, as places in those of the plan.
  let flowsOfGate: [Node.ID: Range<Int>]
  private let indexOfNode: [Node.ID: Int]
  /// Per row of the layout, and one more, its first row of the picture; above them are the headings, unless
  /// they alone are in the way of the whole.
  private let tops: [Int]

  package init(of document: Document, _ plan: StepPlan, decimals: Int, in viewport: Size) {
    let boxes = PictureBox.boxes(of: document, plan)
    self.boxes = boxes
    self.decimals = decimals
    let index = Dictionary(uniqueKeysWithValues: boxes.enumerated().map { ($1.node, $0) })
    indexOfNode = index
    var diagram = RailDiagram()
    for box in boxes {
      diagram.append(operands: box.operands.compactMap { index[$0] }, isLeaf: box.isLeaf)
    }
    let hasArrays = !boxes.allSatisfy { $0.shape.isScalar }
    let most = TapeFields.mostRails(decimals: decimals, width: viewport.columns)
    var preferences = RailPreferences(mostRails: most, hasEntries: !hasArrays)
    let roomy = RailLayout(diagram, preferring: preferences)
    var layout = roomy
    if !hasArrays, roomy.rows.count > viewport.rows {
      // Where rows are short, a leaf that is used again stands beside its first gate.
      preferences.sharesRows = true
      let dense = RailLayout(diagram, preferring: preferences)
      if dense.rows.count <= viewport.rows { layout = dense }
    }
    self.layout = layout
    let names = boxes.map { box in
      box.wireName ?? document.shortNames[document.labels[Int(box.node.index)]]
    }
    let gates = boxes.indices.filter { !boxes[$0].isLeaf }
    let wanted = TapeFields.Names(
      leaf: min(
        ShortNames.columns, boxes.map { $0.isLeaf ? $0.label.columns : 1 }.max() ?? 1),
      gate: gates.map { boxes[$0].label.columns }.max() ?? 1,
      result: min(24, gates.map { names[$0].columns }.max() ?? 0),
      neededResult: min(
        ShortNames.columns, gates.compactMap { boxes[$0].wireName?.columns }.max() ?? 0))
    fields = TapeFields(
      wanted, rails: layout.columns, decimals: decimals, width: viewport.columns)
    let arrays =
      hasArrays
      ? TapeArrays(
        boxes.map(\.shape), names: names.map(\.columns).max() ?? 1, gates: wanted.gate,
        rails: layout.columns, decimals: decimals, width: viewport.columns) : nil
    self.arrays = arrays
    tops = Self.tops(layout, boxes, arrays, rows: viewport.rows)
    var shortResults = TapeNames(columns: arrays?.resultName ?? fields.resultName)
    var shortLeaves = TapeNames(columns: arrays?.resultName ?? fields.leafName)
    // The names of the file first, so that they keep most of themselves.
    var results = names
    for index in gates where boxes[index].wireName != nil {
      results[index] = shortResults.fitted(names[index])
    }
    for index in gates where boxes[index].wireName == nil {
      results[index] = shortResults.fitted(names[index])
    }
    self.results = results
    leaves = boxes.map { $0.isLeaf ? shortLeaves.fitted($0.label) : $0.label }
    var flows: [Node.ID: Range<Int>] = [:]
    for (place, flow) in plan.flows.enumerated() where flow.placeInUnit == 0 {
      flows[plan.units[flow.unit].output] = place..<place + flow.countOfUnit
    }
    flowsOfGate = flows
  }

  /// Whether there is a row of headings.
  var hasHeadings: Bool { tops[0] > 0 }

  /// The first row of each row of the layout. Where there are enough rows, one stays free below a matrix.
  private static func tops(
    _ layout: RailLayout, _ boxes: [PictureBox], _ arrays: TapeArrays?, rows: Int
  ) -> [Int] {
    let heights = layout.rows.map { row -> Int in
      guard let arrays, let index = row.gate ?? row.entry?.value, row.entry?.isReference != true
      else { return 1 }
      return arrays.content(boxes[index].shape).rows
    }
    let free = rows - 1 - heights.reduce(0, +)
    let gap = free >= heights.dropLast().count { $0 > 1 } ? 1 : 0
    var tops = [free == -1 ? 0 : 1]
    for height in heights { tops.append(tops[tops.count - 1] + height + (height > 1 ? gap : 0)) }
    return tops
  }

  /// The row of the layout that a row of the picture belongs to, and which of its rows that is.
  func place(ofRow row: Int) -> (row: Int, line: Int)? {
    guard row >= tops[0], row < tops[tops.count - 1] else { return nil }
    let next = tops.indices.partitionPoint { tops[$0] > row }
    return (next - 1, row - tops[next - 1])
  }

  /// The first column of the rails, and that of the gates.
  var railStart: Int { arrays?.railStart ?? fields.railStart }
  var gateStart: Int { arrays?.gateStart ?? fields.gateStart }

  /// The row of the layout of a node.
  func row(of node: Node.ID) -> Int? { indexOfNode[node].map { layout.rowOfValue[$0] } }

  /// The way of a number between two nodes.
  func route(from source: Node.ID, to target: Node.ID) -> RailLayout.Route? {
    guard let source = indexOfNode[source], let target = indexOfNode[target] else { return nil }
    return layout.route(from: source, to: target)
  }
}

extension TapePicture: Picture {
  package var form: PictureForm { .tape }
  package var nodes: [Node.ID] { boxes.map(\.node) }

  package var size: Size {
    Size(columns: arrays?.width ?? fields.width, rows: tops[tops.count - 1])
  }

  package func region(of node: Node.ID) -> Rectangle? {
    row(of: node).map { size.band(from: tops[$0], rows: tops[$0 + 1] - tops[$0]) }
  }

  package func node(at cell: Point) -> Node.ID? {
    guard let place = place(ofRow: cell.row) else { return nil }
    let row = layout.rows[place.row]
    let leaf = row.entry.map(\.value)
    let value = cell.column < railStart ? leaf ?? row.gate : row.gate ?? leaf
    return value.map { boxes[$0].node }
  }

  package func cursor(of node: Node.ID) -> Point? {
    guard let index = indexOfNode[node] else { return nil }
    return Point(
      column: !boxes[index].isLeaf ? gateStart : arrays?.resultStart ?? fields.leafStart,
      row: tops[layout.rowOfValue[index]])
  }

  /// Pages that overlap by two rows; the page is that of the last row of `target`.
  package func offset(in viewport: Size, showing target: Rectangle?) -> Point {
    let page = TapePage.first(
      rows: size.rows - 1, shown: viewport.rows,
      target: target.map { $0.origin.row + $0.size.rows - 2 } ?? 0)
    // Of a screen that is too narrow, gates and their numbers have what there is.
    let column = arrays == nil ? max(0, size.columns - viewport.columns) : 0
    return Point(column: column, row: page)
  }

  package func target(of movement: FocusMovement, from node: Node.ID?) -> Node.ID? {
    guard let node, let index = indexOfNode[node] else { return boxes.first?.node }
    let row = layout.rowOfValue[index]
    switch movement {
    case .next: return neighbour(of: node, by: 1)
    case .previous: return neighbour(of: node, by: -1)
    case .up, .down:
      let next = movement == .up ? row - 1 : row + 1
      guard layout.rows.indices.contains(next) else { return node }
      let (entry, gate) = (layout.rows[next].entry?.value, layout.rows[next].gate)
      let value = boxes[index].isLeaf ? entry ?? gate : gate ?? entry
      return value.map { boxes[$0].node } ?? node
    case .left:
      guard !boxes[index].isLeaf else { return node }
      return layout.rows[row].entry.map { boxes[$0.value].node } ?? boxes[index].operands.first
        ?? node
    case .right:
      if boxes[index].isLeaf, let gate = layout.rows[row].gate { return boxes[gate].node }
      return boxes.first { $0.operands.contains(node) }?.node ?? node
    }
  }

  package func draw(
    _ debugger: Debugger, in viewport: Rectangle, offset: Point, into frame: inout Frame
  ) {
    frame = TapeDrawing(self, of: debugger, in: viewport, offset: offset, over: frame).frame
  }
}
