/// A mistake that is made when a number of an iteration is computed by hand.
///
/// The raw values are the words in `--json`.
public enum Mistake: String, CaseIterable, Hashable, Sendable {
  /// The local gradient alone.
  case forgotUpstream
  /// The upstream gradient alone.
  case forgotLocal
  /// `=` in place of `+=`: what has just arrived, without what was there.
  case overwrote
  /// The old sum, without the contribution that has just arrived.
  case forgotContribution
  /// All that has arrived, where one contribution was asked for.
  case tookSum
  /// One copy of an operand that is broadcast, or that many entries use, in place of their sum.
  case forgotToSum
  /// The right number with the other sign.
  case wrongSign
  /// The operands of × − / @ the wrong way round: in the backward pass the own value in place of the
  /// other operand's.
  case swappedOperands
  /// A matrix as it is in place of its transpose, or the factors in the wrong order.
  case missingTranspose
  /// A value from above the wire in place of the gradient below it.
  case tookValueForGradient
  /// A gradient in place of a value.
  case tookGradientForValue
  /// The local gradient at the output in place of the operand, or the other way round.
  case mistookOperandForOutput
  /// Another operation: + in place of ×, the sum in place of the mean.
  case wrongOperation
  /// A number handed on as it is.
  case handedOn
  /// The gradient without the learning rate.
  case forgotLearningRate
  /// With the gradient in place of against it.
  case movedUphill
  /// The distance that the parameter moves, in place of its new value.
  case gaveStep
  /// The rule of plain gradient descent, where the optimizer has another or weights decay.
  case forgotMoments
  /// The number from before the last update.
  case outOfDate
  /// 0, as if the backward pass began with 0.
  case tookZeroForSeed
  /// One factor of a local gradient such as y × (1 − y).
  case tookPartOfLocal
  /// A local gradient without the number in front: the 2 of a square.
  case forgotFactor
  /// The sum where a loss is the mean: without the 1/N.
  case forgotMean
  /// The gradient of cross-entropy without the −1 at the label.
  case forgotLabel
  /// The logarithm to base 10.
  case wrongBase
  /// The chain rule with one gate of the chain left out.
  case leftOutGate
  /// The right steps with numbers that had been rounded before.
  case roundedTooEarly
}

/// What a downstream gradient is made of.
public enum FlowPart: Hashable, Sendable {
  /// The upstream gradient, the local one, and putting them together: product, transpose, sum.
  case upstream, local, together
}

extension Mistake {
  /// The part of a downstream gradient in which the mistake lies, the other two being right; `nil`
  /// where that cannot be told.
  public var part: FlowPart? {
    switch self {
    case .forgotUpstream: .upstream
    case .forgotLocal, .swappedOperands, .mistookOperandForOutput, .tookPartOfLocal, .forgotFactor,
      .forgotMean, .forgotLabel, .wrongBase:
      .local
    case .overwrote, .forgotContribution, .forgotToSum, .missingTranspose, .wrongOperation:
      .together
    case .tookSum, .wrongSign, .tookValueForGradient, .tookGradientForValue, .handedOn,
      .forgotLearningRate, .movedUphill, .gaveStep, .forgotMoments, .outOfDate, .tookZeroForSeed,
      .leftOutGate, .roundedTooEarly:
      nil
    }
  }
}
