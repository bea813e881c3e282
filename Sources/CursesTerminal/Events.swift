import CCurses
import Cells
import Limits
import Screen

extension CursesTerminal {
  /// The next event of the terminal; `nil` if `timeout` passes first.
  ///
  /// Without a timeout it waits indefinitely, and the process sleeps. While the descriptor
  /// `watched` has something to read and the terminal has not, `filesChanged` is reported.
  package func nextEvent(timeout: Duration? = nil, watching watched: Int32? = nil) -> Event? {
    let deadline = timeout.map { ccurses_milliseconds() + Self.milliseconds($0) }
    while true {
      let remaining = deadline.map { max(0, $0 - ccurses_milliseconds()) } ?? -1
      let input = ccurses_read(remaining, watched ?? -1)
      if input == CCURSES_TIMEOUT.rawValue { return nil }
      if let event = event(for: input) { return event }
    }
  }

  private static func milliseconds(_ duration: Duration) -> Int64 {
    let (seconds, attoseconds) = duration.components
    let longest: Int64 = 1_000_000_000
    return min(max(seconds, 0), longest) * 1000 + max(attoseconds, 0) / 1_000_000_000_000_000
  }

  /// The event of an input; `nil` if it is of no interest, or has been handled here.
  private func event(for input: Int32) -> Event? {
    switch input {
    case CCURSES_HANG_UP.rawValue:
      return .hangUp
    case CCURSES_WATCHED.rawValue:
      return .filesChanged
    case Int32(CCURSES_RESIZE.rawValue):
      return .resize(size)
    case Int32(CCURSES_MOUSE.rawValue):
      return Self.mouseEvent()
    default: break
    }
    switch Self.decode(input) {
    case .key(.control("l")):
      ccurses_redraw()
      return nil
    case .key(let key):
      return .key(key)
    case .pasteBegins:
      return .paste(Self.readPaste())
    case .pasteEnds, .nothing:
      return nil
    }
  }

  private static func decode(_ input: Int32) -> KeyDecoder.Result {
    if let byte = UInt8(exactly: input) {
      return KeyDecoder(next: nextByte, unread: { ccurses_unread(Int32($0)) }).decode(byte)
    }
    return Key(named: input).map(KeyDecoder.Result.key) ?? .nothing
  }

  /// The byte that follows immediately, as the rest of a sequence does.
  private static func nextByte() -> UInt8? {
    let input = ccurses_read(Int64(ccurses_escape_delay()), -1)
    if let byte = UInt8(exactly: input) { return byte }
    if input != CCURSES_TIMEOUT.rawValue { ccurses_unread(input) }
    return nil
  }

  private static func mouseEvent() -> Event? {
    var mouse = ccurses_mouse()
    guard ccurses_read_mouse(&mouse) else { return nil }
    let point = Point(column: Int(mouse.column), row: Int(mouse.row))
    return mouse.wheel == 0 ? .click(at: point) : .wheel(at: point, lines: Int(mouse.wheel))
  }

  /// The time after which a paste whose end has not arrived is over, in milliseconds: much longer than
  /// the pieces of one are apart, and too short to type in.
  private static let silenceAfterPaste: Int64 = 150

  /// Reads to the end of a paste. If its end does not come, what has arrived is the paste, and what
  /// comes later is keys again.
  ///
  /// Line breaks and tabs become blanks and other control characters are dropped, Ctrl-C too, so
  /// that the text is safe to show on one line. Only the beginning of a very long paste is kept.
  private static func readPaste() -> String {
    ccurses_begin_paste()
    defer { ccurses_end_paste() }
    let limit = Limits.pasteBytes.value
    var text = ""
    while true {
      let input = ccurses_read(silenceAfterPaste, -1)
      if input == CCURSES_TIMEOUT.rawValue { return text }
      if input == CCURSES_HANG_UP.rawValue || input == Int32(CCURSES_RESIZE.rawValue) {
        ccurses_unread(input)
        return text
      }
      switch decode(input) {
      case .key(.character(let character)) where text.utf8.count < limit: text.append(character)
      case .key(.enter), .key(.tab): if text.utf8.count < limit { text.append(" ") }
      case .pasteEnds: return text
      default: break
      }
    }
  }
}

extension Key {
  /// The key for a key code of ncurses.
  fileprivate init?(named input: Int32) {
    let function = Int32(CCURSES_FUNCTION.rawValue)
    if input > function {
      self = .function(Int(input - function))
      return
    }
    let keys: [(ccurses_input, Key)] = [
      (CCURSES_ENTER, .enter), (CCURSES_BACKSPACE, .backspace), (CCURSES_DELETE, .delete),
      (CCURSES_BACK_TAB, .backTab), (CCURSES_UP, .up), (CCURSES_DOWN, .down),
      (CCURSES_LEFT, .left), (CCURSES_RIGHT, .right), (CCURSES_HOME, .home), (CCURSES_END, .end),
      (CCURSES_PAGE_UP, .pageUp), (CCURSES_PAGE_DOWN, .pageDown),
    ]
    guard let key = keys.first(where: { Int32($0.0.rawValue) == input })?.1 else { return nil }
    self = key
  }
}
