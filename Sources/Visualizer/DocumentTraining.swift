import Backpropagation
import ExpressionLanguage
import Learning

extension Training {
  /// The training that a file describes, scored on its training and its test rows.
  package init(of document: Document) {
    let graphs = DataSet.Part.allCases.compactMap { part in
      document.scoring(part).map { (part, $0) }
    }
    self.init(
      of: document.objective, scoring: Dictionary(uniqueKeysWithValues: graphs))
  }
}
