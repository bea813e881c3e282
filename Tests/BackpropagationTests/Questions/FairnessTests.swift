import Backpropagation
import ComputationGraph
import ExpressionLanguage
import Learning
import TestSupport
import Testing

/// Whatever follows from the numbers given is right, whatever is nearer to the truth as well, and so
/// is the truth at any precision.
@Suite struct FairnessTests {
  @Test func `of generated graphs of numbers, every question is fair`() throws {
    for seed in 0..<Soak.count(25, of: 500) {
      let made = try RandomGraph(seed: UInt64(seed), gates: 4 + seed % 9)
      try expectFairness(made.graph, made.output, seed)
    }
  }

  @Test func `of generated graphs of arrays, every question is fair`() throws {
    for seed in 0..<Soak.count(8, of: 500) {
      let made = try RandomTensorGraph(seed: UInt64(seed), gates: 4 + seed % 6)
      try expectFairness(made.graph, made.output, seed)
    }
  }

  private func expectFairness(_ graph: Graph, _ output: Node.ID, _ seed: Int) throws {
    let rule = [Optimizer.Rule.sgd, .momentum(0.9)][seed % 2]
    var timeline = Timeline(
      Training(of: Objective(graph: graph, output: output, optimizer: Optimizer(rule))))
    for iteration in 0...1 {
      for place in timeline.plan.questions(ofIteration: iteration) {
        let snapshot = timeline.snapshot(at: place.asked)
        let question = Question(place, at: snapshot, decimals: 2 + seed % 2, seed: UInt64(seed))
        let answers = FairAnswers(to: question, at: snapshot)
        #expect(answers.misjudged == [], "seed \(seed), \(place.action) \(place.number)")
      }
    }
  }

  @Test func `what is given is enough for the digits that are wanted`() throws {
    // 0.9999 · (1 − 0.9999) with four digits would be half off.
    var saturated = try QuestionCase("x = 9.2\ns = sigmoid(x)\nf = s*1")
    let question = try saturated.question(.downstream, "x")
    #expect(question.given.digits > 4)
    let z = question.given.given(0.999898970800011)
    #expect(abs(z * (1 - z) - question.number) <= 0.01 * question.number)
    // Of numbers that nearly cancel, the difference needs more of each.
    var difference = try QuestionCase("a = 12.345678\nb = 12.345611\nd = a - b")
    let d = try difference.question(.value, "d")
    #expect(abs(d.given.given(12.345678) - d.given.given(12.345611) - d.number) <= 5e-7)
    #expect(try d.verdict("0.000067") == .right)
    #expect(try d.verdict("0.00") == .onlyZeros)
  }

  @Test func `0 is right where the number is 0 to the digits that are given`() throws {
    var noise = try QuestionCase("a = 0.1\nb = 0.2\nc = 0.3\ns = a + b\nd = s - c")
    let d = try noise.question(.value, "d")
    #expect(d.number != 0)
    #expect(try d.verdict("0") == .right)
    #expect(try d.verdict("0.00") == .right)
    #expect(try d.verdict("0.01") == .wrong)
  }

  @Test func `near a kink so many digits are given that it stays on its side`() throws {
    var near = try QuestionCase("x = 1.000001\ny = 1.000002\nm = max(x, y)\nf = 3*m")
    let question = try near.question(.downstream, "x")
    #expect(question.number == 0)
    #expect(question.given.given(1.000001) < question.given.given(1.000002))
    #expect(try question.verdict("0") == .right)
    #expect(try question.verdict("1.5") == .wrong)
  }

  @Test func `a whole number may be rounded at any of its digits`() throws {
    var product = try QuestionCase("a = 37\nb = 41\nc = a*b")
    let question = try product.question(.value, "c")
    for right in ["1517", "1.5e3", "1500", "1520", "1510", "2000", "1000", "1517.0"] {
      #expect(try question.verdict(right) == .right, "\(right)")
    }
    for wrong in ["1530", "1600", "1518", "3000"] {
      #expect(try question.verdict(wrong) == .wrong, "\(wrong)")
    }
  }

  @Test(arguments: [
    ("log(0)", "-inf", "0"), ("1/x", "inf", "1e9"), ("x/x", "NaN", "1"), ("-1/x", "-∞", "inf"),
  ])
  func `NaN and infinities are answers`(
    _ gate: String, _ right: String, _ wrong: String
  ) throws {
    var example = try QuestionCase("x = 0\nz = " + gate.replacing("(0)", with: "(x)") + "\nf = z*1")
    let question = try example.question(.value, "z")
    #expect(try question.verdict(right) == .right)
    #expect(try question.verdict(wrong) != .right)
    let sent = try example.question(.downstream, "x")
    #expect(try sent.verdict(sent.number.isNaN ? "nan" : "\(sent.number)") == .right)
  }

  @Test func `gradients of data are not asked for, nor is the seed where anything else is`() throws
  {
    var neuron = try QuestionCase(Board.neuron)
    var place = neuron.timeline.nextQuestion(
      after: neuron.timeline.plan.beginning, withSeed: false)
    var asked: [String] = []
    while place.asked.iteration == 0 {
      let question = neuron.timeline.question(place)
      asked.append("\(place.number) \(neuron.document.labels[Int(question.node.index)])")
      place = neuron.timeline.nextQuestion(after: place.answered, withSeed: false)
    }
    #expect(!asked.contains { $0.hasPrefix("seed") })
    #expect(
      asked.filter { $0.hasPrefix("downstream") }.map { $0.dropFirst(11) }
        == ["den", "e", "neg", "dot", "s01", "w2", "m0", "m1", "w1", "w0"])
    // Without parameters of its own every leaf is one.
    let first = try QuestionCase(Board.first).timeline.plan
    #expect(!first.questions(ofIteration: 0).contains(where: first.isAboutData))
    // Where nothing else is there to ask, the seed is.
    let alone = try QuestionCase("param x = 3\nf = x")
    let only = alone.timeline.nextQuestion(after: alone.timeline.plan.beginning, withSeed: false)
    #expect(only.number == .update || only.number == .seed)
  }
}
