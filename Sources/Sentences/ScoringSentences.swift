import ExpressionLanguage
import Learning

extension ScoringProblem {
  /// Why there is no score, and the way out.
  package var text: String {
    "line \(line) insists on a batch of \(batchSize), and \(rowCount) rows are scored at once "
      + "(\(sentence)); write what takes any number of rows: with a number for each row "
      + "(h.T - mean(h, axis = 1)).T"
  }
}

extension Document {
  /// Why parts of the data have no scores, a sentence for each reason.
  package var scoringProblems: [String] {
    let problems = DataSet.Part.allCases.compactMap { part in
      scoringProblem(part).map { (part, $0) }
    }
    guard let (part, first) = problems.first else { return [] }
    let hasBoth = part == .training && feed?.data.testRows.isEmpty == false
    let rows = hasBoth ? "training and test rows" : "\(part) rows"
    return ["\(rows) have no scores: \(first.text)"]
  }
}

extension Report {
  /// The same in one row of 80 columns.
  package static func shortNote(outside score: Double) -> String {
    "½ divides scores, and one is \(NumberText.significant(score, digits: 4)); if they are logits, "
      + "write threshold = 0"
  }

  /// What a report has to say about a score outside 0…1 that ½ divides.
  package static func note(on text: String, outside score: Double) -> String {
    "\(text): ½ divides the scores of labels 0 and 1, and a score is "
      + "\(NumberText.significant(score, digits: 4)); where scores are logits, write threshold = 0 "
      + "after the labels"
  }
}
