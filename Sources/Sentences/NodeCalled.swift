import ComputationGraph
import ExpressionLanguage

extension Document {
  /// The node that somebody means: by a name of the file, or by what the screen or JSON calls it, with or
  /// without blanks and in either notation: `q`, `w0·x0`, `w0*x0`, `(x − 1)`.
  package func node(called text: String) -> Node.ID? {
    if let node = node(named: text) { return node }
    let wanted = Self.plain(text)
    guard !wanted.isEmpty else { return nil }
    let bare = wanted.hasPrefix("(") && wanted.hasSuffix(")") ? wanted.dropFirst().dropLast() : ""
    for node in graph.ids where graph.role(of: node) != .constant {
      let label = Self.plain(labels[Int(node.index)])
      if label == wanted || label == bare { return node }
    }
    // What is cut on the screen is found by what is seen of it.
    guard wanted.contains("…") || wanted.contains("#") else { return nil }
    return graph.ids.first {
      graph.role(of: $0) != .constant
        && Self.plain(shortNames[labels[Int($0.index)]]) == wanted
    }
  }

  /// A label in one notation, without blanks.
  private static func plain(_ text: String) -> String {
    let asInFiles: [Character: Character] = ["·": "*", "×": "*", "−": "-"]
    return String(text.filter { $0 != " " }.map { asInFiles[$0] ?? $0 })
  }
}
