import Backpropagation
import Cells
import ComputationGraph
import ExpressionLanguage
import Sentences
import Trainings

/// One file being stepped through: where on its timeline, and how it is looked at.
package struct Session: Sendable {
  /// The file's name.
  package let name: String
  /// The file with the insides of what is open.
  private(set) var open: OpenDocument
  /// The text that the document was made from.
  private let source: SourceText
  package internal(set) var timeline: Timeline
  /// Where on the timeline it is.
  package private(set) var position = Position.beginning
  /// The furthest position that was reached.
  var furthest = Position.beginning
  /// Places to return to, by their letters; `'` is where the last jump came from.
  var marks: [Character: Position] = [:]
  /// What `f` and `F` run to.
  var breakpoints = Breakpoints()
  /// The mistake that is made on purpose, if one is.
  var hunt: BugHunt?
  /// What the last hidden mistake was drawn with.
  var lastBugSeed: UInt64 = 0
  /// What goes on by itself.
  var run: Run?
  /// What earlier runs measured, kept to be compared with.
  var keptRuns: [KeptRun] = []
  /// How fast the next run goes on.
  var pace = Pace.perSecond(10)
  /// The number that is being predicted.
  package var prediction: Prediction?
  /// How well that went so far.
  var score = PredictionScore()
  /// The questions that are asked one after the other.
  package var quiz: Quiz?
  package private(set) var snapshot: Snapshot
  /// What was asked besides the step.
  var study: Study?
  /// What the edits that were made here change.
  private(set) var whatIf: WhatIf?
  /// The node that the person has moved to; `nil` while the view follows the step.
  private(set) var focus: Node.ID?
  private(set) var decimals = 2
  /// Which numbers somebody is to say before they are seen.
  var hiddenNumbers = HiddenNumbers.none
  /// Counts the graphs that were shown one after the other, with other gates open or of the file as it
  /// was read again: what was made for one of them is of no use for the next.
  private(set) var edition = 0

  /// A file at the beginning of its timeline.
  package init(name: String, source: SourceText, document: Document) {
    self.name = name.split(separator: "/").last.map(String.init) ?? name
    open = OpenDocument(document)
    self.source = source
    timeline = Timeline(Training(of: document))
    snapshot = timeline.snapshot(at: .beginning)
  }

  /// The text of the file, to be read over the picture.
  var sourcePane: TextPane {
    TextPane(title: name, lines: source.styledLines)
  }

  /// The file as it is written, whatever gates are open.
  var file: Document { open.base }

  /// The document whose graph is shown.
  package var document: Document { open.shown }

  /// The document as the file says it, whose graph is trained.
  var trainedDocument: Document { open.base }

  // MARK: The timeline

  /// Makes `count` steps of a grain; stops at the beginning.
  mutating func step(_ grain: Grain, _ direction: Direction, count: Int = 1) {
    var target = position
    var count = count
    if grain == .iteration, count > 1 {
      // Whole iterations are all equally long, however many they are.
      let distance = direction == .forward ? count - 1 : 1 - count
      target = timeline.plan.position(
        target.progress, in: max(0, target.iteration + distance))
      count = 1
    }
    for _ in 0..<count {
      let next =
        direction == .forward
        ? timeline.plan.position(after: target, grain)
        : timeline.plan.position(before: target, grain)
      if next == target { break }
      target = next
    }
    go(to: target)
  }

  /// Which way to step.
  package enum Direction: Hashable, Sendable {
    case forward, backward
  }

  /// Goes to a position.
  ///
  /// What would keep a person waiting becomes a run, which shows how far it is and can be stopped.
  mutating func go(to target: Position) {
    run = nil
    let iterations = timeline.training.distance(to: target.iteration)
    // Even the smallest iteration costs something.
    let work = max(200, workPerIteration)
    if iterations > 1, iterations > Training.quickWork / work {
      run(to: target)
    } else {
      arrive(at: target)
    }
  }

  /// Shows a position.
  mutating func arrive(at target: Position) {
    position = target
    furthest = max(furthest, position)
    focus = nil
    study = nil
    renewSnapshot()
    noteWholeIteration()
  }

  /// Looks again at what is known here.
  private mutating func renewSnapshot() {
    snapshot = timeline.snapshot(at: position)
    whatIf = snapshot.justEdited.isEmpty ? nil : WhatIf(at: position, of: &timeline)
  }

  /// The end of the iterations that were reached; one more where that is where we are.
  mutating func goToEnd() {
    jump(to: timeline.plan.end(of: furthest.iteration))
  }

  /// Goes to where `node` is at work in the current phase: where its value is computed, where it
  /// has sent its gradients, or where it moves. Returns whether there is such a step.
  mutating func go(to node: Node.ID) -> Bool {
    let plan = timeline.plan
    let action: Action? =
      switch snapshot.phase {
      case .update: plan.parameters.firstIndex(of: node).map { .update($0) }
      case .backward, .zero:
        node == document.output && plan.flows.isEmpty
          ? .seed
          : plan.flows.lastIndex { plan.units[$0.unit].output == node }.map { .flow($0) }
      case .forward: nil
      }
    let forward = plan.units.firstIndex { $0.output == node }.map { Action.forward(unit: $0) }
    guard let action = action ?? forward else { return false }
    jump(to: plan.end(of: action, in: position.iteration))
    return true
  }

  /// Sets the learning rate from here on; a schedule that ends with that is mentioned, once.
  mutating func setLearningRate(_ rate: Double) -> Note? {
    let rates = timeline.learningRates
    let endsSchedule = rates.schedule.text != nil && rates.areScheduled(at: iterationToCome)
    keepingRun { $0.timeline.setLearningRate(rate, at: $0.position) }
    renewSnapshot()
    return endsSchedule
      ? "from here on the learning rate is \(NumberText.brief(rate)), without the schedule" : nil
  }

  /// The learning rate that the next update will use.
  var learningRate: Double { timeline.learningRates[iterationToCome] }

  /// The first iteration whose update has not been made.
  var iterationToCome: Int { timeline.plan.iterationToCome(at: position) }

  // MARK: The view

  mutating func focus(on node: Node.ID?) {
    focus = node
    study = nil
  }

  mutating func setDecimals(_ count: Int) {
    decimals = max(0, min(12, count))
  }

  /// How numbers are written here.
  var writing: Writing {
    Writing(decimals: decimals, isHidden: hiddenNumbers.hides(at: position))
  }

  /// Opens the closed gate at `node`, or closes the open one that it is inside of.
  mutating func toggleGate(at node: Node.ID) throws(Refusal) -> Note? {
    var changed = open
    guard let target = changed.toggle(at: node, timeline.plan) else {
      throw Refusal("this gate does not open: it is not made of others")
    }
    return show(changed, focusing: focus == nil ? nil : target)
  }

  /// Opens the gates of all functions, or closes everything.
  @discardableResult
  mutating func setAllGates(open isOpen: Bool) -> Note? {
    var changed = open
    changed.setAll(open: isOpen)
    return show(changed, focusing: nil)
  }

  /// Opens all functions and closes everything else; returns what was open before.
  mutating func openFunctionsOnly() -> OpenDocument {
    let before = open
    var changed = open
    changed.setAll(open: false)
    changed.setAll(open: true)
    show(changed, focusing: nil)
    return before
  }

  /// Opens again what was open before; returns where `position` is then.
  mutating func reopen(_ gates: OpenDocument, position: Position) -> Position {
    let (oldPlan, old) = (timeline.plan, open)
    show(gates, focusing: nil)
    return timeline.plan.position(matching: position, of: oldPlan) { gates.boundary($0, of: old) }
  }

  /// Opens the gates that are open in another session, as far as they are here, too.
  mutating func openGates(of other: Session) {
    var changed = open
    changed.open(as: other.open)
    if !changed.gates.isEmpty { show(changed, focusing: nil) }
  }

  /// Takes the place of a session of the file as it was before.
  mutating func follow(_ other: Session) {
    hiddenNumbers = other.hiddenNumbers
    decimals = other.decimals
    edition += other.edition + 1
  }

  /// Shows the file with other gates open, at the same step of the same iteration.
  @discardableResult
  private mutating func show(_ changed: OpenDocument, focusing node: Node.ID?) -> Note? {
    let (oldPlan, old) = (timeline.plan, open)
    open = changed
    timeline.show(document.objective, openGates: changed.gates, nodes: changed.nodes)
    timeline.moveEdits { [plan = timeline.plan] made in
      plan.position(matching: made, of: oldPlan) { changed.boundary($0, of: old) }
    }
    position = timeline.plan.position(matching: position, of: oldPlan) {
      changed.boundary($0, of: old)
    }
    furthest = max(position, timeline.plan.beginning(of: furthest.iteration))
    marks = marks.mapValues { mark in
      timeline.plan.position(matching: mark, of: oldPlan) { changed.boundary($0, of: old) }
    }
    breakpoints.rename { changed.node($0, of: old) }
    let note = pause()
    study = nil
    renewSnapshot()
    edition += 1
    focus = node.flatMap { shows($0) ? $0 : nil }
    return note
  }

  /// Whether a node is a leaf, or a gate that stands in no closed one.
  func shows(_ node: Node.ID) -> Bool {
    switch document.graph.role(of: node) {
    case .parameter, .leaf: true
    case .gate: timeline.plan.units.contains { $0.output == node }
    case .constant: false
    }
  }
}
