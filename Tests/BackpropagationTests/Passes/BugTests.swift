import Backpropagation
import ComputationGraph
import ExpressionLanguage
import Learning
import Testing
import TestSupport

// Testing has a type of this name, too.
typealias Bug = Backpropagation.Bug

/// A file, and its training with and without mistakes.
struct BuggyFile {
  let document: Document
  let lab: BugLab

  init(_ text: String) throws {
    document = try read(text)
    lab = try #require(BugLab(document.objective))
  }

  func node(_ name: String) throws -> Node.ID { try #require(document.node(named: name)) }

  func timeline(_ kind: Bug.Kind?, at name: String? = nil) throws -> Timeline {
    let node = try name.map(node)
    let bug = try kind.map { try lab.bug($0, at: node) }
    return Timeline(Training(of: document.objective, rules: bug?.rules ?? .right))
  }

  /// The gradients of some names when iteration 0 is over.
  func gradients(_ names: [String], _ timeline: Timeline) throws -> [Tensor] {
    var timeline = timeline
    let end = timeline.snapshot(at: timeline.plan.stepsPerIteration)
    return try names.map { end.numbers.gradient(of: try node($0), in: end.graph) }
  }

  /// The values of a name when the first iterations have computed theirs, before they move.
  func values(_ name: String, _ timeline: Timeline, count: Int) throws -> [Double] {
    var timeline = timeline
    let end = timeline.plan.range(ofPhase: .backward).lowerBound
    return try (0..<count).map { iteration in
      let position = iteration * timeline.plan.stepsPerIteration + end
      let snapshot = timeline.snapshot(at: position)
      return snapshot.numbers.value(of: try node(name), in: snapshot.graph).elements[0]
    }
  }
}

private let square = "param w = 0\nerror = w - 3\nloss = error^2\nminimize loss with sgd(lr = 0.1)"

/// Two layers of matrices with forks, and momentum.
private let layers = """
  x = [[1, 0.5, 2], [-2, 3, 1]]
  param W = [[0.3, -0.2], [0.5, 0.1]]
  param V = [[0.2, 0.7], [-0.4, 0.6]]
  h = tanh(W @ x)
  s = V @ h
  both = s * h
  L = sum(both^2) + 0.1 * sum(W^2)
  minimize L with momentum(lr = 0.05)
  """

/// Each mistake gives the wrong numbers that the lecture shows for it.
@Suite struct BugTests {
  private func expectClose(_ a: [Double], _ b: [Double]) {
    #expect(a.count == b.count)
    for (x, y) in zip(a, b) { #expect(abs(x - y) <= 1e-12 * max(1, abs(y)), "\(a) \(b)") }
  }

  @Test(arguments: [nil, Bug.Kind.wrongSign, .noZeroing])
  func `only by the right rules an update says what it has done to the output`(
    _ kind: Bug.Kind?
  ) throws {
    var timeline = try BuggyFile(square).timeline(kind)
    var results: [OutputMove?] = []
    timeline.outcomes(ofIteration: 0) { _, outcome in
      if case .updated(let update) = outcome { results.append(update.result) }
    }
    // (0 − 3)² and, with w = 0.6, (0.6 − 3)²
    #expect(results.map { $0?.before } == [kind == nil ? 9 : nil])
    let after = results[0].map { abs($0.after - 5.76) < 1e-12 }
    #expect(after == (kind == nil ? true : nil))
  }

  @Test func `without zeroing, (w − 3)² swings: 9, 5.76, 1.74, 0.0006, 1.86, 5.90, 9.06`() throws {
    let file = try BuggyFile(square)
    let demo = LectureReference.shared.demos.zeroing
    for (timeline, steps) in [
      (try file.timeline(nil), demo.zeroed), (try file.timeline(.noZeroing), demo.notZeroed),
    ] {
      expectClose(try file.values("w", timeline, count: steps.count), steps.compactMap { $0["w"] })
      expectClose(
        try file.values("loss", timeline, count: steps.count), steps.compactMap { $0["loss"] })
    }
  }

  @Test func `moving w2 before backward is over gives w1 the gradient −8.8 in place of −8`() throws
  {
    let demo = LectureReference.shared.demos.earlyUpdate
    let file = try BuggyFile(
      """
      param w1 = \(demo.w1)
      param w2 = \(demo.w2)
      x = \(demo.x)
      t = \(demo.t)
      loss = (w2*w1*x - t)^2
      minimize loss with sgd(lr = \(demo.lr))
      """)
    let right = try file.gradients(["w1", "w2"], try file.timeline(nil))
    #expect(right.map { $0.elements[0] } == [demo.correct["dw1"], demo.correct["dw2"]])
    var wrong = try file.timeline(.earlyUpdate)
    let numbers = try file.gradients(["w1", "w2"], wrong).map { $0.elements[0] }
    expectClose(numbers, [demo.wrong, -2])
    // It moved in the backward pass, once.
    let beforeUpdates = wrong.snapshot(at: wrong.plan.range(ofPhase: .backward).upperBound)
    let w2 = try file.node("w2")
    expectClose(beforeUpdates.numbers.value(of: w2, in: wrong.graph).elements, [2.2])
    let end = wrong.snapshot(at: wrong.plan.stepsPerIteration)
    expectClose(end.numbers.value(of: w2, in: wrong.graph).elements, [2.2])
  }

  @Test func `= for += leaves 3 of the 6 of x·x, and the last gradients of the stages`() throws {
    let demo = LectureReference.shared.demos.overwriting
    let twice = try BuggyFile("x = 3\nf = x * x")
    #expect(try twice.gradients(["x"], try twice.timeline(nil)) == [Tensor(demo.right)])
    #expect(try twice.gradients(["x"], try twice.timeline(.overwrite)) == [Tensor(demo.wrong)])
    let staged = try BuggyFile(
      """
      x = 3
      y = -4
      sigy = sigmoid(y)
      num = x + sigy
      sigx = sigmoid(x)
      xpy = x + y
      xpysqr = xpy^2
      den = sigx + xpysqr
      invden = 1 / den
      f = num * invden
      """)
    func numbers(_ name: String?) throws -> [Double] {
      try staged.gradients(["x", "y"], try staged.timeline(.overwrite, at: name))
        .map { $0.elements[0] }
    }
    let facts = demo.staged
    let right = [try #require(facts["dx_right"]), try #require(facts["dy_right"])]
    let wrong = [
      try #require(facts["dx_if_overwritten_last_contribution"]),
      try #require(facts["dy_if_overwritten_last"]),
    ]
    expectClose(try numbers(nil), wrong)
    expectClose(try numbers("x"), [wrong[0], right[1]])
    expectClose(try numbers("y"), [right[0], wrong[1]])
  }

  @Test func `the diamond (48, 28, 14) is wrong when u sends too early`() throws {
    let file = try BuggyFile("a = 2\nb = 3\nu = a * b\np = u * u\nr = u * a\nf = p + r")
    let names = ["a", "b", "u"]
    func numbers(_ timeline: Timeline) throws -> [Double] {
      try file.gradients(names, timeline).map { $0.elements[0] }
    }
    #expect(try numbers(try file.timeline(nil)) == [48, 28, 14])
    // Only the 2 that came from r go on: 6 + 2·3 to a, 2·2 to b; u itself collects all.
    let early = try file.timeline(.wrongOrder, at: "u")
    #expect(try numbers(early) == [12, 4, 14])
    #expect(file.lab.places(of: .wrongOrder) == [try file.node("u")])
  }

  @Test func `the wrong sign climbs away from the minimum`() throws {
    let file = try BuggyFile(square)
    // The error grows by 1.2 where it should shrink to 0.8.
    let values = try file.values("w", try file.timeline(.wrongSign), count: 4)
    expectClose(values, [0, -0.6, -1.32, -2.184])
  }

  @Test func `a value that is not computed again keeps its gradient`() throws {
    let file = try BuggyFile(square)
    let stale = try file.timeline(.staleValue, at: "error")
    expectClose(try file.values("w", stale, count: 4), [0, 0.6, 1.2, 1.8])
    #expect(try file.values("loss", stale, count: 4) == [9, 9, 9, 9])
    // loss is kept, error is not: the loss stands still and w learns as it should.
    let other = try file.timeline(.staleValue, at: "loss")
    expectClose(try file.values("w", other, count: 4), [0, 0.6, 1.08, 1.464])
    #expect(try file.values("loss", other, count: 2) == [9, 9])
  }

  @Test func `without its transpose a product sends W·∂y for Wᵀ·∂y, and ∂Y·W for ∂Y·Wᵀ`() throws {
    let vector = try BuggyFile("x = [1, 1]\nW = [[1, 2], [3, 4]]\ny = W @ x\nL = sum([5, 6] * y)")
    #expect(
      try vector.gradients(["x", "W"], try vector.timeline(nil)).map(\.elements)
        == [[23, 34], [5, 5, 6, 6]])
    // x is no square, so the gradient of W cannot go wrong.
    #expect(
      try vector.gradients(["x", "W"], try vector.timeline(.missingTranspose)).map(\.elements)
        == [[17, 39], [5, 5, 6, 6]])
    let matrix = try BuggyFile(
      "X = [[1, 1], [0, 1], [2, 0]]\nW = [[1, 2], [3, 4]]\nY = X @ W\nL = sum(Y)")
    #expect(
      try matrix.gradients(["X"], try matrix.timeline(nil))[0].elements == [3, 7, 3, 7, 3, 7])
    #expect(
      try matrix.gradients(["X"], try matrix.timeline(.missingTranspose, at: "Y"))[0].elements
        == [4, 6, 4, 6, 4, 6])
    let left = try BuggyFile("X = [[1, 2], [3, 4]]\nW = [[1, 0, 2], [0, 1, 1]]\nL = sum(X @ W)")
    #expect(
      try left.gradients(["W"], try left.timeline(.missingTranspose))[0].elements
        == [3, 3, 3, 7, 7, 7])
    let shapes = try BuggyFile("X = [[1, 2, 3]]\nW = [[1, 0], [0, 1], [2, 2]]\nL = sum(X @ W)")
    #expect(throws: BugLab.Obstacle.noPlace) { try shapes.lab.bug(.missingTranspose) }
  }
}

/// What holds for every mistake.
@Suite struct BugLabTests {
  private static let files = [
    square, layers, "a = 2\nb = 3\nu = a * b\np = u * u\nr = u * a\nf = p + r",
    "s(t) = 1/(1+exp(-t))\nparam w = 2\nparam x = -1\ny = s(w*x) * w\nf = (y + s(x))^2",
  ]

  @Test(arguments: Bug.Kind.allCases, files)
  func `every position has the same bits from either side`(_ kind: Bug.Kind, _ text: String) throws
  {
    let file = try BuggyFile(text)
    guard let bug = try? file.lab.bug(kind) else { return }
    let training = Training(of: file.document.objective, rules: bug.rules)
    var forwards = Timeline(training)
    let plan = forwards.plan
    let positions = Array(stride(from: 0, through: 4 * plan.stepsPerIteration, by: 3))
    let seen = positions.map { forwards.snapshot(at: $0).numbers.bits }
    var backwards = Timeline(training)
    for (position, bits) in zip(positions, seen).reversed() {
      #expect(backwards.snapshot(at: position).numbers.bits == bits)
      var fresh = Timeline(training)
      #expect(fresh.snapshot(at: position).numbers.bits == bits)
    }
  }

  @Test(arguments: Bug.Kind.allCases)
  func `what happens is told by the numbers that are there afterwards`(_ kind: Bug.Kind) throws {
    let file = try BuggyFile(layers)
    let bug = try file.lab.bug(kind)
    var timeline = Timeline(Training(of: file.document.objective, rules: bug.rules))
    let plan = timeline.plan
    var told: [(Position, Outcome)] = []
    timeline.outcomes(ofIteration: 2) { action, outcome in
      told.append((plan.end(of: action, in: 2), outcome))
    }
    for (position, outcome) in told {
      let now = timeline.snapshot(at: position)
      #expect(now.outcome == outcome)
      switch outcome {
      case .computed(let node, let value):
        #expect(now.numbers.value(of: node, in: now.graph) == value)
      case .flowed(let flow):
        #expect(now.numbers.gradient(of: flow.operand, in: now.graph) == flow.after)
      case .updated(let update):
        #expect(now.numbers.value(of: update.parameter, in: now.graph) == update.new)
      case .zeroed, .seeded: break
      }
    }
  }

  @Test func `iteration 3,000, back to 3 and on again gives the same bits`() throws {
    let file = try BuggyFile(square)
    var timeline = try file.timeline(.noZeroing)
    let steps = timeline.plan.stepsPerIteration
    let far = timeline.snapshot(at: 3_000 * steps).numbers.bits
    let near = timeline.snapshot(at: 3 * steps).numbers.bits
    var other = try file.timeline(.noZeroing)
    #expect(other.snapshot(at: 3 * steps).numbers.bits == near)
    #expect(timeline.snapshot(at: 3_000 * steps).numbers.bits == far)
  }

  @Test(arguments: 0..<20)
  func `until a mistake shows, the numbers are those of the right way to the last bit`(
    _ seed: Int
  ) throws {
    let random = try RandomTensorGraph(seed: UInt64(seed), gates: 12)
    let objective = Objective(
      graph: random.graph, output: random.output, optimizer: Optimizer(.momentum(0.9)))
    let lab = try #require(BugLab(objective))
    guard let bug = try? lab.bug(.staleValue) else { return }
    var wrong = Timeline(Training(of: objective, rules: bug.rules))
    var right = Timeline(
      Training(of: objective), openGates: Set(random.graph.compoundGates.indices))
    let steps = right.plan.stepsPerIteration
    // Literals get no gradient step by step; nobody sees one.
    let seen = random.graph.ids.filter { random.graph.role(of: $0) != .constant }
    func bits(_ timeline: inout Timeline, at position: Int) -> [[UInt64]] {
      let numbers = timeline.snapshot(at: position).numbers
      return seen.map { node in
        let places = random.graph.places(of: node)
        return (numbers.values(at: places) + numbers.gradients(at: places)).map(\.bitPattern)
      }
    }
    for position in stride(from: 0, through: steps, by: 7) + [steps] {
      let areSame = bits(&wrong, at: position) == bits(&right, at: position)
      #expect(areSame, "at \(position)")
    }
    let areSameLater = bits(&wrong, at: 2 * steps) == bits(&right, at: 2 * steps)
    #expect(!areSameLater)
  }

  @Test func `every kind goes wrong with matrices, and is noted in the history as it is`() throws {
    let file = try BuggyFile(layers)
    var healthy = Training(of: file.document.objective)
    let right = healthy.state(atBeginningOf: 3)
    for kind in Bug.Kind.allCases {
      let bug = try file.lab.bug(kind, at: kind.needsNode ? file.node("h") : nil)
      var training = Training(of: file.document.objective, rules: bug.rules)
      let wrong = training.state(atBeginningOf: 3)
      #expect(wrong.parameters != right.parameters, "\(kind)")
      #expect(training.history.iterationCount == 3)
    }
  }

  @Test func `a seed always gives the same mistake, and seeds give all kinds`() throws {
    let file = try BuggyFile(layers)
    let bugs = try (0..<60).map { try #require(file.lab.randomBug(seed: $0)) }
    #expect(try #require(file.lab.randomBug(seed: 7)) == bugs[7])
    #expect(Set(bugs.map(\.kind)) == Set(Bug.Kind.allCases))
    #expect(bugs.filter { $0.kind.needsNode }.allSatisfy { $0.node != nil })
  }

  @Test func `a mistake has its places, and no others`() throws {
    let file = try BuggyFile(square)
    let (error, loss) = (try file.node("error"), try file.node("loss"))
    #expect(file.lab.places(of: .staleValue) == [error, loss])
    #expect(throws: BugLab.Obstacle.otherPlaces([error, loss])) {
      try file.lab.bug(.staleValue, at: file.node("w"))
    }
    #expect(throws: BugLab.Obstacle.madeEverywhere) { try file.lab.bug(.wrongSign, at: error) }
    #expect(throws: BugLab.Obstacle.noPlace) { try file.lab.bug(.overwrite) }
    // The error is sent on before w moves, and nothing is computed with w after that.
    #expect(throws: BugLab.Obstacle.noEffect) { try file.lab.bug(.earlyUpdate) }
    let fixed = try BuggyFile("param p = 1\nw = 2\nf = w^2")
    #expect(throws: BugLab.Obstacle.noPlace) { try fixed.lab.bug(.wrongSign) }
  }

  @Test func `large graphs are left alone`() throws {
    var graph = Graph()
    var node = try graph.appendLeaf(1, role: .parameter)
    for _ in 0..<2_001 { node = try graph.append(.negate, node) }
    #expect(BugLab(Objective(graph: graph, output: node, optimizer: Optimizer())) == nil)
  }
}
