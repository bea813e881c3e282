/// The input of a layout in bands: leaves and gates in topological order, with the widths of their
/// texts. It knows structure and widths, never values.
public struct BandDiagram: Sendable, Hashable {
  /// A leaf or a gate.
  public struct Node: Sendable, Hashable {
    /// Whether it has a value of its own in place of operands.
    public var isLeaf: Bool
    /// The columns of the gate's text with its parentheses, or of the leaf's name.
    public var width: Int
    /// The columns of the name on the wire behind a gate; 0 if it has none.
    public var nameWidth: Int
    /// The sources of its operands; a source may appear more than once.
    public var operands: [Int]
    /// Whether the order of the operands matters, as for `-` and `/`.
    public var keepsOrder: Bool

    /// A leaf whose name takes so many columns.
    public static func leaf(width: Int) -> Node {
      Node(isLeaf: true, width: width, nameWidth: 0, operands: [], keepsOrder: false)
    }

    /// A gate whose text takes so many columns.
    public static func gate(
      width: Int, nameWidth: Int = 0, operands: [Int], keepsOrder: Bool = false
    ) -> Node {
      Node(
        isLeaf: false, width: width, nameWidth: nameWidth, operands: operands,
        keepsOrder: keepsOrder)
    }
  }

  /// The nodes, each after its operands.
  public var nodes: [Node] = []
  /// The columns that every number has room in.
  public var numberWidth: Int

  /// A diagram without nodes.
  public init(numberWidth: Int) { self.numberWidth = numberWidth }

  /// Per node, the edges to its consumers in topological order.
  var uses: [[BandEdge]] {
    var uses: [[BandEdge]] = nodes.map { _ in [] }
    for (consumer, node) in nodes.enumerated() {
      for (slot, source) in node.operands.enumerated() {
        uses[source].append(BandEdge(source: source, consumer: consumer, slot: slot))
      }
    }
    return uses
  }

  /// Per node, the number of gates on the longest way from a leaf to it.
  var depths: [Int] {
    var depths: [Int] = []
    for node in nodes {
      depths.append(node.isLeaf ? 0 : 1 + (node.operands.map { depths[$0] }.max() ?? 0))
    }
    return depths
  }
}

/// A value on its way into one operand of a gate.
public struct BandEdge: Sendable, Hashable {
  /// The node whose value it is.
  public let source: Int
  /// The gate that takes it.
  public let consumer: Int
  /// The place of the operand in the gate.
  public let slot: Int

  /// The way of a value into a slot of a consumer.
  public init(source: Int, consumer: Int, slot: Int) {
    self.source = source
    self.consumer = consumer
    self.slot = slot
  }
}
