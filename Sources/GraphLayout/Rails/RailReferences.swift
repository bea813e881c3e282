/// From which gate on each value is named where it is used, because there are too many rails for one
/// to run so far.
///
/// As registers are given to variables: of those that wait, the one whose next use is farthest away
/// makes room (Belady, 1966). O(uses × rails).
struct RailReferences {
  /// Per value, the last gate that its rail reaches; `nil` if it reaches all of them.
  private(set) var lastReached: [Int?]

  init(of diagram: RailDiagram, most: Int) {
    lastReached = Array(repeating: nil, count: diagram.operands.count)
    var waiting: [Int] = []
    var used = Array(repeating: 0, count: diagram.operands.count)
    for gate in diagram.operands.indices where !diagram.isLeaf[gate] {
      for operand in diagram.operands[gate] {
        used[operand] += 1
        if diagram.isLeaf[operand], used[operand] == 1 { waiting.append(operand) }
      }
      waiting.append(gate)
      waiting.removeAll { used[$0] == diagram.uses[$0].count }
      while waiting.count > max(1, most) {
        func next(_ value: Int) -> Int { diagram.uses[value][used[value]] }
        guard let farthest = waiting.indices.max(by: { next(waiting[$0]) < next(waiting[$1]) })
        else { break }
        lastReached[waiting[farthest]] = gate
        waiting.remove(at: farthest)
      }
    }
  }

  /// Whether a gate names an operand instead of being reached by its rail.
  func isReference(_ operand: Int, at gate: Int) -> Bool {
    lastReached[operand].map { gate > $0 } ?? false
  }
}
