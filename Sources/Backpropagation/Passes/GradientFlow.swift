import ComputationGraph
import Learning

/// One use of the chain rule: the upstream gradient of a gate, times the local gradient for one
/// operand, added to what that operand has collected so far.
public struct GradientFlow: Hashable, Sendable {
  /// The node whose gradient flows.
  public let gate: Node.ID
  /// The node that receives.
  public let operand: Node.ID
  /// ∂L/∂gate, in the gate's shape.
  public let upstream: Tensor
  /// ∂gate/∂operand. For a closed compound gate this is the gradient that its inside gives for an
  /// upstream gradient of 1.
  public let local: LocalGradient
  /// The contribution to the operand: upstream × local, in the operand's shape.
  public let downstream: Tensor
  /// The operand's gradient before this flow.
  public let before: Tensor
  /// The operand's gradient after it.
  public let after: Tensor
}

/// ∂gate/∂operand, for one operand.
public enum LocalGradient: Hashable, Sendable {
  /// One number for each element of the output, in the gate's shape: the downstream gradient is
  /// upstream × local, element by element, summed where the operand is broadcast.
  case elementwise(Tensor)
  /// The gate's output is one number: its derivative by each element of the operand, in the operand's
  /// shape. The downstream gradient is the upstream one times these.
  case ofNumber(Tensor)
  /// Each element of the output depends on many of the operand, so this is a Jacobian, which is
  /// never formed: the gate's rule gives its product with the upstream gradient.
  case linear

  /// The numbers, where there is one for each element of the output.
  public var elementwise: Tensor? {
    if case .elementwise(let tensor) = self { tensor } else { nil }
  }

  /// The numbers, where the output is one number and the operand is not.
  public var ofNumber: Tensor? { if case .ofNumber(let tensor) = self { tensor } else { nil } }
}

/// One parameter's move by the rule of an optimizer, in the simplest case
/// new = old − learning rate × gradient.
public struct ParameterUpdate: Hashable, Sendable {
  /// The direction in which a parameter moves by the rules.
  public enum Direction: Hashable, Sendable {
    /// Against its gradient.
    case downhill
    /// Along its gradient, by mistake.
    case uphill
    /// No more move: by mistake it has already moved in the backward pass.
    case movedBefore
  }

  /// The parameter that moves.
  public let parameter: Node.ID
  /// Its value before the move.
  public let old: Tensor
  /// ∂L/∂parameter, from before any parameter of this iteration moved.
  public let gradient: Tensor
  /// The learning rate of the move.
  public let learningRate: Double
  /// The direction of the move; any but `.downhill` is a mistake.
  public let direction: Direction
  /// The rule of the move.
  public let optimizer: Optimizer
  /// The iteration, counted from 0.
  public let iteration: Int
  /// The rule's memory of the parameter, in its shape, before and after the move: nothing,
  /// one moment or two.
  public let momentsBefore: [Tensor], momentsAfter: [Tensor]
  /// Its value after the move.
  public let new: Tensor
  /// What all the moves of the iteration do to the output, told with the last of them; `nil` before,
  /// and by wrong rules.
  public internal(set) var result: OutputMove?
}

/// The output of an iteration, computed from the same rows before and after the update.
public struct OutputMove: Hashable, Sendable {
  /// The output in the forward pass of the iteration; the sum of its elements, if it has several.
  public let before: Double
  /// What a forward pass with the moved parameters gives.
  public let after: Double
}

/// The outcome of one action, with its numbers.
public enum Outcome: Hashable, Sendable {
  /// A gate computes its output.
  case computed(Node.ID, value: Tensor)
  /// All gradients become 0.
  case zeroed
  /// The output's own gradient becomes 1.
  case seeded(Node.ID)
  /// A gradient flows.
  case flowed(GradientFlow)
  /// A parameter moves.
  case updated(ParameterUpdate)
}
