import ComputationGraph
import Learning
import Testing
import TestSupport

/// What tensor primitives give, against numbers worked out by hand or with numpy.
@Suite struct TensorOutputTests {
  struct Row: Sendable, CustomStringConvertible {
    let primitive: Primitive
    let operands: [Tensor]
    let output: Tensor
    /// ∂(sum of the output)/∂ each operand, where it says something that differences do not.
    var gradients: [[Double]]?

    init(
      _ primitive: Primitive, _ operands: [Tensor], gives output: Tensor,
      gradients: [[Double]]? = nil
    ) {
      self.primitive = primitive
      self.operands = operands
      self.output = output
      self.gradients = gradients
    }

    var description: String { "\(primitive) of \(operands.map(\.elements))" }
  }

  static let m23 = tensor([1, 2, 3, 4, 5, 6], [2, 3])
  static let m32 = tensor([1, 0, 2, -1, 3, 1], [3, 2])
  static let cube = Tensor(shape: shape([2, 2, 3])) { Double($0) }

  static let rows: [Row] = [
    Row(.elementwise(.add), [m23, vector(10, 20, 30)], gives: like(m23, 11, 22, 33, 14, 25, 36)),
    Row(
      .elementwise(.subtract), [tensor([1, 2], [2, 1]), vector(1, 10)],
      gives: tensor([0, -9, 1, -8], [2, 2]), gradients: [[2, 2], [-2, -2]]),
    Row(.elementwise(.multiply), [Tensor(2), m23], gives: like(m23, 2, 4, 6, 8, 10, 12)),
    Row(
      .elementwise(.divide), [m23, tensor([1, 2], [2, 1])], gives: like(m23, 1, 2, 3, 2, 2.5, 3)),
    Row(
      .matrixProduct, [vector(1, 2, 3), vector(4, 5, 6)], gives: Tensor(32),
      gradients: [[4, 5, 6], [1, 2, 3]]),
    Row(.matrixProduct, [m23, vector(1, 0, -1)], gives: vector(-2, -2)),
    Row(.matrixProduct, [vector(1, -1), m23], gives: vector(-3, -3, -3)),
    Row(.matrixProduct, [m23, m32], gives: tensor([14, 1, 32, 1], [2, 2])),
    Row(.transpose, [m23], gives: tensor([1, 4, 2, 5, 3, 6], [3, 2])),
    Row(.transpose, [vector(1, 2)], gives: vector(1, 2)),
    Row(.transpose, [cube], gives: tensor([0, 6, 3, 9, 1, 7, 4, 10, 2, 8, 5, 11], [3, 2, 2])),
    Row(.reduce(.sum, axis: nil), [m23], gives: Tensor(21)),
    Row(.reduce(.sum, axis: 0), [m23], gives: vector(5, 7, 9)),
    Row(.reduce(.sum, axis: 1), [m23], gives: vector(6, 15)),
    Row(.reduce(.sum, axis: 1), [cube], gives: tensor([3, 5, 7, 15, 17, 19], [2, 3])),
    Row(.reduce(.mean, axis: nil), [m23], gives: Tensor(3.5)),
    Row(.reduce(.sum, axis: 1, keeps: true), [m23], gives: tensor([6, 15], [2, 1])),
    Row(.reduce(.maximum, axis: 0, keeps: true), [m23], gives: tensor([4, 5, 6], [1, 3])),
    Row(.reduce(.mean, axis: nil, keeps: true), [m23], gives: tensor([3.5], [1, 1])),
    Row(.reduce(.mean, axis: 1), [m23], gives: vector(2, 5)),
    Row(.reduce(.maximum, axis: 0), [m23], gives: vector(4, 5, 6)),
    Row(.reduce(.minimum, axis: 1), [m23], gives: vector(1, 4)),
    Row(
      .reduce(.maximum, axis: nil), [vector(3, 1, 3, 3)], gives: Tensor(3),
      gradients: [[1.0 / 3, 0, 1.0 / 3, 1.0 / 3]]),
    Row(
      .reduce(.minimum, axis: 1), [tensor([1, 1, 2, 0], [2, 2])], gives: vector(1, 0),
      gradients: [[0.5, 0.5, 0, 1]]),
    Row(
      .softmax, [vector(1, 2, 3)],
      gives: vector(0.09003057317038046, 0.24472847105479764, 0.6652409557748218)),
    Row(
      .softmax, [tensor([1000, 1000, -1000, 0], [2, 2])], gives: tensor([0.5, 0.5, 0, 1], [2, 2])),
    Row(
      .logSoftmax, [vector(1, 2, 3)],
      gives: vector(-2.4076059644443806, -1.4076059644443804, -0.4076059644443804)),
    Row(.logSoftmax, [vector(0, 1000)], gives: vector(-1000, 0)),
    Row(.norm, [vector(3, -4)], gives: Tensor(5), gradients: [[0.6, -0.8]]),
    Row(.norm, [vector(0, 0)], gives: Tensor(0), gradients: [[0, 0]]),
    Row(
      .hinge, [vector(3.2, 5.1, -1.7), Tensor(0), Tensor(1)], gives: Tensor(2.9),
      gradients: [[-1, 1, 0], [0], [1]]),
    // The three images of the lecture: 2.9, 0 and 12.9.
    Row(
      .hinge,
      [
        tensor([3.2, 5.1, -1.7, 1.3, 4.9, 2.0, 2.2, 2.5, -3.1], [3, 3]), vector(0, 1, 2), Tensor(1),
      ],
      gives: Tensor(15.8 / 3),
      gradients: [
        [-1.0 / 3, 1.0 / 3, 0, 0, 0, 0, 1.0 / 3, 1.0 / 3, -2.0 / 3], [0, 0, 0], [1],
      ]),
    Row(.crossEntropy, [vector(0, 0, 0), Tensor(1)], gives: Tensor(1.0986122886681098)),
    Row(
      .crossEntropy, [tensor([0, 0, 1000, -1000], [2, 2]), vector(0, 1)],
      gives: Tensor((0.6931471805599453 + 2000) / 2),
      gradients: [[-0.25, 0.25, 0.5, -0.5], [0, 0]]),
    Row(.reshape(shape([3, 2])), [m23], gives: tensor([1, 2, 3, 4, 5, 6], [3, 2])),
    Row(.concatenate(axis: 0), [vector(1), vector(2, 3)], gives: vector(1, 2, 3)),
    Row(
      .concatenate(axis: 1), [m23, tensor([7, 8], [2, 1])],
      gives: tensor([1, 2, 3, 7, 4, 5, 6, 8], [2, 4])),
    Row(.oneHot(classes: 3), [vector(2, 0)], gives: tensor([0, 0, 1, 1, 0, 0], [2, 3])),
    Row(.oneHot(classes: 2), [Tensor(1)], gives: vector(0, 1)),
    Row(.select([.at(1)]), [m23], gives: vector(4, 5, 6), gradients: [[0, 0, 0, 1, 1, 1]]),
    Row(.select([.all, .at(2)]), [m23], gives: vector(3, 6)),
    Row(.select([.at(0), .at(1)]), [m23], gives: Tensor(2)),
    Row(.select([.all, .at(1)]), [cube], gives: tensor([3, 4, 5, 9, 10, 11], [2, 3])),
  ]

  @Test func `every tensor primitive has an expected output`() {
    // A primitive that is new does not compile here until it has a number.
    func number(_ primitive: Primitive) -> Int {
      switch primitive {
      case .elementwise: 0
      case .matrixProduct: 1
      case .transpose: 2
      case .reduce(let reduction, _, _):
        3 + (Primitive.Reduction.allCases.firstIndex(of: reduction) ?? 0)
      case .softmax: 7
      case .logSoftmax: 8
      case .norm: 9
      case .hinge: 10
      case .crossEntropy: 11
      case .reshape: 12
      case .concatenate: 13
      case .oneHot: 14
      case .select: 15
      }
    }
    #expect(Set(Self.rows.map { number($0.primitive) }) == Set(0...15))
    #expect(Set(TensorCase.all.map { number($0.primitive) }) == Set(0...15))
  }

  @Test(arguments: rows)
  func `the output and its gradients are those expected`(_ row: Row) throws {
    var graph = Graph()
    let operands = try row.operands.map {
      try graph.appendLeaf($0.elements, shape: $0.shape, role: .parameter)
    }
    let gate = try graph.append(row.primitive, operands)
    let tape = Tape(of: graph)
    var numbers = Numbers(initialValuesOf: graph)
    tape.forward(in: &numbers)
    #expect(isClose(numbers.value(of: gate, in: graph), row.output, within: 1e-14))
    numbers.setGradient(of: gate, to: Tensor(shape: row.output.shape) { _ in 1 }, in: graph)
    tape.backward(in: &numbers)
    for (operand, expected) in zip(operands, row.gradients ?? []) {
      let gradient = numbers.gradient(of: operand, in: graph)
      #expect(isClose(gradient, try Tensor(expected, shape: gradient.shape), within: 1e-14))
    }
  }

  @Test(arguments: [-1.0, 3, 1.5, .nan, .infinity, 1e300])
  func `a label that names no class gives NaN and no crash`(_ label: Double) throws {
    for (primitive, rest) in [(Primitive.crossEntropy, 0), (.hinge, 1)] {
      var graph = Graph()
      let scores = try graph.appendLeaf([1, 2, 3], shape: shape([3]), role: .parameter)
      let labels = try graph.appendLeaf(label, role: .leaf)
      let margin = try graph.appendLeaf(1, role: .leaf)
      let gate = try graph.append(primitive, [scores, labels] + (rest == 1 ? [margin] : []))
      let tape = Tape(of: graph)
      var numbers = Numbers(initialValuesOf: graph)
      tape.forward(in: &numbers)
      numbers.setGradient(of: gate, to: Tensor(1), in: graph)
      tape.backward(in: &numbers)
      #expect(numbers.value(of: gate, in: graph).elements.allSatisfy { $0.isNaN })
      #expect(numbers.gradient(of: scores, in: graph).elements.allSatisfy { $0.isNaN })
      #expect(numbers.gradient(of: labels, in: graph) == Tensor(0))
    }
    var graph = Graph()
    let labels = try graph.appendLeaf(label, role: .leaf)
    let gate = try graph.append(.oneHot(classes: 3), [labels])
    var numbers = Numbers(initialValuesOf: graph)
    Tape(of: graph).forward(in: &numbers)
    #expect(numbers.value(of: gate, in: graph).elements.allSatisfy { $0.isNaN })
  }

  @Test func `not a number stays not a number through every primitive`() throws {
    for tensorCase in TensorCase.all
    where tensorCase.primitive.elementwise == nil && tensorCase.shapes[0].reduce(1, *) == 4 {
      var built = try CaseGraph(tensorCase)
      try built.makeFirstOperandNaN()
      let numbers = built.numbersAfterBothPasses()
      #expect(
        numbers.value(of: built.gate, in: built.graph).elements.contains { $0.isNaN },
        "\(tensorCase)")
    }
  }
}

@Suite struct MatrixProductTests {
  /// Sizes around those of the blocks in which products are computed.
  static let sizes = [1, 2, 5, 8, 13, 27, 66]

  @Test(arguments: sizes)
  func `every sum goes over k in ascending order, to the last bit`(_ m: Int) throws {
    var random = RandomNumbers(seed: UInt64(m))
    for n in Self.sizes {
      for k in [0] + Self.sizes {
        func matrix(_ rows: Int, _ columns: Int) -> Tensor {
          tensor(
            (0..<rows * columns).map { _ in .random(in: -1...1, using: &random) }, [rows, columns])
        }
        let (x, y, upstream) = (matrix(m, k), matrix(k, n), matrix(m, n))
        var graph = Graph()
        let leaves = try [x, y].map {
          try graph.appendLeaf($0.elements, shape: $0.shape, role: .parameter)
        }
        let z = try graph.append(.matrixProduct, leaves)
        let tape = Tape(of: graph)
        var numbers = Numbers(initialValuesOf: graph)
        tape.forward(in: &numbers)
        numbers.setGradient(of: z, to: upstream, in: graph)
        tape.backward(in: &numbers)
        func product(
          _ rows: Int, _ columns: Int, _ count: Int, _ term: (Int, Int, Int) -> Double
        ) -> Tensor {
          Tensor(shape: shape([rows, columns])) { place in
            (0..<count).reduce(0) { $0 + term(place / columns, place % columns, $1) }
          }
        }
        let (x0, y0, u) = (x.elements, y.elements, upstream.elements)
        #expect(
          numbers.value(of: z, in: graph)
            == product(m, n, k) { i, j, p in x0[i * k + p] * y0[p * n + j] })
        #expect(
          numbers.gradient(of: leaves[0], in: graph)
            == product(m, k, n) { i, j, p in u[i * n + p] * y0[j * n + p] })
        #expect(
          numbers.gradient(of: leaves[1], in: graph)
            == product(k, n, m) { i, j, p in x0[p * k + i] * u[p * n + j] })
      }
    }
  }
}

@Suite struct TensorShapeTests {
  static let refused: [(Primitive, [[Int]], GraphError)] = [
    (
      .elementwise(.multiply), [[2, 3], [2]],
      .shapesDoNotFit(.elementwise(.multiply), [shape([2, 3]), shape([2])])
    ),
    (
      .matrixProduct, [[64, 1000], [100, 1000]],
      .shapesDoNotFit(.matrixProduct, [shape([64, 1000]), shape([100, 1000])])
    ),
    (.matrixProduct, [[], [3]], .shapesDoNotFit(.matrixProduct, [.scalar, shape([3])])),
    (
      .matrixProduct, [[2, 3, 4], [4, 2]],
      .shapesDoNotFit(.matrixProduct, [shape([2, 3, 4]), shape([4, 2])])
    ),
    (.matrixProduct, [[3]], .wrongOperandCount(.matrixProduct, expected: 2, given: 1)),
    (.reduce(.sum, axis: 2), [[2, 3]], .noSuchAxis(2, shape([2, 3]))),
    (.reduce(.sum, axis: 0), [[]], .noSuchAxis(0, .scalar)),
    (.softmax, [[]], .shapesDoNotFit(.softmax, [.scalar])),
    (
      .crossEntropy, [[3, 4], [4]],
      .shapesDoNotFit(.crossEntropy, [shape([3, 4]), shape([4])])
    ),
    (
      .hinge, [[4], [], [2]], .shapesDoNotFit(.hinge, [shape([4]), .scalar, shape([2])])
    ),
    (.hinge, [[4], []], .wrongOperandCount(.hinge, expected: 3, given: 2)),
    (
      .reshape(shape([4])), [[3]],
      .shapesDoNotFit(.reshape(shape([4])), [shape([3]), shape([4])])
    ),
    (.concatenate(axis: 0), [], .wrongOperandCount(.concatenate(axis: 0), expected: 1, given: 0)),
    (.concatenate(axis: 1), [[3]], .noSuchAxis(1, shape([3]))),
    (
      .concatenate(axis: 0), [[2, 3], [2, 4]],
      .shapesDoNotFit(.concatenate(axis: 0), [shape([2, 3]), shape([2, 4])])
    ),
    (.select([.at(3)]), [[3]], .noSuchPlace(3, shape([3]))),
    (.select([.all, .at(0)]), [[3]], .noSuchAxis(1, shape([3]))),
    (.select([.range(first: 1, count: 3, step: 1)]), [[3]], .noSuchPlace(3, shape([3]))),
    (.select([.range(first: 1, count: 3, step: -1)]), [[3]], .noSuchPlace(-1, shape([3]))),
    (.oneHot(classes: 1 << 40), [[1 << 40]], .tooLarge),
  ]

  @Test(arguments: refused.indices)
  func `shapes that do not fit are refused with the reason`(_ index: Int) {
    let (primitive, shapes, error) = Self.refused[index]
    let operands = shapes.map(shape)
    #expect(throws: error) { try primitive.outputShape(of: operands) }
  }
}

extension CaseGraph {
  /// Puts NaN into the first element of the first operand.
  mutating func makeFirstOperandNaN() throws {
    var values = Array(graph.initialValue(of: operands[0]))
    values[0] = .nan
    try replaceInitialValue(values)
  }
}

/// A vector of these numbers.
func vector(_ elements: Double...) -> Tensor { tensor(elements, [elements.count]) }

/// A tensor of these numbers, which are known to be as many as the extents say.
func tensor(_ elements: [Double], _ extents: [Int]) -> Tensor {
  Tensor(shape: shape(extents)) { elements[$0] }
}

/// These numbers in the shape of another tensor.
func like(_ tensor: Tensor, _ elements: Double...) -> Tensor {
  Tensor(shape: tensor.shape) { elements[$0] }
}
