import ArgumentParser
import Backpropagation
import ExpressionLanguage
import Sentences
import Trainings

/// Many iterations, and their results.
struct Train: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run iterations and print the loss, the test loss and the reports on the way.",
    discussion: """
      The numbers of an iteration are those before its update: iteration 0 is the untrained model, \
      and the last line says what all updates have led to. Promises are not looked at; 'backprop \
      check' does that. Ctrl-C ends the training in the iteration it has come to.
      """)

  @OptionGroup var source: SourceArguments
  @Option(help: "How many updates to make.") var iterations = 1000
  @Option(
    help: ArgumentHelp(
      "Print each so many iterations; without it, about ten times.", valueName: "count"))
  var every: Int?
  @Option(help: "Another random start, from 1 on: other numbers from 'randn' and 'uniform'.")
  var start = 0
  @Option(
    help: ArgumentHelp(
      "Write the parameters into this folder, a CSV file each, and a summary.json.",
      valueName: "folder"))
  var save: String?
  @Flag(help: "One JSON object per line.") var json = false

  func validate() throws {
    if !(0...1_000_000_000).contains(iterations) {
      throw ValidationError("The number of iterations is from 0 to 1000000000.")
    }
    if let every, !(1...1_000_000_000).contains(every) {
      throw ValidationError("'--every' is from 1 to 1000000000.")
    }
    if !(0...1_000_000_000).contains(start) {
      throw ValidationError("The start is from 0 to 1000000000.")
    }
    if save?.isEmpty == true { throw ValidationError("'--save' needs a folder.") }
  }

  func run() throws {
    let source = try source.requiredSource()
    let document = try source.document(self.source.inputs.values, start: start)
    var training = MeasuredTraining(of: document)
    let first = training.parameters(atBeginningOf: 0)
    guard !first.isEmpty else {
      complain("\(source.name): error: there is nothing to train: the output has no parameters")
      throw ExitStatus.badFile
    }
    // The folder is checked first, so that an hour's training is not lost.
    let folder = try save.map { try SaveFolder($0, of: first, in: document) }
    Interrupt.listen()
    let table = TrainingTable(of: document, training)
    var lost: ExitCode?
    let last = try train(&training, reports: document.reports, table: table, lost: &lost)
    guard last.loss.isFinite else {
      complain(
        "\(source.name): the loss is \(NumberText.shortest(last.loss)) in iteration "
          + "\(last.iteration), so training ends there"
          + (folder == nil ? "" : " and nothing is saved")
          + "; a smaller learning rate may help")
      throw ExitStatus.failed
    }
    if let folder {
      let saved = try folder.write(
        training.parameters(atBeginningOf: last.iteration),
        summary: last.summary(file: source.name, start: start, reports: document.reports))
      if json || lost != nil { complain(saved) } else { try Output.print(saved) }
    }
    if let lost { throw lost }
    if Interrupt.wasPressed { Interrupt.end() }
  }

  /// Prints the measurements of all iterations that are due, and returns the last one.
  private func train(
    _ training: inout MeasuredTraining, reports: [String], table: TrainingTable,
    lost: inout ExitCode?
  ) throws(ExitCode) -> Measurement {
    var progress = ProgressLine()
    func print(_ line: String) throws(ExitCode) {
      guard lost == nil else { return }
      progress.erase()
      do throws(ExitCode) {
        try Output.print(line)
        try Output.flush()
      } catch {
        // What is to be saved is trained to its end, whoever no longer listens.
        if save == nil { throw error }
        lost = error
      }
    }
    if !json { try print(table.header) }
    var first: Measurement?
    for goal in listed {
      let measured = training.measure(at: goal) { iteration, loss in
        progress.show { line(iteration, loss, seconds: $0) }
        return Interrupt.wasPressed
      }
      try print(json ? measured.json(reports: reports).text : table.row(measured))
      let untrained = first ?? measured
      first = untrained
      guard measured.iteration == goal, measured.iteration < iterations, measured.loss.isFinite,
        !Interrupt.wasPressed
      else {
        if !json { try print(table.words(from: untrained, to: measured)) }
        return measured
      }
    }
    preconditionFailure("the last iteration is always listed")
  }

  /// The iterations that are printed: every so many, and the last.
  private var listed: some Sequence<Int> {
    let every = every ?? max(1, iterations / 10)
    return sequence(first: 0) { $0 < iterations ? min($0 + every, iterations) : nil }
  }

  /// The progress, while a person waits: `iteration 350 of 1000  35 %  loss 0.12  3 s left`.
  private func line(_ iteration: Int, _ loss: Double, seconds: Double) -> String {
    let share = Double(iteration + 1) / Double(iterations + 1)
    return "iteration \(iteration) of \(iterations)  \(Int(100 * share)) %  "
      + "loss \(NumberText.fitted(loss, decimals: 6, width: 12))  "
      + "\(durationText(seconds: seconds * (1 - share) / share)) left"
  }
}
