/// One thing to point at in an iteration, before it is divided into stages.
public enum Action: Hashable, Sendable {
  /// The unit with this index computes its output.
  case forward(unit: Int)
  /// All gradients become 0.
  case zero
  /// The output's gradient with respect to itself becomes 1.
  case seed
  /// One gradient flows from a gate to one of its operands; the index counts the plan's flows.
  case flow(Int)
  /// One parameter moves; the index counts the plan's parameters.
  case update(Int)

  /// The phase the action belongs to.
  public var phase: Phase {
    switch self {
    case .forward: .forward
    case .zero: .zero
    case .seed, .flow: .backward
    case .update: .update
    }
  }

  /// The stages in which the action is told; the last one changes a number.
  public var stages: [Stage] {
    switch self {
    case .forward: [.operands, .formula, .result]
    case .zero, .seed: [.result]
    case .flow: [.upstream, .localFormula, .localNumber, .product, .accumulated]
    case .update: [.formula, .result]
    }
  }
}

/// The part of an action that has been told.
public enum Stage: Hashable, Sendable {
  case operands, formula, result
  case upstream, localFormula, localNumber, product, accumulated
}

/// A micro-step: a stage of an action in an iteration.
public struct Step: Hashable, Sendable {
  /// Counted from 0.
  public let iteration: Int
  /// The action.
  public let action: Action
  /// The part of it that has been told.
  public let stage: Stage

  /// Whether the action has changed its number by now.
  public var isDone: Bool { stage == action.stages.last }
}
