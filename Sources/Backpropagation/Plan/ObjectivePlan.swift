import ComputationGraph
import Learning

extension StepPlan {
  /// Plans the steps of an objective; compound gates not in `open` are one unit each. By mistake
  /// `early` sends its gradient as soon as any of it has arrived.
  init(of objective: Objective, open: Set<Int> = [], sendingEarly early: Node.ID? = nil) {
    self.init(
      of: objective.graph, output: objective.output, open: open,
      changing: objective.changingLeaves, from: objective.start.iteration, sendingEarly: early)
  }

  /// All actions of an iteration, in order.
  var actions: [Action] { (0..<actionsPerIteration).map(action) }
}

extension Objective {
  /// The leaves that hold other rows in each iteration.
  var changingLeaves: [Node.ID] {
    guard let feed, feed.data.hasBatches else { return [] }
    return [feed.features, feed.labels].compactMap(\.self)
  }
}
