import Cells
import Screen

/// The pictures of all units on one scale, as many side by side as fit.
package struct TemplateGrid {
  /// The side beyond which a picture is shown in fewer pixels, each the mean of a square.
  private static let mostPixels = 16
  private static let gap = 2

  private let matrix: WeightMatrix
  private let columns: Int

  /// The grid of a matrix on a screen with `columns` columns.
  package init(_ matrix: WeightMatrix, columns: Int) {
    self.matrix = matrix
    self.columns = columns
  }

  private var pooling: Int {
    let largest = max(matrix.picture?.width ?? 1, matrix.picture?.height ?? 1)
    return (largest + Self.mostPixels - 1) / Self.mostPixels
  }

  private var tileWidth: Int {
    let width = ((matrix.picture?.width ?? 1) + pooling - 1) / pooling
    return max(width, String(max(0, matrix.unitCount - 1)).count, 4) + Self.gap
  }

  /// The number of units in a row.
  package var unitsPerRow: Int { max(1, min(matrix.unitCount, (columns - 1) / tileWidth)) }

  /// The number of rows of cells in a row of units: a line of names, and the pictures.
  package func rowHeight(_ picture: WeightMatrix.PictureSize, in frame: Frame) -> Int {
    1 + frame.cellRows(ofPixelRows: (picture.height + pooling - 1) / pooling)
  }

  /// Draws the rows of units around the chosen one into rows of the frame.
  package func draw(
    _ picture: WeightMatrix.PictureSize, _ numbers: WeightNumbers, _ names: [String], chosen: Int,
    rows: Range<Int>, into frame: inout Frame
  ) {
    let height = rowHeight(picture, in: frame)
    let all = (matrix.unitCount + unitsPerRow - 1) / unitsPerRow
    let shown = max(1, rows.count / height)
    let chosenRow = chosen / unitsPerRow
    let top = max(0, min(all - shown, chosenRow - shown / 2))
    let clip = frame.size.band(from: rows.lowerBound, rows: rows.count)
    let largest = numbers.largest
    for row in top..<min(all, top + shown) {
      for place in 0..<unitsPerRow where row * unitsPerRow + place < matrix.unitCount {
        let unit = row * unitsPerRow + place
        let point = Point(
          column: 1 + place * tileWidth, row: rows.lowerBound + (row - top) * height)
        guard clip.contains(point) else { continue }
        let name = names[unit].fitted(to: tileWidth - Self.gap + 1)
        frame.write(name, at: point, unit == chosen ? .selection : .name)
        if unit == chosen { frame.cursor = point }
        let raster = Raster(
          pooling: matrix.weights(of: unit, in: numbers.elements), columns: picture.width, pooling,
          largest: largest)
        frame.draw(raster, at: Point(column: point.column, row: point.row + 1), clip: clip)
      }
    }
    if all > shown, rows.count > 0 {
      let more = " \(top > 0 ? "▴" : "")\(top + shown < all ? "▾" : "") "
      frame.write(
        more, at: Point(column: frame.size.columns - more.columns, row: rows.lowerBound), .faint)
    }
  }
}

extension Raster {
  /// A picture of signed numbers in which each pixel is the mean of `side` × `side` of them, or of
  /// fewer at the edges.
  init(pooling numbers: [Double], columns: Int, _ side: Int, largest: Double) {
    guard side > 1 else {
      self.init(numbers, columns: columns, largest: largest)
      return
    }
    let rows = columns > 0 ? numbers.count / columns : 0
    self.init(columns: (columns + side - 1) / side, rows: (rows + side - 1) / side) { column, row in
      var (sum, count) = (0.0, 0)
      for y in row * side..<min(rows, (row + 1) * side) {
        for x in column * side..<min(columns, (column + 1) * side) {
          sum += numbers[y * columns + x]
          count += 1
        }
      }
      return Tint(sum / Double(max(1, count)), of: largest)
    }
  }
}
