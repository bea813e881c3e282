import ComputationGraph

/// The parameters at the beginning of some iterations, from which all others are replayed.
///
/// At most `capacity` are kept: when they are full, every second one goes and the distance doubles.
/// So memory stays bounded however long training goes on, and replaying stays short.
struct Checkpoints: Sendable {
  private var parameters: [Int: [Double]]
  private var distance = 1
  private let capacity: Int

  /// Only the beginning of iteration 0 is known.
  init(initial: [Double], capacity: Int = 256) {
    parameters = [0: initial]
    self.capacity = capacity
  }

  /// The latest known beginning at or before `iteration`.
  func latest(at iteration: Int) -> (iteration: Int, parameters: [Double]) {
    var candidate = iteration - iteration % distance
    while candidate > 0 {
      if let known = parameters[candidate] { return (candidate, known) }
      candidate -= distance
    }
    return (0, parameters[0] ?? [])
  }

  /// Whether the beginning of `iteration` lies on the grid of those to keep and is not known yet.
  func wants(_ iteration: Int) -> Bool {
    iteration % distance == 0 && parameters[iteration] == nil
  }

  /// Notes the beginning of an iteration.
  mutating func note(_ values: [Double], at iteration: Int) {
    parameters[iteration] = values
    if parameters.count > capacity {
      distance *= 2
      parameters = parameters.filter { $0.key % distance == 0 }
    }
  }

  /// Forgets what lies after `iteration`, because it would come out differently now.
  mutating func forget(after iteration: Int) {
    parameters = parameters.filter { $0.key <= iteration }
  }
}
