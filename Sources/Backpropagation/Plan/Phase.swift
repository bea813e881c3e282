/// The four things that happen in an iteration, in their order.
public enum Phase: CaseIterable, Hashable, Sendable {
  /// Each gate computes its output from its operands.
  case forward
  /// All gradients are cleared.
  case zero
  /// Each gate sends its gradient to its operands, last gate first.
  case backward
  /// Each parameter moves against its gradient.
  case update
}

/// The distance of one key press.
public enum Grain: CaseIterable, Hashable, Sendable {
  /// The smallest thing that can be pointed at: one line of one formula.
  case microStep
  /// One gate's forward or backward step, the zeroing, the seed, or one parameter's update.
  case gate
  case phase
  case iteration
}
