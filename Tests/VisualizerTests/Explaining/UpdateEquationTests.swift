import Backpropagation
import ComputationGraph
import Learning
import Screen
import Sentences
import Testing
import Visualizer

/// The update of each optimizer, line by line, for (w − 3)² from w = 0 with the learning rate 0.1.
@Suite struct UpdateEquationTests {
  @Test func `an update is seen to move, and the last one says what the output has become`()
    throws
  {
    let text = "param w = 3\nparam b = 1\nf = (w - 1)^2 + b\nminimize f with sgd(lr = 1e-7)"
    let first = try shown(text, keys: "cccn").view.lines
    // 3 - 1e-7 · 4
    #expect(first.contains { $0.contains("= 3.0000000 − 1e-07 × 4.0000 = 2.9999996") })
    #expect(!first.joined().contains("once all have moved"))
    let last = try shown(text, keys: "cccnn").view.lines
    #expect(last.contains { $0.contains("output f: 5.000000 → 4.999998  once all have moved") })
  }

  /// What the update of an iteration computes, a line for each equation.
  private func lines(
    _ rule: Optimizer.Rule, decay: Double = 0, schedule: Schedule = .constant(0.1),
    iteration: Int
  ) throws -> [String] {
    let update = try update(rule, decay: decay, schedule: schedule, iteration: iteration)
    return update.equations(name: "w", gradientName: "∂L/∂w").map(Self.line)
  }

  private static func line(_ equation: UpdateEquation) -> String {
    func text(_ tensor: Tensor) -> String { NumberText.fixed(tensor.elements[0], decimals: 2) }
    return
      "\(equation.name) ← \(equation.symbols.text) = \(equation.numbers(text).text) = \(text(equation.result))"
  }

  private func update(
    _ rule: Optimizer.Rule, decay: Double = 0, schedule: Schedule = .constant(0.1),
    from values: [Double] = [0], iteration: Int
  ) throws -> ParameterUpdate {
    var graph = Graph()
    let shape = try values.count == 1 ? Shape.scalar : Shape([values.count])
    let w = try graph.appendLeaf(values, shape: shape, role: .parameter)
    let error = try graph.append(.subtract, w, graph.appendLeaf(3, role: .constant))
    let square = try graph.append(.square, error)
    let loss =
      values.count == 1 ? square : try graph.append(.reduce(.sum, axis: nil), [square])
    let optimizer = Optimizer(rule, schedule: schedule, weightDecay: decay)
    var timeline = Timeline(
      Training(of: Objective(graph: graph, output: loss, optimizer: optimizer)))
    var found: ParameterUpdate?
    timeline.outcomes(ofIteration: iteration) { _, outcome in
      if case .updated(let update) = outcome { found = update }
    }
    return try #require(found)
  }

  @Test func `plain gradient descent needs no equations, with weight decay it does`() throws {
    #expect(try lines(.sgd, iteration: 0) == [])
    #expect(
      try lines(.sgd, decay: 0.5, iteration: 1) == [
        "g ← ∂L/∂w + λ × w = -4.80 + 0.5 × 0.60 = -4.50",
        "w ← w − lr × g = 0.60 − 0.1 × (-4.50) = 1.05",
      ])
  }

  @Test func `momentum goes on with 0.9 of where it went`() throws {
    #expect(
      try lines(.momentum(0.9), iteration: 0) == [
        "g ← ∂L/∂w = -6.00 = -6.00",
        "v ← 0.9 × v + g = 0.9 × 0.00 + (-6.00) = -6.00",
        "w ← w − lr × v = 0.00 − 0.1 × (-6.00) = 0.60",
      ])
    #expect(
      try lines(.momentum(0.9), iteration: 1) == [
        "g ← ∂L/∂w = -4.80 = -4.80",
        "v ← 0.9 × v + g = 0.9 × (-6.00) + (-4.80) = -10.20",
        "w ← w − lr × v = 0.60 − 0.1 × (-10.20) = 1.62",
      ])
  }

  @Test func `Nesterov looks one step ahead`() throws {
    // -4.8 − 0.9 × 0.9 × 6 would be wrong: v has moved before.
    #expect(
      try lines(.nesterov(0.9), iteration: 0).last
        == "w ← w − lr × (g + 0.9 × v) = 0.00 − 0.1 × ((-6.00) + 0.9 × (-6.00)) = 1.14")
  }

  @Test func `RMSProp divides by the root of what gradients are like`() throws {
    #expect(
      try lines(.rmsprop(smoothing: 0.99, epsilon: 1e-8), iteration: 0) == [
        "g ← ∂L/∂w = -6.00 = -6.00",
        "s ← 0.99 × s + 0.01 × g² = 0.99 × 0.00 + 0.01 × (-6.00)² = 0.36",
        "w ← w − lr × g / (√s + 1e-08) = 0.00 − 0.1 × (-6.00) / (√0.36 + 1e-08) = 1.00",
      ])
  }

  @Test func `Adam corrects both moments for having begun with 0`() throws {
    #expect(
      try lines(.adam(beta1: 0.9, beta2: 0.999, epsilon: 1e-8), decay: 0.01, iteration: 0) == [
        "g ← ∂L/∂w + λ × w = -6.00 + 0.01 × 0.00 = -6.00",
        "m ← 0.9 × m + 0.1 × g = 0.9 × 0.00 + 0.1 × (-6.00) = -0.60",
        "s ← 0.999 × s + 0.001 × g² = 0.999 × 0.00 + 0.001 × (-6.00)² = 0.04",
        "m̂ ← m / (1 − 0.9^t) = -0.60 / (1 − 0.9^1) = -6.00",
        "ŝ ← s / (1 − 0.999^t) = 0.04 / (1 − 0.999^1) = 36.00",
        "w ← w − lr × m̂ / (√ŝ + 1e-08) = 0.00 − 0.1 × (-6.00) / (√36.00 + 1e-08) = 0.10",
      ])
    // g = 2 · (0.1 − 3) = -5.8; m = 0.9 · -0.6 − 0.58 = -1.12; m̂ = -1.12 / 0.19 = -5.89.
    let second = try lines(.adam(beta1: 0.9, beta2: 0.999, epsilon: 1e-8), iteration: 1)
    #expect(second[1].hasSuffix("= 0.9 × (-0.60) + 0.1 × (-5.80) = -1.12"))
    #expect(second[3] == "m̂ ← m / (1 − 0.9^t) = -1.12 / (1 − 0.9^2) = -5.89")
  }

  @Test func `the learning rate is that of the iteration`() throws {
    let schedule = Schedule.step(0.1, every: 2, factor: 0.5)
    #expect(
      try lines(.momentum(0.9), schedule: schedule, iteration: 1).last?.contains("− 0.1 ×")
        == true)
    #expect(
      try lines(.momentum(0.9), schedule: schedule, iteration: 2).last?.contains("− 0.05 ×")
        == true)
  }

  @Test func `an entry of a vector has the equations of a number`() throws {
    let rule = Optimizer.Rule.adam(beta1: 0.9, beta2: 0.999, epsilon: 1e-8)
    let update = try update(rule, decay: 0.01, from: [7, 0, -2], iteration: 0)
    let entry = update.equations(name: "w", gradientName: "∂L/∂w").map { $0.entry(1) }
    #expect(entry.map(Self.line) == (try lines(rule, decay: 0.01, iteration: 0)))
  }

  @Test(arguments: [
    Optimizer.Rule.momentum(0.9), .nesterov(0.9), .rmsprop(smoothing: 0.9, epsilon: 1e-8),
    .adam(beta1: 0.9, beta2: 0.999, epsilon: 1e-8),
  ])
  func `the last line is where the parameter is then`(_ rule: Optimizer.Rule) throws {
    for iteration in [0, 5, 40] {
      let update = try update(rule, decay: 0.1, from: [1, 2], iteration: iteration)
      let equations = update.equations(name: "w", gradientName: "g")
      #expect(equations.last?.result == update.new)
    }
  }

  @Test func `a rate is brief where it has many digits`() {
    #expect(NumberText.brief(0.1 / 3) == "0.0333333")
    #expect(NumberText.brief(1 - 0.9) == "0.1")
    #expect(NumberText.brief(1e-8) == "1e-08")
    #expect(NumberText.brief(0.001) == "0.001")
  }
}
