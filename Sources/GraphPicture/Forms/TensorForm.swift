import ComputationGraph

/// The form of a tensor in the picture: the number of rows and columns, and the content of a cell.
///
/// It depends only on the shape, so nothing moves when numbers change. A vector is a column, as on
/// the slides; with more than two axes, all but the last together make the rows.
package struct TensorForm: Hashable, Sendable {
  enum Content: Hashable, Sendable {
    /// One number.
    case number
    /// Every entry as a number.
    case entries
    /// A shade for the magnitude of each entry, or the mean magnitude of several.
    case heat
  }

  let content: Content
  /// The rows and columns of the tensor.
  let rows: Int
  let columns: Int
  /// The rows and columns that are drawn.
  let shownRows: Int
  let shownColumns: Int

  init(_ shape: Shape) {
    (rows, columns) = Self.matrix(shape)
    if shape.count == 1 {
      content = .number
      (shownRows, shownColumns) = (1, 1)
    } else if rows <= 4, columns <= 4 {
      content = .entries
      (shownRows, shownColumns) = (rows, columns)
    } else {
      content = .heat
      (shownRows, shownColumns) = (min(rows, 4), min(columns, 16))
    }
  }

  /// The number of columns that the form takes if each number is `width` columns wide.
  package func width(ofNumbers width: Int) -> Int {
    switch content {
    case .number: width
    case .entries: shownColumns * (width + 1) - 1
    case .heat: shownColumns
    }
  }

  /// The size as a matrix: a vector is a column, and all axes but the last together make the rows.
  package static func matrix(_ shape: Shape) -> (rows: Int, columns: Int) {
    switch shape.extents.count {
    case 0: return (1, 1)
    case 1: return (shape.extents[0], 1)
    default:
      let columns = shape.extents[shape.extents.count - 1]
      return (columns == 0 ? 0 : shape.count / columns, columns)
    }
  }

  /// The entries that a drawn cell represents, as places in the tensor, counted row by row.
  func places(row: Int, column: Int) -> [Int] {
    let rowRange = Self.part(row, of: shownRows, in: rows)
    let columnRange = Self.part(column, of: shownColumns, in: columns)
    return rowRange.flatMap { row in columnRange.map { row * columns + $0 } }
  }

  private static func part(_ index: Int, of count: Int, in total: Int) -> Range<Int> {
    index * total / count..<max(index * total / count, (index + 1) * total / count)
  }

  /// The mean magnitude of some entries.
  static func magnitude(of entries: [Double]) -> Double {
    entries.reduce(0) { $0 + abs($1) } / Double(max(1, entries.count))
  }

  /// The largest finite magnitude of a drawn cell.
  func largestShade(of elements: [Double]) -> Double {
    var largest = 0.0
    for row in 0..<shownRows {
      for column in 0..<shownColumns {
        let magnitude = Self.magnitude(of: places(row: row, column: column).map { elements[$0] })
        if magnitude.isFinite { largest = max(largest, magnitude) }
      }
    }
    return largest
  }

  /// Shades from zero to the largest magnitude.
  static let shades: [Character] = ["·", "░", "▒", "▓", "█"]

  /// The shade of a magnitude on a scale up to `largest`.
  static func shade(_ magnitude: Double, of largest: Double) -> Character {
    guard magnitude.isFinite, largest > 0 else { return magnitude.isFinite ? shades[0] : "!" }
    guard magnitude > 0 else { return shades[0] }
    return shades[max(1, min(4, Int((magnitude / largest * 4).rounded(.up))))]
  }
}
