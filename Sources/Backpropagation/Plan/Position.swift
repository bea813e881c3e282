/// A place on the timeline: how many micro-steps of which iteration have been made.
///
/// Every place has one position: the beginning of an iteration is the end of the one before, and
/// has that position. Only a plan makes positions, because it alone knows how many steps there are.
public struct Position: Hashable, Comparable, Sendable {
  /// The iteration of the step made last; the first one where nothing has been done.
  public let iteration: Int
  /// The number of micro-steps made in that iteration; 0 only where nothing has been done.
  public let progress: Int

  /// Whether nothing has been done.
  public var isBeginning: Bool { progress == 0 }

  fileprivate init(iteration: Int, progress: Int) {
    self.iteration = iteration
    self.progress = progress
  }

  /// Orders positions as they are reached.
  public static func < (a: Position, b: Position) -> Bool {
    (a.iteration, a.progress) < (b.iteration, b.progress)
  }
}

extension StepPlan {
  /// The position where nothing has been done.
  public var beginning: Position { Position(iteration: firstIteration, progress: 0) }

  /// The position at which `progress` micro-steps of an iteration have been made; with none of them,
  /// the end of the iteration before. Before the first iteration there is only the beginning.
  public func position(_ progress: Int, in iteration: Int) -> Position {
    precondition(progress >= 0 && progress <= stepsPerIteration, "no such step in an iteration")
    if iteration < firstIteration { return beginning }
    return progress == 0 && iteration > firstIteration
      ? Position(iteration: iteration - 1, progress: stepsPerIteration)
      : Position(iteration: iteration, progress: progress)
  }

  /// The position where an iteration begins.
  public func beginning(of iteration: Int) -> Position { position(0, in: iteration) }

  /// The position where an iteration is over.
  public func end(of iteration: Int) -> Position { position(stepsPerIteration, in: iteration) }

  /// The position where the last step of `phase` has been made.
  public func end(of phase: Phase, in iteration: Int) -> Position {
    position(range(ofPhase: phase).upperBound, in: iteration)
  }

  /// The position where `action` has been done.
  public func end(of action: Action, in iteration: Int) -> Position {
    position(range(of: action).upperBound, in: iteration)
  }

  /// Whether an iteration is over at `position`.
  public func isEnd(_ position: Position) -> Bool { position.progress == stepsPerIteration }

  /// The iteration that begins at `position`, if one does.
  public func iterationBeginning(at position: Position) -> Int? {
    isEnd(position)
      ? position.iteration + 1 : position.isBeginning ? position.iteration : nil
  }

  /// The iteration that the next micro-step after `position` belongs to.
  public func iterationToCome(at position: Position) -> Int {
    iterationBeginning(at: position) ?? position.iteration
  }
}
