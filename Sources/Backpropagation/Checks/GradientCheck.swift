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
  /// (L(x + h) − L(x − h)) / 2h, for the h that agreed best, or their limit.
  public let numeric: Double
  /// The number that is judged: |analytic − numeric| / max(|analytic|, |numeric|), 0 when both are 0.
  public let relativeError: Double
  /// The two slopes, where there is a kink.
  public let kink: Kink?
  /// The gate with a kink that explains a difference, where the output as a whole has none.
  public let innerKink: Node.ID?
  /// The judgement on it.
  public let agreement: Agreement
}

/// The agreement between the backward pass and central differences: the one judgement that
/// `backprop check` and `K` share.
public enum Agreement: Hashable, Sendable {
  /// The relative error is at most `bound`.
  case agrees
  /// The function has a kink here: the slopes left and right of it differ, and the analytic gradient
  /// is one of them or lies between. Then the error says nothing: where it is 0, as at max(x, y) with
  /// equal operands, the gradient is still no slope. Or parts of it have kinks that the output has
  /// not, as relu(x) − relu(−x) at 0, and the gradient is what one slope of each part makes.
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
      ? .undefined : isAtKink ? .kink : relativeError <= Self.bound ? .agrees : .disagrees
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
    var differences: [Int: CentralDifference] = [:]
    for exponent in [-5, -4, -6, -3, -7] {
      let (_, difference) = difference(node, element: element, exponent: exponent)
      differences[exponent] = difference
      guard difference.numeric.isFinite, analytic.isFinite else { continue }
      let relative = difference.relativeError(of: analytic, beyond: difference.rounding)
      if relative < best.error { best = (difference.numeric, relative) }
      if relative <= 1e-7 { break }
    }
    // Where the slope is 0 and bends on one side only, as that of relu(x)² at 0, each quotient is as
    // far from it as h, and only their limit is not.
    if best.error > Agreement.bound, analytic.isFinite, let near = differences[-7],
      let far = differences[-6], near.numeric.isFinite, far.numeric.isFinite
    {
      let limit = (10 * near.numeric - far.numeric) / 9
      let distance = max(0, abs(analytic - limit) - 2 * near.rounding)
      let relative = distance == 0 ? 0 : distance / max(abs(analytic), abs(limit))
      if relative < best.error { best = (limit, relative) }
    }
    let error = best.numeric.isNaN ? .nan : best.error
    let kink = kink(at: node, element, differences)
    let isAtKink = kink?.contains(analytic, margin: differences[-5]?.rounding ?? 0) ?? false
    let agreement = Agreement(relativeError: error, isAtKink: isAtKink)
    var inner: InnerKink?
    if agreement == .disagrees {
      inner = InnerKink(at: node, element: element, in: evaluation)
      // A difference that is larger than all other slopes explain is a mistake.
      if let leeway = inner?.leeway, abs(analytic - best.numeric) > 1.001 * leeway { inner = nil }
    }
    return GradientComparison(
      node: node, element: element, analytic: analytic, numeric: best.numeric,
      relativeError: error, kink: kink,
      innerKink: inner?.gate, agreement: inner == nil ? agreement : .kink)
  }

  /// The kink at a number, as the smallest h shows it that rounding leaves anything of.
  private func kink(
    at node: Node.ID, _ element: Int, _ known: [Int: CentralDifference]
  ) -> Kink? {
    // Where the slopes for this h are one, there is no kink.
    guard let first = known[-5],
      !(abs(first.slopeDifference)
        <= Kink.leastShare * max(abs(first.left), abs(first.right)) + first.rounding)
    else { return nil }
    var known = known
    func difference(_ exponent: Int) -> CentralDifference {
      let found =
        known[exponent] ?? self.difference(node, element: element, exponent: exponent).1
      known[exponent] = found
      return found
    }
    for exponent in -7 ... -5 where difference(exponent).hidesNothing {
      return Kink(difference(exponent), difference(exponent + 1))
    }
    return nil
  }

  /// Compares the gradient of one element with central differences for one h only: 10 to the power
  /// of `exponent`, times the value where that is larger than 1, or a share of that.
  public func difference(_ node: Node.ID, element: Int, exponent: Int, share: Double = 1)
    -> (analytic: Double, CentralDifference)
  {
    let x = evaluation.numbers[value: place(node, element)]
    // An h that the numbers can represent, so that x + h − x is h.
    let h = (x + share * max(1, abs(x)) * power(of: 10, exponent)) - x
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
