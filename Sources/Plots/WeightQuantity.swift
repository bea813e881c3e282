import Backpropagation
import ComputationGraph
import Debugging
import ExpressionLanguage

/// A quantity that can be shown for each weight.
package enum WeightQuantity: Int, CaseIterable, Hashable, Sendable {
  case value, gradient, changeSinceBeginning, lastChange

  /// The name on the screen.
  package var name: String {
    switch self {
    case .value: "value"
    case .gradient: "gradient"
    case .changeSinceBeginning: "change so far"
    case .lastChange: "last change"
    }
  }

  /// The reason shown if the quantity is unknown.
  package var reasonUnknown: String {
    switch self {
    case .value, .changeSinceBeginning: "not known"
    case .gradient: "no gradient has arrived yet: c goes on, phase by phase"
    case .lastChange: "no update has moved these weights yet: i makes one"
    }
  }
}

/// The numbers of a parameter, and whether they are out of date.
package struct WeightNumbers: Hashable, Sendable {
  let elements: [Double]
  let isStale: Bool

  /// The largest finite magnitude.
  package var largest: Double { elements.reduce(0) { $1.isFinite ? max($0, abs($1)) : $0 } }
}

extension WeightNumbers {
  /// A quantity of a parameter; `nil` if it is unknown.
  package init?(_ quantity: WeightQuantity, of node: Node.ID, in debugger: Debugger) {
    let (snapshot, graph) = (debugger.snapshot, debugger.document.graph)
    let places = graph.places(of: node)
    let now = snapshot.numbers.values(at: places)
    switch quantity {
    case .value:
      self.init(elements: Array(now), isStale: false)
    case .gradient:
      let state = snapshot.gradientState(of: node)
      guard state != .unknown else { return nil }
      self.init(elements: Array(snapshot.numbers.gradients(at: places)), isStale: state == .stale)
    case .changeSinceBeginning:
      self.init(elements: zip(now, graph.initialValue(of: node)).map { $0 - $1 }, isStale: false)
    case .lastChange:
      guard let before = Self.elementsBeforeLastUpdate(of: node, in: debugger) else { return nil }
      self.init(elements: zip(now, before).map { $0 - $1 }, isStale: false)
    }
  }

  /// The values of a parameter before its last update; `nil` if there has been none.
  private static func elementsBeforeLastUpdate(
    of node: Node.ID, in debugger: Debugger
  ) -> [Double]? {
    let (plan, position) = (debugger.cursor.plan, debugger.position)
    let graph = debugger.document.graph
    guard let index = plan.parameters.firstIndex(of: node) else { return nil }
    let hasMoved = position.progress >= plan.range(of: .update(index)).upperBound
    let iteration = position.iteration - (hasMoved ? 0 : 1)
    guard iteration >= plan.firstIteration else { return nil }
    // The training has the same parameters in the same order, whichever gates are open.
    let first = plan.parameters[..<index].reduce(0) { $0 + graph.places(of: $1).count }
    var training = debugger.timeline.training
    let all = training.state(atBeginningOf: iteration).parameters
    return Array(all[first..<first + graph.places(of: node).count])
  }
}
