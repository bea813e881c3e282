import Cells
import ComputationGraph

/// The columns of a tape of arrays, from left to right: pointer, rails, gate, name, shape, and two equal
/// frames, for the value and for the gradient.
struct TapeArrays: Hashable, Sendable {
  /// How an array stands in its frame.
  enum Content: Hashable, Sendable {
    case number
    case entries(rows: Int, columns: Int)
    /// An array too large for its entries: its norm.
    case norm
  }

  /// The columns of an entry, and of a number.
  let entry: Int
  let number: Int
  let gateName: Int
  let resultName: Int
  let shape: Int
  let rails: Int
  /// The number of entries that a frame has room for.
  let mostColumns: Int

  /// The most rows of an array whose entries are shown.
  private static let mostRows = 6
  private static let mostEntriesInARow = 16
  /// Where the tape has few columns, a name keeps so many.
  private static let leastName = 4

  init(
    _ shapes: [Shape], names: Int, gates: Int, rails: Int, decimals: Int, width: Int
  ) {
    entry = max(6, decimals + 4)
    number = max(7, decimals + 5)
    self.rails = rails
    shape = shapes.map { $0.isScalar ? 0 : "\($0)".columns }.max() ?? 0
    let entry = entry
    let wanted = min(
      Self.mostEntriesInARow,
      shapes.filter { !$0.isScalar && Self.size($0).rows <= Self.mostRows }.map {
        Self.size($0).columns
      }.filter { $0 <= Self.mostEntriesInARow }.max() ?? 1)
    let least = min(names, Self.leastName)
    func frames(_ columns: Int) -> Int { 2 * (columns * (entry + 1) + 1) }
    // What is left for frames and the name with so many columns for gates.
    let others = 2 + 2 * max(1, rails) + 1 + 1 + shape + 1 + 1 + 2
    func most(_ gateName: Int) -> Int {
      (1...max(1, wanted)).last { frames($0) + least <= width - others - gateName } ?? 1
    }
    let narrow = min(gates, Self.narrowGate)
    gateName = most(min(gates, Self.wideGate)) == wanted ? min(gates, Self.wideGate) : narrow
    mostColumns = most(gateName)
    resultName = max(
      least, min(names, 18, width - others - gateName - frames(mostColumns)))
  }

  /// The columns of a gate's text where there is room, and where there is not.
  private static let wideGate = 9
  private static let narrowGate = 5

  /// A vector is a row.
  private static func size(_ shape: Shape) -> (rows: Int, columns: Int) {
    shape.extents.count == 1 ? (1, shape.count) : TensorForm.matrix(shape)
  }

  /// How an array of a shape is shown.
  func content(_ shape: Shape) -> Content {
    guard !shape.isScalar else { return .number }
    let size = Self.size(shape)
    guard shape.count > 0, size.rows <= Self.mostRows, size.columns <= mostColumns else {
      return .norm
    }
    return .entries(rows: size.rows, columns: size.columns)
  }

  let railStart = 2
  var gateStart: Int { railStart + 2 * max(1, rails) }
  var resultStart: Int { gateStart + gateName + 1 }
  var shapeStart: Int { resultStart + resultName + 1 }
  /// The column of the left side of a value's frame; a mark may stand before it.
  var valueStart: Int { shapeStart + shape + 1 }
  private var frame: Int { max(mostColumns * (entry + 1) + 1, number + 2) }
  var gradientStart: Int { valueStart + frame + 1 }
  var width: Int { gradientStart + frame + 2 }
}

extension TapeArrays.Content {
  /// The rows that it takes.
  var rows: Int {
    if case .entries(let rows, _) = self { rows } else { 1 }
  }
}
