import Backpropagation
import ComputationGraph
import ExpressionLanguage

/// Where and why the first number stopped being finite, and what does without it: the one sentence
/// of `train`, the learning curves, the health and the pane.
package struct NonFiniteSentence: Hashable, Sendable {
  /// `log(p) is -inf at [0, 1]: the logarithm of 0`
  package let place: String
  /// What does without it: `cross_entropy of the scores computes no such logarithm`; `nil` where
  /// nothing is known.
  package let wayOut: String?

  /// Both as one.
  package var text: String { wayOut.map { "\(place); \($0)" } ?? place }

  /// The sentence for a cause in a graph; `label` names a node.
  package init(_ cause: NonFiniteCause, in graph: Graph, label: (Node.ID) -> String) {
    let shape = graph.shape(of: cause.node)
    let indices = shape.indices(of: cause.entry).map(String.init)
    let entry = shape.isScalar ? "" : " at [" + indices.joined(separator: ", ") + "]"
    let found = "\(NumberText.shortest(cause.number))\(entry)"
    let name = label(cause.node)
    switch cause.origin {
    case .leaf, .value: place = "\(name) is \(found): \(cause.words)"
    case .gradient(let gate, _):
      place =
        "the gradient of \(name) is \(found) on the way back from \(label(gate)): \(cause.words)"
    }
    wayOut = cause.wayOut(in: graph)
  }

  /// The sentence for a cause in the graph of a document.
  package init(_ cause: NonFiniteCause, of document: Document) {
    self.init(cause, in: document.graph) { document.labels[Int($0.index)] }
  }

  /// The sentence for a snapshot of a document; `nil` where all numbers are finite.
  package init?(_ snapshot: Snapshot, _ document: Document) {
    guard let cause = snapshot.nonFiniteCause else { return nil }
    self.init(cause, of: document)
  }
}

extension NonFiniteCause {
  /// What was asked for, in words.
  fileprivate var words: String {
    switch kind {
    case .given: "it was given so"
    case .moved: "an update has moved it there"
    case .logOfZero: "the logarithm of 0"
    case .logOfNegative: "the logarithm of a negative number"
    case .divisionByZero: "a division by 0"
    case .rootOfNegative: "the root of a negative number"
    case .slopeOfRoot: "the slope of a root at 0"
    case .powerOfNegative: "a power of a negative number"
    case .overflow: "larger than any number"
    case .slope: "there is no finite slope"
    }
  }

  fileprivate func wayOut(in graph: Graph) -> String? {
    switch kind {
    case .logOfZero(let origin?) where graph.primitive(of: origin) == .softmax:
      "log_softmax, or cross_entropy of the scores, takes no logarithm of 0"
    case .logOfZero(_?): "-softplus(-x) is log(sigmoid(x)) without a logarithm of 0"
    default: nil
    }
  }
}
