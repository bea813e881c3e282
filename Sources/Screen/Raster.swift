import Cells

/// A picture of pixels, row by row.
package struct Raster: Hashable, Sendable {
  package let columns: Int
  package let rows: Int
  private let tints: [Tint]

  /// A picture whose pixels `tint` gives by column and row.
  package init(columns: Int, rows: Int, _ tint: (_ column: Int, _ row: Int) -> Tint) {
    self.columns = max(0, columns)
    self.rows = max(0, rows)
    var tints: [Tint] = []
    tints.reserveCapacity(self.columns * self.rows)
    for row in 0..<self.rows {
      for column in 0..<self.columns { tints.append(tint(column, row)) }
    }
    self.tints = tints
  }

  /// A picture of signed numbers, row by row, on a scale whose ends are ±`largest`.
  package init(_ numbers: some RandomAccessCollection<Double>, columns: Int, largest: Double) {
    self.columns = columns
    rows = columns > 0 ? numbers.count / columns : 0
    tints = numbers.map { Tint($0, of: largest) }
  }

  package subscript(column column: Int, row row: Int) -> Tint { tints[row * columns + column] }
}

extension Frame {
  /// The number of rows of cells that `pixels` rows of pixels take.
  package func cellRows(ofPixelRows rows: Int) -> Int { hasTints ? (rows + 1) / 2 : rows }

  /// Draws a picture with its upper left at `point`, clipped to `clip` and to the frame: two rows
  /// of pixels in a row of cells, or one where the frame has no tints. A pixel is `width` columns
  /// wide; with `isTall` it always takes a whole row of cells.
  package mutating func draw(
    _ raster: Raster, at point: Point, width: Int = 1, isTall: Bool = false,
    clip: Rectangle? = nil
  ) {
    let clip = clip ?? Rectangle(origin: Point(column: 0, row: 0), size: size)
    let isHalved = hasTints && !isTall
    for row in 0..<(isHalved ? (raster.rows + 1) / 2 : raster.rows) {
      for column in 0..<raster.columns {
        let cell: Cell
        if isHalved {
          let below = 2 * row + 1
          let upper = raster[column: column, row: 2 * row]
          let lower = below < raster.rows ? raster[column: column, row: below] : .clear
          cell = Cell(Pixels(upper: upper, lower: lower))
        } else {
          cell = Cell(Pixels(raster[column: column, row: row]))
        }
        for part in 0..<width {
          let place = Point(column: point.column + column * width + part, row: point.row + row)
          if clip.contains(place) { self[place] = cell }
        }
      }
    }
  }
}
