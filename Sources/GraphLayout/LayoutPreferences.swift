import Cells

/// What the caller would like; every wish may be refused except `minimumGap`.
public struct LayoutPreferences: Sendable, Hashable {
  /// A size that the picture should fit in, such as the screen.
  public var size: Size?
  /// Per box the row where it stood in an earlier layout, to keep the order of boxes.
  public var rows: [Int?]
  /// The least number of columns between two ranks.
  public var minimumGap: Int
  /// How much work to spend on fewer crossings, counted in edges looked at, never in seconds.
  public var effort: Int

  /// Preferences; without arguments for a new picture of any size.
  public init(
    size: Size? = nil, rows: [Int?] = [], minimumGap: Int = 0, effort: Int = 4_000_000
  ) {
    self.size = size
    self.rows = rows
    self.minimumGap = minimumGap
    self.effort = effort
  }
}
