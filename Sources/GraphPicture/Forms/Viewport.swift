import Cells

extension Picture {
  /// The layout cell in the upper left corner of a viewport that shows `target`.
  ///
  /// A picture that fits is centred. A larger one is shown in pages that overlap by half, so that
  /// it stands still for many steps and the same target always gives the same page.
  package func offset(in viewport: Size, showing target: Rectangle?) -> Point {
    Point(
      column: Self.offset(
        of: target.map { ($0.origin.column, $0.size.columns) }, total: size.columns,
        shown: viewport.columns),
      row: Self.offset(
        of: target.map { ($0.origin.row, $0.size.rows) }, total: size.rows, shown: viewport.rows))
  }

  private static func offset(of target: (start: Int, length: Int)?, total: Int, shown: Int) -> Int {
    guard total > shown else { return -((shown - total) / 2) }
    guard let target, shown > 0 else { return 0 }
    let page = max(1, shown / 2)
    let middle = target.start + target.length / 2
    let start = (middle - shown / 4) / page * page
    let seen = min(max(start, target.start + target.length - shown), target.start)
    return max(0, min(total - shown, seen))
  }
}
