import ComputationGraph
import Learning

extension Document {
  /// The document for a graph in which some of its primitives are open.
  ///
  /// Named nodes keep their names; inner nodes are named after their expressions. Promises stay
  /// with the original document.
  public func opened(_ opened: OpenedGraph) -> Document {
    func moved(_ node: Node.ID) -> Node.ID { opened.newID[Int(node.index)] }
    var document = self
    document.graph = opened.graph
    document.output = moved(output)
    document.definitions = definitions.map {
      Definition(name: $0.name, node: moved($0.node), note: $0.note, line: $0.line)
    }
    document.nodes = nodes.map { $0.map(moved) }
    document.expectations = []
    document.feed = feed?.moved(moved)
    document.templates = templates.map {
      Template(node: moved($0.node), height: $0.height, width: $0.width, isByColumn: $0.isByColumn)
    }
    document.labels = opened.graph.unique(opened.labels(before: labels))
    document.shortNames = ShortNames(of: document.labels)
    return document
  }
}

extension OpenedGraph {
  /// The labels of the nodes, given the labels `before` of the old graph.
  fileprivate func labels(before: [String]) -> [String] {
    var texts = Array(repeating: "", count: graph.count)
    for (index, node) in newID.enumerated() { texts[Int(node.index)] = before[index] }
    for node in graph.ids where texts[Int(node.index)].isEmpty {
      texts[Int(node.index)] = text(of: node, texts)
    }
    return texts
  }

  /// The label of an inner node, given the labels of those before it.
  private func text(of node: Node.ID, _ texts: [String]) -> String {
    switch labels[node] {
    case .entry(let tensor, let indices), .result(let tensor, let indices):
      return Self.entry(of: texts[Int(tensor.index)], indices)
    case .literal(let text):
      return text
    case nil:
      let operands = graph.operands(of: node).map { Self.tight(texts[Int($0.index)]) }
      let formula = graph.primitive(of: node)?.formula(operands) ?? "?"
      return formula.count <= 64 ? formula : formula.prefix(63) + "…"
    }
  }

  private static func entry(of text: String, _ indices: [Int]) -> String {
    indices.isEmpty
      ? text : tight(text) + "[" + indices.map(String.init).joined(separator: ",") + "]"
  }

  /// Parentheses around anything that is more than a name, a number or a call.
  private static func tight(_ text: String) -> String {
    text.contains(" ") || text.contains("+") || text.contains("*") ? "(\(text))" : text
  }
}
