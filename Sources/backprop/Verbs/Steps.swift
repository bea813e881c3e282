import ArgumentParser
import Backpropagation
import ComputationGraph
import ExpressionLanguage
import Learning
import Limits
import Sentences

/// Every step of an iteration, a line each.
struct Steps: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Print every step, a line each.")

  @OptionGroup var source: SourceArguments
  @Option(help: "How many iterations to print.") var iterations = 1
  @Flag(help: "Step through the insides of functions, too.") var open = false
  @Flag(help: "A JSON object per line.") var json = false

  func validate() throws {
    if !(1...Limits.iterations.value).contains(iterations) {
      throw ValidationError("The number of iterations is from 1 to 1000000000.")
    }
  }

  func run() throws {
    let source = try source.requiredSource()
    let document = try source.documentWithNotes(self.source.inputs.values)
    if json, let notes = document.notesLine(file: source.name) { try Output.print(notes.text) }
    try Self.printSteps(of: document, iterations: iterations, open: open, json: json)
  }

  /// Prints the steps of the first iterations.
  static func printSteps(
    of document: Document, iterations: Int, open: Bool, json: Bool
  ) throws(ExitCode) {
    var timeline = Timeline(
      Training(of: document.objective),
      openGates: open ? Set(document.graph.compoundGates.indices) : [])
    let first = document.start.iteration
    var number = first * timeline.plan.actionsPerIteration
    var work = LongWork()
    // Lines on the same terminal are progress enough.
    let isSilent = isTerminal(1)
    let end = first + iterations
    for iteration in first..<end {
      try timeline.outcomes(ofIteration: iteration) { (action, outcome) throws(ExitCode) in
        let goesOn = isSilent || work.goesOn { _ in "iteration \(iteration) of \(end)" }
        if !goesOn || Interrupt.hasCome {
          work.end("after step \(number), in iteration \(iteration) of \(end)")
        }
        number += 1
        let line = StepLine(
          number: number, iteration: iteration, action: action, outcome: outcome,
          document: document)
        try Output.print(json ? line.json.text : line.text)
      }
    }
    work.pause()
  }
}

/// One step as a line of text or of JSON.
struct StepLine {
  let number: Int
  let iteration: Int
  let action: Action
  let outcome: Outcome
  let document: Document

  private func name(_ node: Node.ID) -> String { document.labels[Int(node.index)] }

  var text: String {
    let head = "\(number)  \(action.phase.name)  "
    switch outcome {
    case .computed(let node, let value):
      return head + "\(name(node)) = \(shown(value))"
    case .zeroed:
      return head + "all gradients = 0"
    case .seeded(let node):
      return head + "∂\(name(node))/∂\(name(node)) = 1"
    case .flowed(let flow):
      return head
        + "\(name(flow.gate)) → \(name(flow.operand)): upstream \(shown(flow.upstream)) "
        + (flow.local.elementwise.map { "× local \(shown($0)) " } ?? "")
        + "= downstream \(shown(flow.downstream)); "
        + "gradient \(shown(flow.before)) → \(shown(flow.after))"
    case .updated(let update) where !update.optimizer.isPlain:
      let name = name(update.parameter)
      let equations = update.equations(
        name: name, gradientName: "∂\(self.name(document.output))/∂\(name)")
      return head + "\(name): "
        + equations.map { "\($0.name) = \($0.numbers(shown).text) = \(shown($0.result))" }
        .joined(separator: "; ") + result(of: update)
    case .updated(let update):
      return head
        + "\(name(update.parameter)) = \(shown(update.old)) − "
        + "\(NumberText.shortest(update.learningRate)) × \(shown(update.gradient)) "
        + "= \(shown(update.new))" + result(of: update)
    }
  }

  /// What all updates have done to the output, behind the last one.
  private func result(of update: ParameterUpdate) -> String {
    update.result.map { move in
      "; \(name(document.output)) \(NumberText.shortest(move.before)) → "
        + NumberText.shortest(move.after)
    } ?? ""
  }

  private func shown(_ tensor: Tensor) -> String {
    tensor.scalar.map(NumberText.shortest) ?? tensor.json.text
  }

  var json: JSON {
    let head: JSON = ["step": number, "iteration": iteration, "phase": action.phase.name]
    switch outcome {
    case .computed(let node, let value): return head + ["gate": name(node), "value": value]
    case .zeroed: return head
    case .seeded(let node): return head + ["gate": name(node), "gradientAfter": 1.0]
    case .flowed(let flow):
      return head + [
        "gate": name(flow.gate), "operand": name(flow.operand), "upstream": flow.upstream,
        "local": flow.local.elementwise, "downstream": flow.downstream,
        "gradientBefore": flow.before, "gradientAfter": flow.after,
      ]
    case .updated(let update):
      return head + [
        "parameter": name(update.parameter), "valueBefore": update.old,
        "gradient": update.gradient, "learningRate": update.learningRate,
        "optimizer": update.optimizer.name, "weightDecay": update.optimizer.weightDecay,
        "momentsBefore": moments(update.momentsBefore, of: update),
        "momentsAfter": moments(update.momentsAfter, of: update), "valueAfter": update.new,
      ] + (update.result.map { ["outputBefore": $0.before, "outputAfter": $0.after] } ?? [:])
    }
  }

  private func moments(_ moments: [Tensor], of update: ParameterUpdate) -> JSON {
    .object(zip(update.optimizer.momentNames, moments).map { ($0, $1.json) })
  }
}
