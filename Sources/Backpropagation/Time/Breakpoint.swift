import ComputationGraph

/// A condition at which a search along the timeline stops.
public enum Breakpoint: Hashable, Sendable {
  /// A node is at work: its value is computed, its gradient sent on, or it moves. A leaf is at work
  /// where its gradient is complete.
  case node(Node.ID)
  /// The gradient of a node is complete and passes a test; without a node, that of any but the
  /// output, whose gradient is always 1.
  case gradient(Node.ID?, GradientTest)
  /// A value or a gradient has just become NaN or infinite.
  case notFinite
  /// The loss is greater than in the iteration before.
  case lossRises

  /// A condition on a gradient; of several entries the largest one counts, without its sign.
  public enum GradientTest: Hashable, Sendable {
    /// |∂L/∂x| is greater than this.
    case above(Double)
    /// |∂L/∂x| is less than this.
    case below(Double)
    /// All entries are exactly 0.
    case zero

    /// Whether a gradient passes; one that has no number does not.
    func passes(_ gradient: some Collection<Double>) -> Bool {
      guard !gradient.contains(where: \.isNaN) else { return false }
      let largest = gradient.reduce(0) { max($0, abs($1)) }
      return switch self {
      case .above(let bound): largest > bound
      case .below(let bound): largest < bound
      case .zero: largest == 0
      }
    }
  }

  /// A place where a breakpoint holds.
  public struct Stop: Hashable, Sendable {
    /// A position at which a gate-sized step has just been finished.
    public let position: Position
    /// The breakpoint's place among those that were searched for.
    public let index: Int
    /// The node at which it holds; the output where the loss rises.
    public let node: Node.ID
  }
}
