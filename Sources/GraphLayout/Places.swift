/// A cell, counted from 0 at the upper left.
public struct Place: Sendable, Hashable {
  /// Columns from the left edge.
  public var column: Int
  /// Rows from the upper edge.
  public var row: Int

  /// The cell in `column` and `row`.
  public init(column: Int, row: Int) {
    self.column = column
    self.row = row
  }
}

/// A width and a height in cells.
public struct Extent: Sendable, Hashable {
  /// The width.
  public var columns: Int
  /// The height.
  public var rows: Int

  /// `columns` × `rows` cells.
  public init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
  }
}

/// A rectangle of cells, such as what a window shows of a layout.
public struct Region: Sendable, Hashable {
  /// The upper left cell.
  public var origin: Place
  /// How far it reaches to the right and down.
  public var size: Extent

  /// The cells from `origin` on, `size.columns` to the right and `size.rows` down.
  public init(origin: Place, size: Extent) {
    self.origin = origin
    self.size = size
  }

  /// Whether `place` lies in the region.
  public func contains(_ place: Place) -> Bool {
    place.column >= origin.column && place.column < origin.column + size.columns
      && place.row >= origin.row && place.row < origin.row + size.rows
  }
}
