/// Who uses whom: from each to those that it uses.
typealias Arrows = [String: Set<String>]

extension Arrows {
  /// The parts of `nodes` that all reach each other, what is used first; most have one member.
  ///
  /// Tarjan's algorithm (1972).
  func components(of nodes: Set<String>) -> [[String]] {
    var search = Search(arrows: self, nodes: nodes)
    for node in nodes.sorted() where search.order[node] == nil { search.visit(node) }
    return search.components
  }

  /// The circles among `nodes`, the largest first.
  func circles(among nodes: Set<String>) -> [[String]] {
    components(of: nodes).filter { $0.count > 1 }.sorted { $0.count > $1.count }
  }

  private struct Search {
    let arrows: Arrows
    let nodes: Set<String>
    var order: [String: Int] = [:]
    var lowest: [String: Int] = [:]
    var stack: [String] = []
    var components: [[String]] = []

    mutating func visit(_ node: String) {
      order[node] = order.count
      lowest[node] = order[node]
      stack.append(node)
      for next in arrows[node, default: []].sorted() where nodes.contains(next) {
        if order[next] == nil {
          visit(next)
          lower(node, to: lowest[next])
        } else if stack.contains(next) {
          lower(node, to: order[next])
        }
      }
      guard lowest[node] == order[node], let first = stack.lastIndex(of: node) else { return }
      components.append(stack[first...].sorted())
      stack.removeSubrange(first...)
    }

    private mutating func lower(_ node: String, to other: Int?) {
      if let other, let own = lowest[node] { lowest[node] = Swift.min(own, other) }
    }
  }
}
