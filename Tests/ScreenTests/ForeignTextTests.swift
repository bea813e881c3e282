import Cells
import Screen
import Testing

/// Text from elsewhere, as it may be shown, and bytes that need not be UTF-8.
@Suite struct ForeignTextTests {
  /// Numbers that are the same in every run.
  private struct Numbers: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state >> 11 ^ state << 42
    }
  }

  /// Pieces of which hostile texts are made.
  static let pieces: [Unicode.Scalar] =
    [
      "a", "n", "x", "u", "{", "}", "8", "0", "\\", "\\", "\n", "\t", "\r", " ", "é", "손",
      "\u{301}",
    ]
    + ["\u{0}", "\u{1B}", "\u{7F}", "\u{85}", "\u{9B}", "\u{AD}", "\u{200D}", "\u{202E}"]
    + ["\u{2028}", "\u{2067}", "\u{FE0F}", "\u{E0041}", "\u{10FE80}", "\u{10FEFF}"]

  private func text(_ numbers: inout Numbers) -> String {
    var scalars = String.UnicodeScalarView()
    for _ in 0..<Int.random(in: 0...8, using: &numbers) {
      scalars.append(Self.pieces.randomElement(using: &numbers) ?? "a")
    }
    return String(scalars)
  }

  @Test func `on one line every text is shown in a way of its own, and can be read back`() {
    var numbers = Numbers(state: 1)
    for _ in 0..<20_000 {
      let text = text(&numbers)
      let shown = text.onOneLine
      #expect(shown.unicodeScalars.allSatisfy { !$0.isHidden })
      let meant = String(fromOneLine: shown)
      #expect(meant.unicodeScalars.elementsEqual(text.unicodeScalars), "\(shown)")
    }
    #expect("a\nb\\n\u{202E}\u{7}".onOneLine == #"a\nb\\n\u{202e}\u{7}"#)
    #expect(String(fromOneLine: #"a\q\x4\u{110000}\"#) == #"a\q\x4\u{110000}\"#)
  }

  @Test func `a text that is harmless has its lines and tabs, and nothing else hidden`() {
    var numbers = Numbers(state: 2)
    for _ in 0..<20_000 {
      for scalar in text(&numbers).harmless.unicodeScalars where scalar.isHidden {
        #expect(scalar == "\n" || scalar == "\t")
      }
    }
    #expect("a\tb\n\r\u{1B}[2J\u{9B}".harmless == "a\tb\n\\r\\u{1b}[2J\\u{9b}")
  }

  @Test func `no byte is lost in text, and no text in bytes`() {
    var numbers = Numbers(state: 3)
    // The middle of characters, the beginnings of too long ones, and what keeps bytes itself.
    let bytes: [UInt8] = [
      0x41, 0x80, 0xBF, 0xC3, 0xA9, 0xE2, 0x80, 0xAE, 0xF4, 0x8F, 0xBA, 0x80, 0xFF,
    ]
    for _ in 0..<20_000 {
      let some = (0..<Int.random(in: 0...9, using: &numbers)).map { _ in
        bytes.randomElement(using: &numbers) ?? 0
      }
      #expect(String(keeping: some).keptBytes == some)
    }
    #expect(String(keeping: Array("é\u{10FE80}".utf8)).keptBytes == Array("é\u{10FE80}".utf8))
    #expect(String(keeping: [0x63, 0xE9]).onOneLine == #"c\xe9"#)
  }

  @Test func `a cell hides nothing, whatever is written into it`() {
    var numbers = Numbers(state: 4)
    for _ in 0..<2000 {
      var frame = Frame(size: Size(columns: 12, rows: 1))
      frame.write(text(&numbers), at: Point(column: 0, row: 0), .plain)
      frame[Point(column: 11, row: 0)] = Cell(text(&numbers).first ?? " ", .plain)
      for cell in frame.cells where cell != .continuation {
        #expect(cell.character.unicodeScalars.allSatisfy { !$0.isHidden })
      }
    }
    var frame = Frame(size: Size(columns: 6, rows: 1))
    frame.write("a\u{200D}b\u{FE0F}c\u{34F}\u{3164}d", at: Point(column: 0, row: 0), .plain)
    #expect(frame.lines[0].unicodeScalars.elementsEqual("abcd".unicodeScalars))
  }
}
