import ComputationGraph

/// The steps of one iteration, for a graph, an output and a choice of which compound gates are open.
///
/// Every iteration has the same steps, so finding the step of a position is arithmetic. A closed
/// compound gate is one unit, and so is a primitive outside of one.
public struct StepPlan: Hashable, Sendable {
  /// A gate as it is drawn and stepped over: a primitive, or a closed compound gate.
  public struct Unit: Hashable, Sendable {
    /// The nodes it computes, as places in the graph's order; the last one is its output.
    public let nodes: Range<Int>
    /// The index of the compound gate that is closed here; `nil` for a primitive.
    public let compoundGate: Int?

    /// The node whose value is the unit's result.
    public var output: Node.ID { Node.ID(nodes.upperBound - 1) }

    /// The nodes outside that the unit is computed from, in the order of its slots, literals
    /// included.
    public func operands(in graph: Graph) -> [Node.ID] {
      compoundGate.map { graph.compoundGates[$0].operands } ?? Array(graph.operands(of: output))
    }
  }

  /// One gradient on its way: from a unit to the operand in one of its slots.
  public struct Flow: Hashable, Sendable {
    /// The index of the unit that sends.
    public let unit: Int
    /// The slot of the primitive, or the place among the compound gate's operands.
    public let slot: Int
    /// The node that receives.
    public let operand: Node.ID
    /// The flow's place among the flows of its unit, counted from 0.
    public let placeInUnit: Int
    /// The number of flows from the unit.
    public let countOfUnit: Int
  }

  /// The iteration that comes first.
  public let firstIteration: Int
  /// The units in the order in which they compute.
  public let units: [Unit]
  /// The flows in the order in which they happen. Only gates that the output is computed from
  /// send; literals and the labels of losses never receive.
  public let flows: [Flow]
  /// The parameters that updates move: those the output is computed from.
  public let parameters: [Node.ID]
  /// For every node, whether the output is computed from it.
  public let reachesOutput: [Bool]
  /// For every node, the smallest index in `parameters` of one it is computed from;
  /// `parameters.count + 1` where there is none. Rows that change with the iteration count as one
  /// more parameter, which moves last.
  public let firstParameter: [Int32]
  /// For every node, the flows into it, as places in `flows`, ascending.
  let arrivals: Groups
  /// For every place in `flows`, and one more, the number of units that have begun to send before
  /// it.
  let senderCounts: [Int32]

  /// Plans the steps of `graph` towards `output`; compound gates not in `open` are one unit each.
  /// The leaves in `changing` hold other numbers in each iteration; `first` is the iteration that comes first. By
  /// mistake `early` sends its
  /// gradient as soon as any of it has arrived.
  public init(
    of graph: Graph, output: Node.ID, open: Set<Int> = [], changing: [Node.ID] = [],
    from first: Int = 0, sendingEarly early: Node.ID? = nil
  ) {
    let reaches = graph.ancestors(of: output)
    let units = Self.units(of: graph, open: open)
    var flows = Self.flows(of: units, in: graph, reaching: reaches)
    if let early { flows = Self.flows(flows, of: units, sendingEarly: early) }
    let parameters = graph.ids.filter { graph.role(of: $0) == .parameter && reaches[Int($0.index)] }
    firstIteration = first
    self.units = units
    self.flows = flows
    self.parameters = parameters
    reachesOutput = reaches
    firstParameter = Self.firstParameters(parameters, changing, in: graph)
    arrivals = Groups(of: flows.map { Int($0.operand.index) }, count: graph.count)
    senderCounts = flows.reduce(into: [0]) {
      $0.append($0[$0.count - 1] + ($1.placeInUnit == 0 ? 1 : 0))
    }
  }

  /// The flows into a node, in the order in which they happen.
  func flows(into node: Node.ID) -> [Flow] { arrivals[Int(node.index)].map { flows[Int($0)] } }

  private static func units(of graph: Graph, open: Set<Int>) -> [Unit] {
    var closedFrom: [Int: Int] = [:]
    for (index, gate) in graph.compoundGates.enumerated() where !open.contains(index) {
      // Outer gates come after those inside, so the outermost closed one wins.
      closedFrom[gate.nodes.lowerBound] = index
    }
    var units: [Unit] = []
    var node = 0
    while node < graph.count {
      if let index = closedFrom[node] {
        units.append(Unit(nodes: graph.compoundGates[index].nodes, compoundGate: index))
        node = graph.compoundGates[index].nodes.upperBound
        continue
      }
      if graph.role(of: Node.ID(node)) == .gate {
        units.append(Unit(nodes: node..<node + 1, compoundGate: nil))
      }
      node += 1
    }
    return units
  }

  private static func flows(of units: [Unit], in graph: Graph, reaching: [Bool]) -> [Flow] {
    var flows: [Flow] = []
    for (index, unit) in units.enumerated().reversed()
    where reaching[Int(unit.output.index)] {
      let receivers = unit.operands(in: graph).enumerated().filter { slot, operand in
        graph.role(of: operand) != .constant
          && (unit.compoundGate != nil
            || graph.primitive(of: unit.output)?.sendsGradient(to: slot) == true)
      }
      for (place, (slot, operand)) in receivers.enumerated() {
        flows.append(
          Flow(
            unit: index, slot: slot, operand: operand, placeInUnit: place,
            countOfUnit: receivers.count))
      }
    }
    return flows
  }

  /// The flows with those of a node's unit right behind those of the unit that sends to it first.
  private static func flows(
    _ flows: [Flow], of units: [Unit], sendingEarly node: Node.ID
  ) -> [Flow] {
    guard let first = flows.first(where: { $0.operand == node }) else { return flows }
    let early = flows.filter { units[$0.unit].output == node }
    let others = flows.filter { units[$0.unit].output != node }
    let place = others.lastIndex { $0.unit == first.unit } ?? -1
    return others[...place] + early + others[(place + 1)...]
  }

  private static func firstParameters(
    _ parameters: [Node.ID], _ changing: [Node.ID], in graph: Graph
  ) -> [Int32] {
    var first = Array(repeating: Int32(parameters.count + 1), count: graph.count)
    for leaf in changing { first[Int(leaf.index)] = Int32(parameters.count) }
    for (index, parameter) in parameters.enumerated() { first[Int(parameter.index)] = Int32(index) }
    for node in graph.ids {
      for operand in graph.operands(of: node) {
        first[Int(node.index)] = min(first[Int(node.index)], first[Int(operand.index)])
      }
    }
    return first
  }
}

/// For every key the places where it stands in a list, ascending, in two flat arrays.
struct Groups: Hashable, Sendable {
  private let starts: [Int32]
  private let places: [Int32]

  init(of keys: [Int], count: Int) {
    var starts = Array(repeating: Int32(0), count: count + 1)
    for key in keys { starts[key + 1] += 1 }
    for key in 0..<count { starts[key + 1] += starts[key] }
    var next = starts
    var places = Array(repeating: Int32(0), count: keys.count)
    for (place, key) in keys.enumerated() {
      places[Int(next[key])] = Int32(place)
      next[key] += 1
    }
    self.starts = starts
    self.places = places
  }

  subscript(key: Int) -> ArraySlice<Int32> { places[Int(starts[key])..<Int(starts[key + 1])] }
}
