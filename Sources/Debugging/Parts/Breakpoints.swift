import Backpropagation
import ComputationGraph
import ExpressionLanguage

/// The breakpoints of a debugger, each with a number that stays its own.
package struct Breakpoints: Hashable, Sendable {
  package struct Entry: Hashable, Sendable {
    package let number: Int
    package var breakpoint: Breakpoint
  }

  package private(set) var entries: [Entry] = []
  private var nextNumber = 1

  /// The nodes that breakpoints are about.
  package var nodes: Set<Node.ID> { Set(entries.compactMap(\.breakpoint.node)) }

  /// Adds a breakpoint, unless it is there, and returns its number.
  mutating func insert(_ breakpoint: Breakpoint) -> Int {
    if let entry = entries.first(where: { $0.breakpoint == breakpoint }) { return entry.number }
    entries.append(Entry(number: nextNumber, breakpoint: breakpoint))
    nextNumber += 1
    return nextNumber - 1
  }

  /// Removes the breakpoint with a number; returns whether there was one.
  mutating func remove(_ number: Int) -> Bool {
    let count = entries.count
    entries.removeAll { $0.number == number }
    return entries.count < count
  }

  mutating func removeAll() { entries = [] }

  /// The number of a breakpoint, if it is there.
  package func number(of breakpoint: Breakpoint) -> Int? {
    entries.first { $0.breakpoint == breakpoint }?.number
  }

  /// Gives every breakpoint the node that its own has become.
  mutating func rename(_ newNode: (Node.ID) -> Node.ID) {
    for index in entries.indices {
      entries[index].breakpoint = entries[index].breakpoint.renamed(newNode)
    }
  }

  /// Gives every breakpoint the node that its own has become, and removes those whose node is gone.
  mutating func keep(_ newNode: (Node.ID) -> Node.ID?) {
    entries.removeAll { entry in entry.breakpoint.node.map { newNode($0) == nil } ?? false }
    rename { newNode($0) ?? $0 }
  }
}

extension Breakpoint {
  /// The node that it is about, if it is about one.
  package var node: Node.ID? {
    switch self {
    case .node(let node), .gradient(let node?, _): node
    case .gradient(nil, _), .notFinite, .lossRises: nil
    }
  }

  fileprivate func renamed(_ newNode: (Node.ID) -> Node.ID) -> Breakpoint {
    switch self {
    case .node(let node): .node(newNode(node))
    case .gradient(let node, let test): .gradient(node.map(newNode), test)
    case .notFinite, .lossRises: self
    }
  }
}
