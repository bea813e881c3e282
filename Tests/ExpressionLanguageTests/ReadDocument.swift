import ComputationGraph
import ExpressionLanguage
import Testing

/// All messages about a text, as they are printed for a file called `f`.
func messages(
  _ text: String, inputs: [String: Double] = [:],
  files: FileTables = [:]
) -> String {
  messages(Array(text.utf8), inputs: inputs, files: files)
}

/// All messages about the bytes of a file called `f`. What they offer is tried, whatever a test
/// is about.
func messages(
  _ utf8: [UInt8], inputs: [String: Double] = [:],
  files: FileTables = [:]
) -> String {
  let syntax = Syntax(parsing: utf8)
  switch Document.make(from: syntax, inputs: inputs, files: files) {
  case .success: return ""
  case .failure(let list):
    expectOffersWork(list, in: syntax.source, inputs: inputs, files: files)
    return list.text(file: "f", source: syntax.source)
  }
}

extension Document {
  /// The values of all nodes after a forward pass.
  var numbers: Numbers {
    var numbers = Numbers(initialValuesOf: graph)
    Tape(of: graph).forward(in: &numbers)
    return numbers
  }

  /// The value of a node after a forward pass.
  func value(of node: Node.ID) -> Double {
    numbers[value: graph.places(of: node).lowerBound]
  }

  /// What a name stands for, after a forward pass.
  func tensor(_ name: String) throws -> Tensor {
    numbers.value(of: try #require(node(named: name)), in: graph)
  }

  /// The output's value after a forward pass.
  var result: Double { value(of: output) }

  /// The nodes in order: leaves as `x: parameter`, gates as `× 0 1` with the places of operands.
  var structure: [String] {
    graph.ids.map { id in
      guard let primitive = graph.primitive(of: id) else {
        return "\(labels[Int(id.index)]): \(graph.role(of: id))"
      }
      return
        ([primitive.elementwise?.symbol ?? "\(primitive)"]
        + graph.operands(of: id).map { String($0.index) })
        .joined(separator: " ")
    }
  }
}
