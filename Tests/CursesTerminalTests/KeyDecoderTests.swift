import CursesTerminal
import Screen
import Testing

@Suite struct KeyDecoderTests {
  /// Everything that a row of bytes means.
  private func decode(_ bytes: [UInt8]) -> [KeyDecoder.Result] {
    var rest = Array(bytes.reversed())
    var results: [KeyDecoder.Result] = []
    while let first = rest.popLast() {
      // The closures see what is left, and give it back.
      let box = Rest(rest)
      let decoder = KeyDecoder(next: { box.bytes.popLast() }, unread: { box.bytes.append($0) })
      results.append(decoder.decode(first))
      rest = box.bytes
    }
    return results
  }

  private final class Rest {
    var bytes: [UInt8]

    init(_ bytes: [UInt8]) {
      self.bytes = bytes
    }
  }

  private func decode(_ text: String) -> [KeyDecoder.Result] {
    decode(Array(text.utf8))
  }

  @Test func `letters, enter, tab and both kinds of backspace`() {
    #expect(
      decode("q\r\n\t\u{8}\u{7F}") == [
        .key(.character("q")), .key(.enter), .key(.enter), .key(.tab), .key(.backspace),
        .key(.backspace),
      ])
  }

  @Test func `control characters are named by the letter typed with them`() {
    #expect(
      decode("\u{4}\u{10}\u{0}\u{1D}") == [
        .key(.control("d")), .key(.control("p")), .key(.control("@")), .key(.control("]")),
      ])
  }

  @Test func `characters of several bytes`() {
    #expect(decode("é∂日") == [.key(.character("é")), .key(.character("∂")), .key(.character("日"))])
  }

  @Test func `bytes that are no characters swallow no key after them`() {
    #expect(decode([0xE9, 0x71]) == [.nothing, .key(.character("q"))])
    #expect(decode([0xFF, 0x80, 0x71]) == [.nothing, .nothing, .key(.character("q"))])
    #expect(decode([0xC3, 0x1B]) == [.nothing, .key(.escape)])
    #expect(decode([0xC2, 0x85]) == [.nothing])
  }

  @Test func `arrows in either mode and with modifiers`() {
    #expect(
      decode("\u{1B}[A\u{1B}OB\u{1B}[1;5C\u{1B}[Z\u{1B}[6~") == [
        .key(.up), .key(.down), .key(.right), .key(.backTab), .key(.pageDown),
      ])
  }

  @Test func `an unknown sequence is no key, and neither are its parts`() {
    #expect(
      decode("\u{1B}[I\u{1B}[99;3~\u{1B}[?1;2cq") == [
        .nothing, .nothing, .nothing, .key(.character("q")),
      ])
  }

  @Test func `reports of the mouse are no keys where none are asked for`() {
    #expect(
      decode("\u{1B}[M !!q\u{1B}[<0;1;1Mq\u{1B}OM") == [
        .nothing, .key(.character("q")), .nothing, .key(.character("q")), .key(.enter),
      ])
  }

  @Test func `escape alone, twice, and before a key`() {
    #expect(decode("\u{1B}") == [.key(.escape)])
    #expect(decode("\u{1B}\u{1B}") == [.key(.escape), .key(.escape)])
    #expect(decode("\u{1B}q") == [.key(.escape), .key(.character("q"))])
  }

  @Test func `the marks around a paste`() {
    #expect(
      decode("\u{1B}[200~q\u{1B}[201~") == [.pasteBegins, .key(.character("q")), .pasteEnds])
  }
}
