import Cells
import Screen

/// One thing that happens to the program while it shows a screen; a script has one on each line.
enum Act {
  case keys(KeyScript)
  /// Text as a terminal hands it over when it is pasted; `ended` is false where its end is missing.
  case paste(String, ended: Bool)
  case resize(Size)
  case wheel(Point, lines: Int)
  case click(Point)
  /// Time passes, so many milliseconds.
  case tick(Double)
  /// The file becomes another one, drawn by this seed; without one it is gone.
  case file(seed: UInt64?)
  /// Bytes that come from a terminal as they are, in hexadecimal digits.
  case bytes([UInt8])
  case signal(Signal)
  case hangUp

  /// The signals that are sent.
  enum Signal: String, CaseIterable {
    case stop, freeze, resize, terminate, interrupt
  }

  /// The line of a script.
  var line: String {
    switch self {
    case .keys(let script): "keys " + script.keys.map(KeyScript.text).joined()
    case .paste(let text, let ended): (ended ? "paste " : "unended ") + text.debugDescription
    case .resize(let size): "resize \(size.columns) \(size.rows)"
    case .wheel(let point, let lines): "wheel \(point.column) \(point.row) \(lines)"
    case .click(let point): "click \(point.column) \(point.row)"
    case .tick(let milliseconds): "tick \(milliseconds)"
    case .file(let seed?): "file \(seed)"
    case .file(nil): "gone"
    case .bytes(let bytes): "bytes " + bytes.map { String($0, radix: 16) }.joined(separator: " ")
    case .signal(let signal): "signal \(signal.rawValue)"
    case .hangUp: "hangup"
    }
  }

  /// The act on a line of a script; `nil` where it is none.
  init?(line: Substring) {
    let parts = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
    let rest = parts.count > 1 ? parts[1] : ""
    let numbers = rest.split(separator: " ").compactMap { Int($0) }
    switch (parts[0], numbers.count) {
    case ("keys", _):
      guard let script = KeyScript(String(rest)) else { return nil }
      self = .keys(script)
    case ("paste", _): self = .paste(Self.text(rest), ended: true)
    case ("unended", _): self = .paste(Self.text(rest), ended: false)
    case ("resize", 2): self = .resize(Size(columns: numbers[0], rows: numbers[1]))
    case ("wheel", 3): self = .wheel(Point(column: numbers[0], row: numbers[1]), lines: numbers[2])
    case ("click", 2): self = .click(Point(column: numbers[0], row: numbers[1]))
    case ("tick", _): self = .tick(Double(rest) ?? 0)
    case ("file", _): self = .file(seed: UInt64(rest))
    case ("gone", _): self = .file(seed: nil)
    case ("bytes", _):
      self = .bytes(rest.split(separator: " ").compactMap { UInt8($0, radix: 16) })
    case ("signal", _):
      guard let signal = Signal(rawValue: String(rest)) else { return nil }
      self = .signal(signal)
    case ("hangup", _): self = .hangUp
    default: return nil
    }
  }

  /// The text between quotes, in which `debugDescription` has written some characters as codes.
  private static func text(_ quoted: Substring) -> String {
    var text = ""
    var rest = quoted.dropFirst().dropLast()
    while let character = rest.popFirst() {
      guard character == "\\", let escaped = rest.popFirst() else {
        text.append(character)
        continue
      }
      switch escaped {
      case "n": text.append("\n")
      case "r": text.append("\r")
      case "t": text.append("\t")
      case "0": text.append("\0")
      case "u":
        let code = rest.dropFirst().prefix { $0 != "}" }
        rest = rest[code.endIndex...].dropFirst()
        UInt32(code, radix: 16).flatMap(Unicode.Scalar.init).map { text.unicodeScalars.append($0) }
      default: text.append(escaped)
      }
    }
    return text
  }
}

/// What a program shows and what happens to it, as text that can be read back: the first line names
/// what is shown, the second the size of the terminal.
struct Script {
  /// The kinds of screens.
  enum Scene: String, CaseIterable {
    case show, menu, course, quiz, ask, compare
  }

  var scene = Scene.show
  /// The number of the file in `ShownFile.all`.
  var file = 0
  var size = Size(columns: 80, rows: 24)
  var acts: [Act] = []

  var text: String {
    (["\(scene.rawValue) \(file)", "resize \(size.columns) \(size.rows)"] + acts.map(\.line))
      .joined(separator: "\n") + "\n"
  }

  /// Reads a script; lines that are none, as they come about when one is made smaller, are left out.
  init(_ text: String) {
    for (index, line) in text.split(separator: "\n").enumerated() {
      let parts = line.split(separator: " ")
      if index == 0, parts.count == 2, let scene = Scene(rawValue: String(parts[0])) {
        self.scene = scene
        file = Int(parts[1]) ?? 0
      } else if let act = Act(line: line) {
        if index == 1, case .resize(let size) = act { self.size = size } else { acts.append(act) }
      }
    }
  }

  init() {}

  /// The lines of a script, which can be left out one by one.
  static func pieces(of input: [UInt8]) -> [ArraySlice<UInt8>] {
    var pieces: [ArraySlice<UInt8>] = []
    var rest = input[...]
    while !rest.isEmpty {
      let end = rest.firstIndex(of: 0x0A).map { $0 + 1 } ?? rest.endIndex
      pieces.append(rest[..<end])
      rest = rest[end...]
    }
    return pieces
  }
}
