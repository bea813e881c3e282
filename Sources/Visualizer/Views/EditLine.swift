import Backpropagation
import ComputationGraph
import Debugging
import Explanations
import ExpressionLanguage
import Screen
import Sentences

/// The line in which a value is changed. It starts with the old value, which typing replaces.
struct EditLine: Layer {
  let node: Node.ID
  /// One of its elements, counted row by row, or all of them.
  let entry: Int?
  /// The name of the value: `x`, `W[0, 1]`.
  let name: String
  private var line: TypedLine
  /// Whether nothing has been typed yet.
  private var isUntouched = true
  /// The mistake in the typed text, to be read before it is typed again.
  private var complaint: String?

  /// The line for all of a node, or for one of its entries.
  init(_ node: Node.ID, entry: Int?, of debugger: Debugger) {
    let words = debugger.words
    self.node = node
    self.entry = entry
    name = entry.map { words.entry($0, of: node) } ?? words.name(node)
    let isKnown = entry != nil || debugger.snapshot.valueState(of: node) != .unknown
    let old = entry.map { NumberText.shortest(words.value(node).elements[$0]) }
    line = TypedLine(text: isKnown ? old ?? ValueText.text(words.value(node)) : "")
  }

  var hasLastLine: Bool { true }
  var takesText: Bool { true }

  mutating func take(_ key: Key, _ debugger: Debugger?, _ context: LayerContext) -> LayerAnswer {
    complaint = nil
    switch take(key) {
    case .editing: return .taken(nil)
    case .cancelled: return .closed
    case .entered(let text):
      guard let debugger else { return .closed }
      do throws(Refusal) {
        let shape = entry == nil ? debugger.document.graph.shape(of: node) : .scalar
        let value = try ValueText.tensor(text, shape: shape, name: name)
        return .closedAsking(
          .change { [node, entry] (debugger) throws(Refusal) in
            guard let entry, let number = value.scalar else {
              return try debugger.edit(node, to: value)
            }
            return try debugger.edit(node, entry: entry, to: number)
          })
      } catch {
        complaint = error.message
        return .taken(nil)
      }
    }
  }

  private mutating func take(_ key: Key) -> TypedLine.Result {
    if isUntouched {
      isUntouched = false
      switch key {
      case .character, .delete: line = TypedLine()
      case .backspace where !line.text.isEmpty:
        line = TypedLine()
        return .editing
      default: break
      }
    }
    return line.take(key, candidates: { _ in [] })
  }

  mutating func paste(_ text: String) -> LayerAnswer {
    if isUntouched { line = TypedLine() }
    isUntouched = false
    line.insert(text)
    return .taken(nil)
  }

  func remade(for new: Debugger, after old: Debugger?) -> (any Layer)? { nil }

  func draw(_ debugger: Debugger?, _ context: LayerContext, into frame: inout Frame) {
    if let complaint {
      frame.writeMessage(complaint)
      return
    }
    frame.writeLastLine(
      StyledLine(" \(name) = ", .name).appending(line.text, isUntouched ? .selection : .plain))
  }
}
