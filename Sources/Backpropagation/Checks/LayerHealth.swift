import ComputationGraph

/// The health of a gate that is not linear: how much of a gradient gets back through it.
///
/// A unit is one column of a rows × units matrix, one element of a vector, or a single number. An
/// entry is one number of it.
public struct LayerHealth: Hashable, Sendable {
  /// The gate.
  public let gate: Node.ID
  /// The function it computes.
  public let primitive: Elementwise
  /// The number of units.
  public let unitCount: Int
  /// The number of entries: units times rows.
  public let entryCount: Int
  /// The entries that let less through than `openBound`, or nothing.
  public let closedEntries: Int
  /// The units that are closed in every row. In a relu they are *dead*: no gradient gets through
  /// for any row of the batch. In gates that bend smoothly they are *saturated*.
  public let closedUnits: Int
  /// The mean of |∂L/∂output| over all entries.
  public let meanGradient: Double
  /// The verdict on the gradients that get this far.
  public let verdict: GradientVerdict

  /// The |local gradient| below which an entry is closed.
  public static let openBound = 1e-3

  /// Whether closed means a local gradient of exactly 0, as where a relu gives 0.
  public var diesWhenClosed: Bool { primitive.isHinge }

  /// The share of closed entries, from 0 to 1.
  public var closedShare: Double { Double(closedEntries) / Double(max(1, entryCount)) }

  /// `nil` for a gate without a non-linearity of its own. `largest` is the largest mean gradient of
  /// the graph, `isStopped` whether `stop_gradient` is on every way to the output.
  init?(
    of gate: Node.ID, in graph: Graph, at numbers: Numbers, rowCount: Int, largest: Double,
    isStopped: Bool
  ) {
    guard let (primitive, slot) = graph.activation(of: gate),
      let local = graph.localGradient(of: gate, slot: slot, at: numbers)
    else { return nil }
    let places = graph.places(of: gate)
    let units = places.count / max(1, rowCount)
    // NaN is not closed; it is wrong in another way.
    var closed = 0
    var largestLocal = 0.0
    var openUnits = Array(repeating: false, count: units)
    for (place, slope) in local.elements.enumerated() {
      let isClosed = primitive.isHinge ? slope == 0 : abs(slope) < Self.openBound
      if isClosed { closed += 1 } else { openUnits[place % max(1, units)] = true }
      largestLocal = max(largestLocal, abs(slope))
    }
    self.gate = gate
    self.primitive = primitive
    unitCount = units
    entryCount = places.count
    closedEntries = closed
    closedUnits = openUnits.count { !$0 }
    meanGradient = numbers.gradients(at: places).meanSize
    let arriving = GradientVerdict(
      meanGradient, largest: largest, value: numbers.values(at: places).first { !$0.isFinite },
      isStopped: isStopped)
    // A gradient of any size that gets no further is not fine.
    let isOpen = closedUnits < unitCount || [.notFinite, .none, .stopped].contains(arriving.state)
    verdict =
      isOpen ? arriving : .closed(largestLocal: largestLocal, isHinge: primitive.isHinge)
  }
}

extension Elementwise {
  /// Whether it is made of straight lines, one of which is level: closed means on that line.
  fileprivate var isHinge: Bool {
    switch self {
    case .relu, .maximum, .minimum: true
    default: false
    }
  }
}

extension Graph {
  /// The non-linearity of a gate and the slot of what it is applied to; `nil` if it has none.
  ///
  /// max(0, x) and min(0, x) count where the 0 is a literal.
  func activation(of gate: Node.ID) -> (Elementwise, slot: Int)? {
    guard let primitive = primitive(of: gate)?.elementwise else { return nil }
    switch primitive {
    case .sigmoid, .tanh, .relu, .leakyReLU, .elu, .softplus, .gelu, .silu:
      return (primitive, 0)
    case .maximum, .minimum:
      let operands = operands(of: gate)
      let zero = operands.indices.first { slot in
        role(of: operands[slot]) == .constant
          && initialValue(of: operands[slot]).allSatisfy { $0 == 0 }
      }
      return zero.map { (primitive, 1 - $0) }
    default:
      return nil
    }
  }
}
