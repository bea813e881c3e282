import Backpropagation
import ComputationGraph
import ExpressionLanguage
import Limits
import Sentences
import Trainings

/// A file being stepped through: the position on its timeline, and the view of it.
package struct Debugger: Sendable {
  /// The file's name.
  package let name: String
  /// The file with the insides of open gates.
  private(set) var open: OpenDocument
  /// The text of the document.
  package let source: SourceText
  /// The place on its timeline.
  package internal(set) var cursor: Cursor
  /// Places to return to, by their letters; `'` is the origin of the last jump.
  var marks: [Character: Position] = [:]
  /// The breakpoints that `f` and `F` run to.
  package var breakpoints = Breakpoints()
  /// The person's activity besides looking.
  package var exercise = Exercise.none
  /// The seed of the last hidden mistake.
  var lastBugSeed: UInt64 = 0
  /// The run in progress.
  package var run: Run?
  /// The measurements of earlier runs, kept for comparison.
  package var keptRuns = KeptRuns()
  /// The pace of runs, this one and the next.
  package var pace = Pace.perSecond(10) { didSet { run?.pace = pace } }
  /// The score of the predictions so far.
  package var score = PredictionScore()
  /// The focus of attention besides the step.
  package var attention = Attention()
  /// The number of decimals in numbers.
  package var decimals: Int { didSet { decimals = max(0, min(Limits.decimals.value, decimals)) } }
  /// The numbers that are hidden until they have been predicted.
  package var hiddenNumbers = HiddenNumbers.none
  /// Counts the graphs shown in succession, with other gates open or of a reread file: whatever was
  /// made for one of them is useless for the next.
  package internal(set) var edition = 0

  /// Starts a file at the beginning of its timeline.
  package init(name: String, source: SourceText, document: Document) {
    self.name = name.split(separator: "/").last.map(String.init) ?? name
    open = OpenDocument(document)
    self.source = source
    cursor = Cursor(Timeline(Training(of: document)))
    decimals = document.decimals ?? 2
  }

  package var timeline: Timeline { cursor.timeline }
  package var position: Position { cursor.position }
  package var snapshot: Snapshot { cursor.snapshot }

  /// The file as written, whatever gates are open.
  package var file: Document { open.base }

  /// The document with the graph that is shown.
  package var document: Document { open.shown }

  // MARK: The timeline

  /// Makes `count` steps of a grain; stops at the beginning.
  package mutating func step(_ grain: Grain, _ direction: Cursor.Direction, count: Int = 1) {
    go(to: cursor.position(count, grain, direction))
  }

  /// Goes to a position.
  ///
  /// A long computation becomes a run, which shows its progress and can be stopped.
  package mutating func go(to target: Position) {
    run = nil
    if let start = timeline.start(ofLongWayTo: target, workPerIteration) {
      run(to: .position(target), from: start, pace: .unlimited)
    } else {
      arrive(at: target)
    }
  }

  /// Shows a position and only its step.
  mutating func arrive(at target: Position) {
    attention = Attention()
    cursor.arrive(at: target)
  }

  /// Changes the timeline and goes to the first visible effect of the change; stays where it is and
  /// returns `nil` where there was nothing to change. What was running is over.
  mutating func change(_ change: (inout Timeline, Position) -> Position?) -> Position? {
    var target: Position?
    var start: Int?
    let work = workPerIteration
    _ = cursor.change { timeline, position in
      target = change(&timeline, position)
      start = target.flatMap { timeline.start(ofLongWayTo: $0, work) }
      // On a long way it is the beginning that is shown first.
      return start == nil ? target : timeline.plan.beginning
    }
    guard let target else { return nil }
    attention = Attention()
    run = nil
    if let start { run(to: .position(target), from: start, pace: .unlimited) }
    return target
  }

  /// Goes to the beginning of another timeline of the file.
  mutating func restart(on timeline: Timeline) {
    attention = Attention()
    cursor.restart(on: timeline)
  }

  /// The approximate cost of an iteration; in the bug lab it goes action by action.
  var workPerIteration: Int { document.graph.workPerIteration * (exercise.hunt == nil ? 1 : 100) }

  /// Jumps to a position, and marks its origin for the way back.
  package mutating func jump(to target: Position) {
    marks["'"] = position
    go(to: target)
  }

  /// Runs iterations, from one on, which can be watched and stopped.
  package mutating func run(to goal: Run.Goal, from first: Int, pace: Pace) {
    var last: Int?
    if case .position(let target) = goal { last = target.iteration }
    run = Run(goal, from: first, to: last, pace: pace)
  }

  /// Stops the run where it is, and says so.
  package mutating func pause() -> Note? {
    guard run != nil else { return nil }
    run = nil
    return "paused in iteration \(snapshot.iteration)"
  }

  // MARK: The view

  /// The node that an unnamed key acts on.
  package var nodeMeant: NodeMeant {
    NodeMeant(focus: attention.focus, emphasis: Emphasis(of: snapshot), document: document)
  }

  /// The format of numbers here.
  package var writing: Writing {
    Writing(decimals: decimals, isHidden: hiddenNumbers.hides(at: position))
  }

  /// Names and numbers in the notation used here.
  package var words: Wording {
    Wording(
      document: document, snapshot: snapshot, writing: writing,
      isRiddle: exercise.hunt?.isRiddle == true)
  }

  /// Opens the closed gate at `node`, or closes the open one that it is inside of.
  package mutating func toggleGate(at node: Node.ID) throws(Refusal) -> Note? {
    var changed = open
    guard let target = changed.toggle(at: node, timeline.plan) else {
      throw Refusal("this gate does not open: it is not made of others")
    }
    return show(changed, focusing: attention.focus == nil ? nil : target)
  }

  /// Opens the gates of all functions, or closes everything.
  @discardableResult
  package mutating func setAllGates(open isOpen: Bool) -> Note? {
    var changed = open
    changed.setAll(open: isOpen)
    return show(changed)
  }

  /// Shows the file with other gates open, at the same step of the same iteration.
  @discardableResult
  mutating func show(_ changed: OpenDocument, focusing node: Node.ID? = nil) -> Note? {
    let (oldPlan, old) = (timeline.plan, open)
    func matching(_ position: Position, _ plan: StepPlan) -> Position {
      plan.position(matching: position, of: oldPlan) { changed.boundary($0, of: old) }
    }
    open = changed
    let document = document
    cursor.show(
      { $0.show(document.objective, openGates: changed.gates, nodes: changed.nodes) },
      matching: matching)
    marks = marks.mapValues { matching($0, cursor.plan) }
    breakpoints.rename { changed.node($0, of: old) }
    edition += 1
    attention = Attention(
      focus: node.flatMap {
        cursor.plan.shows($0, in: document.graph) ? $0 : nil
      })
    return pause()
  }
}

extension Timeline {
  /// The iteration to begin with on the way to a position, where each costs `work`; `nil` if the way
  /// takes no time.
  fileprivate func start(ofLongWayTo target: Position, _ work: Int) -> Int? {
    let iterations = training.distance(to: target.iteration)
    // Even the smallest iteration has a cost.
    let isLong = iterations > 1 && iterations > Training.quickWork / max(200, work)
    return isLong ? target.iteration - iterations : nil
  }
}

extension StepPlan {
  /// Whether a node is a leaf, or a gate that stands in no closed one.
  func shows(_ node: Node.ID, in graph: Graph) -> Bool {
    switch graph.role(of: node) {
    case .parameter, .leaf: true
    case .gate: units.contains { $0.output == node }
    case .constant: false
    }
  }
}
