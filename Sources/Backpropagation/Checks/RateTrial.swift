import ComputationGraph
import Learning

/// One state of the parameters, moved with one learning rate, and the losses that follow.
public struct RateTrial: Hashable, Sendable {
  /// The learning rate.
  public let rate: Double
  /// The parameters after the update, one after the other.
  public let parameters: [Double]
  /// The loss before the update, and after it on the same rows.
  public let lossBefore: Double, lossAfter: Double
  /// The loss after ten updates, on those rows; `nil` where that would take long.
  public let lossAfterTen: Double?
}

extension Timeline {
  /// The effect that an iteration's update would have with each of some learning rates; nothing
  /// changes.
  public func trials(of rates: [Double], inIteration iteration: Int) -> [RateTrial] {
    let isQuick = graph.workPerIteration * 10 * rates.count < 50_000_000
    return rates.map { rate in
      var training = training
      let before = training.loss(ofRowsIn: iteration, at: iteration)
      training.setLearningRate(rate, from: iteration)
      return RateTrial(
        rate: rate, parameters: training.state(atBeginningOf: iteration + 1).parameters,
        lossBefore: before, lossAfter: training.loss(ofRowsIn: iteration, at: iteration + 1),
        lossAfterTen: isQuick ? training.loss(ofRowsIn: iteration, at: iteration + 10) : nil)
    }
  }
}

extension Training {
  /// The loss of the rows of one iteration with the parameters at the beginning of another.
  fileprivate mutating func loss(ofRowsIn iteration: Int, at later: Int) -> Double {
    let state = state(atBeginningOf: later)
    let graph = objective.graph
    var numbers = execution.numbers(of: state).numbers
    feed(iteration, through: objective.feed, into: &numbers, of: graph)
    let given = givenValues(in: iteration)
    given.writeLeaves(into: &numbers, of: graph)
    // After what was given to them at the beginning, parameters have moved on.
    execution.write(state, into: &numbers)
    execution.forward(0..<graph.count, holding: given.held, in: &numbers)
    return numbers.total(of: objective.output, in: graph)
  }
}
