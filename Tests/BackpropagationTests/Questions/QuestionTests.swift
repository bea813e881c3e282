import Backpropagation
import ComputationGraph
import ExpressionLanguage
import Testing

@Suite struct QuestionTests {
  @Test
  func `an iteration asks for every value, the seed, every contribution, every new parameter`()
    throws
  {
    let plan = try QuestionCase(Board.first).timeline.plan
    let numbers = plan.questions(ofIteration: 0).map(\.number)
    #expect(
      numbers == [.value, .value, .seed] + Array(repeating: .downstream, count: 4)
        + Array(repeating: .update, count: 3))
    #expect(plan.questions(ofIteration: 0, in: [.backward]).count == 5)
  }

  @Test func `where several gradients arrive, the running sum is asked for, too`() throws {
    var staged = try QuestionCase(Board.staged)
    let plan = staged.timeline.plan
    let sums = plan.questions(ofIteration: 0).count { $0.number == .sum }
    #expect(sums == 3, "x has three parts, y two, and the first of each is no sum")
    let parts = try (0..<3).map { try staged.question(.downstream, "x", index: $0).number }
    #expect(abs(parts[0] - 1.58320) < 1e-4)
    #expect(abs(parts[1] + 0.03577) < 1e-4)
    #expect(abs(parts[2] - 0.51214) < 1e-4)
    #expect(abs(try staged.question(.sum, "x", index: 0).number - 1.5474) < 1e-4)
    #expect(abs(try staged.question(.sum, "x", index: 1).number - 2.0596) < 1e-4)
  }

  @Test func `the next question is never about a number that is seen`() throws {
    let plan = try QuestionCase(Board.staged).timeline.plan
    let all = plan.questions(ofIteration: 0) + plan.questions(ofIteration: 1)
    var asked: [QuestionPlace] = []
    var position = plan.beginning
    while asked.count < all.count {
      let place = plan.question(after: position)
      #expect(place.answered > position)
      asked.append(place)
      position = place.answered
    }
    #expect(asked == all, "answering leads through all of them in order, and on into the next")
    for position in (0..<2 * plan.stepsPerIteration).map(plan.position(afterMicroSteps:)) {
      let place = plan.question(after: position)
      // The product of a flow is said one micro-step before it is added.
      let step = plan.step(at: position)
      if step?.stage == .product, case .flow? = step?.action {
        #expect(place.number != .downstream || place.action != step?.action)
      }
      #expect(place.answered > position)
    }
  }

  @Test func `before an answer nothing is known of it, after it all is`() throws {
    var example = try QuestionCase(Board.first)
    for place in example.timeline.plan.questions(ofIteration: 0) {
      let question = example.timeline.question(place)
      let before = example.timeline.snapshot(at: place.asked)
      let after = example.timeline.snapshot(at: place.answered)
      switch place.number {
      case .value:
        #expect(before.valueState(of: question.node) == .unknown)
        #expect(
          after.numbers.value(of: question.node, in: before.graph) == question.expected)
      case .seed, .downstream, .sum:
        #expect(before.gradientState(of: question.node) == .unknown)
        #expect(
          after.numbers.gradient(of: question.node, in: before.graph) == question.expected)
      case .update:
        #expect(before.numbers.value(of: question.node, in: before.graph) != question.expected)
        #expect(
          after.numbers.value(of: question.node, in: before.graph) == question.expected)
      }
    }
  }

  @Test func `a held gate is passed over, forward and backward`() throws {
    var first = try QuestionCase(Board.first)
    let q = try #require(first.document.node(named: "q"))
    _ = first.timeline.edit(q, to: Tensor(100), at: 0)
    let place = first.timeline.nextQuestion(after: first.timeline.plan.beginning)
    #expect(first.timeline.question(place).node == first.document.node(named: "f"))
    let all = first.timeline.plan.questions(ofIteration: 0)
    #expect(
      all.filter { first.timeline.isHeld($0) }.map(\.number) == [.value, .downstream, .downstream])
    // Even if it were asked: 2 · 3 is no rounding of 3.
    var product = try QuestionCase("a = 2\nb = 3\nu = a*b\nf = u*u")
    let u = try #require(product.document.node(named: "u"))
    _ = product.timeline.edit(u, to: Tensor(3), at: 0)
    #expect(try product.question(.value, "u").verdict("6") == .wrong)
  }

  @Test func `of a tensor an entry is asked for that is not trivial, the same for the same seed`()
    throws
  {
    var example = try QuestionCase(
      "W = [[0, 0], [3, 4]]\nx = [0, 2]\nq = W @ x\nf = sum(q)")
    #expect(try example.question(.value, "q").entry == 1, "the first entry is 0")
    var matmul = try QuestionCase(Board.matmul)
    let entries = try (1...20).map { try matmul.question(.downstream, "w", seed: $0).entry }
    #expect(entries == (try (1...20).map { try matmul.question(.downstream, "w", seed: $0).entry }))
    #expect(Set(entries).count > 4)
    #expect(!entries.contains(3), "∂L/∂w[0, 3] is 0")
  }
}

@Suite struct WrittenNumberTests {
  @Test(arguments: [
    ("-0.2", -0.2, -1, 1), ("−0.20", -0.2, -2, 2), ("0.1966", 0.1966, -4, 4), (".5", 0.5, -1, 1),
    ("5.", 5, 0, 1), ("+12", 12, 0, 2), ("1e-3", 0.001, -3, 1), ("-9.5e-07", -9.5e-7, -8, 2),
    ("0", 0, 0, 0), ("1_000", 1000, 0, 4), (" 3 ", 3, 0, 1),
  ])
  func `a number is read with how exactly it was written`(
    _ text: String, _ value: Double, _ lastPlace: Int, _ digits: Int
  ) throws {
    let number = try #require(WrittenNumber(text))
    #expect(number.value == value)
    #expect(number.lastPlace == lastPlace)
    #expect(number.digits == digits)
  }

  @Test(arguments: ["", "-", ".", "1.2.3", "--1", "1e", "e3", "x", "2*3", "1e999", "0x10", "½"])
  func `anything else is none`(_ text: String) {
    #expect(WrittenNumber(text) == nil)
  }
}

@Suite struct VerdictTests {
  /// ∂f/∂w0 of the neuron is −0.19661.
  private func weight() throws -> Question {
    var neuron = try QuestionCase(Board.neuron)
    return try neuron.question(.downstream, "w0")
  }

  @Test(arguments: ["-0.2", "-0.20", "-0.197", "-0.1966", "-0.196612", "-.2", "−0.2"])
  func `a number is right when it agrees as far as it is written, or as it is shown`(
    _ text: String
  ) throws {
    #expect(try weight().verdict(text) == .right)
  }

  @Test func `the other sign and another digit are wrong`() throws {
    #expect(try weight().verdict("0.2") == .mistake(.wrongSign))
    #expect(try weight().verdict("0.19") == .mistake(.wrongSign))
    #expect(try weight().verdict("-0.21") == .wrong)
    #expect(try weight().verdict("-0.18") == .wrong)
    #expect(try weight().verdict("-0.3") == .wrong)
  }

  @Test func `more digits are never punished, nor is one alone or one that is cut off`() throws {
    for answer in ["-0.196611", "-0.1966119", "-0.1967", "-0.1965", "-0.19", "-0.1", "-0.2"] {
      #expect(try weight().verdict(answer) == .right, "\(answer)")
    }
    var staged = try QuestionCase(Board.staged)
    // 1.5474.
    #expect(try staged.question(.sum, "x").verdict("1.5") == .right)
    #expect(try staged.question(.sum, "x").verdict("1.54") == .right)
    // 1.5832 was there before, and has the same first digit.
    #expect(try staged.question(.sum, "x").verdict("2") == .ambiguous(.forgotContribution))
    #expect(try staged.question(.sum, "x").verdict("3") == .mistake(.tookValueForGradient))
  }

  @Test func `what follows from the numbers given is right, with all of its digits`() throws {
    var net = try QuestionCase(
      """
      x = 0.5\nt = 1\nparam w1 = 0.8\nparam b1 = -0.3\nparam w2 = -1.5\nparam b2 = 0.4
      h = sigmoid(w1*x + b1)\ny = sigmoid(w2*h + b2)\nL = (y - t)^2
      """)
    let question = try net.question(.downstream, "w2")
    // −0.286932 · 0.524979 = −0.150633.
    #expect(question.given.given(-0.286932) == -0.2869)
    #expect(question.given.given(0.524979) == 0.525)
    for right in ["-0.1506225", "-0.15062", "-0.1506", "-0.15066", "-0.151", "-0.15", "-0.2"] {
      #expect(try question.verdict(right) == .right, "\(right)")
    }
    for wrong in ["-0.16", "-0.1580", "-0.14", "0.15"] {
      #expect(try question.verdict(wrong) != .right, "\(wrong)")
    }
  }

  @Test func `a repeated last digit does not make a right number wrong`() throws {
    // The sum of 2(p − y)/3 over the rows is 0.8/3 + 0.2/3 − 0.861331/3.
    var ridge = try QuestionCase(
      """
      x = [1, 2, 4]\ny = [0.7, 1.9, 3.4306655]\nparam w = 0.5\nparam b = 1
      p = w*x + b\nL = mse(p, y) + 0.1*w^2
      """)
    let question = try ridge.question(.downstream, "b")
    #expect(abs(question.number - 0.3128897) < 1e-6)
    for right in ["0.31", "0.312", "0.3128", "0.31288", "0.3128899", "0.31289", "0.313", "0.3"] {
      #expect(try question.verdict(right) == .right, "\(right)")
    }
    #expect(try question.verdict("0.33") != .right)
  }

  @Test func `what fits the right number and a mistake alike is asked for with more digits`() throws
  {
    // 0.7384 has this digit, but the operand as it is has it, too.
    var near = try QuestionCase("a = 0.71\nb = 1.04\nc = a*b")
    let product = try near.question(.value, "c")
    #expect(try product.verdict("0.7") == .ambiguous(.handedOn))
    #expect(try product.verdict("0.71") == .mistake(.handedOn))
    #expect(try product.verdict("0.74") == .right)
    var neuron = try QuestionCase(Board.neuron)
    let f = try neuron.question(.value, "f")
    #expect(try f.verdict("0.7") == .right)
    #expect(try f.verdict("0.73") == .right)
    #expect(try f.verdict("0.74") == .wrong)
    #expect(try f.verdict("0") == .wrong)
  }

  @Test(arguments: [("x1", "-0.6", "-0.60"), ("x0", "+0.4", "0.40"), ("den", "-0.5", "-0.54")])
  func `a single digit that the number has is right, a second one that it has not is not`(
    _ name: String, _ digit: String, _ two: String
  ) throws {
    var neuron = try QuestionCase(Board.neuron)
    let question = try neuron.question(.downstream, name)
    #expect(try question.verdict(digit) == .right)
    #expect(try question.verdict(two) != .right)
  }

  @Test func `a tiny number is compared by its digits and not taken for zero`() throws {
    var tiny = try QuestionCase("x = 0.002\ny = 0.003\nf = x*y")
    let f = try tiny.question(.value, "f")
    #expect(try f.verdict("6e-6") == .right)
    #expect(try f.verdict("0.000006") == .right)
    #expect(try f.verdict("0.00") == .onlyZeros)
    #expect(try f.verdict("0.00001") == .right)
    #expect(try f.verdict("-6e-6") == .mistake(.wrongSign))
  }

  @Test func `a computed number that is half off is not right, however small it is`() throws {
    var small = try QuestionCase("x = 0.002\ny = 3\nf = x*y")
    let f = try small.question(.value, "f")
    #expect(try f.verdict([0.0062]) == .right)
    #expect(try f.verdict([0.0085]) != .right)
    #expect(try f.verdict([0.0035]) != .right)
  }

  @Test func `what moves by little is asked for with the digits that tell it from the old one`()
    throws
  {
    var neuron = try QuestionCase(Board.neuron)
    let weight = try neuron.question(.update, "w0")
    #expect(try weight.verdict("2.00") == .ambiguous(.handedOn))
    #expect(try weight.verdict("2") == .ambiguous(.handedOn))
    #expect(try weight.verdict("2.0000") == .mistake(.handedOn))
    #expect(try weight.verdict("2.002") == .right)
    #expect(try weight.verdict("2.0020") == .right)
    #expect(try weight.verdict("1.998") == .mistake(.movedUphill))
  }

  @Test func `a mistake that gives the right number is none`() throws {
    // The upstream gradient of f = q·z is 1, so forgetting it changes nothing.
    var first = try QuestionCase(Board.first)
    #expect(try first.question(.downstream, "q").verdict("-4") == .right)
    #expect(try first.question(.downstream, "x").verdict("-4") == .right)
  }

  @Test func `all entries may be answered at once, and another shape is told`() throws {
    var l2 = try QuestionCase(Board.l2)
    let question = try l2.question(.downstream, "W")
    #expect(try question.verdict([0.088, 0.176, 0.104, 0.208]) == .right)
    #expect(try question.verdict([0.09, 0.18, 0.10, 0.21]) == .right, "as they are shown")
    #expect(try question.verdict([0.09, 0.18, 0.10, 0.31]) == .wrong)
    let vector = try Tensor([1, 2], shape: Shape([2]))
    #expect(question.verdict(on: .computed(vector)) == .wrongShape(vector.shape))
  }
}
