import ComputationGraph
import Testing

/// What is written on the board is what is computed.
@Suite struct BoardTests {
  private static let names = ["x", "y", "w", "v"]

  /// The operands of a case with their values, its output, and a gradient that arrives at it.
  private func values(
    _ tensorCase: TensorCase
  ) throws -> (values: BoardFormula.Values, gate: SingleGate, operands: [Tensor], upstream: Tensor)
  {
    let built = try CaseGraph(tensorCase)
    let numbers = built.numbersAfterBothPasses()
    let operands = built.operands.map { numbers.value(of: $0, in: built.graph) }
    let upstream = numbers.gradient(of: built.gate, in: built.graph)
    let gate = try #require(SingleGate(tensorCase.primitive, operands))
    let values = BoardFormula.Values(operands, output: gate.output, upstream: upstream)
    return (values, gate, operands, upstream)
  }

  private func expectEqual(
    _ given: Tensor, _ expected: Tensor, _ comment: Comment,
    location: SourceLocation = #_sourceLocation
  ) {
    #expect(given.shape == expected.shape, comment, sourceLocation: location)
    for (a, b) in zip(given.elements, expected.elements) {
      let isSame = abs(a - b) <= 1e-9 * max(1, abs(b)) || a.isNaN && b.isNaN
      #expect(isSame, "\(comment): \(a), \(b)", sourceLocation: location)
    }
  }

  @Test(arguments: TensorCase.all)
  func `the rule on the board gives what the backward pass sends`(_ tensorCase: TensorCase) throws {
    let (values, gate, operands, upstream) = try values(tensorCase)
    for (slot, operand) in operands.enumerated() {
      let rule = tensorCase.primitive.gradientRule(slot, operands: operands.map(\.shape))
      guard tensorCase.primitive.sendsGradient(to: slot) else {
        #expect(rule == nil)
        continue
      }
      let given = try #require(rule?.value(values), "slot \(slot)").gathered(in: operand.shape)
      expectEqual(given, gate.downstream(slot, from: upstream), "slot \(slot)")
    }
  }

  @Test(arguments: TensorCase.all)
  func `the text of a rule says what the rule computes`(_ tensorCase: TensorCase) throws {
    let shapes = try tensorCase.shapes.map { try Shape($0) }
    for slot in shapes.indices.prefix(Self.names.count) {
      guard let rule = tensorCase.primitive.gradientRule(slot, operands: shapes) else { continue }
      let names = BoardFormula.Names(
        Self.names, output: "z", upstream: "g", showsTies: tensorCase.primitive.isRouter)
      let formula = String(rule.text(names).prefix { $0 != "," || tensorCase.isChoice })
      let written = BoardReader.formula(
        formula.replacing("labels", with: "label"), operands: Self.names)
      #expect(written == rule.asWritten.inTheSingular, "\(formula), slot \(slot)")
      for definition in rule.definitions(names) {
        let meaning = definition.split(separator: " = ", maxSplits: 1).last.map(String.init) ?? ""
        #expect(
          BoardReader.formula(
            meaning.replacing("labels", with: "label"), operands: Self.names) != nil,
          "\(definition)")
      }
    }
  }

  @Test(arguments: Elementwise.allCases)
  func `what an elementwise gate computes is written as it is computed`(_ primitive: Elementwise)
    throws
  {
    let operands = Array([Tensor(1.7), Tensor(0.6)].prefix(primitive.arity))
    let names = Array(Self.names.prefix(primitive.arity))
    let text = Primitive.elementwise(primitive).formula(names)
    let written = try #require(BoardReader.formula(text, operands: names), "\(text)")
    #expect(written == primitive.z(.operand(0), .operand(1)))
    let output = Tensor(primitive.output(1.7, 0.6))
    let values = BoardFormula.Values(operands, output: output, upstream: Tensor(1))
    #expect(written.value(values) == output)
  }

  @Test func `the rules are written as in the lecture`() throws {
    func text(_ primitive: Primitive, _ shapes: [[Int]], slot: Int = 0) throws -> String? {
      let rule = primitive.gradientRule(slot, operands: try shapes.map { try Shape($0) })
      let names = BoardFormula.Names(["s", "y", "1"], output: "z", upstream: "∂L/∂z")
      return rule.map { ([$0.text(names)] + $0.definitions(names)).joined(separator: "; ") }
    }
    #expect(try text(.matrixProduct, [[2, 3], [3, 4]]) == "∂L/∂z @ yᵀ")
    #expect(try text(.matrixProduct, [[2, 3], [3]], slot: 1) == "sᵀ @ ∂L/∂z")
    #expect(try text(.softmax, [[3]]) == "z × (∂L/∂z − Σ ∂L/∂z × z)")
    #expect(try text(.logSoftmax, [[3]]) == "∂L/∂z − softmax(s) × Σ ∂L/∂z")
    #expect(try text(.crossEntropy, [[3], []]) == "∂L/∂z × (softmax(s) − one_hot(label))")
    #expect(
      try text(.crossEntropy, [[2, 3], [2]])
        == "∂L/∂z / rows × (softmax(s) − one_hot(labels))")
    #expect(
      try text(.hinge, [[2, 3], [2], []])
        == "∂L/∂z / rows × ([m > 0] − one_hot(labels) × Σ [m > 0]); "
        + "m = (s − s[labels] + 1) × (1 − one_hot(labels))")
    #expect(try text(.reduce(.maximum, axis: nil), [[3]]) == "∂L/∂z × [s = z] / ties")
    #expect(try text(.transpose, [[2, 3]]) == "(∂L/∂z)ᵀ")
    #expect(try text(.elementwise(.divide), [[], []], slot: 1) == "∂L/∂z × (−s / y²)")
    #expect(try text(.elementwise(.cos), [[]]) == "∂L/∂z × −sin(s)")
  }

  @Test func `operands that are equal share, and the board says so where some are`() {
    let local = Elementwise.maximum.localFormula(0)
    #expect(local.text(BoardFormula.Names(["x", "y"])) == "1 if x > y, else 0")
    #expect(
      local.text(BoardFormula.Names(["x", "y"], showsTies: true))
        == "1 if x > y, ½ if they are equal, else 0")
  }

  @Test(arguments: TensorCase.all.filter { $0.primitive == .matrixProduct })
  func `of the products that a student may try one is the gradient`(_ tensorCase: TensorCase) throws
  {
    let (values, gate, operands, upstream) = try values(tensorCase)
    let rule = ProductRule(operands[0].shape, operands[1].shape)
    for (slot, operand) in operands.enumerated() {
      let right = gate.downstream(slot, from: upstream)
      let given = try #require(rule.gradient(slot, transposed: true).value(values))
      expectEqual(given.gathered(in: operand.shape), right, "slot \(slot)")
      guard let wrong = rule.gradient(slot, transposed: false).value(values),
        wrong.elements.count == right.elements.count, right.elements.count > 1
      else { continue }
      #expect(wrong.elements != given.elements)
    }
  }

  @Test(arguments: TensorCase.all.filter { $0.primitive == .matrixProduct })
  func `the terms of an entry add up to it`(_ tensorCase: TensorCase) throws {
    let (_, gate, operands, upstream) = try values(tensorCase)
    let (x, y) = (operands[0], operands[1])
    let rule = ProductRule(x.shape, y.shape)
    func sums(_ count: Int, _ left: Tensor, _ right: Tensor, _ terms: (Int) -> [ProductRule.Term])
      -> [Double]
    {
      (0..<count).map {
        terms($0).reduce(0) { $0 + left.elements[$1.left] * right.elements[$1.right] }
      }
    }
    let entries = [
      (gate.output, sums(rule.m * rule.n, x, y) { rule.terms(ofEntry: $0) }),
      (
        gate.downstream(0, from: upstream),
        sums(x.elements.count, upstream, y) { rule.terms(ofEntry: $0, ofGradient: 0) }
      ),
      (
        gate.downstream(1, from: upstream),
        sums(y.elements.count, x, upstream) { rule.terms(ofEntry: $0, ofGradient: 1) }
      ),
    ]
    for (expected, sums) in entries {
      expectEqual(Tensor(shape: expected.shape) { sums[$0] }, expected, "\(tensorCase)")
    }
  }
}

extension Primitive {
  fileprivate var isRouter: Bool { elementwise?.pattern == .router }
}

extension TensorCase {
  /// Whether the rule has a comma in it.
  fileprivate var isChoice: Bool { primitive.elementwise != nil }
}

extension BoardFormula {
  /// The formula with the label of one row for those of several.
  fileprivate var inTheSingular: BoardFormula {
    switch self {
    case .word(let word, let part): .word(word.replacing("labels", with: "label"), part)
    case .gate(let primitive, let parts): .gate(primitive, parts.map(\.inTheSingular))
    case .total(let part, let axis): .total(part.inTheSingular, axis: axis)
    default: self
    }
  }
}

extension Tensor {
  /// The numbers of a rule in the shape of the operand that gets them: one number for several entries
  /// is copied, several numbers for one entry are added.
  fileprivate func gathered(in shape: Shape) -> Tensor {
    if elements.count == shape.count { return Tensor(shape: shape) { elements[$0] } }
    if elements.count < shape.count, !elements.isEmpty {
      return Tensor(shape: shape) { elements[self.shape.place(broadcastTo: shape, $0)] }
    }
    var sums = Array(repeating: 0.0, count: shape.count)
    for (place, number) in elements.enumerated() {
      sums[shape.place(broadcastTo: self.shape, place)] += number
    }
    return Tensor(shape: shape) { sums[$0] }
  }
}
