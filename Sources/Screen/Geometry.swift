/// A place on the screen, counted from 0 at the upper left.
package struct Point: Hashable, Sendable {
  package var column: Int
  package var row: Int

  package init(column: Int, row: Int) {
    self.column = column
    self.row = row
  }
}

/// A width and a height in cells; never negative.
package struct Size: Hashable, Sendable {
  package let columns: Int
  package let rows: Int

  package init(columns: Int, rows: Int) {
    self.columns = max(0, columns)
    self.rows = max(0, rows)
  }
}

/// The cells from `origin` on, `size.columns` to the right and `size.rows` down.
package struct Rectangle: Hashable, Sendable {
  package var origin: Point
  package var size: Size

  package init(origin: Point, size: Size) {
    self.origin = origin
    self.size = size
  }

  package func contains(_ point: Point) -> Bool {
    point.column >= origin.column && point.column < origin.column + size.columns
      && point.row >= origin.row && point.row < origin.row + size.rows
  }
}
