import ComputationGraph

/// The gradient of one number, computed by the backward pass and by central differences.
public struct GradientComparison: Hashable, Sendable {
  /// The node whose gradient was compared, and which of its elements.
  public let node: Node.ID
  /// Counted row by row from 0.
  public let element: Int
  /// The gradient from the backward pass.
  public let analytic: Double
  /// (L(x + h) − L(x − h)) / 2h, for the h that agreed best.
  public let numeric: Double
  /// The number that is judged: |analytic − numeric| / max(|analytic|, |numeric|), 0 when both are 0.
  public let relativeError: Double
  /// The judgement on it.
  public let agreement: Agreement

  init(
    _ node: Node.ID, element: Int, analytic: Double,
    best: (numeric: Double, relativeError: Double)?, isAtKink: Bool
  ) {
    self.node = node
    self.element = element
    self.analytic = analytic
    numeric = best?.numeric ?? .nan
    relativeError = best?.relativeError ?? .nan
    agreement = Agreement(relativeError: relativeError, isAtKink: isAtKink)
  }
}

/// Whether the backward pass and central differences agree: the one judgement that `backprop check`
/// and `K` share.
public enum Agreement: Hashable, Sendable {
  /// The relative error is at most `bound`.
  case agrees
  /// It is more, but the function has a kink here: the slopes left and right of it differ, and the
  /// analytic gradient is one of them or lies between.
  case kink
  /// It is more.
  case disagrees
  /// The loss or the gradient is not a finite number here, so there is nothing to compare.
  case undefined

  /// The largest relative error with which two ways to compute a gradient agree. Where there are no
  /// kinks the 1e-4 of the notes is too high.
  public static let bound = 1e-5

  /// Judges the relative error for the h that agreed best; NaN where no h gave a number.
  init(relativeError: Double, isAtKink: Bool) {
    self =
      relativeError.isNaN
      ? .undefined : relativeError <= Self.bound ? .agrees : isAtKink ? .kink : .disagrees
  }
}

/// Compares gradients with central differences, node by node.
///
/// For each node its value is moved by ±h and everything after it computed again, so the check
/// trusts nothing but the forward pass. Several h are tried, because a large one is inexact and a
/// small one loses digits (CS231n notes, "Neural Networks 3", gradient checks). Of a large tensor
/// some elements stand for all.
public struct GradientCheck: Sendable {
  /// The largest number of elements of a node that are compared.
  public static let mostElements = 64

  private let graph: Graph
  private let output: Node.ID
  private let reference: Numbers
  private let receives: [Bool]
  private let mostElements: Int
  /// Computes the nodes from one on again.
  private let recompute: @Sendable (_ first: Int, _ numbers: inout Numbers) -> Void

  /// A check of `output` at the graph's initial values, of at most `mostElements` elements of each
  /// node.
  public init(of graph: Graph, output: Node.ID, mostElements: Int = Self.mostElements) {
    self.mostElements = mostElements
    self.graph = graph
    self.output = output
    let tape = Tape(of: graph, feeding: output)
    var numbers = Numbers(initialValuesOf: graph)
    tape.forward(in: &numbers)
    for place in graph.places(of: output) { numbers[gradient: place] = 1 }
    tape.backward(in: &numbers)
    reference = numbers
    receives = graph.gradientReceivers(from: output)
    recompute = { first, numbers in
      tape.forward(tape.gates(in: first..<graph.count), in: &numbers)
    }
  }

  /// A check of what is known at some place of a timeline.
  public init(of evaluation: Evaluation) {
    graph = evaluation.graph
    output = evaluation.output
    reference = evaluation.numbers
    receives = graph.gradientReceivers(from: output)
    mostElements = Self.mostElements
    recompute = { [execution = evaluation.execution, held = evaluation.held] first, numbers in
      execution.forward(first..<execution.graph.count, holding: held, in: &numbers)
    }
  }

  /// The elements of `node` that are compared: all, or `mostElements` evenly spread over it. None
  /// if it receives no gradient: a literal, a label, or what the output is not computed from.
  public func comparedElements(of node: Node.ID) -> [Int] {
    guard receives[Int(node.index)] else { return [] }
    let count = graph.places(of: node).count
    let compared = min(count, mostElements)
    // The first, the last, and equal distances in between.
    return (0..<compared).map { compared == 1 ? 0 : $0 * (count - 1) / (compared - 1) }
  }

  /// The comparisons for `comparedElements(of: node)`, in their order.
  public func compare(_ node: Node.ID) -> [GradientComparison] {
    comparedElements(of: node).map { compare(node, element: $0) }
  }

  /// The comparison of one element, for the h that agrees best.
  public func compare(_ node: Node.ID, element: Int) -> GradientComparison {
    let place = graph.places(of: node).lowerBound + element
    let analytic = reference[gradient: place]
    var best: (numeric: Double, relativeError: Double)?
    var isAtKink = false
    for exponent in [-5, -4, -6, -3, -7] {
      let difference = difference(node, place: place, exponent: exponent)
      guard difference.numeric.isFinite, analytic.isFinite else { continue }
      let relative = difference.relativeError(of: analytic, beyond: difference.rounding)
      if relative < best?.relativeError ?? .infinity { best = (difference.numeric, relative) }
      isAtKink = isAtKink || difference.hasKink(analytic)
      if relative <= 1e-7 { break }
    }
    return GradientComparison(
      node, element: element, analytic: analytic, best: best, isAtKink: isAtKink)
  }

  /// Compares the gradient of one element with central differences for one h only: 10 to the power
  /// of `exponent`, times the value where that is larger than 1.
  public func difference(
    _ node: Node.ID, element: Int, exponent: Int
  ) -> (analytic: Double, CentralDifference) {
    let place = graph.places(of: node).lowerBound + element
    return (reference[gradient: place], difference(node, place: place, exponent: exponent))
  }

  private func difference(_ node: Node.ID, place: Int, exponent: Int) -> CentralDifference {
    let x = reference[value: place]
    // The h that the numbers can represent, so that x + h − x is h.
    let wanted = max(1, abs(x)) * power(of: 10, exponent)
    let h = (x + wanted) - x
    return CentralDifference(
      h: h, loss: sum(of: reference), above: loss(with: x + h, at: place, of: node),
      below: loss(with: x - h, at: place, of: node))
  }

  private func loss(with value: Double, at place: Int, of node: Node.ID) -> Double {
    var numbers = reference
    numbers[value: place] = value
    recompute(Int(node.index) + 1, &numbers)
    return sum(of: numbers)
  }

  private func sum(of numbers: Numbers) -> Double {
    graph.places(of: output).reduce(0) { $0 + numbers[value: $1] }
  }

  private func power(of base: Double, _ exponent: Int) -> Double {
    (0..<abs(exponent)).reduce(1) { power, _ in exponent < 0 ? power / base : power * base }
  }
}
