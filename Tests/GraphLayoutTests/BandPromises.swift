import Cells
import GraphLayout

/// What is wrong with a layout in bands, one sentence per broken promise; empty if nothing is.
///
/// Looks at every cell, knows nothing of how the layout was made, and reads edges and numbers as
/// somebody does who knows the notation only.
func brokenPromises(_ layout: BandLayout, of diagram: BandDiagram) -> [String] {
  let reader = BandReader(layout)
  return reader.problems + reader.missing(in: diagram)
}

private struct BandReader {
  let layout: BandLayout
  private(set) var problems: [String] = []
  /// The text in a cell, and the field.
  private var textAt: [Point: BandLayout.Text] = [:]
  private var fieldAt: [Point: BandLayout.Field] = [:]
  /// The sides that each wire in a cell reaches.
  private var wiresAt: [Point: [Directions]] = [:]

  init(_ layout: BandLayout) {
    self.layout = layout
    for text in layout.texts {
      for column in text.columns {
        let point = Point(column: column, row: text.row)
        check(point)
        if textAt.updateValue(text, forKey: point) != nil {
          problems.append("two texts at \(point)")
        }
      }
    }
    for field in layout.fields {
      for column in field.columns {
        let point = Point(column: column, row: field.row)
        check(point)
        if textAt[point] != nil { problems.append("a number over a text at \(point)") }
        if fieldAt.updateValue(field, forKey: point) != nil {
          problems.append("two numbers at \(point)")
        }
      }
    }
    for cell in layout.wires {
      check(cell.point)
      wiresAt[cell.point, default: []].append(cell.directions)
      if fieldAt[cell.point] != nil { problems.append("a wire over a number at \(cell.point)") }
    }
    for (point, wires) in wiresAt where wires.count > 1 {
      if wires.count > 2 || !wires.contains([.left, .right]) || !wires.contains([.up, .down]) {
        problems.append("wires meet at \(point)")
      }
    }
    for tally in layout.tallies {
      for column in tally.columns.lowerBound - 1...tally.columns.upperBound {
        let point = Point(column: column, row: tally.row)
        if textAt[point] != nil || fieldAt[point] != nil || wiresAt[point] != nil {
          problems.append("something touches how many parts are in at \(point)")
        }
      }
    }
    for field in layout.fields { checkBlank(beside: field) }
  }

  private mutating func check(_ point: Point) {
    let size = layout.size
    if point.column < 0 || point.row < 0 || point.column >= size.columns || point.row >= size.rows {
      problems.append("something stands outside at \(point)")
    }
  }

  /// A number touches nothing in its row but the vertical it belongs to.
  private mutating func checkBlank(beside field: BandLayout.Field) {
    for (column, isRight) in [
      (field.columns.lowerBound - 1, false), (field.columns.upperBound, true),
    ] {
      let point = Point(column: column, row: field.row)
      if textAt[point] != nil || fieldAt[point] != nil { problems.append("no blank at \(point)") }
      if wiresAt[point] != nil, isRight == field.isLeftAligned || owner(of: field) == nil {
        problems.append("a number touches a wire at \(point)")
      }
    }
  }

  // MARK: Reading

  /// The cell of the wire that a number belongs to, by its place alone: the vertical that it touches,
  /// else the horizontal wire below or above its last digit.
  func owner(of field: BandLayout.Field) -> (cell: Point, isValue: Bool)? {
    let left = Point(column: field.columns.lowerBound - 1, row: field.row)
    let right = Point(column: field.columns.upperBound, row: field.row)
    if wiresAt[right] == [[.up, .down]] || wiresAt[right] == [[.down]] || wiresAt[right] == [[.up]]
    {
      return (right, true)
    }
    if wiresAt[left] == [[.up, .down]] || wiresAt[left] == [[.down]] || wiresAt[left] == [[.up]] {
      return (left, false)
    }
    let column = field.columns.upperBound - 1
    let below = Point(column: column, row: field.row + 1)
    let above = Point(column: column, row: field.row - 1)
    // Names at the end of a wire, or without one, count where there is no wire.
    for isLevel in [isLevelWire, isName] where isLevel(below) != isLevel(above) {
      return isLevel(below) ? (below, true) : (above, false)
    }
    return nil
  }

  private func isLevelWire(_ point: Point) -> Bool {
    wiresAt[point]?.contains { !$0.isDisjoint(with: [.left, .right]) } ?? false
  }

  private func isName(_ point: Point) -> Bool {
    switch textAt[point]?.content {
    case .end: true
    case .leaf(let node, _): !layout.wires.contains { $0.source == node }
    default: false
    }
  }

  /// The cells of the wire that is in a cell, by following the lines.
  func wire(from point: Point) -> Set<Point> {
    var seen: Set<Point> = [point]
    var open = [(point, wiresAt[point]?.first ?? [])]
    let steps: [(Directions, Int, Int)] = [
      (.left, -1, 0), (.right, 1, 0), (.up, 0, -1), (.down, 0, 1),
    ]
    while let (cell, directions) = open.popLast() {
      for (side, columns, rows) in steps where directions.contains(side) {
        let next = Point(column: cell.column + columns, row: cell.row + rows)
        let back = steps.first { $0.1 == -columns && $0.2 == -rows }?.0 ?? []
        guard let onward = wiresAt[next]?.first(where: { $0.contains(back) }) else { continue }
        if seen.insert(next).inserted { open.append((next, onward)) }
      }
    }
    return seen
  }

  /// The gates whose ports a wire enters, with the port.
  func ports(of cells: Set<Point>) -> Set<Point> {
    var ports: Set<Point> = []
    for cell in cells {
      for directions in wiresAt[cell] ?? [] {
        for (side, columns, rows) in [(Directions.right, 1, 0), (.down, 0, 1), (.up, 0, -1)]
        where directions.contains(side) {
          let next = Point(column: cell.column + columns, row: cell.row + rows)
          if case .gate = textAt[next]?.content { ports.insert(cell) }
        }
      }
    }
    return ports
  }

  /// What of a diagram is not read, or read wrongly.
  func missing(in diagram: BandDiagram) -> [String] {
    var problems: [String] = []
    var uses: [Int: Int] = [:]
    for operand in diagram.nodes.flatMap(\.operands) { uses[operand, default: 0] += 1 }
    let numbers = Dictionary(grouping: layout.fields, by: \.number)
    for (number, fields) in numbers where fields.count > 1 { problems.append("\(number) twice") }
    let gates = Dictionary(
      uniqueKeysWithValues: layout.texts.compactMap { text -> (Int, BandLayout.Text)? in
        if case .gate(let node) = text.content { (node, text) } else { nil }
      })
    var stubs: Set<BandEdge> = []
    for text in layout.texts {
      if case .stub(let edge) = text.content { stubs.insert(edge) }
    }
    for (node, shape) in diagram.nodes.enumerated() {
      guard let value = numbers[.value(node)]?.first, let sum = numbers[.gradient(node)]?.first
      else {
        problems.append("no numbers of \(node)")
        continue
      }
      if owner(of: value)?.isValue != true || owner(of: sum)?.isValue != false {
        problems.append(
          "the numbers of \(node) are not where a value and a gradient are: \(value) \(sum)")
      }
      if !shape.isLeaf, gates[node] == nil { problems.append("no gate \(node)") }
      var entrances: [Point] = []
      for (slot, source) in shape.operands.enumerated() {
        let edge = BandEdge(source: source, consumer: node, slot: slot)
        let start = numbers[stubs.contains(edge) ? .repeatedValue(edge) : .value(source)]?.first
        guard let cell = start.flatMap(owner)?.cell, let gate = gates[node] else { continue }
        let wire = wire(from: cell)
        // Every port that the wire enters is one of a gate that takes the value.
        let reached = ports(of: wire)
        let mine = reached.filter { point in
          abs(point.row - gate.row) <= 1 && point.column >= gate.columns.lowerBound - 1
            && point.column < gate.columns.upperBound
        }
        if mine.isEmpty { problems.append("no wire leads from \(source) to \(node)") }
        // A wire that enters a gate twice is seen whole from either of its operands.
        let isFirst = slot == shape.operands.firstIndex(of: source)
        if isFirst || stubs.contains(edge) { entrances += mine.sorted { $0.row < $1.row } }
        let part = numbers[.part(edge)]?.first
        if uses[source] ?? 0 > 1 {
          guard let part, let end = owner(of: part), !end.isValue, wire.contains(end.cell) else {
            problems.append("the part of \(source) from \(node) does not stand at its wire")
            continue
          }
        } else if part != nil, !stubs.contains(edge) {
          problems.append("a part of what is no fork")
        }
        if layout.paths[edge]?.allSatisfy(wire.contains) != true {
          problems.append("the path from \(source) to \(node) leaves its wire")
        }
      }
      if !shape.isLeaf, Set(entrances).count != shape.operands.count {
        problems.append("\(node) has \(Set(entrances).count) of \(shape.operands.count) operands")
      }
      if shape.keepsOrder, entrances.count == shape.operands.count, let gate = gates[node] {
        let order = entrances.map { ($0.row - gate.row).signum() }
        if order != order.sorted(), Set(shape.operands).count == shape.operands.count {
          problems.append("the operands of \(node) are out of order")
        }
      }
    }
    // No wire leads where the diagram has no edge.
    let edges = Set(
      diagram.nodes.enumerated().flatMap { node, shape in
        shape.operands.map { [$0, node] }
      })
    for cell in layout.wires {
      for point in ports(of: [cell.point]) {
        let gate = gates.first { _, text in
          abs(point.row - text.row) <= 1 && point.column >= text.columns.lowerBound - 1
            && point.column < text.columns.upperBound
        }
        if let gate, !edges.contains([cell.source, gate.key]),
          layout.wires.count(where: { $0.point == point }) == 1
        {
          problems.append("a wire of \(cell.source) leads to \(gate.key)")
        }
      }
    }
    return problems
  }
}
