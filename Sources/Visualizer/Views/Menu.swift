import Cells
import Screen

/// The list of the lecture's examples.
package struct Menu: Hashable, Sendable {
  /// An example that can be opened.
  package struct Entry: Hashable, Sendable {
    /// The file's name.
    package let name: String
    /// What it shows, in a line.
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

  var selected: Entry? { entries.indices.contains(selection) ? entries[selection] : nil }

  /// Selects an entry by its place.
  mutating func select(_ place: Int) { selection = max(0, min(entries.count - 1, place)) }

  mutating func move(by count: Int) {
    selection = max(0, min(entries.count - 1, selection + count))
  }

  func draw(into frame: inout Frame) {
    let size = frame.size
    frame.write(
      StyledLine(" backprop", .title).appending("   a debugger for the chain rule", .faint),
      at: Point(column: 0, row: 0), width: size.columns)
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
      frame.write(line, at: Point(column: 0, row: 2 + row), width: size.columns)
    }
  }
}
