import Backpropagation
import Cells
import ComputationGraph
import ExpressionLanguage
import Sentences

/// Where one entry of a tensor comes from: the row and the column behind a product, the copies behind
/// a broadcast sum.
///
/// It is said in words, then in numbers, then comes the result: `∂q[0] · x[0] = 0.44 × 0.20 = 0.09`.
struct EntryBreakdown {
  let words: Wording
  let node: Node.ID
  /// The entry's indices, one per axis.
  let indices: [Int]
  /// How the node has moved in this iteration, if it has.
  let update: ParameterUpdate?

  private var graph: Graph { words.document.graph }
  private var snapshot: Snapshot { words.snapshot }

  /// How the entry's value was computed; `nil` for leaves and for gates that mix all entries.
  var value: String? {
    guard snapshot.valueState(of: node) != .unknown,
      case .matrixProduct = graph.primitive(of: node)
    else { return nil }
    let operands = Array(graph.operands(of: node))
    let x = Matrix(words.value(operands[0]), isRow: true)
    let y = Matrix(words.value(operands[1]), isRow: false)
    let (row, column) = outputPlace(of: indices, x, y)
    let terms = (0..<x.columns).map { (x[row, $0], y[$0, column]) }
    let (left, right) = (words.factor(operands[0]), words.factor(operands[1]))
    return (x.isVector ? left : "row \(row) of \(left)") + " · "
      + (y.isVector ? right : "column \(column) of \(right)") + sum(of: terms)
  }

  /// What each gate that uses the node has sent to the entry, a line each.
  var contributions: [String] {
    guard snapshot.gradientState(of: node) == .fresh || snapshot.gradientState(of: node) == .partial
    else { return [] }
    return snapshot.flows(into: node).prefix(snapshot.arrivals(at: node).made).compactMap { flow in
      let unit = snapshot.plan.units[flow.unit]
      let gate = words.name(unit.output)
      guard unit.compoundGate == nil, let primitive = graph.primitive(of: unit.output) else {
        return "from \(gate): through its inside"
      }
      guard let text = contribution(of: primitive, unit.output, slot: flow.slot) else { return nil }
      return "from \(gate): \(text)"
    }
  }

  /// How the optimizer has moved the entry, a line for each equation of its rule.
  var moves: [String] {
    guard let update, words.isRiddle || update.direction != .movedBefore else { return [] }
    let name = words.name(node)
    let place = graph.shape(of: node).place(of: indices)
    return update.equations(
      name: name, gradientName: words.gradientName(node), climbs: words.rules.climbs
    ).map {
      $0.entry(place).line(indent: 12, gives: words.gives) { words.text($0, more: 2) }
    }
  }

  private func contribution(
    of primitive: Primitive, _ gate: Node.ID, slot: Int
  ) -> String? {
    let operands = Array(graph.operands(of: gate))
    switch primitive {
    case .matrixProduct:
      return productContribution(gate, operands, slot: slot)
    case .elementwise:
      return elementwiseContribution(gate, slot: slot)
    case .reduce(.sum, axis: nil):
      return "∂ of the sum, \(words.text(words.gradient(gate))), to every entry alike"
    case .reduce(.mean, axis: nil):
      let count = graph.shape(of: node).count
      return "∂ of the mean, \(words.text(words.gradient(gate))), shared by \(count) entries"
    default:
      return nil
    }
  }

  private func productContribution(
    _ gate: Node.ID, _ operands: [Node.ID], slot: Int
  ) -> String {
    let x = Matrix(words.value(operands[0]), isRow: true)
    let y = Matrix(words.value(operands[1]), isRow: false)
    let upstream = Matrix(words.gradient(gate), rows: x.rows, columns: y.columns)
    let gradient = "∂\(words.factor(gate))"
    // What a product sends by mistake is no product of these rows and columns.
    if words.rules.forgetsTranspose(of: gate, slot: slot, in: graph) {
      return "the product without its transpose, by mistake"
    }
    if slot == 0 {
      let (row, inner) =
        x.isVector ? (0, indices.first ?? 0) : (indices.first ?? 0, indices.last ?? 0)
      let terms = (0..<y.columns).map { (upstream[row, $0], y[inner, $0]) }
      let name = words.factor(operands[1])
      return
        (x.isVector
        ? gradient : y.isVector ? "\(gradient)[\(row)]" : "row \(row) of \(gradient)") + " · "
        + (y.isVector ? "\(name)[\(inner)]" : "row \(inner) of \(name)") + sum(of: terms)
    }
    let (inner, column) =
      y.isVector ? (indices.first ?? 0, 0) : (indices.first ?? 0, indices.last ?? 0)
    let terms = (0..<x.rows).map { (x[$0, inner], upstream[$0, column]) }
    let name = words.factor(operands[0])
    return (x.isVector ? "\(name)[\(inner)]" : "column \(inner) of \(name)") + " · "
      + (y.isVector
        ? gradient : x.isVector ? "\(gradient)[\(column)]" : "column \(column) of \(gradient)")
      + sum(of: terms)
  }

  private func elementwiseContribution(_ gate: Node.ID, slot: Int) -> String? {
    guard let local = graph.localGradient(of: gate, slot: slot, at: snapshot.numbers) else {
      return nil
    }
    let upstream = words.gradient(gate)
    let shape = graph.shape(of: gate)
    let own = graph.shape(of: node)
    let entry = own.place(of: indices)
    let terms = shape.places(broadcastFrom: own, entry)
      .map { (upstream.elements[$0], local.elements[$0]) }
    let copies = terms.count > 1 ? "the sum over \(terms.count) copies of " : ""
    return copies + "upstream × local" + sum(of: terms)
  }

  /// Row and column of an entry of a product, whose vectors lack an axis.
  private func outputPlace(of indices: [Int], _ x: Matrix, _ y: Matrix) -> (Int, Int) {
    switch indices.count {
    case 2: (indices[0], indices[1])
    case 1: x.isVector ? (0, indices[0]) : (indices[0], 0)
    default: (0, 0)
    }
  }

  /// ` = 2.00 × 3.00 + 1.00 × (-1.00) = 5.00`, with an ellipsis where there are many terms.
  private func sum(of terms: [(Double, Double)]) -> String {
    let shown = terms.prefix(8).map { "\(words.factor(Tensor($0))) × \(words.factor(Tensor($1)))" }
    let total = terms.reduce(0) { $0 + $1.0 * $1.1 }
    return " = " + shown.joined(separator: " + ") + (terms.count > 8 ? " + …" : "")
      + " = \(words.text(Tensor(total)))"
  }
}

/// A tensor of at most two axes as a matrix: a vector on the left of a product is a row, one on the
/// right a column.
struct Matrix {
  let rows: Int
  let columns: Int
  let isVector: Bool
  private let elements: [Double]

  init(_ tensor: Tensor, isRow: Bool) {
    let extents = tensor.shape.extents
    isVector = extents.count < 2
    elements = tensor.elements
    if extents.count >= 2 {
      (rows, columns) = (extents[0], extents[1])
    } else {
      (rows, columns) = isRow ? (1, elements.count) : (elements.count, 1)
    }
  }

  init(_ tensor: Tensor, rows: Int, columns: Int) {
    (self.rows, self.columns) = (rows, columns)
    isVector = tensor.shape.extents.count < 2
    elements = tensor.elements
  }

  subscript(row: Int, column: Int) -> Double { elements[row * columns + column] }
}
