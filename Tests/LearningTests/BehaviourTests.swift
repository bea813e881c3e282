import Learning
import Testing

extension Behaviour {
  /// What the verdict on a loss says that it does.
  fileprivate init?(loss: Curve, test: Curve? = nil, gradients: [Curve] = [], since start: Int = 0)
  {
    guard
      let behaviour = LossVerdict(loss: loss, test: test, gradients: gradients, since: start)
        .behaviour
    else { return nil }
    self = behaviour
  }
}

/// What the curves of lecture 4 are called: (w − 3)² from w = 0 with several learning rates.
@Suite struct BehaviourTests {
  private func curve(_ values: [Double], stride: Int = 1) -> Curve {
    var curve = Curve(stride: stride)
    for (index, value) in values.enumerated() { curve.note(value, at: index * stride) }
    return curve
  }

  /// Loss and gradient of (w − 3)².
  private func quadratic(_ rate: Double, _ count: Int) -> (loss: [Double], gradient: [Double]) {
    var (w, loss, gradient) = (0.0, [Double](), [Double]())
    for _ in 0..<count {
      loss.append((w - 3) * (w - 3))
      gradient.append(2 * (w - 3))
      w -= rate * 2 * (w - 3)
    }
    return (loss, gradient)
  }

  private func square(_ x: Double) -> Double { x * x }

  private func noise(_ count: Int, seed: UInt64) -> [Double] {
    var random = RandomNumbers(seed: seed)
    return (0..<count).map { _ in random.normal() }
  }

  @Test(arguments: [
    (0.01, 50, Behaviour.converging), (0.01, 400, .converged), (0.1, 12, .converging),
    (0.1, 40, .converged), (0.1, 1000, .converged), (0.9, 6, .oscillating(settles: true)),
    (0.9, 20, .oscillating(settles: true)), (0.9, 100, .converged),
    (1.0, 6, .oscillating(settles: false)), (1.0, 500, .oscillating(settles: false)),
    (1.1, 6, .diverging(overshoots: true)), (1.1, 100, .diverging(overshoots: true)),
    (1.1, 1900, .diverging(overshoots: true)), (-0.1, 20, .diverging(overshoots: false)),
    (1e-5, 20, .flat),
    (1.1, 2100, .notFinite(since: 1941)),
  ])
  func `a learning rate has its behaviour`(
    _ rate: Double, _ count: Int, _ behaviour: Behaviour
  ) {
    let (loss, gradient) = quadratic(rate, count)
    #expect(Behaviour(loss: curve(loss), gradients: [curve(gradient)]) == behaviour)
  }

  @Test func `fewer than six values are not judged, unless one is not finite`() {
    #expect(Behaviour(loss: curve(quadratic(0.1, 5).loss)) == nil)
    #expect(Behaviour(loss: curve([])) == nil)
    #expect(Behaviour(loss: curve([1, 2, .nan])) == .notFinite(since: 2))
    #expect(Behaviour(loss: curve([1, .infinity, 3], stride: 8)) == .notFinite(since: 8))
  }

  @Test func `a saturated sigmoid makes no progress`() {
    // loss = (σ(w) − 1)² at w = −20: σ′ is 2e-9.
    #expect(
      Behaviour(
        loss: curve((0..<50).map { 0.99999999 - 1e-12 * Double($0) }),
        gradients: [curve(Array(repeating: -4e-9, count: 50))]) == .flat)
    #expect(Behaviour(loss: curve(Array(repeating: 0, count: 50))) == .flat)
  }

  @Test func `(x + y)·z falls without bound, and a negative minimum is none of that`() {
    var (x, y, z, loss) = (-2.0, 5.0, -4.0, [Double]())
    for _ in 0..<60 {
      loss.append((x + y) * z)
      (x, y, z) = (x - 0.01 * z, y - 0.01 * z, z - 0.01 * (x + y))
    }
    #expect(Behaviour(loss: curve(loss)) == .fallingWithoutBound)
    #expect(Behaviour(loss: curve((0..<40).map { -Double($0) - 1 })) == .fallingWithoutBound)
    let shifted = quadratic(0.01, 40).loss.map { $0 - 20 }
    #expect(Behaviour(loss: curve(shifted)) == .converging)
  }

  @Test(arguments: 0..<20)
  func `the noise of batches does not decide`(_ seed: Int) {
    let noise = noise(400, seed: UInt64(seed))
    func noisy(_ level: Double, _ trend: (Double) -> Double) -> Curve {
      curve(noise.enumerated().map { trend(Double($0.offset)) + level * $0.element })
    }
    let sign = curve(noise)
    #expect(
      Behaviour(loss: noisy(0.2) { 2 - $0 / 300 }, gradients: [sign]) == .converging)
    #expect(
      Behaviour(loss: noisy(0.1) { 1 + 4 / (1 + $0 * $0) }, gradients: [sign]) == .converged)
    #expect(Behaviour(loss: noisy(0.2) { _ in 2 }, gradients: [sign]) == .flat)
    #expect(
      Behaviour(loss: noisy(0.2) { 2 + $0 / 100 }, gradients: [sign])
        == .diverging(overshoots: true))
  }

  @Test func `one spike is not a divergence`() {
    var loss = (0..<100).map { 1 / (1 + Double($0) / 10) }
    loss[95] = 1000
    #expect(Behaviour(loss: curve(loss)) == .converging)
  }

  /// Half-waves of seven iterations; each number is `factor` times as large as the one before.
  private func wave(_ factor: Double) -> Curve {
    var (size, values) = (1.0, [Double]())
    for iteration in 0..<100 {
      values.append(iteration / 7 % 2 == 0 ? size : -size)
      size *= factor
    }
    return curve(values)
  }

  @Test func `long waves are an oscillation, too`() {
    let loss = curve(Array(repeating: 1, count: 100))
    #expect(
      Behaviour(loss: loss, gradients: [wave(0.98)])
        == .oscillating(settles: true))
    #expect(
      Behaviour(loss: loss, gradients: [wave(1)])
        == .oscillating(settles: false))
    #expect(
      Behaviour(
        loss: loss,
        gradients: [
          wave(1), curve(Array(repeating: 100, count: 100)),
        ]) == .flat)
    let swinging = curve((0..<60).map { (index: Int) -> Double in index % 2 == 0 ? 2 : 1 })
    #expect(Behaviour(loss: swinging) == .oscillating(settles: false))
  }

  @Test func `overfitting is a test loss that rises while training falls`() {
    let training = curve((0..<200).map { 1 / (1 + Double($0) / 10) })
    let test = curve((0..<50).map { 0.5 + square(Double($0) - 20) / 400 }, stride: 4)
    #expect(Behaviour(loss: training, test: test) == .overfitting(lowestAt: 80))
    #expect(Behaviour(loss: training, test: training) == .converging)
    for seed in UInt64(0)..<40 {
      let noisy = curve(noise(50, seed: seed).map { 0.5 + 0.1 * $0 }, stride: 4)
      #expect(Behaviour(loss: training, test: noisy) == .converging)
    }
  }

  @Test(arguments: [
    (rise: 0.04, fall: 0.5, false), (0.08, 0.5, true), (0.5, 0.03, false), (0.5, 0.08, true),
  ])
  func `overfitting begins where both losses have moved by a twentieth`(
    _ rise: Double, _ fall: Double, _ isOverfitting: Bool
  ) {
    /// Falls from 2 to 1 in `length` iterations, rests, goes to `end` from 120 to 180, and stays there.
    func curve(_ length: Double, to end: Double) -> Curve {
      self.curve(
        (0..<240).map { index in
          let first = 2 - min(1, Double(index) / length)
          return first + (end - 1) * max(0, min(1, Double(index - 120) / 60))
        })
    }
    let behaviour = Behaviour(loss: curve(30, to: 1 - fall), test: curve(60, to: 1 + rise))
    if case .overfitting = behaviour {
      #expect(isOverfitting)
    } else {
      #expect(!isOverfitting)
    }
  }

  @Test func `two losses that have come to rest are not overfitting for creeping apart`() {
    // As moons-decay after 1000 iterations: 0.2063 → 0.2042 on training rows, 0.2080 → 0.2136.
    let training = (0..<200).map { 0.2042 + 0.0021 / (1 + Double($0) / 20) }
    let test = (0..<200).map { 0.2080 + 0.000028 * Double($0) }
    let start = (0..<20).map { 0.2063 + 1 / Double(1 << $0) }
    #expect(Behaviour(loss: curve(start + training), test: curve(start + test)) == .converged)
    let learning = training.map { 10 * ($0 - 0.2) }
    let rising = test.map { 0.2 + 10 * ($0 - 0.2) }
    #expect(
      Behaviour(loss: curve(start + learning), test: curve(start + rising))
        == .overfitting(lowestAt: 17))
    // One of the two is not enough.
    #expect(Behaviour(loss: curve(start + learning), test: curve(start + test)) == .converged)
    #expect(Behaviour(loss: curve(start + training), test: curve(start + rising)) == .converged)
  }

  @Test func `what one step has done counts as progress`() {
    // svm-reg-graph: the first update mends the hinge, what is left is a little decay.
    for count in [20, 200] {
      let loss = [1.16166] + (1...count).map { 0.08167 - 3.3e-6 * Double($0) }
      #expect(Behaviour(loss: curve(loss)) == .converged)
    }
  }

  @Test func `a swing without an end is no convergence wherever it is cut`() {
    // (w − 3)² whose gradients are never zeroed: each update takes the sum of all of them.
    var (w, sum, loss, sums) = (0.0, 0.0, [Double](), [Double]())
    for _ in 0..<200 {
      loss.append(square(w - 3))
      sum += 2 * (w - 3)
      sums.append(sum)
      w -= 0.1 * sum
    }
    #expect(loss[3] < 0.001 && loss[6] > 9)
    for count in 30...200 {
      #expect(
        Behaviour(
          loss: curve(Array(loss.prefix(count))), gradients: [curve(Array(sums.prefix(count)))])
          == .oscillating(settles: false), "\(count)")
    }
  }

  @Test func `what was before a change does not count`() {
    let loss = quadratic(1.1, 20).loss + quadratic(0.1, 20).loss.map { 1000 * $0 }
    #expect(Behaviour(loss: curve(loss), since: 20) == .converging)
    #expect(Behaviour(loss: curve(loss), since: 37) == nil)
  }

  @Test func `a loss that goes up and down while it falls converges unevenly`() {
    let wave = (0..<100).map { [0.0, 0.2, 0.3, 0.2, 0, -0.2, -0.3, -0.2][$0 % 8] }
    let falling = (0..<100).map { 10 - 0.05 * Double($0) + wave[$0] }
    #expect(Behaviour(loss: curve(falling)) == .convergingUnevenly)
    let level = (0..<100).map { 10 + wave[$0] }
    #expect(Behaviour(loss: curve(level)) == .oscillating(settles: false))
  }

  @Test func `a loss that has come back up is rising again`() {
    let loss = (0..<41).map { 1 + square(Double($0) - 25) }
    #expect(Behaviour(loss: curve(loss)) == .risingAgain(lowestAt: 25))
  }

  @Test func `every behaviour has a name of its own`() {
    let all: [Behaviour] = [
      .notFinite(since: 3), .diverging(overshoots: true), .fallingWithoutBound,
      .oscillating(settles: true), .oscillating(settles: false), .overfitting(lowestAt: 4),
      .converged, .flat, .converging, .risingAgain(lowestAt: 5), .unclear, .convergingUnevenly,
    ]
    #expect(Set(all.map(\.name)).count == all.count)
    #expect(all.allSatisfy { $0.name.count < 40 })
  }
}
