import Backpropagation
import ExpressionLanguage
import Learning

/// One training of one model, from a random start to a number of updates.
package struct ModelRun: Sendable {
  /// The index of the start, counted from 0.
  package let start: Int
  /// The number of updates after which it ends.
  package let goal: Int
  /// The iteration that it has reached.
  package private(set) var reached: Int
  /// Its result, once it has ended.
  private(set) var result: ModelResult?
  private var training: Training

  init(of document: Document, start: Int, goal: Int) {
    self.start = start
    self.goal = goal
    training = Training(of: document)
    reached = document.start.iteration
  }

  /// The measurements so far.
  var history: History { training.history }

  /// Continues by at most that many iterations. Ends earlier once the loss is no longer finite.
  mutating func advance(by count: Int) {
    guard result == nil, count > 0 else { return }
    // The loss after all updates is that of one more iteration.
    let due = min(count, goal + 1 - reached)
    var passed = reached
    var lastLoss = Double.nan
    _ = training.run(from: reached, count: due) { iteration, loss, _ in
      passed = iteration
      lastLoss = loss
      return !loss.isFinite
    }
    reached = passed + 1
    guard reached > goal || !lastLoss.isFinite else { return }
    reached = passed
    result = makeResult(iteration: passed, loss: lastLoss)
  }

  private mutating func makeResult(iteration: Int, loss: Double) -> ModelResult {
    let trained = training.scores(of: .training, atBeginningOf: iteration)
    let tested = training.scores(of: .test, atBeginningOf: iteration)
    var curves: [History.Quantity: Curve] = [:]
    for quantity in history.scored { curves[quantity] = history[quantity] }
    return ModelResult(
      start: start, iteration: iteration, loss: trained?.loss ?? loss, testLoss: tested?.loss,
      reports: history.reports.enumerated().map { index, text in
        ModelResult.Score(
          text: text, training: trained?.reports[index], test: tested?.reports[index])
      }, verdict: history.verdict(), curves: curves)
  }
}

/// The result of one training.
package struct ModelResult: Sendable {
  /// A report of the file on all rows of each part; `nil` where there are no such rows.
  package struct Score: Hashable, Sendable {
    package let text: String
    package let training: Double?
    package let test: Double?
  }

  /// The index of the start, counted from 0.
  package let start: Int
  /// The number of updates made.
  package let iteration: Int
  /// The loss of all training rows.
  package let loss: Double
  /// The loss of all test rows.
  package let testLoss: Double?
  package let reports: [Score]
  /// What the loss has done over the iterations.
  package let verdict: LossVerdict
  /// The curves that are compared.
  let curves: [History.Quantity: Curve]

  /// The excess of the loss on unseen rows: test loss − loss.
  package var gap: Double? { testLoss.map { $0 - loss } }
}

extension History {
  /// The numbers that tell how good a model is, as opposed to how it works inside.
  fileprivate var scored: [Quantity] {
    [.batchLoss] + DataSet.Part.allCases.map { .loss($0) }
      + reports.indices.flatMap { index in
        DataSet.Part.allCases.map { Quantity.report(index, $0) }
      }
  }
}
