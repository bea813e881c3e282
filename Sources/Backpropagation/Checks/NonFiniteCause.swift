import ComputationGraph
import Learning

/// Why a number stopped being finite: what was asked of a gate that has no finite answer.
public struct NonFiniteCause: Hashable, Sendable {
  /// The kinds of question without a finite answer.
  public enum Kind: Hashable, Sendable {
    /// A leaf was given such a value.
    case given
    /// An update has moved a parameter to such a value.
    case moved
    /// The logarithm of 0; `of` is the softmax that the 0 comes from, if one is near.
    case logOfZero(of: Node.ID?)
    /// The logarithm of a negative number.
    case logOfNegative
    /// A division by 0, or a negative power of 0.
    case divisionByZero
    /// The square root of a negative number.
    case rootOfNegative
    /// The slope of a square root at 0.
    case slopeOfRoot
    /// A fractional power of a negative number.
    case powerOfNegative
    /// A result that is larger than any number.
    case overflow
    /// A slope that does not exist, of which nothing more is known.
    case slope
  }

  /// The origin that it is the cause of.
  public let origin: NonFiniteOrigin
  /// The kind.
  public let kind: Kind
  /// The node of which an entry is not finite, or whose gradient is not.
  public let node: Node.ID
  /// The first such entry, counted row by row.
  public let entry: Int
  /// The value, or the gradient, there.
  public let number: Double
}

extension Training {
  /// The cause of a loss that is not finite; `nil` where it has only grown too large, of which its
  /// verdict says more.
  public func cause(of end: LossVerdict.End) -> NonFiniteCause? {
    var timeline = Timeline(self)
    func cause(in iteration: Int) -> NonFiniteCause? {
      timeline.snapshot(at: timeline.plan.end(of: .backward, in: iteration)).nonFiniteCause
    }
    var found = cause(in: end.iteration)
    // What an update has moved there was moved by a gradient, which may have been there before.
    var iteration = end.iteration - 1
    while found?.kind == .moved, iteration >= timeline.plan.firstIteration,
      iteration >= end.iteration - Self.longestWayBack, let earlier = cause(in: iteration)
    {
      found = earlier
      iteration -= 1
    }
    return found.flatMap { $0.kind == .overflow && !end.isBeforeAnyUpdate ? nil : $0 }
  }

  /// The number of iterations in which a parameter may have been infinite while the loss was finite.
  private static var longestWayBack: Int { 100 }
}

extension Snapshot {
  /// The cause of the first number that is not finite; `nil` where all that are known are finite.
  public var nonFiniteCause: NonFiniteCause? {
    nonFiniteOrigin.map { origin in
      switch origin {
      case .leaf(let node):
        cause(origin, node, iteration == plan.firstIteration ? .given : .moved)
      case .value(let node): cause(origin, node, kind(ofValueAt: node))
      case .gradient(let gate, let operand):
        cause(origin, operand, kind(ofSlopeFrom: gate, to: operand), isGradient: true)
      }
    }
  }

  private func cause(
    _ origin: NonFiniteOrigin, _ node: Node.ID, _ kind: NonFiniteCause.Kind,
    isGradient: Bool = false
  ) -> NonFiniteCause {
    let entry = firstEntry(of: node, isGradient: isGradient)
    let place = graph.places(of: node).lowerBound + entry
    return NonFiniteCause(
      origin: origin, kind: kind, node: node, entry: entry,
      number: isGradient ? numbers[gradient: place] : numbers[value: place])
  }

  private func firstEntry(of node: Node.ID, isGradient: Bool = false) -> Int {
    let places = graph.places(of: node)
    let found = places.first {
      !(isGradient ? numbers[gradient: $0] : numbers[value: $0]).isFinite
    }
    return (found ?? places.lowerBound) - places.lowerBound
  }

  private func kind(ofValueAt gate: Node.ID) -> NonFiniteCause.Kind {
    guard let primitive = graph.primitive(of: gate)?.elementwise else { return .overflow }
    let operands = graph.operands(of: gate)
    let entry = firstEntry(of: gate)
    let x = entries(of: operands[0], behind: entry, of: gate)
    switch primitive {
    case .log: return x < 0 ? .logOfNegative : .logOfZero(of: softmax(behind: operands[0]))
    case .sqrt: return .rootOfNegative
    case .divide:
      return entries(of: operands[1], behind: entry, of: gate) == 0 ? .divisionByZero : .overflow
    case .power:
      return x == 0
        ? .divisionByZero
        : x < 0 && numbers[value: graph.places(of: gate).lowerBound + entry].isNaN
          ? .powerOfNegative : .overflow
    default: return .overflow
    }
  }

  private func kind(ofSlopeFrom gate: Node.ID, to operand: Node.ID) -> NonFiniteCause.Kind {
    let entry = firstEntry(of: operand, isGradient: true)
    let x = numbers[value: graph.places(of: operand).lowerBound + entry]
    let isBase = graph.operands(of: gate)[0] == operand
    switch graph.primitive(of: gate)?.elementwise {
    case .sqrt where x == 0: return .slopeOfRoot
    case .power where isBase && x == 0: return .divisionByZero
    // The slope of xʸ for y is xʸ · log x.
    case .power where hasNegative(graph.operands(of: gate)[0]): return .logOfNegative
    // Two finite factors make no NaN.
    default:
      return numbers[gradient: graph.places(of: operand).lowerBound + entry].isNaN
        ? .slope : .overflow
    }
  }

  private func hasNegative(_ node: Node.ID) -> Bool {
    graph.places(of: node).contains { numbers[value: $0] < 0 }
  }

  /// The entry of an operand that an entry of an elementwise gate is computed from.
  private func entries(of operand: Node.ID, behind entry: Int, of gate: Node.ID) -> Double {
    let shape = graph.shape(of: operand)
    let indices = graph.shape(of: gate).indices(of: entry).suffix(shape.extents.count)
    let place = zip(shape.extents, indices).reduce(0) { $0 * $1.0 + ($1.0 == 1 ? 0 : $1.1) }
    return numbers[value: graph.places(of: operand).lowerBound + place]
  }

  /// The softmax or sigmoid that an operand is computed from by few gates.
  private func softmax(behind operand: Node.ID) -> Node.ID? {
    var near = [operand]
    for _ in 0..<4 {
      let found = near.first {
        graph.primitive(of: $0) == .softmax || graph.primitive(of: $0)?.elementwise == .sigmoid
      }
      if let found { return found }
      near = near.flatMap { graph.operands(of: $0) }
    }
    return nil
  }
}

extension MeasuredTraining {
  /// The cause of a loss that is not finite; see `Training.cause`.
  public var cause: NonFiniteCause? { verdict.end.flatMap(training.cause) }
}
