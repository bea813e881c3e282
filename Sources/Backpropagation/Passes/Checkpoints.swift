import ComputationGraph
import Limits

/// The states of training at the beginning of some iterations, from which all others are replayed.
///
/// Some lie on a grid: when there are too many, every second one is dropped and the distance doubles.
/// The others are those visited last, so that moving on or back by a few iterations replays
/// only those. Memory stays bounded however long training goes on.
struct Checkpoints: Sendable {
  private let initial: TrainingState
  private var grid: [Int: TrainingState]
  private var distance = 1
  /// The state used last comes last.
  private var recent: [TrainingState] = []
  private let capacity: Int
  private let recentCapacity: Int

  /// Only the beginning of the first iteration is known.
  init(initial: TrainingState) {
    let count =
      initial.parameters.count + initial.moments.count
      + 2 * (initial.leftovers?.placeCount ?? 0)
    self.initial = initial
    grid = [initial.iteration: initial]
    capacity = max(
      8,
      min(Limits.checkpoints.value, Limits.checkpointBytes.value / (8 * max(1, count))))
    recentCapacity = max(2, min(32, capacity / 4))
  }

  /// The number of checkpoints.
  var count: Int { grid.count + recent.count }

  /// The largest possible number of checkpoints.
  var mostCount: Int { capacity + recentCapacity }

  /// The latest known beginning at or before `iteration`.
  func latest(at iteration: Int) -> TrainingState {
    var candidate = iteration - iteration % distance
    if grid[candidate] == nil {
      // It may be a billion iterations back.
      candidate = grid.keys.reduce(initial.iteration) { $1 <= iteration ? max($0, $1) : $0 }
    }
    let near = recent.filter { $0.iteration <= iteration }.max { $0.iteration < $1.iteration }
    if let near, near.iteration > candidate { return near }
    return grid[candidate] ?? initial
  }

  /// Whether the beginning of `iteration` lies on the grid and is not known yet.
  func wants(_ iteration: Int) -> Bool { iteration % distance == 0 && grid[iteration] == nil }

  /// Notes a beginning that lies on the grid.
  mutating func note(_ state: TrainingState) {
    grid[state.iteration] = state
    if grid.count > capacity {
      distance *= 2
      grid = grid.filter { $0.key % distance == 0 }
    }
  }

  /// Notes a beginning that was visited.
  mutating func visit(_ state: TrainingState) {
    recent.removeAll { $0.iteration == state.iteration }
    recent.append(state)
    if recent.count > recentCapacity { recent.removeFirst() }
  }

  /// Forgets everything after `iteration`, because it would come out differently now.
  mutating func forget(after iteration: Int) {
    grid = grid.filter { $0.key <= iteration }
    recent.removeAll { $0.iteration > iteration }
  }
}
