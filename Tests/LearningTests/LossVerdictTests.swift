import Learning
import Testing

/// What a verdict says besides the behaviour: the number it was judged on, its bound, and the end.
@Suite struct LossVerdictTests {
  private func verdict(_ losses: [Double], stride: Int = 1) -> LossVerdict {
    var curve = Curve(stride: stride)
    for (index, value) in losses.enumerated() { curve.note(value, at: index * stride) }
    return LossVerdict(loss: curve)
  }

  @Test func `before any update no learning rate is to blame`() {
    let verdict = verdict([.nan])
    #expect(verdict.behaviour == .notFinite(since: 0))
    #expect(verdict.words == "not finite since iteration 0: no update was made before")
    #expect(verdict.end?.isBeforeAnyUpdate == true && verdict.number.isNaN)
    #expect(
      self.verdict([1, .nan]).words
        == "not finite since iteration 1: a smaller learning rate may help")
  }

  @Test func `what grew before the end is said`() {
    let losses = (0..<40).map { sign in 4.0 * Double(1 << sign) } + [.infinity]
    #expect(
      verdict(losses).words == "not finite since iteration 40: the loss grew before")
    // A gradient that changes its sign shows that steps jump over the minimum.
    var (loss, gradient) = (Curve(), Curve())
    for (index, value) in losses.enumerated() {
      loss.note(value, at: index)
      gradient.note(index % 2 == 0 ? -value : value, at: index)
    }
    #expect(
      LossVerdict(loss: loss, gradients: [gradient]).words
        == "not finite since iteration 40: the loss grew before; a smaller learning rate helps")
  }

  @Test(arguments: [60, 600, 6_000])
  func `what falls without bound keeps its name when it reaches minus infinity`(_ count: Int) {
    // (x + y) · z with a small learning rate: it falls as an exponential does.
    var (x, y, z, losses) = (-2.0, 5.0, -4.0, [Double]())
    while losses.count < count, losses.last?.isFinite != false {
      losses.append((x + y) * z)
      (x, y, z) = (x - 0.1 * z, y - 0.1 * z, z - 0.1 * (x + y))
    }
    #expect((losses.last == -.infinity) == (count == 6_000))
    #expect(verdict(losses).behaviour == .fallingWithoutBound, "\(losses.suffix(3))")
    for part in stride(from: 40, to: losses.count, by: 97) {
      #expect(verdict(Array(losses.prefix(part))).behaviour == .fallingWithoutBound, "\(part)")
    }
    if count == 6_000 {
      #expect(
        verdict(losses).words
          == "falling without bound: no minimum is in sight, it is -inf since iteration "
          + "\(losses.count - 1)")
    }
    // From another side the end is another.
    #expect(verdict(losses.map { -$0 }).behaviour != .fallingWithoutBound)
  }

  @Test func `a verdict lies on its side of the bound that it states`() {
    let falling = verdict((0..<50).map { 9 / (1 + Double($0)) })
    #expect(falling.behaviour == .converging && falling.number < falling.bound)
    let resting = verdict((0..<50).map { 1 + (0..<$0).reduce(8.0) { value, _ in value / 4 } })
    #expect(resting.behaviour == .converged && resting.number <= resting.bound)
    let growing = verdict((0..<50).map { 1 + Double($0) })
    #expect(growing.behaviour == .diverging(overshoots: false) && growing.number > growing.bound)
    let level = verdict(Array(repeating: 2, count: 50))
    #expect(level.behaviour == .flat && level.number <= level.bound)
    let few = verdict([1, 2, 3])
    #expect(few.behaviour == nil && few.number == 3 && few.bound == 6)
  }

  @Test func `too few values say how far apart they are`() {
    #expect(verdict([1, 2]).words == "too few iterations yet to say what the loss does")
    #expect(
      verdict([1, 2], stride: 8).words
        == "too few measurements yet, one every 8 iterations, to say what the loss does")
  }
}
