/// A cell, counted from 0 at the upper left.
public struct Point: Hashable, Sendable {
  /// Columns from the left edge.
  public var column: Int
  /// Rows from the upper edge.
  public var row: Int

  /// The cell in `column` and `row`.
  @inlinable public init(column: Int, row: Int) {
    self.column = column
    self.row = row
  }
}

/// A width and a height in cells; never negative.
public struct Size: Hashable, Sendable {
  /// The width.
  public let columns: Int
  /// The height.
  public let rows: Int

  /// `columns` × `rows` cells; a negative number counts as 0.
  @inlinable public init(columns: Int, rows: Int) {
    self.columns = max(0, columns)
    self.rows = max(0, rows)
  }
}

/// A rectangle of cells, such as a pane of the screen or the part of a layout that is in view.
public struct Rectangle: Hashable, Sendable {
  /// The upper left cell.
  public var origin: Point
  /// The extent to the right and down.
  public var size: Size

  /// The cells from `origin` on, `size.columns` to the right and `size.rows` down.
  @inlinable public init(origin: Point, size: Size) {
    self.origin = origin
    self.size = size
  }

  /// Whether `point` is one of its cells.
  public func contains(_ point: Point) -> Bool {
    point.column >= origin.column && point.column < origin.column + size.columns
      && point.row >= origin.row && point.row < origin.row + size.rows
  }

  /// Whether two rectangles, neither of them empty, have a cell in common.
  package func meets(_ other: Rectangle) -> Bool {
    origin.column < other.origin.column + other.size.columns
      && other.origin.column < origin.column + size.columns
      && origin.row < other.origin.row + other.size.rows
      && other.origin.row < origin.row + size.rows
  }

  /// The rectangle with one more cell on each side.
  package var surrounded: Rectangle {
    Rectangle(
      origin: Point(column: origin.column - 1, row: origin.row - 1),
      size: Size(columns: size.columns + 2, rows: size.rows + 2))
  }

  /// Its first and its last row.
  package var outerRows: [Rectangle] {
    [origin.row, origin.row + size.rows - 1].map { row in
      Rectangle(
        origin: Point(column: origin.column, row: row), size: Size(columns: size.columns, rows: 1))
    }
  }

  /// The smallest rectangle that has the cells of both.
  package func union(_ other: Rectangle) -> Rectangle {
    let start = Point(
      column: min(origin.column, other.origin.column), row: min(origin.row, other.origin.row))
    let right = max(origin.column + size.columns, other.origin.column + other.size.columns)
    let bottom = max(origin.row + size.rows, other.origin.row + other.size.rows)
    return Rectangle(
      origin: start, size: Size(columns: right - start.column, rows: bottom - start.row))
  }
}

extension Size {
  /// As many whole rows of a screen of this size, from a row downwards.
  package func band(from row: Int, rows: Int) -> Rectangle {
    Rectangle(origin: Point(column: 0, row: row), size: Size(columns: columns, rows: rows))
  }
}
