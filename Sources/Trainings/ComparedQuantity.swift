import Backpropagation
import Learning

/// A quantity that a plot compares.
package enum ComparedQuantity: Hashable, Sendable {
  /// The loss of all rows of a part.
  case loss(DataSet.Part)
  /// A report, in the words of the files, on all rows of a part.
  case report(String, DataSet.Part)

  /// The name above the plot.
  package var title: String {
    switch self {
    case .loss(.training): "loss"
    case .loss(.test): "test loss"
    case .report(let text, .training): text
    case .report(let text, .test): text + " on test rows"
    }
  }

  /// The curve among those of a file with some reports.
  func curve(among reports: [String], _ curve: (History.Quantity) -> Curve?) -> Curve? {
    switch self {
    case .loss(.training): curve(.loss(.training)) ?? curve(.batchLoss)
    case .loss(.test): curve(.loss(.test))
    case .report(let text, let part):
      reports.firstIndex(of: text).flatMap { curve(.report($0, part)) }
    }
  }
}
