import Backpropagation
import ComputationGraph
import Debugging
import ExpressionLanguage
import Limits
import Sentences

/// The effects of the commands on the debugger.
enum Deeds {
  /// Steps; during a run it only pauses.
  static func step(_ grain: Grain, _ direction: Cursor.Direction) -> CommandRow.Deed {
    { debugger, arguments in
      guard debugger.run == nil else { return debugger.pause() }
      let before = debugger.position
      debugger.step(grain, direction, count: arguments.times)
      return debugger.position == before && debugger.run == nil ? "this is the beginning" : nil
    }
  }

  static func find(_ direction: Cursor.Direction) -> CommandRow.Deed {
    { (debugger, _) throws(Refusal) in
      debugger.run == nil ? try debugger.search(direction) : debugger.pause()
    }
  }

  static let toggleBreakpoint: CommandRow.Deed = { (debugger, _) throws(Refusal) in
    guard let node = debugger.nodeMeant.toLookAt else {
      throw Refusal("move to a gate first: Tab or the arrow keys")
    }
    return debugger.breakpoints.toggle(at: node, debugger.words)
  }

  static let toggleGate: CommandRow.Deed = { (debugger, _) throws(Refusal) in
    try debugger.toggleGate(at: debugger.nodeMeant.toLookAt ?? debugger.document.output)
  }

  static func setAllGates(open isOpen: Bool) -> CommandRow.Deed {
    { (debugger, arguments) throws(Refusal) in
      guard [[], ["all"]].contains(arguments.words) else {
        throw .usage(of: isOpen ? .openAll : .closeAll)
      }
      return debugger.setAllGates(open: isOpen)
    }
  }

  /// Nudges the value that was nudged before, else the node that is looked at.
  static func nudge(up isUp: Bool) -> CommandRow.Deed {
    { debugger, _ in
      if case .nudge(let study) = debugger.attention.study {
        debugger.nudge(up: isUp, study.nudge.node, element: study.nudge.element)
      } else {
        debugger.nudge(up: isUp, debugger.nodeMeant.toAsk)
      }
      return nil
    }
  }

  static let run: CommandRow.Deed = { (debugger, arguments) throws(Refusal) in
    switch (arguments.words.first, arguments.words.count) {
    case (nil, _):
      debugger.pace = .unlimited
      debugger.play(count: nil)
      return Note(debugger.pace.words)
    case ("until", 2...):
      let text = arguments.words.dropFirst().joined(separator: " ")
      let condition = try RunCondition(text, in: debugger.file, debugger.timeline.training)
      debugger.run(
        to: .condition(condition), from: debugger.cursor.iterationToCome, pace: .unlimited)
    case (let text?, 1) where text != "until":
      guard let count = Int(text), count > 0, count <= Limits.iterations.value else {
        throw Refusal(
          "run takes a number of iterations from 1 to \(Limits.iterations.value), not '\(text)'")
      }
      debugger.step(.iteration, .forward, count: count)
    default: throw .usage(of: .run)
    }
    return nil
  }

  static let setBreakpoint: CommandRow.Deed = { (debugger, arguments) throws(Refusal) in
    let text = arguments.words.joined(separator: " ")
    return debugger.breakpoints.set(try Breakpoint(text, in: debugger.document), debugger.words)
  }

  static let deleteBreakpoint: CommandRow.Deed = { (debugger, arguments) throws(Refusal) in
    guard let text = arguments.words.first, arguments.words.count == 1 else {
      throw .usage(of: .deleteBreakpoint)
    }
    if text == "all" { return debugger.breakpoints.removeAll() }
    guard let number = Int(text), let note = debugger.breakpoints.remove(number) else {
      throw Refusal("there is no breakpoint \(text); :break lists them")
    }
    return note
  }

  static let goTo: CommandRow.Deed = { (debugger, arguments) throws(Refusal) in
    let target = arguments.words.joined(separator: " ")
    let meant = debugger.document.node(called: target)
    guard arguments.words.count == 1 || meant != nil else { throw .usage(of: .goTo) }
    let plan = debugger.timeline.plan
    let parts = target.split(separator: ".", omittingEmptySubsequences: false)
    if let node = meant {
      guard let end = debugger.cursor.position(ofWorkAt: node) else {
        throw Refusal("no step of this phase works on '\(target)'")
      }
      debugger.jump(to: end)
    } else if target == "end" {
      debugger.jump(to: debugger.cursor.end)
    } else if let phase = Phase.allCases.first(where: { $0.name == target }) {
      debugger.jump(to: plan.end(of: phase, in: debugger.position.iteration))
    } else if parts.count == 2, let iteration = Int(parts[0]), let step = Int(parts[1]),
      (0...Limits.iterations.value).contains(iteration),
      (0...plan.actionsPerIteration).contains(step)
    {
      try expectReached(iteration, plan)
      debugger.jump(to: plan.position(afterActions: iteration * plan.actionsPerIteration + step))
    } else if let step = Int(target), (0...Limits.iterations.value).contains(step) {
      try expectReached(step / plan.actionsPerIteration, plan)
      debugger.jump(to: plan.position(afterActions: step))
    } else if Double(typed: target) != nil {
      throw Refusal("there is no step \(target): an iteration has \(plan.actionsPerIteration)")
    } else {
      throw .unknown(target, of: .goTo)
    }
    return nil
  }

  /// Refuses an iteration before the one that a loaded training begins with.
  private static func expectReached(_ iteration: Int, _ plan: StepPlan) throws(Refusal) {
    guard iteration < plan.firstIteration else { return }
    throw Refusal("this training begins with iteration \(plan.firstIteration)")
  }

  static let set: CommandRow.Deed = { (debugger, arguments) throws(Refusal) in
    guard let name = arguments.words.first, arguments.words.count > 1 else {
      throw .usage(of: .set)
    }
    let all = arguments.words.joined(separator: " ")
    let entry = name.contains("[") ? EntryName.prefix(of: all) : nil
    let isOfName = entry.flatMap { debugger.document.node(named: $0.name.name) } != nil
    if !isOfName, let (node, text) = named(arguments.words, in: debugger.document) {
      let shape = debugger.document.graph.shape(of: node)
      let tensor = try ValueText.tensor(text, shape: shape, name: debugger.words.name(node))
      return try debugger.edit(node, to: tensor)
    }
    if let (entry, value) = entry, !value.isEmpty { return try set(entry, value, in: &debugger) }
    return try set(name, arguments.words.dropFirst().joined(separator: " "), in: &debugger)
  }

  /// The gate without a name of its own that the first words are the expression of, and the words after it.
  private static func named(
    _ words: [String], in document: Document
  ) -> (node: Node.ID, value: String)? {
    for count in (1..<words.count).reversed() {
      let name = words[..<count].joined(separator: " ")
      if document.node(named: words[0]) == nil || count > 1, let node = document.node(called: name)
      {
        return (node, words[count...].joined(separator: " "))
      }
    }
    return nil
  }

  private static func set(
    _ entry: EntryName, _ text: String, in debugger: inout Debugger
  ) throws(Refusal) -> Note? {
    guard let node = debugger.document.node(named: entry.name) else {
      throw .unknown(entry.name, of: .set, "there is nothing to set called")
    }
    let element = try entry.element(in: debugger.document.graph.shape(of: node))
    let value = try ValueText.tensor(text, shape: .scalar, name: entry.name)
    return try debugger.edit(node, entry: element, to: value.elements[0])
  }

  private static func set(
    _ name: String, _ text: String, in debugger: inout Debugger
  ) throws(Refusal) -> Note? {
    switch name {
    case "lr":
      guard let rate = Double(typed: text) else {
        throw Refusal("the learning rate is a number, not '\(text)'")
      }
      guard rate > 0 else {
        throw Refusal("a learning rate is greater than 0: \(text) would go uphill or nowhere")
      }
      return debugger.setLearningRate(rate)
    case "decimals":
      guard let count = Int(text), (0...Limits.decimals.value).contains(count) else {
        throw Refusal("decimals are a number from 0 to 12, not '\(text)'")
      }
      debugger.decimals = count
      return nil
    default:
      guard let node = debugger.document.node(named: name) else {
        throw .unknown(name, of: .set, "there is nothing to set called")
      }
      let shape = debugger.document.graph.shape(of: node)
      return try debugger.edit(node, to: try ValueText.tensor(text, shape: shape, name: name))
    }
  }
}

extension Refusal {
  static let valuesStay = Refusal("values stay as they are while a mistake is on; :bug off first")
  static let wouldBeRight = Refusal("that is computed without the mistake only; :bug off first")
  static let gatesStay = Refusal("gates stay as they are while a mistake is on; :bug off first")

  /// A command was typed with the wrong usage.
  static func usage(of command: Command) -> Refusal { Refusal("usage: \(command.row.usage ?? "")") }

  /// A name that means nothing to a command.
  static func unknown(
    _ name: String, of command: Command, _ reason: String = "nothing here is called"
  ) -> Refusal {
    Refusal("\(reason) '\(name)'; usage: \(command.row.usage ?? "")")
  }
}

/// The learning rates that `[` and `]` go through: 1, 2 and 5 times a power of ten.
enum LearningRateScale {
  private static let rates: [Double] = (-8...3).flatMap { exponent in
    [1, 2, 5].compactMap { Double("\($0)e\(exponent)") }
  }

  static func above(_ rate: Double) -> Double { rates.first { $0 > rate } ?? rate }
  static func below(_ rate: Double) -> Double { rates.last { $0 < rate } ?? rate }
}
