import ComputationGraph
import Learning
import Limits

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
}

/// The agreement between the backward pass and central differences: the one judgement that
/// `backprop check` and `K` share.
public enum Agreement: Hashable, Sendable {
  /// The relative error is at most `bound`.
  case agrees
  /// The error is larger, but the function has a kink here: the slopes left and right of it differ,
  /// and the analytic gradient is one of them or lies between.
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
/// trusts nothing but the forward pass. Only gates that stop gradients keep their values, because
/// to a gradient they are numbers. Several h are tried, because a large one is inexact and a
/// small one loses digits (CS231n notes, "Neural Networks 3", gradient checks). Of a large tensor
/// some elements stand for all.
public struct GradientCheck: Sendable {
  /// The largest number of elements of a node that are compared.
  public static let mostElements = Limits.checkedElements.value

  private let evaluation: Evaluation
  private let receives: [Bool]
  private let mostElements: Int

  /// A check of `output` at the graph's initial values, of at most `mostElements` elements of each
  /// node.
  public init(of graph: Graph, output: Node.ID, mostElements: Int = Self.mostElements) {
    var timeline = Timeline(Training(of: Objective(graph: graph, output: output)))
    self.init(of: timeline.evaluation(ofIteration: 0), mostElements: mostElements)
  }

  /// A check of the numbers at some place of a timeline.
  public init(of evaluation: Evaluation, mostElements: Int = Self.mostElements) {
    self.evaluation = evaluation
    self.mostElements = mostElements
    receives = evaluation.graph.gradientReceivers(from: evaluation.output)
  }

  /// The elements of `node` that are compared: all, or `mostElements` evenly spread over it. None
  /// if it receives no gradient: a literal, a label, or what the output is not computed from.
  public func comparedElements(of node: Node.ID) -> [Int] {
    guard receives[Int(node.index)] else { return [] }
    let count = evaluation.graph.places(of: node).count
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
    let analytic = analytic(node, element)
    var best = (numeric: Double.nan, error: Double.infinity)
    var isAtKink = false
    for exponent in [-5, -4, -6, -3, -7] {
      let (_, difference) = difference(node, element: element, exponent: exponent)
      guard difference.numeric.isFinite, analytic.isFinite else { continue }
      let relative = difference.relativeError(of: analytic, beyond: difference.rounding)
      if relative < best.error { best = (difference.numeric, relative) }
      isAtKink = isAtKink || difference.hasKink(analytic)
      if relative <= 1e-7 { break }
    }
    let error = best.numeric.isNaN ? .nan : best.error
    return GradientComparison(
      node: node, element: element, analytic: analytic, numeric: best.numeric,
      relativeError: error, agreement: Agreement(relativeError: error, isAtKink: isAtKink))
  }

  /// Compares the gradient of one element with central differences for one h only: 10 to the power
  /// of `exponent`, times the value where that is larger than 1.
  public func difference(_ node: Node.ID, element: Int, exponent: Int)
    -> (analytic: Double, CentralDifference)
  {
    let x = evaluation.numbers[value: place(node, element)]
    // An h that the numbers can represent, so that x + h − x is h.
    let h = (x + max(1, abs(x)) * power(of: 10, exponent)) - x
    func loss(_ h: Double) -> Double {
      evaluation.loss(moving: node, element: element, by: h, keepingStops: true)
    }
    return (
      analytic(node, element),
      CentralDifference(h: h, loss: evaluation.loss, above: loss(h), below: loss(-h))
    )
  }

  private func analytic(_ node: Node.ID, _ element: Int) -> Double {
    evaluation.numbers[gradient: place(node, element)]
  }

  private func place(_ node: Node.ID, _ element: Int) -> Int {
    evaluation.graph.places(of: node).lowerBound + element
  }

  private func power(of base: Double, _ exponent: Int) -> Double {
    (0..<abs(exponent)).reduce(1) { power, _ in exponent < 0 ? power / base : power * base }
  }
}
