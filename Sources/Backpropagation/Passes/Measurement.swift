import ComputationGraph
import Learning

/// The measurements of a model when an iteration begins, before its update.
public struct Measurement: Hashable, Sendable {
  /// The iteration, which is also the number of updates made before.
  public let iteration: Int
  /// The number of times that all training rows have been seen; `nil` where every iteration sees
  /// all of them.
  public let epoch: Int?
  /// The learning rate of the iteration.
  public let learningRate: Double
  /// The loss of the iteration's own rows.
  public let loss: Double
  /// The scores on all rows of each part that can be scored.
  public let scores: [DataSet.Part: Scores]
}

/// Training out of sight, measured on request.
public struct MeasuredTraining: Sendable {
  var training: Training
  /// For each part, the number of rows that are scored, and of all its rows.
  public let scoredRows: [DataSet.Part: (count: Int, of: Int)]
  /// The iteration that would run next.
  public private(set) var next: Int

  /// The training of an objective, measured with the scoring graphs of the parts of its data.
  public init(of objective: Objective, scoring: [DataSet.Part: ScoringGraph] = [:]) {
    training = Training(of: objective, scoring: scoring)
    next = objective.start.iteration
    scoredRows = scoring.mapValues { ($0.rowCount, $0.rowsOfPart) }
  }

  /// What the loss does, as far as it has run.
  public var verdict: LossVerdict { training.history.verdict() }

  /// The learning rates.
  public var learningRates: LearningRates { training.learningRates }

  /// Runs through the iteration `goal`, which has not run yet, and measures there, or earlier: in
  /// an iteration whose loss is no longer finite, or for which `isLast` returns true.
  public mutating func measure(
    at goal: Int, unless isLast: (_ iteration: Int, _ loss: Double) -> Bool = { _, _ in false }
  ) -> Measurement {
    var reached = goal
    var reachedLoss = Double.nan
    _ = training.run(from: next, count: goal - next + 1) { iteration, loss, _ in
      reached = iteration
      reachedLoss = loss
      return !loss.isFinite || isLast(iteration, loss)
    }
    next = reached + 1
    var scores: [DataSet.Part: Scores] = [:]
    for part in scoredRows.keys {
      scores[part] = training.scores(of: part, atBeginningOf: reached)
    }
    return Measurement(
      iteration: reached, epoch: training.objective.epoch(ofIteration: reached),
      learningRate: training.learningRates[reached], loss: reachedLoss, scores: scores)
  }

  /// The parameters when an iteration begins, in their shapes.
  public mutating func parameters(atBeginningOf iteration: Int) -> [TrainedParameter] {
    let state = training.state(atBeginningOf: iteration)
    let objective = training.objective
    var first = 0
    return training.parameters.map { node in
      let shape = objective.graph.shape(of: node)
      defer { first += shape.count }
      let moments = (0..<objective.optimizer.momentCount).map { moment in
        let place = first * objective.optimizer.momentCount + moment * shape.count
        return Tensor(shape: shape) { state.moments[place + $0] }
      }
      return TrainedParameter(
        node: node, value: Tensor(shape: shape) { state.parameters[first + $0] }, moments: moments)
    }
  }
}

/// A parameter with the value that training has given it.
public struct TrainedParameter: Hashable, Sendable {
  /// The node in the graph that trains.
  public let node: Node.ID
  /// The value.
  public let value: Tensor
  /// The optimizer's memory of it, in the order of `Optimizer.momentNames`.
  public let moments: [Tensor]
}

extension Objective {
  /// The number of times that all training rows have been seen; `nil` where every iteration sees
  /// all of them.
  fileprivate func epoch(ofIteration iteration: Int) -> Int? {
    feed?.data.batchPlace(ofIteration: iteration)?.epoch
  }
}

extension ArraySlice<Double> {
  /// The mean of the absolute values; 0 where there are none.
  var meanSize: Double { isEmpty ? 0 : reduce(0) { $0 + abs($1) } / Double(count) }
}
