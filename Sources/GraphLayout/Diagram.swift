/// The input of a layout: boxes in topological order, and the operands of each.
///
/// It knows sizes, ports and edges only. A box comes after all of its operands, so an edge always
/// leads from a smaller to a larger index, and there are no cycles.
public struct Diagram: Sendable, Hashable {
  /// A rectangle of cells with one output on the right and the operands on the left.
  public struct Box: Sendable, Hashable {
    /// Columns, including the field for numbers to the right of the label.
    public var width: Int
    /// Rows.
    public var height: Int
    /// The row, from the top of the box, in which its wire leaves to the right.
    public var outputRow: Int
    /// The rows, from the top of the box, in which operands may arrive; at least one per operand.
    public var inputRows: [Int]
    /// Whether operands must arrive from top to bottom in their order, as for `-` and `/`.
    public var keepsOrder: Bool
    /// Whether the first column collects the wires of the operands in its middle row.
    ///
    /// Wires reach the collector from the left, from above and from below, and may come down or up
    /// in the column of the collector. Such a box has `inputRows` 0, 1, 2 and `outputRow` 1.
    public var hasConnector: Bool

    /// A box of `width`×`height` cells.
    public init(
      width: Int, height: Int, outputRow: Int, inputRows: [Int], keepsOrder: Bool = false,
      hasConnector: Bool = false
    ) {
      self.width = width
      self.height = height
      self.outputRow = outputRow
      self.inputRows = inputRows
      self.keepsOrder = keepsOrder
      self.hasConnector = hasConnector
    }

    /// The row in which a single operand enters, level with the output if possible.
    var middleInputRow: Int {
      if inputRows.contains(outputRow) { return outputRow }
      return inputRows.isEmpty ? outputRow : inputRows[inputRows.count / 2]
    }
  }

  /// The boxes, each after its operands.
  public var boxes: [Box] = []
  /// Per box, the sources of its operands; a source may appear more than once (`x*x`).
  public var operands: [[Int]] = []

  /// A diagram without boxes.
  public init() {}

  /// Adds a box fed by `operands` and returns its index.
  @discardableResult
  public mutating func append(_ box: Box, operands sources: [Int] = []) -> Int {
    precondition(
      sources.allSatisfy { boxes.indices.contains($0) }, "an operand stands before its box")
    precondition(sources.count <= box.inputRows.count, "an input row for every operand")
    boxes.append(box)
    operands.append(sources)
    return boxes.count - 1
  }
}
