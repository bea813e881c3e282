import Sentences
import Backpropagation
import ComputationGraph
import ExpressionLanguage
import Screen
import Sentences

// What people change: the values of leaves, and those of gates, which are then held.
extension Session {
  /// The node that a key asks to change: the one looked at, else a parameter or leaf at work.
  var nodeToEdit: Node.ID? {
    if let focus { return focus }
    let emphasis = Emphasis(of: snapshot)
    return [emphasis.node, emphasis.receiver].compactMap(\.self)
      .first { document.graph.role(of: $0) != .gate }
  }

  /// Changes a value and goes to where its iteration begins anew with it.
  mutating func edit(_ node: Node.ID, to value: Tensor) throws(Refusal) -> Note {
    let words = words
    let (from, name) = (position, words.name(node))
    if document.graph.role(of: node) == .constant {
      throw Refusal("\(name) is a literal: it is part of its gate")
    }
    guard let beginning = timeline.edit(node, to: value, at: from) else {
      throw Refusal("\(name) is inside an open gate and not in the file: close the gate first")
    }
    run = nil
    jump(to: beginning)
    let isOutOfDate = snapshot.plan.units.contains {
      snapshot.valueState(of: $0.output) == .stale
    }
    return !isOutOfDate
      ? "n computes with it, u takes it back"
      : "~ is out of date: n computes it again, '' goes back to where you were, u undoes"
  }

  /// Changes one entry of a value.
  mutating func edit(
    _ node: Node.ID, entry: Int, to number: Double
  ) throws(Refusal) -> Note {
    let old = snapshot.numbers.value(of: node, in: document.graph)
    return try edit(node, to: Tensor(shape: old.shape) { $0 == entry ? number : old.elements[$0] })
  }

  /// Takes the last edit back and returns to where it was made.
  mutating func undoEdit() throws(Refusal) -> Note {
    guard let edit = timeline.edits.last, let place = timeline.undoEdit() else {
      throw Refusal("nothing was changed: e changes the value of a leaf")
    }
    go(to: place)
    return "\(words.name(timeline.shown(edit.node))) is what it was before; Ctrl-R changes it again"
  }

  /// Makes the edit again that was taken back last.
  mutating func redoEdit() throws(Refusal) {
    guard let place = timeline.redoEdit() else { throw Refusal("nothing was taken back") }
    go(to: place)
  }

  /// Takes all edits back.
  mutating func resetEdits() throws(Refusal) -> Note {
    let count = timeline.edits.count
    guard count > 0 else { throw Refusal("nothing was changed") }
    // An edit has led back to where its iteration begins.
    var place = position
    while let made = timeline.undoEdit() { place = max(place, made) }
    go(to: place)
    return count == 1 ? "one change taken back" : "\(count) changes taken back"
  }
}
