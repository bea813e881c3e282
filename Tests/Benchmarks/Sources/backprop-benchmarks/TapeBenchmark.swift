import CTape
import ComputationGraph

/// One forward and one backward pass on a graph, by ours and by the C tape.
struct TapeResult {
  let graph: String
  let gates: Int
  /// Forward and backward, with the zeroing between them.
  let nanosecondsPerGate: Double
  let baselineNanosecondsPerGate: Double
  /// The gate's share of the tape, its value and its gradient.
  let bytesPerGate: Double
  /// Making the tape.
  let freezingNanosecondsPerGate: Double

  var ratio: Double { nanosecondsPerGate / baselineNanosecondsPerGate }
}

/// Both tapes of a workload, and their numbers.
struct TapeBenchmark: ~Copyable {
  private let workload: Workload
  private let tape: Tape
  private var numbers: Numbers
  private var baseline: c_tape
  /// For every node the number of the C tape that stands for it.
  private let baselinePlaces: [Int32]
  private let bytes: Int
  private let freezing: Double

  init(_ workload: Workload) {
    self.workload = workload
    let graph = workload.graph
    let before = allocated_bytes()
    var frozen: Tape?
    freezing = nanoseconds { frozen = Tape(of: graph) }
    let tape = frozen ?? Tape(of: graph)
    self.tape = tape
    bytes = allocated_bytes() - before + 2 * MemoryLayout<Double>.size * tape.count
    numbers = Numbers(initialValuesOf: graph)
    (baseline, baselinePlaces) = Self.baseline(of: graph)
  }

  deinit { c_tape_destroy(baseline) }

  private static func baseline(of graph: Graph) -> (c_tape, [Int32]) {
    let leafCount = graph.ids.count { graph.primitive(of: $0) == nil }
    let baseline = c_tape_create(Int32(leafCount), Int32(graph.count - leafCount))
    var places: [Int32] = []
    var (leaf, gate) = (0, 0)
    for id in graph.ids {
      if let primitive = graph.primitive(of: id)?.elementwise {
        let operands = graph.operands(of: id).map { places[Int($0.index)] }
        baseline.primitives[gate] = primitive.rawValue
        baseline.first[gate] = operands[0]
        baseline.second[gate] = operands.last ?? 0
        places.append(Int32(leafCount + gate))
        gate += 1
      } else {
        baseline.values[leaf] = graph.initialValue(of: id).first ?? 0
        places.append(Int32(leaf))
        leaf += 1
      }
    }
    return (baseline, places)
  }

  private mutating func runOurs() {
    tape.forward(in: &numbers)
    numbers.zeroGradients()
    numbers[gradient: workload.graph.places(of: workload.output).lowerBound] = 1
    tape.backward(in: &numbers)
  }

  private mutating func runBaseline() {
    precondition(c_tape_forward(&baseline) == 1, "the baseline lacks a primitive")
    c_tape_zero(&baseline)
    baseline.gradients[Int(baselinePlaces[Int(workload.output.index)])] = 1
    c_tape_backward(&baseline)
  }

  /// Stops the program unless both tapes have computed the same numbers to the last bit, and ours
  /// computes them in parts as well.
  private mutating func compare() {
    runOurs()
    let whole = numbers
    let parts = [0, tape.count / 3, tape.count / 2, tape.count]
    for (start, end) in zip(parts, parts.dropFirst()) { tape.forward(start..<end, in: &numbers) }
    numbers.zeroGradients()
    numbers[gradient: workload.graph.places(of: workload.output).lowerBound] = 1
    for (start, end) in zip(parts, parts.dropFirst()).reversed() {
      tape.backward(start..<end, in: &numbers)
    }
    precondition(numbers == whole, "\(workload.name): the parts differ from the whole")
    runBaseline()
    for id in workload.graph.ids {
      let place = workload.graph.places(of: id).lowerBound
      let other = Int(baselinePlaces[Int(id.index)])
      let value = numbers[value: place]
      let gradient = numbers[gradient: place]
      guard value == baseline.values[other], gradient == baseline.gradients[other] else {
        fatalError("\(workload.name): node \(id.index) differs from the baseline")
      }
      guard value.isFinite, gradient.isFinite, !value.isSubnormal, !gradient.isSubnormal else {
        fatalError("\(workload.name): node \(id.index) is not an ordinary number")
      }
    }
  }

  /// Runs both in turn, and compares the medians.
  mutating func run() -> TapeResult {
    compare()
    let gates = tape.count
    let passes = max(1, 200_000 / gates)
    var (ours, theirs): ([Double], [Double]) = ([], [])
    for _ in 0..<41 {
      ours.append(nanoseconds { for _ in 0..<passes { runOurs() } })
      theirs.append(nanoseconds { for _ in 0..<passes { runBaseline() } })
    }
    let work = Double(gates * passes)
    return TapeResult(
      graph: workload.name, gates: gates, nanosecondsPerGate: ours.median / work,
      baselineNanosecondsPerGate: theirs.median / work,
      bytesPerGate: Double(bytes) / Double(gates),
      freezingNanosecondsPerGate: freezing / Double(gates))
  }
}
