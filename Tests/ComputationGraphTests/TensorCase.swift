import ComputationGraph
import Learning

/// A primitive with operands of certain shapes, to try it on.
struct TensorCase: CustomStringConvertible, Sendable {
  let primitive: Primitive
  let shapes: [[Int]]
  /// The values of the operand in the second slot, where it holds labels.
  var labels: [Double]?
  /// Whether all slots hold the same node.
  var isRepeated = false

  var description: String { "\(primitive) of \(shapes)" + (isRepeated ? ", all the same" : "") }

  /// Every primitive, on several shapes each.
  static let all: [TensorCase] = elementwise + products + shapeChanges + reductions + losses

  /// Same shapes, numbers, rows and columns on either side, few elements and many.
  private static let elementwise = Elementwise.allCases.flatMap { elementwise in
    let operands: [[[Int]]] =
      elementwise.arity == 1
      ? [[[]], [[3]], [[0]], [[5, 8]], [[2, 3, 4]], [[100]]]
      : [
        [[], []], [[4], [4]], [[], [4]], [[4], []], [[1], [5]], [[2, 3], [3]], [[3], [2, 3]],
        [[2, 3], [2, 1]], [[3, 1], [1, 2]], [[4], [3, 1]], [[2, 3, 4], [3, 1]],
        [[2, 1, 4], [3, 1]], [[1, 1, 3], [2, 1]], [[0, 3], [3]], [[5, 8], [5, 8]],
        [[9, 8], []], [[], [9, 8]], [[9, 8], [8]], [[9, 1], [9, 8]], [[1, 8], [9, 8]],
        [[90, 1], [1]], [[], [99]],
      ]
    let repeated = TensorCase(
      primitive: .elementwise(elementwise), shapes: [[6, 7], [6, 7]], isRepeated: true)
    return operands.map { TensorCase(primitive: .elementwise(elementwise), shapes: $0) }
      + (elementwise.arity == 2 && ![.maximum, .minimum].contains(elementwise) ? [repeated] : [])
  }

  private static let products: [TensorCase] =
    [
      [[3], [3]], [[2, 3], [3]], [[3], [3, 2]], [[2, 3], [3, 4]], [[1, 1], [1, 1]],
      [[7, 5], [5, 9]], [[13, 17], [17, 19]], [[6, 3], [3, 8]], [[5, 1], [1, 12]],
      [[2, 0], [0, 3]], [[0, 2], [2, 3]], [[1, 20], [20, 10]], [[20, 9], [9, 1]],
    ].map { TensorCase(primitive: .matrixProduct, shapes: $0) } + [
      TensorCase(primitive: .matrixProduct, shapes: [[5], [5]], isRepeated: true),
      TensorCase(primitive: .matrixProduct, shapes: [[4, 4], [4, 4]], isRepeated: true),
    ]

  private static let shapeChanges: [TensorCase] =
    [[], [4], [2, 3], [2, 3, 4], [1, 7], [2, 3, 2, 2]].map {
      TensorCase(primitive: .transpose, shapes: [$0])
    } + [
      TensorCase(primitive: .reshape(shape([3, 2])), shapes: [[2, 3]]),
      TensorCase(primitive: .reshape(.scalar), shapes: [[1, 1]]),
      TensorCase(primitive: .reshape(shape([6])), shapes: [[1, 2, 3]]),
      TensorCase(primitive: .concatenate(axis: 0), shapes: [[2]]),
      TensorCase(primitive: .concatenate(axis: 0), shapes: [[2], [3], [0], [1]]),
      TensorCase(primitive: .concatenate(axis: 0), shapes: [[2, 3], [1, 3]]),
      TensorCase(primitive: .concatenate(axis: 1), shapes: [[2, 3], [2, 1], [2, 2]]),
      TensorCase(primitive: .concatenate(axis: 1), shapes: [[2, 2, 2], [2, 1, 2]]),
      TensorCase(primitive: .concatenate(axis: 0), shapes: [[3], [3], [3]], isRepeated: true),
      TensorCase(primitive: .select([.at(1)]), shapes: [[3]]),
      TensorCase(primitive: .select([.at(1)]), shapes: [[3, 2]]),
      TensorCase(primitive: .select([.all, .at(1)]), shapes: [[3, 2]]),
      TensorCase(primitive: .select([.at(2), .at(0)]), shapes: [[3, 2]]),
      TensorCase(primitive: .select([.all, .at(1)]), shapes: [[2, 3, 4]]),
      TensorCase(primitive: .select([.at(0), .all, .at(3)]), shapes: [[2, 3, 4]]),
      TensorCase(primitive: .select([]), shapes: [[2, 2]]),
      TensorCase(primitive: .select([.range(first: 1, count: 3, step: 1)]), shapes: [[5, 2]]),
      TensorCase(
        primitive: .select([.all, .range(first: 1, count: 2, step: 1)]), shapes: [[3, 4]]),
      TensorCase(
        primitive: .select([.range(first: 3, count: 2, step: -3), .all, .at(1)]),
        shapes: [[4, 2, 3]]),
      TensorCase(
        primitive: .select([
          .range(first: 0, count: 2, step: 2), .range(first: 2, count: 3, step: -1),
        ]), shapes: [[4, 3]]),
      TensorCase(primitive: .oneHot(classes: 3), shapes: [[2]]),
      TensorCase(primitive: .oneHot(classes: 3), shapes: [[]]),
    ]

  private static let reductions: [TensorCase] = Primitive.Reduction.allCases.flatMap { reduction in
    [
      ([], nil), ([1], nil), ([5], nil), ([5], 0), ([200], nil), ([3, 4], nil), ([3, 4], 0),
      ([3, 4], 1), ([2, 3, 4], 0), ([2, 3, 4], 1), ([2, 3, 4], 2), ([2, 70], 1), ([70, 2], 0),
    ].map { TensorCase(primitive: .reduce(reduction, axis: $1), shapes: [$0]) }
      + [([3, 4], nil), ([3, 4], 0), ([3, 4], 1), ([2, 3, 4], 1)].map {
        TensorCase(primitive: .reduce(reduction, axis: $1, keeps: true), shapes: [$0])
      }
  }

  private static let losses: [TensorCase] =
    [.softmax, .logSoftmax].flatMap { primitive in
      [[1], [4], [3, 4], [2, 2, 3], [70]].map { TensorCase(primitive: primitive, shapes: [$0]) }
    }
    + [[], [3], [2, 3], [80]].map { TensorCase(primitive: .norm, shapes: [$0]) }
    + [
      TensorCase(primitive: .hinge, shapes: [[4], [], []], labels: [2]),
      TensorCase(primitive: .hinge, shapes: [[3, 4], [3], []], labels: [0, 3, 3]),
      TensorCase(primitive: .hinge, shapes: [[1, 1], [1], []], labels: [0]),
      TensorCase(primitive: .crossEntropy, shapes: [[4], []], labels: [2]),
      TensorCase(primitive: .crossEntropy, shapes: [[3, 4], [3]], labels: [0, 3, 3]),
      TensorCase(primitive: .crossEntropy, shapes: [[2, 70], [2]], labels: [69, 0]),
    ]
}

/// A shape whose extents are known to be fine.
func shape(_ extents: [Int]) -> Shape {
  do { return try Shape(extents) } catch { preconditionFailure("\(error)") }
}

/// A graph that holds one case, the gate weighted element by element and summed.
struct CaseGraph {
  private(set) var graph = Graph()
  let operands: [Node.ID]
  let gate: Node.ID
  /// Σ weight × gate: the gradient of the gate is the weights.
  let loss: Node.ID

  init(_ tensorCase: TensorCase) throws {
    var random = RandomNumbers(seed: 7)
    let needsPositive: [Elementwise] = [.power, .sqrt, .log]
    let isPositive = tensorCase.primitive.elementwise.map(needsPositive.contains) ?? false
    func numbers(_ count: Int) -> [Double] {
      (0..<count).map { _ in
        let size = Double.random(in: 0.3...2.5, using: &random)
        return isPositive || Bool.random(using: &random) ? size : -size
      }
    }
    var operands: [Node.ID] = []
    for (slot, extents) in tensorCase.shapes.enumerated() {
      let shape = try Shape(extents)
      var values = slot == 1 ? tensorCase.labels ?? numbers(shape.count) : numbers(shape.count)
      if case .oneHot = tensorCase.primitive { values = values.indices.map(Double.init) }
      operands.append(
        try slot > 0 && tensorCase.isRepeated
          ? operands[0] : graph.appendLeaf(values, shape: shape, role: .parameter))
    }
    gate = try graph.append(tensorCase.primitive, operands)
    let shape = graph.shape(of: gate)
    let weights = try graph.appendLeaf(numbers(shape.count), shape: shape, role: .constant)
    let weighted = try graph.append(.multiply, weights, gate)
    loss = try graph.append(.reduce(.sum, axis: nil), [weighted])
    self.operands = operands
  }

  /// Gives the first operand other values.
  mutating func replaceInitialValue(_ values: [Double]) throws {
    try graph.setInitialValue(values, of: operands[0])
  }

  /// The numbers after a forward and a backward pass from the loss.
  func numbersAfterBothPasses() -> Numbers {
    let tape = Tape(of: graph)
    var numbers = Numbers(initialValuesOf: graph)
    tape.forward(in: &numbers)
    numbers.setGradient(of: loss, to: Tensor(1), in: graph)
    tape.backward(in: &numbers)
    return numbers
  }
}
