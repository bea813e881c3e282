/// The boxes of a ranked diagram with the wires cut into pieces from one rank to the next.
///
/// Items 0..<boxCount are the boxes. The items after them are dummy vertices: one for every rank
/// that a wire passes between its source and its last consumer, shared by all consumers, so that
/// the wires of one source form one trunk.
///
/// Wires too long for that (see `laneLength`) run in a lane below the picture instead. They have an
/// item only where they leave the lane: in the rank before each rank with a consumer.
struct Layering {
  let boxCount: Int
  /// Per item, its rank.
  private(set) var rank: [Int]
  /// Per item, the box whose wire leaves it to the right.
  private(set) var source: [Int]
  /// Per rank, its items in ascending order, except those in lanes.
  private(set) var layers: [[Int]]
  /// Per box, the items in its lane from left to right; empty for most.
  private(set) var lane: [Range<Int>]
  private var isInLane: [Bool]
  /// Per edge, the item at its left end. The edges into an item are consecutive, in slot order.
  private(set) var edgeFrom: [Int] = []
  /// Per edge, the item at its right end.
  private(set) var edgeTo: [Int] = []
  /// Per item, its first incoming edge; one entry more than there are items.
  private var incomingStart = [0]
  /// The edges, sorted by their left ends.
  private var outgoing: [Int]
  /// Per item, the start of its edges in `outgoing`; one entry more than there are items.
  private var outgoingStart: [Int]

  func isBox(_ item: Int) -> Bool { item < boxCount }
  func isInLane(_ item: Int) -> Bool { isInLane[item] }
  /// Whether anything leaves the item to the right.
  func feeds(_ item: Int) -> Bool { !outgoing(item).isEmpty || isBox(item) && !lane[item].isEmpty }
  func incoming(_ item: Int) -> Range<Int> { incomingStart[item]..<incomingStart[item + 1] }
  func outgoing(_ item: Int) -> ArraySlice<Int> {
    outgoing[outgoingStart[item]..<outgoingStart[item + 1]]
  }
  /// The operand slot that an edge feeds in the box at its right end.
  func slot(_ edge: Int) -> Int { edge - incomingStart[edgeTo[edge]] }

  init(_ diagram: Diagram, ranks: [Int]) {
    boxCount = diagram.boxes.count
    let lengths = wireLengths(of: diagram, ranks: ranks)
    let laneLength = laneLength(lengths)
    var consumerRanks = Array(repeating: [Int](), count: boxCount)
    for box in 0..<boxCount {
      for source in diagram.operands[box] where lengths[source] >= laneLength {
        consumerRanks[source].append(ranks[box])
      }
    }
    var itemBefore: [Int: [Int: Int]] = [:]
    var firstDummy: [Int] = []
    lane = Array(repeating: 0..<0, count: boxCount)
    rank = ranks
    source = Array(0..<boxCount)
    for box in 0..<boxCount {
      firstDummy.append(rank.count)
      if consumerRanks[box].isEmpty {
        for between in ranks[box] + 1..<max(ranks[box] + 1, ranks[box] + lengths[box]) {
          rank.append(between)
          source.append(box)
        }
      } else {
        for consumer in Set(consumerRanks[box]).sorted() where consumer > ranks[box] + 1 {
          itemBefore[box, default: [:]][consumer] = rank.count
          rank.append(consumer - 1)
          source.append(box)
        }
        lane[box] = firstDummy[box]..<rank.count
      }
    }
    isInLane = Array(repeating: false, count: rank.count)
    for item in lane.joined() { isInLane[item] = true }

    for item in rank.indices {
      if item < boxCount {
        for operand in diagram.operands[item] {
          let distance = ranks[item] - ranks[operand]
          let dummy = firstDummy[operand] + distance - 2
          edgeFrom.append(distance == 1 ? operand : itemBefore[operand]?[ranks[item]] ?? dummy)
          edgeTo.append(item)
        }
      } else if !isInLane[item] {
        edgeFrom.append(rank[item] - ranks[source[item]] == 1 ? source[item] : item - 1)
        edgeTo.append(item)
      }
      incomingStart.append(edgeFrom.count)
    }
    outgoingStart = Array(repeating: 0, count: rank.count + 1)
    for item in edgeFrom { outgoingStart[item + 1] += 1 }
    for item in rank.indices { outgoingStart[item + 1] += outgoingStart[item] }
    var next = outgoingStart
    outgoing = Array(repeating: 0, count: edgeFrom.count)
    for edge in edgeFrom.indices {
      outgoing[next[edgeFrom[edge]]] = edge
      next[edgeFrom[edge]] += 1
    }
    layers = Array(repeating: [Int](), count: (rank.max() ?? -1) + 1)
    for item in rank.indices where !isInLane[item] { layers[rank[item]].append(item) }
  }

  /// The number of dummy vertices that `ranks` would need without lanes, found without making them.
  static func dummyCount(of diagram: Diagram, ranks: [Int]) -> Int {
    wireLengths(of: diagram, ranks: ranks).reduce(0) { $0 + max(0, $1 - 1) }
  }
}

/// Per box, the number of ranks that its wire spans; 0 without a consumer.
private func wireLengths(of diagram: Diagram, ranks: [Int]) -> [Int] {
  var lengths = Array(repeating: 0, count: ranks.count)
  for box in diagram.boxes.indices {
    for source in diagram.operands[box] {
      lengths[source] = max(lengths[source], ranks[box] - ranks[source])
    }
  }
  return lengths
}

/// The least length at which a wire runs in a lane, chosen so that memory stays linear in the
/// boxes.
///
/// Only deep graphs with many long wires reach it.
private func laneLength(_ lengths: [Int]) -> Int {
  var dummiesLeft = 10 * lengths.count + 2000
  for length in lengths.sorted() {
    dummiesLeft -= length
    if dummiesLeft < 0 { return max(length, 3) }
  }
  return .max
}
