import Backpropagation
import ComputationGraph
import ExpressionLanguage
import Learning
import Sentences

// Rereading the file: another document at the same place.
extension Debugger {
  /// A debugger of the current file with the same view: at the same step of the same iteration as
  /// far as it still exists, with the same gates open, and with the learning rates and values that
  /// were set on the way, unless the file has new ones; with the mistake of the bug lab, if it
  /// can still be made.
  package func reread(_ document: Document, source: SourceText) -> Debugger {
    var new = Debugger(name: name, source: source, document: document)
    var gates = new.open
    gates.open(as: open)
    if !gates.gates.isEmpty { new.show(gates) }
    new.hiddenNumbers = hiddenNumbers
    if document.decimals == file.decimals { new.decimals = decimals }
    new.edition += edition + 1
    if document.optimizer.schedule == file.optimizer.schedule {
      let changes = timeline.learningRates.changes
      _ = new.change { timeline, beginning in
        for change in changes { timeline.setLearningRate(change.rate, from: change.iteration) }
        return beginning
      }
    }
    if document.labels == file.labels {
      new.keptRuns = keptRuns
      new.keptRuns.keep(curve: timeline.training.history, as: runName + " before")
    }

    let oldNames = NodeNames(self.document.labels)
    remakeEdits(in: &new, oldNames)
    new.score = score
    if let hunt = exercise.hunt {
      let names = NodeNames(document.labels)
      new.resume(hunt, at: hunt.bug.node.flatMap { names.node(named: oldNames[$0]) })
    }
    let newNames = NodeNames(new.document.labels)
    let steps = StepNames(new.timeline.plan, newNames)
    func matching(_ position: Position) -> Position {
      steps.position(matching: position, of: timeline.plan, oldNames)
    }
    new.breakpoints = breakpoints
    new.breakpoints.keep { newNames.node(named: oldNames[$0]) }
    // A run on its way to a place continues to it.
    var goal = exercise.prediction?.origin ?? position
    if case .position(let target)? = run?.goal { goal = target }
    new.marks = marks.mapValues(matching)
    new.go(to: matching(goal))
    new.cursor.reach(iteration: cursor.furthest.iteration)
    new.attention.focus = attention.focus.flatMap { newNames.node(named: oldNames[$0]) }
      .flatMap { new.timeline.plan.shows($0, in: new.document.graph) ? $0 : nil }
    return new
  }

  /// Repeats the edits whose nodes still exist; those of leaves only if the file still gives them
  /// the same initial value.
  private func remakeEdits(in new: inout Debugger, _ names: NodeNames) {
    let (oldFile, newFile) = (NodeNames(file.labels), NodeNames(new.file.labels))
    let steps = StepNames(new.timeline.plan, NodeNames(new.document.labels))
    let (old, graph) = (file.graph, new.file.graph)
    let (edits, plan) = (self.edits, timeline.plan)
    _ = new.change { timeline, beginning in
      for edit in edits {
        guard let node = newFile.node(named: oldFile[edit.node]),
          graph.role(of: node) == old.role(of: edit.node),
          graph.shape(of: node) == edit.value.shape,
          graph.role(of: node) == .gate
            || Array(graph.initialValue(of: node)) == Array(old.initialValue(of: edit.node))
        else { continue }
        timeline.remake(
          edit, at: node, madeAt: steps.position(matching: edit.madeAt, of: plan, names))
      }
      return beginning
    }
  }
}
