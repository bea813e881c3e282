import ArgumentParser
import Sentences
import Trainings

/// Files trained side by side without a screen.
struct CompareLines {
  let iterations: Int
  let starts: Int
  /// Whether to print an object for each training and each file in place of the table.
  let json: Bool

  /// Trains without a screen and prints the results.
  func train(_ trainings: inout ComparedTrainings) throws(ExitCode) {
    var progress = ProgressLine()
    var printed = Array(repeating: 0, count: trainings.models.count)
    Interrupt.listen()
    while !trainings.isComplete {
      trainings.advance()
      progress.show { seconds in
        let share = trainings.progress
        return "\(Int(100 * share)) % of \(iterations) updates of \(trainings.models.count) files"
          + (starts == 1 ? "" : " from \(starts) starts")
          + "  \(durationText(seconds: seconds * (1 - share) / max(share, 1e-9))) left"
      }
      if Interrupt.hasCome {
        progress.erase()
        Interrupt.end()
      }
      for (index, model) in trainings.models.enumerated() where json {
        for result in model.results.dropFirst(printed[index]) {
          progress.erase()
          try Output.print(model.json(of: result).text)
          try Output.flush()
        }
        printed[index] = model.results.count
      }
    }
    progress.erase()
    if json {
      for model in trainings.models { try Output.print(model.summary(iterations: iterations).text) }
    } else {
      try Self.printTable(of: trainings)
    }
  }

  static func printTable(of trainings: ComparedTrainings) throws(ExitCode) {
    try Output.print(ComparisonTable(of: trainings).lines.joined(separator: "\n"))
  }
}
