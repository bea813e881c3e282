import Backpropagation
import ComputationGraph
import ExpressionLanguage
import Screen
import Sentences

/// The line in which a value is changed. The old one stands there first, and typing replaces it.
struct EditLine: Hashable, Sendable {
  let node: Node.ID
  /// One of its elements, counted row by row, or all of them.
  let entry: Int?
  /// What is asked for: `x`, `W[0, 1]`.
  let name: String
  private(set) var line: CommandLine
  /// Whether nothing has been typed yet.
  private(set) var isUntouched = true

  init(_ node: Node.ID, entry: Int?, name: String, old: String) {
    self.node = node
    self.entry = entry
    self.name = name
    line = CommandLine(text: old)
  }

  mutating func take(_ key: Key) -> CommandLine.Result {
    if isUntouched {
      isUntouched = false
      switch key {
      case .character, .delete: line = CommandLine()
      case .backspace where !line.text.isEmpty:
        line = CommandLine()
        return .editing
      default: break
      }
    }
    return line.take(key, candidates: { _ in [] })
  }

  mutating func insert(_ pasted: String) {
    if isUntouched { line = CommandLine() }
    isUntouched = false
    line.insert(pasted)
  }

  /// The line as it is drawn.
  var drawn: StyledLine {
    StyledLine(" \(name) = ", .name).appending(line.text, isUntouched ? .selection : .plain)
  }
}

extension Application {
  /// Opens the line in which the value of a node is changed.
  mutating func beginEdit(in session: Session) {
    let words = session.words
    if case .matrix(let view) = fullView {
      let shape = session.document.graph.shape(of: view.node)
      let indices = view.indices(in: shape)
      let entry = shape.place(of: indices)
      let name =
        words.name(view.node) + "[\(indices.map(String.init).joined(separator: ", "))]"
      let old = NumberText.shortest(words.value(view.node).elements[entry])
      editLine = EditLine(view.node, entry: entry, name: name, old: old)
      return
    }
    guard let node = session.nodeToEdit else {
      message = "move to a leaf first: Tab or the arrow keys"
      return
    }
    let isKnown = session.snapshot.valueState(of: node) != .unknown
    editLine = EditLine(
      node, entry: nil, name: words.name(node),
      old: isKnown ? ValueText.text(words.value(node)) : "")
  }

  /// Takes a key while a value is being changed.
  mutating func takeInEditLine(_ key: Key, _ session: inout Session) {
    guard var edit = editLine else { return }
    let result = edit.take(key)
    editLine = edit
    guard case .entered(let text) = result else {
      if result == .cancelled { editLine = nil }
      return
    }
    do throws(Refusal) {
      let shape = edit.entry == nil ? session.document.graph.shape(of: edit.node) : .scalar
      let value = try ValueText.tensor(text, shape: shape, name: edit.name)
      editLine = nil
      if let entry = edit.entry, let number = value.scalar {
        message = try session.edit(edit.node, entry: entry, to: number).message
      } else {
        message = try session.edit(edit.node, to: value).message
      }
      scene = .session(session)
    } catch {
      message = error.message
    }
  }
}
