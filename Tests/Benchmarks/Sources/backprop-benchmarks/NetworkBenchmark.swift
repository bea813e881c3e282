import ComputationGraph

/// One iteration of training, by ours and by numpy.
struct NetworkResult {
  let network: String
  let milliseconds: Double
  /// `nil` if there is no Python with numpy.
  let baselineMilliseconds: Double?
}

/// Trains the same networks on the same numbers as `networks.py` does, in turn with it.
enum NetworkBenchmark {
  static func run() throws -> [NetworkResult] {
    var trainings = try [Network.twentyLines(), .spiral(), .digits()].map(Training.init)
    var ours: [[Double]] = trainings.map { _ in [] }
    var theirs = ours
    for round in 0..<7 {
      let baseline = NumpyBaseline.run("networks.py")
      for index in trainings.indices {
        ours[index].append(trainings[index].run())
        guard let baseline, baseline.count == trainings.count else { continue }
        theirs[index].append(baseline[index].milliseconds)
        if round == 0 { trainings[index].compare(loss: baseline[index].loss) }
      }
    }
    return trainings.indices.map {
      NetworkResult(
        network: trainings[$0].network.name, milliseconds: ours[$0].median,
        baselineMilliseconds: theirs[$0].isEmpty ? nil : theirs[$0].median)
    }
  }
}

/// A network with the numbers it has reached.
private struct Training {
  let network: Network
  private let tape: Tape
  private let backwardTape: Tape
  private let parameters: [Range<Int>]
  private var numbers: Numbers

  /// How many iterations are timed in a round; `networks.py` does as many.
  private static let iterations = 61

  init(_ network: Network) {
    self.network = network
    let graph = network.graph
    tape = Tape(of: graph)
    backwardTape = Tape(of: graph, feeding: network.loss).towardsParameters()
    parameters = graph.ids.filter { graph.role(of: $0) == .parameter }.map(graph.places)
    numbers = Numbers(initialValuesOf: graph)
  }

  /// The median of the milliseconds that an iteration takes.
  mutating func run() -> Double {
    numbers = Numbers(initialValuesOf: network.graph)
    return (0..<Self.iterations).map { _ in nanoseconds { iterate() } / 1e6 }.median
  }

  private mutating func iterate() {
    tape.forward(in: &numbers)
    numbers.zeroGradients()
    numbers[gradient: network.graph.places(of: network.loss).lowerBound] = 1
    backwardTape.backward(in: &numbers)
    for parameter in parameters {
      let rate = network.learningRate
      numbers.update(parameter) { values, gradients in
        for i in values.indices { values[i] -= rate * gradients[i] }
      }
    }
  }

  /// Stops the program if numpy has trained to another loss.
  func compare(loss: Double) {
    let ours = numbers[value: network.graph.places(of: network.loss).lowerBound]
    guard abs(ours - loss) <= 1e-9 * abs(loss) else {
      fatalError("\(network.name): the loss is \(ours), and \(loss) with numpy")
    }
  }
}
