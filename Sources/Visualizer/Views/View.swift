import Debugging
import Screen

/// A layer that fills the screen in place of the picture while the graph below it is stepped: keys
/// that its table does not list go on to the graph.
package protocol View: Layer {
  /// Its name in the help.
  static var heading: String { get }
  /// The keys that it handles.
  static var rows: [KeyRow<Self>] { get }
  /// Handles a key by the table.
  mutating func takeRow(_ key: Key) -> LayerAnswer
  /// Draws it over everything but the last line.
  func draw(_ debugger: Debugger, into frame: inout Frame)
}

extension View {
  package var fillsScreen: Bool { true }

  package mutating func take(_ key: Key, _ debugger: Debugger?, _ context: LayerContext)
    -> LayerAnswer
  {
    key == .escape || key == "q" ? .closed : takeRow(key)
  }

  package mutating func takeRow(_ key: Key) -> LayerAnswer { Self.rows.answer(to: key, for: &self) }

  /// Another graph has other nodes, so a view of the previous one is useless.
  package func remade(for new: Debugger, after old: Debugger?) -> (any Layer)? { nil }

  package func draw(_ debugger: Debugger?, _ context: LayerContext, into frame: inout Frame) {
    if let debugger { draw(debugger, into: &frame) }
  }

  /// The hints of the rows, and the hint for closing.
  package func hints(_ context: LayerContext) -> [Hint]? {
    Self.rows.compactMap { $0.hint(self) } + [Hint("Esc", "closes")]
  }

  package func help(_ debugger: Debugger?) -> [KeyHelp] { [KeyHelp(Self.heading, Self.rows)] }

  /// The row of the keys that close it, besides Esc and q.
  static func closing(_ keys: Key...) -> KeyRow<Self> {
    KeyRow(keys: keys + [.escape, "q"], help: "closes", answers: { _ in .closed })
  }

  /// A row that names commands of the graph below, whose keys go on to it.
  static func goingOn(_ commands: Command..., meaning: String) -> KeyRow<Self> {
    let keys = commands.compactMap(\.row.keys.first)
    return KeyRow(
      keys: keys, help: meaning,
      hint: Hint(keys.map(\.label).joined(separator: " "), meaning), answers: { _ in .passed })
  }
}
