import Cells

/// The cheapest way from a wire that is drawn in part to a port: short, with few bends and crossings.
struct BandSearch {
  private let grid: BandGrid
  private let wire: Int
  /// Whether a cell is joined to the source of the wire.
  private var isJoined: [Bool]
  private var joined: [Int] = []

  private static let bend = 4
  private static let crossing = 14

  init(_ grid: BandGrid, wire: Int, from source: Int) {
    self.grid = grid
    self.wire = wire
    isJoined = Array(repeating: false, count: grid.net.count)
    isJoined[source] = true
    joined = [source]
    var next = 0
    while next < joined.count {
      let cell = joined[next]
      next += 1
      for side in Directions.all where grid.sides(of: wire, in: cell).contains(side) {
        if let other = grid.neighbour(cell, side), !isJoined[other],
          grid.sides(of: wire, in: other).contains(side.opposite)
        {
          isJoined[other] = true
          joined.append(other)
        }
      }
    }
  }

  /// Every cell that is joined to the source.
  var cells: [Int] { joined }

  /// The cells from the wire to a goal that is part of it already, but not joined to its source; the
  /// last run leads straight into the port.
  func way(to goal: Int, entering side: Directions) -> [Int]? {
    // A state is a cell and the side to which it is left.
    var cost = Array(repeating: Int.max, count: 4 * grid.net.count)
    var before = Array(repeating: -1, count: cost.count)
    var buckets: [[Int]] = []
    func push(_ state: Int, _ value: Int, from other: Int) {
      guard value < cost[state] else { return }
      cost[state] = value
      before[state] = other
      while buckets.count <= value { buckets.append([]) }
      buckets[value].append(state)
    }
    for cell in joined where mayLeave(cell) {
      let reached = grid.sides(of: wire, in: cell)
      for (index, side) in Directions.all.enumerated() where !reached.contains(side) {
        push(4 * cell + index, reached.count > 1 ? 2 : 0, from: -1)
      }
    }
    var value = 0
    while value < buckets.count {
      while let state = buckets[value].popLast() {
        guard cost[state] == value else { continue }
        let (cell, index) = (state / 4, state % 4)
        let direction = Directions.all[index]
        guard let next = grid.neighbour(cell, direction) else { continue }
        if next == goal {
          guard mayEnter(direction, side) else { continue }
          return way(endingWith: state, before) + [goal]
        }
        guard let isCrossing = crosses(next, direction) else { continue }
        let step = value + 1 + (isCrossing ? Self.crossing : 0)
        if isCrossing {
          push(4 * next + index, step, from: state)
          continue
        }
        for (turn, other) in Directions.all.enumerated() where other != direction.opposite {
          push(4 * next + turn, step + (turn == index ? 0 : Self.bend), from: state)
        }
      }
      value += 1
    }
    return nil
  }

  private func way(endingWith state: Int, _ before: [Int]) -> [Int] {
    var way: [Int] = []
    var state = state
    while state >= 0 {
      way.append(state / 4)
      state = before[state]
    }
    return way.reversed()
  }

  /// Into the run before a port from above or below only straight on; into one on the left also from
  /// above and below.
  private func mayEnter(_ direction: Directions, _ side: Directions) -> Bool {
    side == .right ? direction != .left : direction == side
  }

  /// Whether the wire may fork, or go on, in one of its cells.
  private func mayLeave(_ cell: Int) -> Bool {
    grid.net[cell] == wire && grid.crossingNet[cell] < 0 && !grid.isSolid[cell]
      && !grid.cannotFork[cell] && !grid.isBesideFork(cell, of: wire)
  }

  /// Whether the wire crosses another in a cell; `nil` if it cannot go there.
  private func crosses(_ cell: Int, _ direction: Directions) -> Bool? {
    guard !grid.isSolid[cell], !grid.isBeside[cell] else { return nil }
    if grid.net[cell] < 0 { return false }
    let isVertical = direction == .up || direction == .down
    guard grid.net[cell] != wire, grid.crossingNet[cell] < 0,
      grid.sides[cell] == (isVertical ? [.left, .right] : [.up, .down])
    else { return nil }
    return true
  }
}
