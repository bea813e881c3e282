import Learning
import Trainings

extension ComparedModel {
  /// One training as an object; an unmeasured number is `null`.
  func json(of result: ModelResult) -> JSON {
    .object([
      ("file", .string(name)), ("start", .integer(result.start)),
      ("parameters", .integer(parameterCount)), ("iteration", .integer(result.iteration)),
      ("loss", .number(result.loss)), ("testLoss", Self.json(result.testLoss)),
      ("gap", Self.json(result.gap)),
      (
        "reports",
        .object(
          result.reports.map {
            (
              $0.text,
              .object([("training", Self.json($0.training)), ("test", Self.json($0.test))])
            )
          })
      ),
      ("behaviour", result.behaviour.map { .string($0.name) } ?? .null),
    ])
  }

  /// All trainings of the file as an object: the spread of their numbers over the starts.
  func summary(iterations: Int) -> JSON {
    let reports = results.first?.reports.map(\.text) ?? []
    return .object([
      ("file", .string(name)), ("starts", .integer(results.count)),
      ("parameters", .integer(parameterCount)), ("iterations", .integer(iterations)),
      ("loss", Self.json(loss)), ("testLoss", Self.json(testLoss)), ("gap", Self.json(gap)),
      (
        "reports",
        .object(
          reports.map {
            (
              $0,
              .object([
                ("training", Self.json(report($0, .training))),
                ("test", Self.json(report($0, .test))),
              ])
            )
          })
      ),
      (
        "behaviours",
        .array(results.map { $0.behaviour.map { .string($0.name) } ?? .null })
      ),
    ])
  }

  private static func json(_ number: Double?) -> JSON { number.map(JSON.number) ?? .null }

  private static func json(_ spread: Spread?) -> JSON {
    guard let spread else { return .null }
    return .object([
      ("mean", .number(spread.mean)), ("standardDeviation", .number(spread.standardDeviation)),
      ("min", .number(spread.least)), ("max", .number(spread.greatest)),
    ])
  }
}
