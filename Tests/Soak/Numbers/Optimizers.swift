import Backpropagation
import ComputationGraph
import ExpressionLanguage
import Foundation
import Learning
import Sentences

/// Trainings by all rules, schedules and sizes of batches, which have to come to the parameters that
/// optax and JAX come to.
struct Optimizers: ReferencedDriver {
  static let abstract = "trainings against optax and JAX"
  static let wholeCount = 2_000

  private struct Reference: Decodable {
    struct Parameter: Decodable {
      let name: String
      let value: [Double]
      let doubt: Double
    }

    let rows: String
    let updates: Int
    let parameters: [Parameter]
  }

  var inputs: PythonInputs
  private var distances = Distances()
  private var updates = 0

  init(_ settings: Settings) throws {
    inputs = try PythonInputs("optimizers.py", settings) { batch in
      let size = PythonInputs.batchSize
      return [
        "--first", "\(batch * size)", "--count", "\(size)", "--seed", "\(settings.seed)",
      ]
    }
  }

  mutating func attempt(_ input: [UInt8]) throws {
    let reference: Reference = try PythonInputs.reference(in: input)
    let file = Corpus.read(input, rows: ["d.csv": Array(reference.rows.utf8)])
    let document: Document
    switch file.document([:]) {
    case .success(let made): document = made
    case .failure(let list): throw Fault(list.text(file: "f", source: file.syntax.source))
    }
    var training = Training(of: document.objective)
    let state = training.state(atBeginningOf: reference.updates)
    let graph = document.graph
    var rest = state.parameters[...]
    var found: [String: [Double]] = [:]
    for node in training.parameters {
      let count = graph.places(of: node).count
      found[document.labels[Int(node.index)]] = Array(rest.prefix(count))
      rest = rest.dropFirst(count)
    }
    updates += reference.updates
    var isDecided = true
    for parameter in reference.parameters {
      let isAccepted = try distances.accept(
        found[parameter.name] ?? [], as: parameter.value, doubt: parameter.doubt,
        "\(parameter.name) after \(reference.updates) updates")
      isDecided = isDecided && isAccepted
    }
    if !isDecided { distances.doubt(inputs.number) }
  }

  var figures: String {
    "\(updates) updates, the worst off by \(NumberText.significant(distances.worst, digits: 2)) of the "
      + "largest number in its array, \(distances.listed(" trainings")) ill-conditioned"
  }

  func finish(afterTrying count: Int) throws {
    inputs.remove()
    try distances.finish(afterTrying: count)
  }
}
