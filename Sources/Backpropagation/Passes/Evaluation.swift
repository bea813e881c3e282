import ComputationGraph

/// A whole forward and backward pass beside the timeline, to try things out on.
///
/// Its values are those of the formulas. Its gradients are those that the rules make, so in the bug
/// lab the two need not belong together, which is what a check of gradients finds.
public struct Evaluation: Sendable {
  /// Every value and every gradient, all fresh.
  public let numbers: Numbers
  let held: [HeldValue]
  let execution: Execution

  /// The graph.
  public var graph: Graph { execution.graph }
  /// The node whose gradient is 1.
  public var output: Node.ID { execution.output }
  /// The gates, as they are open and closed.
  public var plan: StepPlan { execution.plan }

  init(of running: RunningNumbers, _ settings: IterationSettings, _ execution: Execution) {
    var made = running
    // Before the first update everything else has happened.
    execution.run(before: .update(0), settings, on: &made)
    if !execution.rules.areRight {
      let all = 0..<made.numbers.placeCount
      made.numbers.setValues(at: all, to: Array(running.numbers.values(at: all)))
      execution.forward(0..<execution.graph.count, holding: settings.held, in: &made.numbers)
    }
    numbers = made.numbers
    held = settings.held
    self.execution = execution
  }

  /// The gates that stop gradients, with their values.
  private var stops: [HeldValue] {
    graph.ids.filter { graph.stopsGradient($0) }.map {
      HeldValue(node: $0, values: Array(numbers.values(at: graph.places(of: $0))))
    }
  }

  /// The output; the sum of its elements, if it has several.
  public var loss: Double { numbers.total(of: output, in: graph) }

  /// Whether a gate has a given output instead of a computed one.
  public func isHeld(_ node: Node.ID) -> Bool { held.contains { $0.node == node } }

  /// The loss after a node's value moves by h: in one of its elements, or in all.
  ///
  /// Only what comes after the node is computed again, so a gate can be moved as well as a leaf. With
  /// `keepingStops`, gates that stop gradients keep their values: what a gradient tells is the loss
  /// with these as numbers.
  public func loss(
    moving node: Node.ID, element: Int? = nil, by h: Double, keepingStops: Bool = false
  ) -> Double {
    numbers(moving: node, element: element, by: h, keepingStops: keepingStops)
      .total(of: output, in: graph)
  }

  /// All values after a node's value moves by h; see `loss`.
  func numbers(
    moving node: Node.ID, element: Int?, by h: Double, keepingStops: Bool
  ) -> Numbers {
    var moved = numbers
    let places = graph.places(of: node)
    for place in element.map({ places.lowerBound + $0..<places.lowerBound + $0 + 1 }) ?? places {
      moved[value: place] += h
    }
    execution.forward(
      Int(node.index) + 1..<graph.count, holding: keepingStops ? held + stops : held, in: &moved)
    return moved
  }
}
