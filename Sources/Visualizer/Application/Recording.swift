import Cells
import Debugging
import Screen

/// The keys of a demonstration, to be replayed: a line that names its source and the screen's
/// size, a line for each value that was given and for a training that was loaded, and a key script.
package struct Recording: Sendable {
  /// One action.
  package enum Entry: Hashable, Sendable {
    case key(Key)
    case paste(String)
    case click(Point)
    /// The iteration that a run had come to when the next key was pressed.
    case run(to: Int)
  }

  /// A sentence that says why a text is not a recording.
  package struct Problem: Error, Hashable, Sendable {
    package let message: String

    package init(message: String) { self.message = message }
  }

  /// The source as named on the command line; empty for the list of examples.
  package let file: String
  package let size: Size
  /// The values that were given for leaves and free inputs.
  package private(set) var inputs: [String: Double] = [:]
  /// The folder of the training that was loaded; `nil` where none was.
  package private(set) var load: String?
  package private(set) var entries: [Entry] = []

  /// The beginning of every recording.
  package static let mark = "# backprop recording 1, "

  /// The beginning of a line with a value that was given.
  private static let inputMark = "# --set "

  /// The beginning of a line with a training that was loaded.
  private static let loadMark = "# --load "

  /// The first lines of a recording.
  package static func header(
    file: String, size: Size, inputs: [String: Double] = [:], load: String? = nil
  ) -> String {
    let values = inputs.sorted { $0.key < $1.key }.map {
      "\(inputMark)\($0.key.onOneLine)=\($0.value)\n"
    }
    return "\(mark)\(size.columns)x\(size.rows), \(file.onOneLine)\n" + values.joined()
      + (load.map { "\(loadMark)\($0.onOneLine)\n" } ?? "")
  }

  /// The text of an entry; lines end where typed text ends.
  package static func text(of entry: Entry) -> String {
    switch entry {
    case .key(.enter): KeyScript.text(of: .enter) + "\n"
    case .key(let key): KeyScript.text(of: key)
    case .paste(let text): pasteMark + text.onOneLine.withoutGreater + ">"
    case .click(let point): "<Click-\(point.column),\(point.row)>"
    case .run(let iteration): "<Run-\(iteration)>"
    }
  }

  /// Reads a recording.
  package init(_ text: String) throws(Problem) {
    let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
    let first = lines.first?.starting(with: Self.mark)
    let parts = first?.split(separator: ",", maxSplits: 1, omittingEmptySubsequences: false) ?? []
    let numbers = parts.first.map(String.init)?.split(separator: "x").compactMap { Int($0) } ?? []
    guard numbers.count == 2 else {
      throw Problem(message: "line 1: expected a recording, which begins with '\(Self.mark)'")
    }
    size = Size(columns: numbers[0], rows: numbers[1])
    file = parts.count > 1 ? String(fromOneLine: String(parts[1].dropFirst())) : ""
    for (index, line) in lines.enumerated().dropFirst() {
      if entries.isEmpty, let (name, value) = Self.input(line) {
        inputs[name] = value
        continue
      }
      if entries.isEmpty, let folder = line.starting(with: Self.loadMark) {
        load = String(fromOneLine: String(folder))
        continue
      }
      do throws(Problem) {
        entries += try Self.entries(line)
      } catch {
        throw Problem(message: "line \(index + 1): \(error.message)")
      }
    }
  }

  /// The entries of a script, as a recording has them behind its first lines.
  package static func entries(_ script: String) throws(Problem) -> [Entry] {
    try entries(Substring(script).unicodeScalars)
  }

  private static func entries(_ script: Substring.UnicodeScalarView) throws(Problem) -> [Entry] {
    var entries: [Entry] = []
    var rest = script
    while !rest.isEmpty {
      let word = KeyScript.takeWord(from: &rest)
      guard let entry = entry(word) else {
        throw Problem(message: "'\(word.onOneLine)' names no key")
      }
      entries.append(entry)
    }
    return entries
  }

  /// The value that a line gives; `nil` if it is a line of keys, which have no blank between them.
  private static func input(_ line: Substring.UnicodeScalarView) -> (name: String, value: Double)? {
    guard let rest = line.starting(with: inputMark), let sign = rest.lastIndex(of: "="),
      let value = Double(String(rest[rest.index(after: sign)...])), value.isFinite
    else { return nil }
    return (String(fromOneLine: String(rest[..<sign])), value)
  }

  private static func entry(_ word: String) -> Entry? {
    let scalars = Substring(word).unicodeScalars
    if let text = scalars.starting(with: pasteMark)?.dropLast() {
      return .paste(String(fromOneLine: String(text)))
    }
    if let number = scalars.starting(with: "<Run-")?.dropLast() {
      return Int(String(number)).flatMap { $0 >= 0 ? .run(to: $0) : nil }
    }
    if let place = scalars.starting(with: "<Click-")?.dropLast() {
      let numbers = String(place).split(separator: ",").compactMap { Int($0) }
      return numbers.count == 2 ? .click(Point(column: numbers[0], row: numbers[1])) : nil
    }
    return Key(word).map(Entry.key)
  }

  /// The beginning of a pasted text, which goes on to the next `>`.
  private static let pasteMark = "<Paste-"
}

extension String {
  /// The text with its code for each `>`, which ends a pasted text.
  fileprivate var withoutGreater: String {
    unicodeScalars.map { $0 == ">" ? "\\u{3e}" : String($0) }.joined()
  }
}

extension Substring.UnicodeScalarView {
  /// What follows a beginning; `nil` if the text begins otherwise. A mark after the beginning does
  /// not become a part of it.
  fileprivate func starting(with beginning: String) -> Self? {
    starts(with: beginning.unicodeScalars) ? dropFirst(beginning.unicodeScalars.count) : nil
  }
}

extension Application {
  /// The entries that a recording keeps of an event, before the event is handled.
  package func recorded(_ event: Event) -> [Recording.Entry] {
    let entries: [Recording.Entry] =
      switch event {
      case .key(let key): [.key(key)]
      case .paste(let text): layers.last?.takesText == true ? [.paste(text)] : []
      case .wheel(_, let lines):
        layers.last?.takesWheel == true ? [.key(lines < 0 ? .pageUp : .pageDown)] : []
      case .click(let point): [.click(point)]
      case .resize, .tick, .filesChanged, .hangUp: []
      }
    guard !entries.isEmpty, let run = debugger?.run else { return entries }
    return [.run(to: run.reached)] + entries
  }
}
