/// Which rows of a tape a screen shows: pages that are turned, with a row of headings above and, where
/// the tape goes on, a row at the edge that names the rails.
enum TapePage {
  /// The rows by which pages overlap.
  private static let overlap = 2

  /// The row of the picture, headings included, in the first row of the page on which a row of the tape is
  /// seen.
  static func first(rows: Int, shown: Int, target: Int) -> Int {
    guard rows + 1 > shown else { return 0 }
    // The headings and two edges.
    let length = max(1, shown - 3)
    guard target >= length else { return 0 }
    let step = max(1, length - overlap)
    let page = (target - length + step) / step
    return max(0, min(page * step - 1, rows + 1 - shown))
  }
}
