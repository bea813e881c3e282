import Backpropagation
import ExpressionLanguage
import Learning

extension Training {
  /// The training that a file describes, scored on its training and its test rows.
  package init(of document: Document, learningRates: LearningRates? = nil, rules: Rules = .right) {
    self.init(
      of: document.objective, learningRates: learningRates, scoring: document.scoringGraphs,
      rules: rules)
  }

  /// The approximate number of operations that a person does not have to wait for.
  package static let quickWork = 2_000_000
}

extension MeasuredTraining {
  /// The training that a file describes, to be measured on its training and its test rows.
  package init(of document: Document) {
    self.init(of: document.objective, scoring: document.scoringGraphs)
  }
}

extension Document {
  /// The graphs that score the parts of the data.
  fileprivate var scoringGraphs: [DataSet.Part: ScoringGraph] {
    let graphs = DataSet.Part.allCases.compactMap { part in scoring(part).map { (part, $0) } }
    return Dictionary(uniqueKeysWithValues: graphs)
  }
}
