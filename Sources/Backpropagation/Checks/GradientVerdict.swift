/// The judgement on the gradients of a layer or a parameter: their state, the number it was judged
/// on, and the bound of that number.
public struct GradientVerdict: Hashable, Sendable {
  /// The state of gradients, in a word.
  public enum State: Hashable, Sendable {
    /// Nothing is remarkable.
    case fine
    /// A value or a gradient is NaN or infinite.
    case notFinite
    /// All gradients are exactly 0.
    case none
    /// They are 0 because every way to the output goes through `stop_gradient`.
    case stopped
    /// On average smaller than the largest of all by more than `vanishingBound`.
    case vanishing
    /// On average larger than `explodingBound`.
    case exploding
    /// What arrives goes no further: the local gradient is 0 at every entry of the layer.
    case dead
    /// What arrives hardly goes further: the local gradient is nearly 0 at every entry of the layer.
    case saturated
  }

  /// What a verdict is judged on.
  public enum Measure: Hashable, Sendable {
    /// A value, or the mean gradient, which has to be finite.
    case number
    /// The mean of |∂L/∂x| over the entries.
    case meanGradient
    /// This mean, divided by the largest one in the graph.
    case share
    /// The largest |local gradient| of the layer.
    case local
  }

  /// The state.
  public let state: State
  /// What the number is.
  public let measure: Measure
  /// The number that decided.
  public let number: Double
  /// The bound that it lies beyond, or within.
  public let bound: Double

  /// The share of the largest mean gradient in the graph below which a gradient is vanishing: about
  /// what seven sigmoids leave where they are steepest, 0.25⁷ = 6 · 10⁻⁵.
  public static let vanishingBound = 1e-4
  /// The mean gradient above which it is exploding.
  public static let explodingBound = 1e3

  private init(_ state: State, _ measure: Measure, _ number: Double, bound: Double) {
    self.state = state
    self.measure = measure
    self.number = number
    self.bound = bound
  }

  /// The verdict on the mean absolute gradient of a node. `value` is a value of the node that is not
  /// finite, where there is one, `largest` the largest mean gradient of the graph.
  init(_ meanGradient: Double, largest: Double, value: Double? = nil, isStopped: Bool) {
    if let number = value ?? (meanGradient.isFinite ? nil : meanGradient) {
      self.init(.notFinite, .number, number, bound: .infinity)
    } else if meanGradient == 0 {
      self.init(isStopped ? .stopped : .none, .meanGradient, 0, bound: 0)
    } else if meanGradient > Self.explodingBound {
      self.init(.exploding, .meanGradient, meanGradient, bound: Self.explodingBound)
    } else {
      let share = meanGradient / largest
      self.init(
        share < Self.vanishingBound ? .vanishing : .fine, .share, share, bound: Self.vanishingBound)
    }
  }

  /// The verdict on a layer that lets through no more than the largest of its local gradients.
  static func closed(largestLocal: Double, isHinge: Bool) -> GradientVerdict {
    GradientVerdict(
      isHinge ? .dead : .saturated, .local, largestLocal,
      bound: isHinge ? 0 : LayerHealth.openBound)
  }
}
