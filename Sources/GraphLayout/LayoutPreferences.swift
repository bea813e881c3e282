import Cells

/// The caller's wishes; only `minimumGap` is always met.
public struct LayoutPreferences: Sendable, Hashable {
  /// A size that the picture should fit in, such as the screen.
  public var size: Size?
  /// Per box, its row in an earlier layout, so that the boxes keep their order.
  public var rows: [Int?]
  /// The least number of columns between two ranks.
  public var minimumGap: Int
  /// The work to spend on fewer crossings, counted in edges examined, never in seconds.
  public var effort: Int

  /// Preferences; without arguments, for a new picture of any size.
  public init(size: Size? = nil, rows: [Int?] = [], minimumGap: Int = 0, effort: Int = 4_000_000) {
    self.size = size
    self.rows = rows
    self.minimumGap = minimumGap
    self.effort = effort
  }
}
