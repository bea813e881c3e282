import Cells
import Debugging
import Screen

/// The keys of a demonstration, to be replayed: a line that names its source and the screen's
/// size, and a key script.
package struct Recording: Sendable {
  /// One action.
  package enum Entry: Hashable, Sendable {
    case key(Key)
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
  package private(set) var entries: [Entry] = []

  /// The beginning of every recording.
  package static let mark = "# backprop recording 1, "

  /// The first line of a recording.
  package static func header(file: String, size: Size) -> String {
    "\(mark)\(size.columns)x\(size.rows), \(file)\n"
  }

  /// The text of an entry; lines end where typed text ends.
  package static func text(of entry: Entry) -> String {
    switch entry {
    case .key(.enter): KeyScript.text(of: .enter) + "\n"
    case .key(let key): KeyScript.text(of: key)
    case .click(let point): "<Click-\(point.column),\(point.row)>"
    case .run(let iteration): "<Run-\(iteration)>"
    }
  }

  /// Reads a recording.
  package init(_ text: String) throws(Problem) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let parts = lines.first?.dropFirst(Self.mark.count).split(
      separator: ", ", maxSplits: 1, omittingEmptySubsequences: false)
    let numbers = parts?.first?.split(separator: "x").compactMap { Int($0) } ?? []
    guard text.hasPrefix(Self.mark), let parts, numbers.count == 2 else {
      throw Problem(message: "line 1: expected a recording, which begins with '\(Self.mark)'")
    }
    size = Size(columns: numbers[0], rows: numbers[1])
    file = parts.count > 1 ? String(parts[1]) : ""
    for (index, line) in lines.enumerated().dropFirst() {
      do throws(Problem) {
        entries += try Self.entries(line)
      } catch {
        throw Problem(message: "line \(index + 1): \(error.message)")
      }
    }
  }

  /// The entries of a script, as a recording has them behind its first line.
  package static func entries(_ script: some StringProtocol) throws(Problem) -> [Entry] {
    var entries: [Entry] = []
    var rest = script[...]
    while !rest.isEmpty {
      let end = rest.first == "<" ? rest.firstIndex(of: ">") ?? rest.startIndex : rest.startIndex
      let word = String(rest[...end])
      guard let entry = entry(word) else { throw Problem(message: "'\(word)' names no key") }
      entries.append(entry)
      rest = rest[rest.index(after: end)...]
    }
    return entries
  }

  private static func entry(_ word: String) -> Entry? {
    if word.hasPrefix("<Run-") {
      return Int(word.dropFirst(5).dropLast()).flatMap { $0 >= 0 ? .run(to: $0) : nil }
    }
    if word.hasPrefix("<Click-") {
      let numbers = word.dropFirst(7).dropLast().split(separator: ",").compactMap { Int($0) }
      return numbers.count == 2 ? .click(Point(column: numbers[0], row: numbers[1])) : nil
    }
    return (KeyScript(word)?.keys.first).map(Entry.key)
  }
}

extension Application {
  /// The entries that a recording keeps of an event, before the event is handled.
  package func recorded(_ event: Event) -> [Recording.Entry] {
    let entries: [Recording.Entry] =
      switch event {
      case .key(let key): [.key(key)]
      case .paste(let text):
        layers.last?.takesText == true
          ? text.prefix { $0 != "\n" && $0 != "\r" }.map { .key(.character($0)) } : []
      case .wheel(_, let lines):
        layers.last?.takesWheel == true ? [.key(lines < 0 ? .pageUp : .pageDown)] : []
      case .click(let point): [.click(point)]
      case .resize, .tick, .filesChanged, .hangUp: []
      }
    guard !entries.isEmpty, let run = debugger?.run else { return entries }
    return [.run(to: run.reached)] + entries
  }
}
