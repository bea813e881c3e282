import Backpropagation
import ComputationGraph

/// A place on a timeline, and everything known there.
///
/// This is the one type that sets a position and its snapshot, always together: whatever is done,
/// `snapshot` is what `timeline` knows at `position`.
package struct Cursor: Sendable {
  /// The direction of a step.
  package enum Direction: Hashable, Sendable {
    case forward, backward
  }

  package private(set) var timeline: Timeline
  package private(set) var position: Position
  package private(set) var snapshot: Snapshot
  /// The furthest position reached.
  private(set) var furthest: Position
  /// The effects of the edits that were made here.
  package private(set) var whatIf: WhatIf?

  /// Starts at the beginning of a timeline.
  init(_ timeline: Timeline) {
    self.timeline = timeline
    position = timeline.plan.beginning
    furthest = position
    snapshot = self.timeline.snapshot(at: position)
  }

  package var plan: StepPlan { timeline.plan }

  /// The first iteration whose update has not been made.
  package var iterationToCome: Int { plan.iterationToCome(at: position) }

  /// The position in the words of `:goto`: an iteration and how many steps of it are made.
  package var place: String {
    let made = plan.actions(at: position) - position.iteration * plan.actionsPerIteration
    return "\(position.iteration).\(max(0, made))"
  }

  /// The learning rate that the next update will use.
  package var learningRate: Double { timeline.learningRates[iterationToCome] }

  /// The end of the iterations that were reached; one more where that is the position.
  package var end: Position { plan.end(of: furthest.iteration) }

  /// Goes to a position, computing everything before it.
  mutating func arrive(at target: Position) {
    position = target
    furthest = max(furthest, position)
    snapshot = timeline.snapshot(at: position)
    whatIf = snapshot.justEdited.isEmpty ? nil : WhatIf(at: position, of: &timeline)
    noteWholeIteration()
  }

  /// Changes the timeline and goes to the first visible effect of the change; stays where there was
  /// nothing to change.
  mutating func change(_ change: (inout Timeline, Position) -> Position?) -> Position? {
    let target = change(&timeline, position)
    if let target { arrive(at: target) }
    return target
  }

  /// Goes to the beginning of another timeline of the same file.
  mutating func restart(on other: Timeline) {
    timeline = other
    arrive(at: plan.beginning)
  }

  /// Computes something on the timeline, which may remember what it has computed.
  mutating func compute<Result>(_ result: (inout Timeline) -> Result) -> Result {
    result(&timeline)
  }

  /// Continues on a timeline of the same file with other gates open: at the same step of the same
  /// iteration, which `matching` finds.
  mutating func show(
    _ change: (inout Timeline) -> Void, matching: (Position, StepPlan) -> Position
  ) {
    change(&timeline)
    timeline.moveEdits { [plan] in matching($0, plan) }
    let target = matching(position, plan)
    furthest = max(target, plan.beginning(of: furthest.iteration))
    arrive(at: target)
  }

  /// Counts the iterations up to one among those reached.
  mutating func reach(iteration: Int) {
    furthest = max(position, plan.beginning(of: iteration))
  }

  /// The position `count` steps of a grain away; the beginning at most.
  func position(_ count: Int, _ grain: Grain, _ direction: Direction) -> Position {
    var target = position
    var count = count
    if grain == .iteration, count > 1 {
      // Whole iterations are all equally long, however many they are.
      let distance = direction == .forward ? count - 1 : 1 - count
      target = plan.position(target.progress, in: target.iteration + distance)
      count = 1
    }
    for _ in 0..<count {
      let next =
        direction == .forward
        ? plan.position(after: target, grain) : plan.position(before: target, grain)
      if next == target { break }
      target = next
    }
    return target
  }

  /// The end of the step in which `node` is at work in the current phase: where its value is
  /// computed, where it has sent its gradients, or where it moves; `nil` where there is no such step.
  package func position(ofWorkAt node: Node.ID) -> Position? {
    let action: Action? =
      switch snapshot.phase {
      case .update: plan.parameters.firstIndex(of: node).map { .update($0) }
      case .backward, .zero:
        node == snapshot.output && plan.flows.isEmpty
          ? .seed
          : plan.flows.lastIndex { plan.units[$0.unit].output == node }.map { .flow($0) }
      case .forward: nil
      }
    let forward = plan.units.firstIndex { $0.output == node }.map { Action.forward(unit: $0) }
    return (action ?? forward).map { plan.end(of: $0, in: position.iteration) }
  }

  /// Notes the iteration that ends at the position: it counts as soon as it is complete.
  private mutating func noteWholeIteration() {
    guard plan.isEnd(position), timeline.training.history.iterationsEnd <= position.iteration
    else { return }
    _ = timeline.run(from: position.iteration, count: 1) { _, _, _ in false }
  }
}
