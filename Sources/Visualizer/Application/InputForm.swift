import Cells
import Debugging
import ExpressionLanguage
import Screen
import Sentences

/// Asks for the values of a file's free inputs, one after the other.
struct InputForm: GraphlessLayer {
  let file: SourceFile
  /// The inputs that have to be asked for.
  private let names: [String]
  private var given: [String: Double]
  private(set) var answered: [(name: String, value: Double)] = []
  private(set) var text = ""
  private(set) var complaint: String?

  init(_ file: SourceFile, given: [String: Double]) {
    self.file = file
    let given = file.values(given)
    self.given = given
    names = file.syntax.freeInputs.map(\.name).filter { given[$0] == nil }
  }

  /// The input that is being asked for; `nil` when all have values.
  var current: String? { answered.count < names.count ? names[answered.count] : nil }

  /// All values, when `current` is `nil`.
  var values: [String: Double] { given }

  static let rows: [KeyRow<InputForm>] = [
    KeyRow(
      .enter, help: "takes the number", hint: Hint("Enter", "takes the number"),
      answers: {
        $0.answer()
        return $0.current == nil ? .asks(.file($0.file, $0.given)) : .taken(nil)
      }),
    KeyRow(.up, help: "the number before", hint: Hint("↑", "the one before")) { $0.reopenLast() },
    KeyRow(.backspace, help: "takes a character back") {
      if $0.text.isEmpty { $0.reopenLast() } else { $0.text.removeLast() }
    },
    KeyRow(.control("u"), help: "empties the line") { $0.text = "" },
    KeyRow(
      .escape, help: "leaves",
      answers: { _ in .asks(.command(.leave, Arguments())) }),
  ]

  var fillsScreen: Bool { true }
  var takesText: Bool { true }

  mutating func take(_ key: Key, _ debugger: Debugger?, _ context: LayerContext) -> LayerAnswer {
    complaint = nil
    if case .character(let character) = key { text.append(character) }
    return Self.rows.answer(to: key, for: &self)
  }

  mutating func paste(_ pasted: String) -> LayerAnswer {
    text += pasted.prefix { $0 != "\n" && $0 != "\r" }
    return .taken(nil)
  }

  func hints(_ context: LayerContext) -> [Hint]? {
    Self.rows.compactMap { $0.hint(self) } + [Hint("Esc", context.hasList ? "list" : "quits")]
  }

  func help(_ debugger: Debugger?) -> [KeyHelp] { [KeyHelp("Values", Self.rows)] }

  private mutating func answer() {
    guard let current else { return }
    guard let value = Double(typed: text.filter { $0 != " " }) else {
      complaint =
        text.isEmpty
        ? "\(current) needs a number, such as -2 or 0.5"
        : "'\(text)' is not a number; try -2 or 0.5"
      return
    }
    answered.append((current, value))
    given[current] = value
    text = ""
  }

  private mutating func reopenLast() {
    guard let last = answered.popLast() else { return }
    given[last.name] = nil
    text = NumberText.shortest(last.value)
  }

  func draw(_ debugger: Debugger?, _ context: LayerContext, into frame: inout Frame) {
    frame.write(
      StyledLine(" \(file.name)", .title).appending(
        "   values for what the file leaves open", .faint),
      row: 0)
    let first = max(0, answered.count - max(0, frame.size.rows - 6))
    var row = 2
    for (name, value) in answered[first...] {
      frame.write(
        StyledLine("   \(name) = ", .name).appending(NumberText.shortest(value), .value),
        row: row)
      row += 1
    }
    if let current {
      let prompt = StyledLine(" ▸ \(current) = ", .name).appending(text, .selection)
      frame.write(prompt, row: row)
      frame.cursor = Point(column: min(prompt.columns, max(0, frame.size.columns - 1)), row: row)
    }
    if let complaint {
      frame.write(StyledLine("   " + complaint, .error), row: row + 1)
    }
  }
}
