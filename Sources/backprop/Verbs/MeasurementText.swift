import Backpropagation
import Cells
import ExpressionLanguage
import Learning
import Sentences

extension Measurement {
  /// The measurement as one object, the last one with the verdict and remarks; a missing score is
  /// `null`.
  func json(reports: [String], verdict: LossVerdict?, remarks: [String]) -> JSON {
    ["iteration": iteration] + (epoch.map { ["epoch": $0] } ?? [:]) + scores(of: reports)
      + (verdict.map { ["verdict": $0, "remarks": remarks] } ?? [:])
  }

  /// The measurement as the summary of a saved training has it.
  func summary(reports: [String]) -> JSON { ["iterations": iteration] + scores(of: reports) }

  private func scores(of reports: [String]) -> JSON {
    func score(_ part: DataSet.Part, _ index: Int) -> Double? { scores[part]?.reports[index] }
    return [
      "loss": loss, "testLoss": scores[.test]?.loss,
      "reports": JSON.object(
        reports.enumerated().map { index, text in
          (text, ["training": score(.training, index), "test": score(.test, index)])
        }),
      "learningRate": learningRate,
    ]
  }
}

/// Measurements as a table, a line each, whose columns are as wide as any number can become.
struct TrainingTable {
  private struct Column {
    let title: String
    let text: (Measurement) -> String
  }

  private let columns: [Column]
  private let reports: [String]
  private let hasTestRows: Bool
  private let scoredRows: [DataSet.Part: (count: Int, of: Int)]
  /// Why rows have no scores.
  private let problems: [String]
  private static let numberWidth = 12

  /// The table of a training.
  init(of document: Document, _ training: MeasuredTraining) {
    reports = document.reports
    scoredRows = training.scoredRows
    problems = document.scoringProblems
    hasTestRows = document.feed?.data.testRows.isEmpty == false
    var columns = [Column(title: "iteration") { String($0.iteration) }]
    if let data = document.feed?.data, data.batchSize < data.trainingRows.count {
      columns.append(Column(title: "epoch") { $0.epoch.map(String.init) ?? "" })
    }
    columns.append(Column(title: "loss") { Self.number($0.loss) })
    if hasTestRows {
      columns.append(Column(title: "test loss") { Self.number($0.scores[.test]?.loss) })
    }
    for (index, report) in reports.enumerated() {
      columns.append(Column(title: report) { Self.number($0.scores[.training]?.reports[index]) })
      if hasTestRows {
        columns.append(
          Column(title: "on test rows") { Self.number($0.scores[.test]?.reports[index]) })
      }
    }
    if case .constant = training.learningRates.schedule {
    } else {
      columns.append(Column(title: "learning rate") { Self.number($0.learningRate) })
    }
    self.columns = columns
  }

  var header: String { line { $0.title } }

  func row(_ measurement: Measurement) -> String { line { $0.text(measurement) } }

  /// The overall result.
  func words(from first: Measurement, to last: Measurement) -> String {
    let count = last.iteration
    var words = "after \(count) update\(count == 1 ? "" : "s"): loss \(Self.number(first.loss))"
    if count > 0 { words += " → \(Self.number(last.loss))" }
    if hasTestRows { words += ", test loss \(Self.number(last.scores[.test]?.loss))" }
    for (index, report) in reports.enumerated() {
      let (training, test) = (last.scores[.training], last.scores[.test])
      words += "; \(report) \(Self.number(training?.reports[index]))"
      if hasTestRows {
        words += " on training rows, \(Self.number(test?.reports[index])) on test rows"
      }
    }
    let training = scoredRows[.training].map { ("training", $0) }
    let test = scoredRows[.test].map { ("test", $0) }
    for (part, rows) in [training, test].compactMap(\.self) where rows.count < rows.of {
      words += " (\(rows.count) of \(rows.of) \(part) rows were scored)"
    }
    return words
  }

  /// What there is to say about the scores: why there are none, and which of them may be divided at
  /// the wrong place.
  func remarks(on last: Measurement) -> [String] {
    let outside = last.scores[.training]?.outside ?? last.scores[.test]?.outside ?? []
    return problems
      + zip(reports, outside).compactMap { text, score in
        score.map { Report.note(on: text, outside: $0) }
      }
  }

  private func line(_ text: (Column) -> String) -> String {
    columns.enumerated().map { index, column in
      let least = index == 0 || column.title == "epoch" ? 9 : Self.numberWidth
      let cell = text(column)
      let width = max(least, column.title.columns)
      return String(repeating: " ", count: max(0, width - cell.columns)) + cell
    }.joined(separator: "  ")
  }

  private static func number(_ number: Double?) -> String {
    number.map { NumberText.fitted($0, decimals: 6, width: numberWidth) } ?? "–"
  }
}
