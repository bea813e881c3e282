import Backpropagation
import ComputationGraph
import ExpressionLanguage
import Sentences
import Trainings

extension Refusal {
  /// A quiz and a mistake exclude each other.
  package static let quizGoesOn = Refusal(
    "a quiz goes on, and its answers need right numbers; q ends it, then B shows the mistakes")
  /// There is no mistake to answer or to switch off.
  fileprivate static let noBugIsOn = Refusal("no mistake is on; B or :bug shows them")
}

// The bug lab: classic mistakes, switched on by name or to be found.
extension Debugger {
  /// The bug lab of the file; throws where the file is too large for it.
  package func bugLab() throws(Refusal) -> BugLab {
    guard exercise.quiz?.isOver != false else { throw .quizGoesOn }
    guard let lab = BugLab(file.objective) else {
      throw Refusal(
        "the bug lab goes gate by gate: it takes at most \(BugLab.mostGates) gates and "
          + "\(BugLab.mostNumbers) numbers")
    }
    return lab
  }

  /// Switches a mistake on: at a node of the file, or wherever it can be made. Where it affects
  /// only one node and none is given, the person has to find the node.
  package mutating func startBug(_ kind: Bug.Kind, at node: Node.ID?) throws(Refusal) -> Note {
    let lab = try bugLab()
    let bug: Bug
    do throws(BugLab.Obstacle) {
      bug = try lab.bug(kind, at: node)
    } catch {
      throw Refusal(error.text(kind, at: node, fileWords))
    }
    start(bug, kind.needsNode && node == nil ? .place : .nothing)
    return exercise.hunt?.isRiddle == true
      ? "\(kind.code): at which gate?" : "\(bug.name(words)): \(kind.code)"
  }

  /// Switches on one of the mistakes without naming it, always the same for a seed; without a seed
  /// a different one each time.
  package mutating func startHiddenBug(seed: UInt64? = nil) throws(Refusal) -> Note {
    let seed = seed ?? lastBugSeed + 1
    lastBugSeed = seed
    guard let bug = try bugLab().randomBug(seed: seed) else {
      throw Refusal("no mistake would change any number of this graph")
    }
    start(bug, .kindAndPlace)
    return "mistake \(seed) is on: look where a number goes wrong; B, and say which it is"
  }

  /// The names of the file, whatever gates are open.
  package var fileWords: Wording { Wording(document: file, snapshot: snapshot, writing: writing) }

  /// Goes to the beginning of the timeline as the mistake makes it, with all functions open.
  private mutating func start(_ bug: Bug, _ riddle: BugHunt.Riddle) {
    _ = leaveBugLab()
    keptRuns.keep(curve: timeline.training.history, as: runName)
    let gates = open
    show(gates.withFunctionsOpen())
    exercise.hunt = BugHunt(bug: bug, riddle: riddle, healthy: timeline, healthyGates: gates)
    marks["'"] = position
    restart(
      on: Timeline(Training(of: file, learningRates: timeline.learningRates, rules: bug.rules)))
  }

  /// Switches the mistake off and goes on without it, at the same step.
  package mutating func endBug() throws(Refusal) -> Note {
    guard let hunt = exercise.hunt else { throw Refusal.noBugIsOn }
    let name = hunt.bug.name(words)
    go(to: leaveBugLab())
    return "the numbers are right again; the mistake was \(name)"
  }

  /// Goes to the beginning of the timeline without the mistake, and returns the position there of
  /// the step that was shown.
  private mutating func leaveBugLab() -> Position {
    guard let hunt = exercise.hunt else { return position }
    keptRuns.keep(curve: timeline.training.history, as: runName)
    let place = hunt.healthy.plan.position(matching: position, of: timeline.plan)
    var healthy = hunt.healthy
    for change in timeline.learningRates.changes
    where healthy.learningRates[change.iteration] != change.rate {
      healthy.setLearningRate(change.rate, from: change.iteration)
    }
    exercise.hunt = nil
    restart(on: healthy)
    let (plan, gates) = (timeline.plan, open)
    show(hunt.healthyGates)
    return timeline.plan.position(matching: place, of: plan) {
      hunt.healthyGates.boundary($0, of: gates)
    }
  }

  /// Answers what the mistake is; a mistake that affects one node needs that node.
  package mutating func answerBug(_ kind: Bug.Kind, at node: Node.ID?) throws(Refusal) -> Note {
    guard let bug = exercise.hunt?.bug else { throw Refusal.noBugIsOn }
    let lab = try bugLab()
    exercise.hunt?.answers += 1
    let isComplete = node != nil || !kind.needsNode
    let guess = isComplete ? try? lab.bug(kind, at: kind.takesNode ? node : nil) : nil
    if kind == bug.kind, bug.node == nil || bug.node == node {
      exercise.hunt?.isFound = true
      return "✓ right, \(bug.name(words)): \(kind.code)"
    }
    if kind == bug.kind, node == nil {
      return "the kind is right; at which gate? Tab to it, then B again"
    }
    if let guess, lab.areAlike(guess, bug) {
      exercise.hunt?.isFound = true
      return "✓ right: it was \(bug.name(words)), which gives the same numbers"
    }
    if kind == bug.kind, let node {
      return "the kind is right, but not \(words.name(node)): look at other gates"
    }
    return "✗ not \(kind.name): with it \(kind.sign)"
  }

  /// Carries out a request of the list: a kind is an answer as long as a mistake is to be found.
  package mutating func take(_ request: BugRequest) throws(Refusal) -> Note {
    switch request {
    case .choose(let kind) where exercise.hunt?.isRiddle == true:
      return try answerBug(kind, at: try bugPlace(kind) ?? attention.focus)
    case .choose(let kind): return try startBug(kind, at: try bugPlace(kind))
    case .random: return try startHiddenBug()
    case .off: return try endBug()
    }
  }

  /// The node of the file that is looked at, if a mistake of a kind can be made there: the one with
  /// the focus; for an answer also one at work.
  package func bugPlace(_ kind: Bug.Kind) throws(Refusal) -> Node.ID? {
    guard kind.takesNode else { return nil }
    let places = try bugLab().places(of: kind)
    let emphasis = Emphasis(of: snapshot)
    let isAnswer = exercise.hunt?.isRiddle == true
    let focus = attention.focus
    let nodes = focus == nil && isAnswer ? [emphasis.node, emphasis.receiver] : [focus]
    return nodes.compactMap { $0.flatMap(timeline.original) }.first(where: places.contains)
  }

  /// Switches on, in a reread file, the mistake that was on before, if it can be made.
  mutating func resume(_ old: BugHunt, at node: Node.ID?) {
    guard old.bug.node == nil || node != nil, let lab = try? bugLab(),
      let bug = try? lab.bug(old.bug.kind, at: node)
    else { return }
    start(bug, old.riddle)
    exercise.hunt?.answers = old.answers
    exercise.hunt?.isFound = old.isFound
  }
}
