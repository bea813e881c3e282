import Backpropagation
import ComputationGraph
import ExpressionLanguage
import Sentences

// Edits: the values of leaves, and those of gates, which are then held.
extension Debugger {
  /// The edited values, regardless of a mistake that is on.
  package var edits: [Edit] { (exercise.hunt?.healthy ?? timeline).edits }

  /// Changes a value and goes to the beginning of its iteration, which restarts with it.
  package mutating func edit(_ node: Node.ID, to value: Tensor) throws(Refusal) -> Note {
    let words = words
    let (from, name) = (position, words.name(node))
    if document.graph.role(of: node) == .constant {
      throw Refusal("\(name) is a literal: it is part of its gate")
    }
    guard change({ $0.edit(node, to: value, at: $1) }) != nil else {
      throw Refusal("\(name) is inside an open gate and not in the file: close the gate first")
    }
    marks["'"] = from
    let isOutOfDate = snapshot.plan.units.contains {
      snapshot.valueState(of: $0.output) == .stale
    }
    return !isOutOfDate
      ? "n computes with it, u takes it back"
      : "~ is out of date: n computes it again, '' goes back to where you were, u undoes"
  }

  /// Changes one entry of a value.
  package mutating func edit(
    _ node: Node.ID, entry: Int, to number: Double
  ) throws(Refusal) -> Note {
    let old = snapshot.numbers.value(of: node, in: document.graph)
    return try edit(node, to: Tensor(shape: old.shape) { $0 == entry ? number : old.elements[$0] })
  }

  /// Undoes the last edit and returns to its place.
  package mutating func undoEdit() throws(Refusal) -> Note {
    guard let edit = timeline.edits.last, change({ timeline, _ in timeline.undoEdit() }) != nil
    else { throw Refusal("nothing was changed: e changes the value of a leaf") }
    return "\(words.name(timeline.shown(edit.node))) is what it was before; Ctrl-R changes it again"
  }

  /// Redoes the edit that was undone last.
  package mutating func redoEdit() throws(Refusal) {
    guard change({ timeline, _ in timeline.redoEdit() }) != nil else {
      throw Refusal("nothing was taken back")
    }
  }

  /// Undoes all edits.
  package mutating func resetEdits() throws(Refusal) -> Note {
    let count = timeline.edits.count
    guard count > 0 else { throw Refusal("nothing was changed") }
    // An edit has returned to the beginning of its iteration.
    var furthest = position
    _ = change { timeline, _ in
      var earliest: Position?
      while let made = timeline.undoEdit() {
        earliest = made
        furthest = max(furthest, made)
      }
      return earliest
    }
    go(to: furthest)
    return count == 1 ? "one change taken back" : "\(count) changes taken back"
  }
}
