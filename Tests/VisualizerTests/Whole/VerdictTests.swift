import Backpropagation
import ComputationGraph
import Debugging
import ExpressionLanguage
import Learning
import Plots
import Screen
import Sentences
import TestSupport
import Testing
import Trainings
import Visualizer

/// A run whose verdict is known before it is made.
private struct JudgedRun: CustomStringConvertible {
  let source: String
  let iterations: Int
  /// The names that are right.
  let names: Set<String>
  /// What the table of learning rates has to say of the file's own rate in the first iteration.
  var rate: Set<String>?

  var description: String { "\(names.sorted()) after \(iterations): \(source)" }

  /// The run with a number, drawn by lot from what is known in closed form.
  init(_ number: Int) {
    var random = RandomNumbers(seed: UInt64(number) &* 0x9E37_79B9 &+ 7)
    func between(_ least: Double, _ most: Double) -> Double {
      least + (most - least) * random.uniform()
    }
    let scale = between(0.2, 3)
    let minimum = between(-4, 4)
    let start = minimum + (number % 2 == 0 ? 1 : -1) * between(1, 5)
    /// scale · (w − minimum)², of which an update leaves 1 − `share` of the distance.
    func square(_ share: Double) -> String {
      """
      param w = \(start)
      f = \(scale) * (w - \(minimum))^2
      minimize f with sgd(lr = \(share / (2 * scale)))

      """
    }
    switch number % 12 {
    case 0:
      let share = between(0.02, 0.2)
      self.init(square(share), Int(2.5 / share), ["converging"], rate: ["falls"])
    case 1:
      let share = between(0.1, 0.6)
      self.init(square(share), Int(60 / share), ["converged"], rate: ["falls"])
    case 2: self.init(square(between(1.75, 1.9)), 12, ["oscillating, and settling"])
    case 3: self.init(square(2), 60, ["oscillating forever"])
    case 4:
      self.init(
        square(between(2.2, 3.5)), Int(between(15, 90)), ["diverging"], rate: ["diverges"])
    case 5:
      self.init(
        square(between(5, 9)), 2_000, ["not finite since iteration"], rate: ["diverges"])
    case 6:
      self.init(
        "param w = \(start)\nf = \(scale) * w\nminimize f with sgd(lr = 0.1)\n",
        20 + Int(abs(start) / 0.1 / scale / scale) * 4, ["falling without bound"],
        rate: ["falls"])
    case 7:
      self.init(
        """
        param x = \(-scale)
        param y = \(scale + between(0.5, 2))
        param z = \(-between(1, 4))
        f = (x + y) * z
        minimize f with sgd(lr = 0.1)

        """, number % 24 == 7 ? 6_000 : Int(between(30, 300)), ["falling without bound"],
        rate: ["falls"])
    case 8:
      self.init(
        """
        param w = [\(start), \(start + 1)]
        f = sum(log(relu(w - \(max(start, minimum) + 9))))
        minimize f with sgd(lr = \(scale))

        """, 40, ["not finite since iteration 0"], rate: ["undefined"])
    case 9:
      self.init(
        "param w = \(-between(20, 30))\nf = (sigmoid(w) - 1)^2\nminimize f with sgd(lr = 0.1)\n",
        50, ["flat"])
    case 10: self.init(square(between(0.1, 0.5)), Int(between(1, 4)), ["too few iterations"])
    default:
      self.init(
        """
        param w = \(start)
        x = [1, 2, 3, 4]
        f = mean((w * x - \(minimum) * x)^2)
        minimize f with momentum(lr = \(between(0.001, 0.01)))

        """, 4_000, ["converged"], rate: ["falls"])
    }
  }

  private init(
    _ source: String, _ iterations: Int, _ names: Set<String>, rate: Set<String>? = nil
  ) {
    self.source = source
    self.iterations = iterations
    self.names = names
    self.rate = rate
  }
}

/// The judgements of one run or one gradient are the same wherever they are given.
@Suite struct VerdictTests {
  private static let numbers = Soak.some(36, of: Array(0..<300))

  private func trained(_ document: Document, _ iterations: Int) -> MeasuredTraining {
    var training = MeasuredTraining(of: document)
    var goal = 0
    while goal <= iterations, training.measure(at: goal).loss.isFinite, goal < iterations {
      goal = min(iterations, goal + max(1, iterations / 7))
    }
    return training
  }

  @Test(arguments: numbers)
  func `train, compare and the curves say of a run what was known beforehand`(_ number: Int) throws
  {
    let run = JudgedRun(number)
    let document = try read(run.source)
    let train = trained(document, run.iterations).verdict
    #expect(
      run.names.contains { train.name.hasPrefix($0) }, "\(train.words), \(run)")

    var comparison = ComparedTrainings(
      [ComparedModel(name: "a") { _ in document }], iterations: run.iterations)
    while !comparison.isComplete { comparison.advance() }
    #expect(comparison.models[0].results.map(\.verdict) == [train], "\(run)")
    #expect(comparison.models[0].behaviours == train.name)

    var application = try shown(
      run.source, keys: ":run \(run.iterations + 1)<Enter>")
    application.finishRun()
    let debugger = try #require(application.debugger)
    // A run that ends earlier has stopped where the loss is no number any more.
    #expect(LearningCurves(of: debugger).behaviours.first == train.words, "\(run)")

    if train.end?.isBeforeAnyUpdate == true {
      #expect(!LearningCurves(of: debugger).behaviours.joined().contains("learning rate"))
    }
    if let rate = run.rate {
      let timeline = Timeline(Training(of: document))
      let trial = try #require(
        timeline.trials(of: [document.optimizer.schedule[0]], inIteration: 0).first)
      #expect(rate.contains(trial.verdict.words), "\(trial.verdict), \(run)")
    }
  }

  /// Gradients with what is known of them: the slopes of a kink, or none.
  private static let gradients: [(source: String, slopes: [Double]?)] = [
    ("param x = 2\ny = 2\nf = max(x, y)", [0, 1]), ("param x = 2\ny = 2\nf = min(x, y)", [1, 0]),
    ("param x = 0\nf = relu(x)", [0, 1]), ("param x = 0\nf = abs(x)", [-1, 1]),
    ("param x = 0\nf = 5 * abs(x) + 3 * x", [-2, 8]),
    ("param x = 3\ny = 9\nf = max(x^2, y) + x", [1, 7]),
    ("param x = 1\nf = max([x, 1, 0])", [0, 1]),
    ("param x = 0\nf = leaky_relu(x)", [0.01, 1]),
    ("param x = 0\nf = relu(x)^2", nil),
    ("param x = 2\nf = x^4", nil), ("param x = 1\nf = exp(9 * x)", nil),
    ("param x = 0\nf = x^2", nil), ("param x = 0\nf = cos(40 * x)", nil),
    ("param x = 0.5\nf = relu(x) + abs(x - 3)", nil), ("param x = 1000\nf = x^3 / 1e6", nil),
    ("param x = 0.5\nf = 1 / x", nil), ("param x = 3\nf = softplus(60 * (x - 3))", nil),
  ]

  @Test(arguments: gradients.indices)
  func `a kink is one for the check and the screen, and curvature is none`(_ index: Int) throws {
    let (source, slopes) = Self.gradients[index]
    let document = try read(source)
    let x = try #require(document.node(named: "x"))
    let check = GradientCheck(of: document.graph, output: document.output)
    let comparison = try #require(check.compare(x).first)
    #expect(comparison.agreement == (slopes == nil ? .agrees : .kink), "\(source): \(comparison)")
    if let slopes, let kink = comparison.kink {
      #expect(isClose(kink.left, slopes[0], 1e-5) && isClose(kink.right, slopes[1], 1e-5))
    }
    // With any h the screen says the same.
    for keys in ["hhh", "h", "", "l", "lll"] {
      let lines = try shown(source, keys: "K" + keys).view.lines
      let line = try #require(lines.first { $0.contains(" x ") || $0.contains("▸x ") })
      let isKink = line.contains("kink:") || line.contains("kink within")
      #expect(isKink == (slopes != nil), "\(keys): \(line)")
    }
  }

  private func isClose(_ x: Double, _ y: Double, _ bound: Double) -> Bool { abs(x - y) <= bound }

  @Test(arguments: [
    ("f = relu(x) - relu(-x)", "relu(x)"), ("f = max(x, 0) + min(x, 0)", "max(x,0)"),
    ("f = abs(x) - abs(x) + 2*relu(x) - 2*relu(-x)", "abs(x)"),
  ])
  func `where only parts have a kink, it is named and nothing is called wrong`(
    _ line: String, _ gate: String
  ) throws {
    let source = "param x = 0\n" + line
    let document = try read(source)
    let x = try #require(document.node(named: "x"))
    let comparison = try #require(
      GradientCheck(of: document.graph, output: document.output).compare(x).first)
    // A convention of one half may happen to give the slope of the whole.
    guard comparison.agreement != .agrees else { return }
    #expect(comparison.agreement == .kink && comparison.kink == nil)
    #expect(comparison.innerKink.map { document.labels[Int($0.index)] } == gate)
    #expect(
      try shown(source, columns: 100, keys: "K").view.lines.contains { $0.contains("kink of") })
  }

  @Test(arguments: [
    ("sqrt(w)", "the gradient of w is inf on the way back from f: the slope of a root at 0"),
    ("w^0.5", "the gradient of w is inf on the way back from f: a division by 0"),
    ("sqrt(w^2)", "the gradient of w^2 is inf on the way back from f: the slope of a root at 0"),
    ("sigmoid(1/w)", "1/w is inf: a division by 0"), ("1/w", "f is inf: a division by 0"),
    ("w^-1", "f is inf: a division by 0"), ("log(w)", "f is -inf: the logarithm of 0"),
    ("sqrt(w - 1)", "f is NaN: the root of a negative number"),
    (
      "(w - 2)^(w - 2)",
      "the gradient of w-2 #2 is NaN on the way back from f: the logarithm of a negative number"
    ),
  ])
  func `the cause lies where a number stopped being finite, not where an update led`(
    _ expression: String, _ cause: String
  ) throws {
    let document = try read(
      "param w = 0\nf = \(expression)\nminimize f with sgd(lr = 0.1)\n")
    let training = trained(document, 10)
    let found = try #require(training.cause)
    #expect(NonFiniteSentence(found, of: document).text == cause)
    #expect(!training.verdict.words.contains("smaller"), "\(training.verdict.words)")
  }

  @Test func `where it begins and what does without it are said alike`() throws {
    let source = """
      X = [[30, 1], [-40, 2]]
      Y = [[1, 0], [0, 1]]
      param W = [[40, -1], [0.5, 0.2]]
      p = softmax(X @ W)
      L = -mean(sum(Y*log(p), axis = 1))
      minimize L with sgd(lr = 0.1)

      """
    let document = try read(source)
    let training = trained(document, 10)
    let cause = try #require(training.cause)
    let sentence = NonFiniteSentence(cause, of: document)
    #expect(
      sentence.text
        == "log(p) is -inf at [0, 1]: the logarithm of 0; log_softmax, or cross_entropy of the scores, "
        + "takes no logarithm of 0")
    let health = try shown(source, columns: 100, keys: "iH").view.lines
    #expect(health.contains { $0.contains(sentence.place) })
    #expect(health.contains { $0.contains(sentence.wayOut ?? "?") })
    let curves = try shown(source, columns: 160, rows: 40, keys: "iL").view.lines
    #expect(curves.contains { $0.contains(sentence.text) })
    let pane = try shown(source, columns: 100, keys: "c").view.lines
    #expect(pane.contains { $0.contains(sentence.place) })
    // Written as it says, it has a finite loss.
    let mended = try read(
      source.replacing("softmax(", with: "log_softmax(").replacing("log(p)", with: "p"))
    #expect(trained(mended, 10).verdict.end == nil)
  }
}
