import Backpropagation
import ComputationGraph
import Sentences

/// The breakpoints of a debugger, each with a number that never changes.
package struct Breakpoints: Hashable, Sendable {
  package struct Entry: Hashable, Sendable {
    package let number: Int
    package var breakpoint: Breakpoint
  }

  package private(set) var entries: [Entry] = []
  private var nextNumber = 1

  /// The nodes that breakpoints are about.
  package var nodes: Set<Node.ID> { Set(entries.compactMap(\.breakpoint.node)) }

  /// Sets a breakpoint, unless it is set.
  package mutating func set(_ breakpoint: Breakpoint, _ words: Wording) -> Note {
    let number = number(of: breakpoint) ?? nextNumber
    if number == nextNumber {
      entries.append(Entry(number: number, breakpoint: breakpoint))
      nextNumber += 1
    }
    return "breakpoint \(number): \(breakpoint.text(words))   f and F run to it"
  }

  /// Sets a breakpoint at a node, or removes it.
  package mutating func toggle(at node: Node.ID, _ words: Wording) -> Note {
    let breakpoint = Breakpoint.node(node)
    guard let number = number(of: breakpoint), let note = remove(number) else {
      return set(breakpoint, words)
    }
    return Note("\(note.message): \(breakpoint.text(words))")
  }

  /// Removes the breakpoint with a number; `nil` where there is none.
  package mutating func remove(_ number: Int) -> Note? {
    guard let index = entries.firstIndex(where: { $0.number == number }) else { return nil }
    entries.remove(at: index)
    return "breakpoint \(number) is gone"
  }

  package mutating func removeAll() -> Note {
    entries = []
    return "all breakpoints are gone"
  }

  /// The number of a breakpoint, if it is set.
  private func number(of breakpoint: Breakpoint) -> Int? {
    entries.first { $0.breakpoint == breakpoint }?.number
  }

  /// Moves every breakpoint to the node that its own has become.
  mutating func rename(_ newNode: (Node.ID) -> Node.ID) {
    for index in entries.indices {
      entries[index].breakpoint = entries[index].breakpoint.renamed(newNode)
    }
  }

  /// Moves every breakpoint to the node that its own has become, and removes those without one.
  mutating func keep(_ newNode: (Node.ID) -> Node.ID?) {
    entries.removeAll { entry in entry.breakpoint.node.map { newNode($0) == nil } ?? false }
    rename { newNode($0) ?? $0 }
  }
}

extension Breakpoint {
  /// The node that it refers to, if it refers to one.
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
