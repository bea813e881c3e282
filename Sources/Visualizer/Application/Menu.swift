import Cells
import Debugging
import Screen

/// The list of the lecture's examples.
package struct Menu: GraphlessLayer {
  /// An example that can be opened.
  package struct Entry: Hashable, Sendable {
    /// The file's name.
    package let name: String
    /// A description of it in a line.
    package let title: String
    /// The file's text.
    package let text: String

    package init(name: String, title: String, text: String) {
      self.name = name
      self.title = title
      self.text = text
    }
  }

  let entries: [Entry]
  private(set) var selection = 0

  package init(_ entries: [Entry]) { self.entries = entries }

  static let rows: [KeyRow<Menu>] = [
    KeyRow(
      .enter, .right, "l", "o", help: "opens the example", hint: Hint("Enter", "opens"),
      answers: { $0.entries.isEmpty ? .taken(nil) : .asks(.lesson($0.selection)) }),
    KeyRow("k", .up, help: "the example above", hint: Hint("j k", "move")) { $0.move(by: -1) },
    KeyRow("j", .down, help: "the example below") { $0.move(by: 1) },
    KeyRow(.pageUp, help: "ten up") { $0.move(by: -10) },
    KeyRow(.pageDown, " ", help: "ten down") { $0.move(by: 10) },
    KeyRow("g", .home, help: "the first") { $0.move(by: -$0.entries.count) },
    KeyRow("G", .end, help: "the last") { $0.move(by: $0.entries.count) },
    KeyRow(
      "?", .function(1), help: "this help", answers: { _ in .asks(.command(.help, Arguments())) }),
    KeyRow(
      "q", .escape, help: "quits", hint: Hint("q", "quits"),
      answers: { _ in .asks(.command(.leave, Arguments())) }),
  ]

  package var fillsScreen: Bool { true }

  package mutating func take(_ key: Key, _ debugger: Debugger?, _ context: LayerContext)
    -> LayerAnswer
  {
    Self.rows.answer(to: key, for: &self)
  }

  package func hints(_ context: LayerContext) -> [Hint]? { Self.rows.compactMap { $0.hint(self) } }

  package func help(_ debugger: Debugger?) -> [KeyHelp] { [KeyHelp("Examples", Self.rows)] }

  var selected: Entry? { entries.indices.contains(selection) ? entries[selection] : nil }

  /// Selects an entry by its place.
  mutating func select(_ place: Int) { selection = max(0, min(entries.count - 1, place)) }

  mutating func move(by count: Int) {
    selection = max(0, min(entries.count - 1, selection + count))
  }

  package func draw(_ debugger: Debugger?, _ context: LayerContext, into frame: inout Frame) {
    let size = frame.size
    frame.write(
      StyledLine(" backprop", .title).appending("   a debugger for the chain rule", .faint), row: 0)
    let rows = max(1, size.rows - 4)
    let top = max(0, min(entries.count - rows, selection - rows / 2))
    let nameWidth = (entries.map(\.name.columns).max() ?? 0) + 2
    for row in 0..<rows where entries.indices.contains(top + row) {
      let entry = entries[top + row]
      let isSelected = top + row == selection
      var line = StyledLine(isSelected ? " ▸ " : "   ", isSelected ? .selection : .plain)
      line.append(entry.name, isSelected ? .selection : .name)
      line.pad(to: 3 + nameWidth)
      line.append(entry.title, isSelected ? .selection : .plain)
      if isSelected {
        line.append(String(repeating: " ", count: max(0, size.columns - line.columns)), .selection)
        frame.cursor = Point(column: 1, row: 2 + row)
      }
      frame.write(line, row: 2 + row)
    }
  }
}
