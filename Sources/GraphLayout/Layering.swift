/// The boxes of a ranked diagram with the wires cut into pieces from one rank to the next.
///
/// Items 0..<boxCount are the boxes. The items after them are dummy vertices: one for every rank
/// that a wire passes between its source and its last consumer, shared by all consumers, so that
/// wires of one source come out as one trunk.
struct Layering {
  let boxCount: Int
  /// Per item, its rank.
  let rank: [Int]
  /// Per item, the box whose wire leaves it to the right.
  let source: [Int]
  /// Per rank, its items; the order is that of the indices.
  let layers: [[Int]]
  /// Per edge, the item at its left end. The edges into one item follow each other, by slot.
  let edgeFrom: [Int]
  /// Per edge, the item at its right end.
  let edgeTo: [Int]
  /// Where the edges into an item begin; one more than there are items.
  let incomingStart: [Int]
  /// The edges in the order of their left ends.
  let outgoing: [Int]
  /// Where in `outgoing` the edges out of an item begin; one more than there are items.
  let outgoingStart: [Int]

  func isBox(_ item: Int) -> Bool { item < boxCount }
  func incoming(_ item: Int) -> Range<Int> { incomingStart[item]..<incomingStart[item + 1] }
  func outgoing(_ item: Int) -> ArraySlice<Int> {
    outgoing[outgoingStart[item]..<outgoingStart[item + 1]]
  }
  /// Which operand of the box at its right end an edge feeds.
  func slot(_ edge: Int) -> Int { edge - incomingStart[edgeTo[edge]] }

  init(_ diagram: Diagram, ranks: [Int]) {
    let boxCount = diagram.boxes.count
    var last = ranks
    for box in 0..<boxCount {
      for source in diagram.operands[box] { last[source] = max(last[source], ranks[box]) }
    }
    var firstDummy = [Int]()
    firstDummy.reserveCapacity(boxCount)
    var rank = ranks
    var source = Array(0..<boxCount)
    for box in 0..<boxCount {
      firstDummy.append(rank.count)
      for between in ranks[box] + 1..<max(ranks[box] + 1, last[box]) {
        rank.append(between)
        source.append(box)
      }
    }
    var edgeFrom = [Int]()
    var edgeTo = [Int]()
    var incomingStart = [0]
    for item in rank.indices {
      if item < boxCount {
        for operand in diagram.operands[item] {
          let distance = ranks[item] - ranks[operand]
          edgeFrom.append(distance == 1 ? operand : firstDummy[operand] + distance - 2)
          edgeTo.append(item)
        }
      } else {
        edgeFrom.append(rank[item] - ranks[source[item]] == 1 ? source[item] : item - 1)
        edgeTo.append(item)
      }
      incomingStart.append(edgeFrom.count)
    }
    var outgoingStart = Array(repeating: 0, count: rank.count + 1)
    for item in edgeFrom { outgoingStart[item + 1] += 1 }
    for item in rank.indices { outgoingStart[item + 1] += outgoingStart[item] }
    var next = outgoingStart
    var outgoing = Array(repeating: 0, count: edgeFrom.count)
    for edge in edgeFrom.indices {
      outgoing[next[edgeFrom[edge]]] = edge
      next[edgeFrom[edge]] += 1
    }
    var layers = Array(repeating: [Int](), count: (rank.max() ?? -1) + 1)
    for item in rank.indices { layers[rank[item]].append(item) }

    self.boxCount = boxCount
    self.rank = rank
    self.source = source
    self.layers = layers
    self.edgeFrom = edgeFrom
    self.edgeTo = edgeTo
    self.incomingStart = incomingStart
    self.outgoing = outgoing
    self.outgoingStart = outgoingStart
  }

  /// How many dummy vertices `ranks` would need, known before they are made.
  static func dummyCount(of diagram: Diagram, ranks: [Int]) -> Int {
    var last = ranks
    for box in diagram.boxes.indices {
      for source in diagram.operands[box] { last[source] = max(last[source], ranks[box]) }
    }
    return zip(last, ranks).reduce(0) { $0 + max(0, $1.0 - $1.1 - 1) }
  }
}
