import Cells

/// The cells of a layout in bands while it is being made: what is taken, and by which wire.
struct BandGrid {
  let size: Size
  /// Whether a cell has a character of a text, or is kept for a number.
  private(set) var isSolid: [Bool]
  /// Whether a cell is next to a text or a number, so that only a wire placed with it may be there.
  private(set) var isBeside: [Bool]
  /// Whether no wire may fork in a cell.
  private(set) var cannotFork: [Bool]
  /// Per cell, the wire in it, or -1; and the sides that it reaches.
  private(set) var net: [Int]
  private(set) var sides: [Directions]
  /// The second wire of a crossing.
  private(set) var crossingNet: [Int]
  private(set) var crossingSides: [Directions]

  init(_ size: Size) {
    self.size = size
    let count = size.columns * size.rows
    isSolid = Array(repeating: false, count: count)
    isBeside = isSolid
    cannotFork = isSolid
    net = Array(repeating: -1, count: count)
    sides = Array(repeating: [], count: count)
    crossingNet = net
    crossingSides = sides
  }

  /// The number of a cell; `nil` outside.
  func cell(_ column: Int, _ row: Int) -> Int? {
    guard column >= 0, column < size.columns, row >= 0, row < size.rows else { return nil }
    return row * size.columns + column
  }

  func point(_ cell: Int) -> Point {
    Point(column: cell % size.columns, row: cell / size.columns)
  }

  /// The next cell to a side; `nil` outside.
  func neighbour(_ cell: Int, _ side: Directions) -> Int? {
    let column = cell % size.columns
    switch side {
    case .left: return column > 0 ? cell - 1 : nil
    case .right: return column + 1 < size.columns ? cell + 1 : nil
    case .up: return cell >= size.columns ? cell - size.columns : nil
    default: return cell + size.columns < net.count ? cell + size.columns : nil
    }
  }

  /// Takes the cells of a text or a number; false if one of them is taken or outside.
  mutating func take(_ columns: Range<Int>, row: Int) -> Bool {
    for column in columns {
      guard let cell = cell(column, row), !isSolid[cell], net[cell] < 0 else { return false }
      isSolid[cell] = true
    }
    for column in columns {
      guard let cell = cell(column, row) else { return false }
      for side in Directions.all {
        if let beside = neighbour(cell, side) { isBeside[beside] = true }
      }
    }
    return true
  }

  /// Takes cells on a wire for its name.
  mutating func takeOnWire(_ columns: Range<Int>, row: Int) {
    for column in columns {
      if let cell = cell(column, row) { isSolid[cell] = true }
    }
  }

  mutating func forbidForks(_ columns: Range<Int>, row: Int) {
    for column in columns {
      if let cell = cell(column, row) { cannotFork[cell] = true }
    }
  }

  /// Draws a straight run of a wire, both ends included; false if it cannot be there.
  mutating func draw(_ wire: Int, from start: Point, to end: Point) -> Bool {
    let across = (end.column - start.column).signum()
    let down = (end.row - start.row).signum()
    let forth: Directions = across > 0 ? .right : across < 0 ? .left : down > 0 ? .down : .up
    let count = abs(end.column - start.column) + abs(end.row - start.row)
    var place = start
    for step in 0...count {
      guard let cell = cell(place.column, place.row), !isSolid[cell] else { return false }
      var reached: Directions = []
      if step > 0 { reached.insert(forth.opposite) }
      if step < count { reached.insert(forth) }
      guard add(wire, cell, reached) else { return false }
      place = Point(column: place.column + across, row: place.row + down)
    }
    return true
  }

  /// Draws a wire along neighbouring cells; false if it cannot be there.
  mutating func draw(_ wire: Int, along way: [Int]) -> Bool {
    for (cell, next) in zip(way, way.dropFirst()) {
      guard let side = Directions.all.first(where: { neighbour(cell, $0) == next }),
        add(wire, cell, side), add(wire, next, side.opposite)
      else { return false }
    }
    return true
  }

  /// Lets a wire reach a side of a cell, such as that of a gate.
  mutating func reach(_ wire: Int, _ point: Point, _ side: Directions) -> Bool {
    guard let cell = cell(point.column, point.row) else { return false }
    return add(wire, cell, side)
  }

  /// Adds sides that a wire reaches in a cell; false if two wires would be there already.
  mutating func add(_ wire: Int, _ cell: Int, _ reached: Directions) -> Bool {
    if net[cell] == wire || net[cell] < 0 {
      net[cell] = wire
      sides[cell].formUnion(reached)
    } else if crossingNet[cell] == wire || crossingNet[cell] < 0 {
      crossingNet[cell] = wire
      crossingSides[cell].formUnion(reached)
    } else {
      return false
    }
    return true
  }

  /// The sides that a wire reaches in a cell.
  func sides(of wire: Int, in cell: Int) -> Directions {
    net[cell] == wire ? sides[cell] : crossingNet[cell] == wire ? crossingSides[cell] : []
  }

  func isFork(_ cell: Int) -> Bool { sides[cell].count > 2 }

  /// Whether a wire of another source forks next to a cell.
  func isBesideFork(_ cell: Int, of wire: Int) -> Bool {
    Directions.all.contains { side in
      neighbour(cell, side).map { isFork($0) && net[$0] != wire } ?? false
    }
  }

  /// The number of crossings; `nil` if two wires meet in any other way.
  var soundCrossings: Int? {
    var count = 0
    for (cell, other) in crossingNet.enumerated() where other >= 0 {
      let both = [sides[cell], crossingSides[cell]]
      guard both.contains([.left, .right]), both.contains([.up, .down]) else { return nil }
      count += 1
    }
    return count
  }

  /// The number of crossings.
  var crossings: Int { crossingNet.count { $0 >= 0 } }

  /// The number of cells in which a wire turns.
  var bends: Int { sides.count { $0.isBend } }

  /// Whether two wires fork in cells that are side by side.
  var hasForksSideBySide: Bool {
    for (cell, reached) in sides.enumerated() where reached.count > 2 {
      if isBesideFork(cell, of: net[cell]) { return true }
    }
    return false
  }

  /// The cells of all wires, row by row.
  var wireCells: [WireCell] {
    net.indices.flatMap { cell -> [WireCell] in
      guard net[cell] >= 0 else { return [] }
      let first = WireCell(point: point(cell), source: net[cell], directions: sides[cell])
      guard crossingNet[cell] >= 0 else { return [first] }
      return [
        first,
        WireCell(point: point(cell), source: crossingNet[cell], directions: crossingSides[cell]),
      ]
    }
  }
}

extension Directions {
  /// Every side.
  static let all: [Directions] = [.left, .right, .up, .down]

  /// The number of sides.
  var count: Int { rawValue.nonzeroBitCount }

  /// Whether they are two that are not opposite.
  fileprivate var isBend: Bool {
    count == 2 && self != [.left, .right] && self != [.up, .down]
  }

  /// The other side, of one.
  var opposite: Directions {
    switch self {
    case .left: .right
    case .right: .left
    case .up: .down
    default: .up
    }
  }
}
