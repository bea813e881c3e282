import ComputationGraph
import Learning
import Limits

/// The mistakes that can be made with an objective, and their effects.
///
/// Mistakes are carried out action by action with all gates open, so graphs are limited.
public struct BugLab: Sendable {
  /// The largest number of gates in a graph.
  public static let mostGates = Limits.bugLabGates.value
  /// The largest number of numbers in a graph.
  public static let mostNumbers = Limits.bugLabNumbers.value

  /// Why a mistake cannot be made.
  public enum Obstacle: Error, Hashable, Sendable {
    /// There is nowhere to make it.
    case noPlace
    /// It is not made at a single node.
    case madeEverywhere
    /// It cannot be made at the node that was asked for, only at these.
    case otherPlaces([Node.ID])
    /// It would not change any number.
    case noEffect
  }

  private let objective: Objective
  private let plan: StepPlan
  private var graph: Graph { objective.graph }

  /// The laboratory of an objective; `nil` if its graph is too large.
  public init?(_ objective: Objective) {
    let graph = objective.graph
    let gateCount = graph.ids.count { graph.role(of: $0) == .gate }
    guard gateCount <= Self.mostGates, graph.placeCount <= Self.mostNumbers else { return nil }
    self.objective = objective
    plan = StepPlan(of: objective, open: Set(graph.compoundGates.indices))
  }

  /// The nodes at which a mistake of a kind can be made, ascending; for kinds that are made
  /// everywhere, where it shows.
  public func places(of kind: Bug.Kind) -> [Node.ID] {
    switch kind {
    case .noZeroing:
      return graph.ids.filter { graph.role(of: $0) != .gate && !plan.flows(into: $0).isEmpty }
    case .wrongSign, .earlyUpdate:
      return plan.parameters
    case .overwrite:
      return graph.ids.filter { plan.flows(into: $0).count > 1 }
    case .missingTranspose:
      let flows = plan.flows.filter {
        graph.canForgetTranspose(of: plan.units[$0.unit].output, slot: $0.slot)
      }
      return Set(flows.map { plan.units[$0.unit].output }).sorted()
    case .staleValue:
      return plan.units.map(\.output).filter {
        plan.reachesOutput[Int($0.index)] && plan.firstParameter[Int($0.index)] <= lastChanging
      }
    case .wrongOrder:
      let senders = Set(plan.flows.map { plan.units[$0.unit].output })
      return senders.filter { Set(plan.flows(into: $0).map(\.unit)).count > 1 }.sorted()
    }
  }

  /// The largest `firstParameter` of a node whose value changes from one iteration to the next:
  /// with a parameter, or with the rows of a batch.
  private var lastChanging: Int32 { Int32(plan.parameters.count) }

  /// A mistake at a node, or wherever it can be made; a kind that needs a node gets that of a seed.
  public func bug(
    _ kind: Bug.Kind, at node: Node.ID? = nil, seed: UInt64 = 1
  ) throws(Obstacle) -> Bug {
    let places = places(of: kind)
    if places.isEmpty { throw .noPlace }
    if node != nil, !kind.takesNode { throw .madeEverywhere }
    if let node, !places.contains(node) { throw .otherPlaces(places) }
    var random = RandomNumbers(seed: seed)
    let candidates: [Node.ID?] = node == nil && kind.needsNode ? places : [node]
    guard let bug = bug(kind, atOneOf: candidates, beside: numbers(with: nil), &random) else {
      throw .noEffect
    }
    return bug
  }

  /// A mistake that belongs to a seed and makes a difference, at one node where its kind allows
  /// that; `nil` if none does.
  ///
  /// Consecutive seeds go through all possible kinds in a random order
  /// before one is repeated.
  public func randomBug(seed: UInt64) -> Bug? {
    let right = numbers(with: nil)
    let bugs = Bug.Kind.allCases.compactMap { kind -> Bug? in
      var random = RandomNumbers(seed: seed)
      let places = places(of: kind)
      let candidates: [Node.ID?] = kind.takesNode || places.isEmpty ? places : [nil]
      return bug(kind, atOneOf: candidates, beside: right, &random)
    }
    guard !bugs.isEmpty else { return nil }
    let count = UInt64(bugs.count)
    return bugs[Self.order(of: bugs.count, round: seed / count)[Int(seed % count)]]
  }

  /// The numbers below `count` in a random order that does not begin with the last number of the
  /// round before.
  private static func order(of count: Int, round: UInt64) -> [Int] {
    func drawn(_ round: UInt64) -> [Int] {
      var random = RandomNumbers(seed: round)
      var rest = Array(0..<count)
      return (0..<count).map { _ in rest.remove(at: random.below(rest.count)) }
    }
    var order = drawn(round)
    if round > 0, count > 2, order[0] == drawn(round - 1)[count - 1] { order.swapAt(0, 1) }
    return order
  }

  /// A mistake at one of these nodes that makes a difference. The search ends after many that make
  /// none, because a person is waiting.
  private func bug(
    _ kind: Bug.Kind, atOneOf places: [Node.ID?], beside right: [[UInt64]],
    _ random: inout RandomNumbers
  ) -> Bug? {
    var places = places
    for _ in 0..<16 where !places.isEmpty {
      let bug = Bug(kind: kind, node: places.remove(at: random.below(places.count)))
      if numbers(with: bug) != right { return bug }
    }
    return nil
  }

  /// Whether two mistakes cannot be told apart by their numbers.
  public func areAlike(_ a: Bug, _ b: Bug) -> Bool {
    a == b || numbers(with: a) == numbers(with: b)
  }

  /// All numbers at the end of the first iterations, as bits.
  private func numbers(with bug: Bug?) -> [[UInt64]] {
    var timeline = Timeline(
      Training(of: objective, rules: bug?.rules ?? .right),
      openGates: Set(graph.compoundGates.indices))
    let seen = graph.ids.filter { graph.role(of: $0) != .constant }
    return (0..<3).map { iteration in
      let numbers = timeline.numbers(atEndOf: iteration)
      return seen.flatMap { node in
        let places = graph.places(of: node)
        return (numbers.values(at: places) + numbers.gradients(at: places)).map(\.bitPattern)
      }
    }
  }
}
