import Backpropagation
import ComputationGraph
import Learning

/// How long one position of a timeline takes to be shown.
struct TimelineResult {
  let position: String
  let milliseconds: Double
  /// Against one forward and backward pass over the same graph.
  let passes: Double
}

enum TimelineBenchmark {
  /// Positions in the middle of phases, on the micrograd network with 154 points: 10⁵ gates.
  static func run() throws -> [TimelineResult] {
    let workload = try Workload.micrograd(points: 154)
    let objective = Objective(
      graph: workload.graph, output: workload.output,
      optimizer: Optimizer(schedule: .constant(1e-4)))
    var timeline = Timeline(Training(of: objective))
    let pass = passMilliseconds(workload)
    var results = [
      TimelineResult(position: "one forward and backward pass", milliseconds: pass, passes: 1)
    ]
    for iteration in [0, 3, 100] {
      for phase in [Phase.forward, .backward, .update] {
        let range = timeline.plan.range(ofPhase: phase)
        let middle = (range.lowerBound + range.upperBound) / 2
        let position = timeline.plan.position(middle, in: iteration)
        _ = timeline.snapshot(at: position)
        let times = (0..<41).map { _ in
          nanoseconds { precondition(timeline.snapshot(at: position).position == position) } / 1e6
        }
        results.append(
          TimelineResult(
            position: "iteration \(iteration), middle of \(phase)", milliseconds: times.median,
            passes: times.median / pass))
      }
    }
    return results
  }

  private static func passMilliseconds(_ workload: Workload) -> Double {
    let tape = Tape(of: workload.graph, feeding: workload.output)
    var numbers = Numbers(initialValuesOf: workload.graph)
    let place = workload.graph.places(of: workload.output).lowerBound
    let times = (0..<41).map { _ in
      nanoseconds {
        tape.forward(in: &numbers)
        numbers.zeroGradients()
        numbers[gradient: place] = 1
        tape.backward(in: &numbers)
      }
    }
    return times.median / 1e6
  }
}
