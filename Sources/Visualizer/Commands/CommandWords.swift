import Backpropagation
import ComputationGraph
import ExpressionLanguage
import Sentences

/// The commands of the command line.
enum CommandWords {
  /// What a command did, or why it could not.
  enum Outcome: Hashable, Sendable {
    case done(Note?)
    case refused(String)
    case leave
    case help
    /// There is something to read.
    case read(TextPane)
    case rates
    case check
    case bugs
    /// The graph is to be shown at a level of detail, or at the finest that fits.
    case level(DetailLevel?)
  }

  private static let usage = [
    "goto": ":goto NAME, STEP, ITERATION.STEP, or a phase, to its end",
    "set": ":set x 3, :set W[0,1] 3, :set lr 0.1 or :set decimals 4",
    "path": ":path NAME",
    "run": ":run 200, :run until loss < 0.1, :run",
    "break": Breakpoint.usage,
    "delete": ":delete 1 or :delete all",
    "level": ":level boxes, compact, names, overview or auto",
  ]

  /// What could stand where the last word of `text` is being typed.
  static func candidates(_ text: String, in session: Session) -> [String] {
    let words = text.split(separator: " ", omittingEmptySubsequences: false)
    let last = words.last.map(String.init) ?? ""
    let all: [String] =
      switch words.count {
      case 0, 1:
        [
          "goto", "set", "reset", "path", "rates", "check", "run", "break", "delete", "bug",
          "level",
          "open", "close", "help", "quit",
        ]
      case 2:
        switch words[0] {
        case "path": session.document.definitions.map(\.name)
        case "goto": session.document.definitions.map(\.name) + Phase.allCases.map(\.name) + ["end"]
        case "run": ["until"]
        case "break": session.document.definitions.map(\.name) + ["grad", "nan", "loss"]
        case "delete": session.breakpoints.entries.map { String($0.number) } + ["all"]
        case "bug": Bug.Kind.allCases.map(\.name) + ["random", "guess", "off"]
        case "set": ["lr", "decimals"] + session.document.definitions.map(\.name)
        case "level": DetailLevel.allCases.map(\.name) + ["auto"]
        case "open", "close": ["all"]
        default: []
        }
      case 3:
        switch (words[0], words[1]) {
        case ("run", "until"):
          RunCondition.names(in: session.file, session.timeline.training)
        case ("break", "grad"): session.document.definitions.map(\.name)
        case ("break", "loss"): ["rises"]
        case ("bug", "guess"): Bug.Kind.allCases.map(\.name)
        case ("bug", "overwrite"), ("bug", "missing-transpose"), ("bug", "stale-value"),
          ("bug", "wrong-order"):
          session.document.definitions.map(\.name)
        default: []
        }
      case 4 where words.starts(with: ["bug", "guess"]): session.document.definitions.map(\.name)
      default: []
      }
    return all.filter { $0.hasPrefix(last) }
  }

  /// Carries out what was typed.
  static func run(_ text: String, on session: inout Session) -> Outcome {
    let words = text.split(separator: " ").map(String.init)
    if session.hunt != nil, let why = refusalInBugLab(words) { return .refused(why) }
    switch (words.first, words.dropFirst().first, words.count) {
    case (nil, _, _): return .done(nil)
    case ("q", nil, _), ("quit", nil, _): return .leave
    case ("help", nil, _): return .help
    case ("goto", let target?, 2): return go(to: target, in: &session)
    case ("set", let name?, 3...):
      let rest = words.dropFirst().joined(separator: " ")
      if name.contains("["), let (entry, value) = EntryName.prefix(of: rest), !value.isEmpty {
        return set(entry, value, in: &session)
      }
      return set(name, words.dropFirst(2).joined(separator: " "), in: &session)
    case ("rates", nil, _): return .rates
    case ("check", nil, _): return .check
    case ("path", let name?, 2):
      guard let node = session.document.node(named: name) else {
        return .refused("nothing here is called '\(name)'; usage: \(usage["path"] ?? "")")
      }
      return .read(session.pathPane(to: node))
    case ("reset", nil, _):
      return outcome { () throws(Refusal) in try session.resetEdits() }
    case ("run", nil, _):
      let note = session.setPace(.unlimited)
      session.play(count: nil)
      return .done(note)
    case ("run", "until", 3...):
      return outcome { () throws(Refusal) in
        let text = words.dropFirst(2).joined(separator: " ")
        session.run(until: try RunCondition(text, in: session.file, session.timeline.training))
        return nil
      }
    case ("run", let count?, 2):
      guard let count = Int(count), count > 0, count <= 1_000_000_000 else {
        return .refused("run takes a number of iterations from 1 to 1000000000, not '\(count)'")
      }
      session.step(.iteration, .forward, count: count)
      return .done(nil)
    case ("break", nil, _): return .read(session.breakpointPane)
    case ("break", _?, _):
      return outcome { () throws(Refusal) in
        let text = words.dropFirst().joined(separator: " ")
        return session.setBreakpoint(try Breakpoint(text, in: session.document))
      }
    case ("bug", nil, _): return .bugs
    case ("bug", _?, _):
      return outcome { () throws(Refusal) in
        try changeBug(Array(words.dropFirst()), in: &session)
      }
    case ("delete", "all", 2):
      return .done(session.removeAllBreakpoints())
    case ("delete", let text?, 2):
      guard let number = Int(text), let note = session.removeBreakpoint(number) else {
        return .refused("there is no breakpoint \(text); :break lists them")
      }
      return .done(note)
    case ("level", let name?, 2):
      guard name == "auto" || DetailLevel.allCases.contains(where: { $0.name == name }) else {
        return .refused("there is no level '\(name)'; usage: \(usage["level"] ?? "")")
      }
      return .level(DetailLevel.allCases.first { $0.name == name })
    case ("open", _, 1), ("open", "all", 2):
      return .done(session.setAllGates(open: true))
    case ("close", _, 1), ("close", "all", 2):
      return .done(session.setAllGates(open: false))
    case (let command?, _, _):
      if let line = Int(command), words.count == 1 { return go(to: String(line), in: &session) }
      if let usage = usage[command] { return .refused("usage: \(usage)") }
      return .refused("there is no command '\(command)'; ? lists the keys, Tab completes")
    }
  }

  /// Does what may be refused.
  static func outcome(of action: () throws(Refusal) -> Note?) -> Outcome {
    do throws(Refusal) {
      return .done(try action())
    } catch {
      return .refused(error.message)
    }
  }

  static func go(to target: String, in session: inout Session) -> Outcome {
    let plan = session.timeline.plan
    if let node = session.document.node(named: target) {
      return session.go(to: node)
        ? .done(nil) : .refused("no step of this phase works on '\(target)'")
    }
    if target == "end" {
      session.goToEnd()
      return .done(nil)
    }
    if let phase = Phase.allCases.first(where: { $0.name == target }) {
      session.jump(to: plan.end(of: phase, in: session.position.iteration))
      return .done(nil)
    }
    let parts = target.split(separator: ".", omittingEmptySubsequences: false)
    if parts.count == 2, let iteration = Int(parts[0]), let step = Int(parts[1]),
      (0...1_000_000_000).contains(iteration), (0...plan.actionsPerIteration).contains(step)
    {
      session.jump(to: plan.position(afterActions: iteration * plan.actionsPerIteration + step))
      return .done(nil)
    }
    if let step = Int(target), (0...1_000_000_000).contains(step) {
      session.jump(to: plan.position(afterActions: step))
      return .done(nil)
    }
    return .refused("nothing here is called '\(target)'; usage: \(usage["goto"] ?? "")")
  }

  private static func set(
    _ entry: EntryName, _ text: String, in session: inout Session
  ) -> Outcome {
    guard let node = session.document.node(named: entry.name) else {
      return .refused(
        "there is nothing to set called '\(entry.name)'; usage: \(usage["set"] ?? "")")
    }
    return outcome { () throws(Refusal) in
      let element = try entry.element(in: session.document.graph.shape(of: node))
      let value = try ValueText.tensor(text, shape: .scalar, name: entry.name)
      return try session.edit(node, entry: element, to: value.elements[0])
    }
  }

  private static func set(
    _ name: String, _ text: String, in session: inout Session
  ) -> Outcome {
    switch name {
    case "lr":
      guard let rate = Double(text), rate.isFinite else {
        return .refused("the learning rate is a number, not '\(text)'")
      }
      guard rate > 0 else {
        return .refused("a learning rate is greater than 0: \(text) would go uphill or nowhere")
      }
      return .done(session.setLearningRate(rate))
    case "decimals":
      guard let count = Int(text), (0...12).contains(count) else {
        return .refused("decimals are a number from 0 to 12, not '\(text)'")
      }
      session.setDecimals(count)
      return .done(nil)
    case _ where session.document.node(named: name) != nil:
      guard let node = session.document.node(named: name) else { return .done(nil) }
      return outcome { () throws(Refusal) in
        let shape = session.document.graph.shape(of: node)
        return try session.edit(node, to: try ValueText.tensor(text, shape: shape, name: name))
      }
    default:
      return .refused("there is nothing to set called '\(name)'; usage: \(usage["set"] ?? "")")
    }
  }
}
