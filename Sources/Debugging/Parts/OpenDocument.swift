import Backpropagation
import ComputationGraph
import ExpressionLanguage
import Sentences

/// A document with some of its gates open: functions of the file, which the graph holds with their
/// insides, and primitives, which are replaced by the gates they are made of.
///
/// Closing a gate means opening only the others, so nothing has to be undone.
struct OpenDocument: Sendable {
  /// The document as written in the file.
  let base: Document
  /// The document with the insides of open primitives.
  private(set) var shown: Document
  /// The open primitives, as nodes of `base`.
  private var primitives: Set<Node.ID> = []
  /// The open functions, as places in the compound gates of `base`.
  private var functions: Set<Int> = []
  private var opened: OpenedGraph?

  init(_ document: Document) {
    base = document
    shown = document
  }

  /// The open gates, as places in the compound gates of `shown`.
  var gates: Set<Int> {
    guard let opened else { return functions }
    return Set(functions.map { opened.newGate[$0] }).union(opened.openedGates)
  }

  /// The places of the nodes of `base` in `shown`; `nil` if they are the same.
  package var nodes: [Node.ID]? { opened?.newID }

  /// Opens the gate at a node of `shown`, or closes the smallest open one that it is inside of.
  ///
  /// Returns the node to look at afterwards, or `nil` where there is nothing to open or to close.
  mutating func toggle(at node: Node.ID, _ plan: StepPlan) -> Node.ID? {
    if let index = plan.units.first(where: { $0.output == node })?.compoundGate {
      functions.insert(baseGate(index))
      return renewed(node)
    }
    if let original = original(of: node), !primitives.contains(original),
      base.graph.canOpen(original)
    {
      primitives.insert(original)
      return renewed(node)
    }
    guard let index = innermostOpenGate(around: node) else { return nil }
    let output = shown.graph.compoundGates[index].output
    if opened?.openedGates.contains(index) == true, let original = original(of: output) {
      primitives.remove(original)
    } else {
      functions.remove(baseGate(index))
    }
    return renewed(output)
  }

  /// Opens all functions, or closes everything.
  mutating func setAll(open: Bool) {
    functions = open ? Set(base.graph.compoundGates.indices) : []
    if !open { primitives = [] }
    renew()
  }

  /// The document with its functions open and everything else closed.
  func withFunctionsOpen() -> OpenDocument {
    var changed = self
    changed.setAll(open: false)
    changed.setAll(open: true)
    return changed
  }

  /// Opens the gates that are open in another document and exist here under the same name.
  mutating func open(as other: OpenDocument) {
    let (names, otherNames) = (NodeNames(base.labels), NodeNames(other.base.labels))
    let otherGates = Set(
      other.functions.map { place -> [String] in
        let gate = other.base.graph.compoundGates[place]
        return [gate.name, otherNames[gate.output]]
      })
    functions = Set(
      base.graph.compoundGates.indices.filter { place in
        let gate = base.graph.compoundGates[place]
        return otherGates.contains([gate.name, names[gate.output]])
      })
    primitives = Set(
      other.primitives.compactMap { names.node(named: otherNames[$0]) }
        .filter { base.graph.canOpen($0) })
    renew()
  }

  /// The number of nodes in this graph that correspond to the first `count` nodes of another's.
  func boundary(_ count: Int, of other: OpenDocument) -> Int {
    let baseCount = other.opened.map { Self.count(below: count, in: $0.newID) } ?? count
    guard baseCount > 0 else { return 0 }
    return opened.map { Int($0.newID[baseCount - 1].index) + 1 } ?? baseCount
  }

  /// The counterpart here of a node of another's graph: for one inside a gate that is closed here,
  /// the gate.
  package func node(_ node: Node.ID, of other: OpenDocument) -> Node.ID {
    guard let before = other.opened else { return opened?.newID[Int(node.index)] ?? node }
    let place = Self.count(below: Int(node.index), in: before.newID)
    guard place < before.newID.count else { return node }
    let behind = before.newID[place].index - node.index
    let gate = opened?.newID[place] ?? Node.ID(place)
    let first = place == 0 ? -1 : opened?.newID[place - 1].index ?? Int32(place) - 1
    return gate.index - behind > first ? Node.ID(Int(gate.index - behind)) : gate
  }

  /// The node of `base` that has the value of a node of `shown`.
  private func original(of node: Node.ID) -> Node.ID? {
    guard let opened else { return node }
    let place = Self.count(below: Int(node.index), in: opened.newID)
    return place < opened.newID.count && opened.newID[place] == node ? Node.ID(place) : nil
  }

  private func baseGate(_ index: Int) -> Int { opened?.newGate.firstIndex(of: index) ?? index }

  private func innermostOpenGate(around node: Node.ID) -> Int? {
    let all = shown.graph.compoundGates
    return gates.filter { all[$0].nodes.contains(Int(node.index)) }
      .min { all[$0].nodes.count < all[$1].nodes.count }
  }

  /// Remakes `shown`, and returns the places of the old nodes in it.
  private mutating func renewed(_ node: Node.ID) -> Node.ID {
    let old = self
    renew()
    return Node.ID(boundary(Int(node.index) + 1, of: old) - 1)
  }

  private mutating func renew() {
    opened = primitives.isEmpty ? nil : try? base.graph.opening(primitives)
    shown = opened.map(base.opened) ?? base
  }

  /// The number of the ascending nodes before `index`.
  private static func count(below index: Int, in nodes: [Node.ID]) -> Int {
    nodes.indices.partitionPoint { Int(nodes[$0].index) >= index }
  }
}
