import Learning
import Limits

/// The measurements of the iterations that have run: curves in bounded memory.
public struct History: Sendable {
  /// The quantity that a curve shows.
  public enum Quantity: Hashable, Sendable {
    /// The loss of the iteration's own rows, before its update.
    case batchLoss
    /// The loss of all rows of a part.
    case loss(DataSet.Part)
    /// A report on all rows of a part; the index counts the file's reports.
    case report(Int, DataSet.Part)
    /// A parameter before its update, or its norm where it has several elements; the index counts
    /// the parameters. Only the first `measuredParameters` are measured.
    case parameter(Int)
    /// Its gradient, or the norm of that.
    case gradient(Int)
  }

  /// The largest number of parameters that are measured.
  public static let measuredParameters = Limits.measuredParameters.value

  /// The texts of the reports, as the file has them.
  public let reports: [String]
  /// For each report the score of a training row that was farthest outside 0…1 when it was measured
  /// last, although ½ divides them.
  public private(set) var outside: [Double?]
  /// The parameters that are measured, as places among all.
  let parameters: Range<Int>
  private let first: Int
  private var curves: [Quantity: Curve]

  init(
    from first: Int, parameterCount: Int, reports: [String], stride: Int, parts: Set<DataSet.Part>
  ) {
    self.reports = reports
    outside = Array(repeating: nil, count: reports.count)
    self.first = first
    iterationsEnd = first
    parameters = 0..<min(parameterCount, Self.measuredParameters)
    curves = [.batchLoss: Curve(from: first)]
    var quantities: [Quantity] = []
    for index in parameters { quantities += [.parameter(index), .gradient(index)] }
    for part in parts {
      quantities.append(.loss(part))
      quantities += reports.indices.map { .report($0, part) }
    }
    // All of them have the same stride at all times, so they have the same room.
    let room = Limits.allCurveValues.value / max(1, quantities.count)
    for quantity in quantities {
      curves[quantity] = Curve(
        from: first, stride: stride, capacity: min(Curve.mostValues, room))
    }
  }

  /// The curve of a quantity; `nil` where it is not measured.
  public subscript(quantity: Quantity) -> Curve? { curves[quantity] }

  /// The iteration after the last one that has run; the first one where none has.
  public private(set) var iterationsEnd: Int

  /// The number of iterations that have run.
  public var iterationCount: Int { iterationsEnd - first }

  /// Whether an iteration is to be measured by more than its loss, and has not been.
  func wantsMore(at iteration: Int) -> Bool {
    // All curves but that of the losses have the same stride, and those of parameters come last.
    curves[.gradient(0)]?.nextIteration == iteration
  }

  mutating func note(loss: Double, at iteration: Int) {
    note(loss, of: .batchLoss, at: iteration)
    iterationsEnd = max(iterationsEnd, iteration + 1)
  }

  mutating func note(_ scores: Scores, of part: DataSet.Part, at iteration: Int) {
    note(scores.loss, of: .loss(part), at: iteration)
    if part == .training { outside = scores.outside }
    for (index, score) in scores.reports.enumerated() {
      note(score, of: .report(index, part), at: iteration)
    }
  }

  mutating func note(_ number: Double, of quantity: Quantity, at iteration: Int) {
    curves[quantity]?.note(number, at: iteration)
  }

  /// Forgets `iteration` and all after it, because they would come out differently now.
  mutating func forget(from iteration: Int) {
    for quantity in curves.keys { curves[quantity]?.forget(from: iteration) }
    iterationsEnd = max(first, min(iterationsEnd, iteration))
  }
}
