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
  @Option(help: ArgumentHelp("How many iterations to print.", valueName: "count"))
  var iterations = 1
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
    let plan = timeline.plan
    let first = document.start.iteration
    var number = first * plan.actionsPerIteration
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
          document: document, plan: plan)
        try Output.print(json ? line.json.text : line.text)
      }
    }
    work.pause()
  }
}
