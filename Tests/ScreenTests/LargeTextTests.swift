import Cells
import Screen
import Testing

/// Numbers in large digits.
@Suite struct LargeTextTests {
  private func drawn(_ text: String, scale: Int, _ size: Size) -> [String] {
    var frame = Frame(size: size)
    frame.writeLarge(text, at: Point(column: 0, row: 0), scale: scale, .value)
    return frame.lines
  }

  @Test func `a digit is three dots wide and five high, a dot two cells wide`() {
    #expect(
      drawn("-7.2", scale: 1, Size(columns: 26, rows: 5)) == [
        "        ██████      ██████",
        "            ██          ██",
        "██████      ██      ██████",
        "            ██      ██",
        "            ██  ██  ██████",
      ])
    #expect(LargeText.size(of: "-7.2", scale: 1) == Size(columns: 26, rows: 5))
  }

  @Test func `twice as large is twice as wide and twice as high`() {
    #expect(LargeText.size(of: "1", scale: 2) == Size(columns: 12, rows: 10))
    let small = drawn("4", scale: 1, Size(columns: 6, rows: 5))
    let large = drawn("4", scale: 2, Size(columns: 12, rows: 10))
    #expect(large.enumerated().allSatisfy { $1.count == 2 * small[$0 / 2].count })
    #expect(large[0] == "████    ████" && large[5] == "████████████")
  }

  @Test func `every number has a size, other texts have none`() {
    for text in ["0.5", "-1.25e-9", "inf", "-inf", "NaN", "+3"] {
      #expect(LargeText.size(of: text, scale: 1) != nil, "\(text)")
    }
    #expect(LargeText.size(of: "w", scale: 1) == nil)
    #expect(LargeText.size(of: "", scale: 1) == nil)
  }

  @Test func `what does not fit is cut at the edge`() {
    #expect(drawn("88", scale: 1, Size(columns: 3, rows: 2)) == ["███", "██"])
  }
}
