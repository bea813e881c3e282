import Cells
import Screen
import Testing

@Suite struct FrameTests {
  @Test func `writing outside of the frame does nothing`() {
    var frame = Frame(size: Size(columns: 4, rows: 2))
    frame.write("abcdef", at: Point(column: -2, row: 0), .plain)
    frame.write("xy", at: Point(column: 3, row: 1), .value)
    frame.write("no", at: Point(column: 0, row: 2), .plain)
    frame.write("no", at: Point(column: 0, row: -1), .plain)
    #expect(frame.lines == ["cdef", "   x"])
    #expect(frame.styleLines == ["....", "   v"])
    var nothing = Frame(size: Size(columns: 0, rows: 0))
    nothing.write("a", at: Point(column: 0, row: 0), .plain)
    #expect(nothing.lines.isEmpty)
  }

  @Test func `wide characters take two columns and are never cut in half`() {
    var frame = Frame(size: Size(columns: 5, rows: 1))
    #expect(frame.write("손실x", at: Point(column: 0, row: 0), .name) == 5)
    #expect(frame.lines == ["손실x"])
    frame.write("a", at: Point(column: 1, row: 0), .plain)
    #expect(frame.lines == [" a실x"])
    frame.write("손", at: Point(column: 4, row: 0), .plain)
    #expect(frame.lines == [" a실"])
    #expect("e\u{301}θ′".columns == 3)
    #expect("손실".fitted(to: 3) == "손…")
    #expect("abc".fitted(to: 3) == "abc")
  }

  @Test func `control characters are never drawn`() {
    var frame = Frame(size: Size(columns: 6, rows: 1))
    frame.write("a\u{1B}[1m\u{7}\u{202E}\u{2067}b", at: Point(column: 0, row: 0), .plain)
    #expect(frame.lines == ["a[1mb"])
  }

  @Test func `in ASCII joints, crossings and corners stay apart`() {
    var frame = Frame(size: Size(columns: 12, rows: 1))
    frame.write("─┼┬╮╰×∂θ…━━┃", at: Point(column: 0, row: 0), .wire)
    #expect(frame.ascii.lines == ["-|+.'*d?:--|"])
    #expect(frame.ascii.styleLines == frame.styleLines)
  }

  @Test func `in ASCII sizes stay sizes, and right and wrong are no names`() {
    var frame = Frame(size: Size(columns: 26, rows: 1))
    frame.write("✓ 64×10 ✗ 2 × 3 ×4┊ 5× n…", at: Point(column: 0, row: 0), .plain)
    #expect(frame.ascii.lines == ["= 64x10 ! 2 * 3 *4: 5* n:"])
  }

  @Test func `in ASCII a norm stands between bars`() {
    var frame = Frame(size: Size(columns: 10, rows: 1))
    frame.write("‖W1‖ 1.63", at: Point(column: 0, row: 0), .plain)
    #expect(frame.ascii.lines == ["|W1| 1.63"])
  }

  @Test func `a key script names what no character stands for`() {
    #expect(
      KeyScript("n<Enter>5<lt><s-tab>")?.keys
        == [.character("n"), .enter, .character("5"), .character("<"), .backTab])
    #expect(KeyScript("<U+301>e<U+65+301>")?.keys == ["\u{301}", "e", .character("e\u{301}")])
    #expect(KeyScript("<Tab>\u{301}")?.keys == [.tab, "\u{301}"])
    #expect(KeyScript("<nothing>") == nil)
    #expect(KeyScript("<U+>") == nil)
    #expect(KeyScript("<U+41+42>") == nil)
    #expect(KeyScript("<U+D800>") == nil)
    #expect(KeyScript("a<") == nil)
  }
}
