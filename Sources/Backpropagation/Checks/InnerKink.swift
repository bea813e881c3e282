import ComputationGraph

/// Gates that have a kink where one number moves, though the output as a whole may have none, as
/// relu(x) − relu(−x) at 0: its parts have two slopes each, and the slopes of both sides add up to 1.
///
/// The backward pass takes one slope for each part, and so may come to a number between or beside
/// the slopes of the whole.
struct InnerKink {
  /// The first such gate: its operands have one slope, and it has two.
  let gate: Node.ID
  /// By how much the gradient may differ, as other slopes of such gates are taken: the sum of
  /// |∂L/∂gate| · |difference of its slopes|.
  let leeway: Double

  /// The kink of the first gates after a number; `nil` where there is none.
  init?(at node: Node.ID, element: Int, in evaluation: Evaluation) {
    let (graph, numbers) = (evaluation.graph, evaluation.numbers)
    let size = max(1, abs(numbers[value: graph.places(of: node).lowerBound + element]))
    let moved = [1e-6, 1e-5].map { share in
      let h = share * size
      func numbers(_ h: Double) -> Numbers {
        evaluation.numbers(moving: node, element: element, by: h, keepingStops: true)
      }
      return (h: h, above: numbers(h), below: numbers(-h))
    }
    /// The kink in the value at a place, as it follows the number that moves.
    func kink(at place: Int) -> Kink? {
      let differences = moved.map { moved in
        CentralDifference(
          h: moved.h, loss: numbers[value: place], above: moved.above[value: place],
          below: moved.below[value: place])
      }
      return Kink(differences[0], differences[1])
    }
    var hasKink = Array(repeating: false, count: graph.count)
    var first: Node.ID?
    var leeway = 0.0
    for gate in graph.ids.dropFirst(Int(node.index) + 1) {
      let isBehindKink = graph.operands(of: gate).contains { hasKink[Int($0.index)] }
      for place in graph.places(of: gate) {
        guard let kink = kink(at: place) else { continue }
        hasKink[Int(gate.index)] = true
        guard !isBehindKink else { break }
        first = first ?? gate
        leeway += abs(numbers[gradient: place] * (kink.right - kink.left))
      }
      if isBehindKink { hasKink[Int(gate.index)] = true }
    }
    guard let first else { return nil }
    gate = first
    self.leeway = leeway
  }
}
