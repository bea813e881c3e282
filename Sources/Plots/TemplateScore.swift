import Backpropagation
import ComputationGraph

/// The score of one unit for one example, as the sum over the inputs of x · w.
package struct TemplateScore: Hashable, Sendable {
  /// The example's inputs.
  let example: [Double]
  /// x · w, input by input.
  let products: [Double]
  /// The bias added to the sum; `nil` if there is none.
  let bias: Double?
  /// The score in the graph; `nil` if it is out of date or not yet computed.
  let computed: Double?

  /// Σ x · w.
  var sum: Double { products.reduce(0, +) }
}

extension WeightMatrix {
  /// The number of examples in the input.
  package func exampleCount(in graph: Graph) -> Int {
    guard let use else { return 0 }
    let extents = graph.shape(of: use.input).extents
    return extents.count < 2 ? 1 : extents[use.inputIsLeft ? 0 : 1]
  }

  /// The score of a unit for an example with the given weights; `nil` if the inputs are unknown.
  package func score(of unit: Int, example: Int, weights: [Double], at snapshot: Snapshot)
    -> TemplateScore?
  {
    guard let use, example < exampleCount(in: snapshot.graph),
      snapshot.valueState(of: use.input) == .fresh
    else { return nil }
    let (graph, numbers) = (snapshot.graph, snapshot.numbers)
    let examples = exampleCount(in: graph)
    let input = numbers.value(of: use.input, in: graph).elements
    let row = (0..<inputCount).map {
      input[use.inputIsLeft ? example * inputCount + $0 : $0 * examples + example]
    }
    let shape = graph.shape(of: use.product)
    let place = use.inputIsLeft ? example * unitCount + unit : unit * examples + example
    let result = use.sum ?? use.product
    let isKnown = snapshot.valueState(of: result) == .fresh
    return TemplateScore(
      example: row, products: zip(row, weights).map { $0 * $1 },
      bias: use.bias.map { bias in
        let biasPlace = graph.shape(of: bias).place(broadcastTo: shape, place)
        return numbers.value(of: bias, in: graph).elements[biasPlace]
      },
      computed: isKnown ? numbers.value(of: result, in: graph).elements[place] : nil)
  }
}
