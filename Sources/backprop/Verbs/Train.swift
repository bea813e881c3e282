import ArgumentParser
import Backpropagation
import Cells
import ExpressionLanguage
import Learning
import Limits
import Sentences
import Trainings

/// Many iterations, and their results.
struct Train: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run iterations and print the loss, the test loss and the reports on the way.",
    discussion: """
      The numbers of an iteration are those before its update: iteration 0 is the untrained model, \
      and the last line says what all updates have led to. Promises are not looked at; 'backprop \
      check' does that. Ctrl-C, like the signals of 'kill' and of a terminal that closes, ends \
      the training in the iteration it has come to, which is saved.

      With --load, a training goes on to the same numbers as one that was never stopped: \
      '--iterations' counts all updates, those before as well.
      """)

  @OptionGroup var source: SourceArguments
  @Option(help: ArgumentHelp("How many updates to make, in all.", valueName: "count"))
  var iterations = 1000
  @Option(
    help: ArgumentHelp(
      "Print each so many iterations; without it, about ten times.", valueName: "count"))
  var every: Int?
  @Option(help: "Another random start, from 1 on: other numbers from 'randn' and 'uniform'.")
  var start: Int?
  @Option(
    help: ArgumentHelp(
      "Write the parameters into this folder, a CSV file each, and a summary.json.",
      valueName: "folder"), completion: .directory)
  var save: String?
  @Option(help: "How the parameters are written: csv, or for NumPy npy, or npz, one file of all.")
  var format: SavedFormat?
  @Option(help: ArgumentHelp("Save after each so many updates, too.", valueName: "count"))
  var checkpoint: Int?
  @Flag(help: "Save over files that no training has saved.") var force = false
  @Flag(help: "One JSON object per line.") var json = false

  func validate() throws {
    if !(0...Limits.iterations.value).contains(iterations) {
      throw ValidationError("The number of iterations is from 0 to 1000000000.")
    }
    if let every, !(1...Limits.iterations.value).contains(every) {
      throw ValidationError("'--every' is from 1 to 1000000000.")
    }
    if let start, !(0...Limits.iterations.value).contains(start) {
      throw ValidationError("The start is from 0 to 1000000000.")
    }
    if save?.isEmpty == true { throw ValidationError("'--save' needs a folder.") }
    if let checkpoint, !(1...Limits.iterations.value).contains(checkpoint) || save == nil {
      throw ValidationError("'--checkpoint' is from 1 to 1000000000 and belongs to '--save'.")
    }
    if format != nil, save == nil { throw ValidationError("'--format' belongs to '--save'.") }
    if force, save == nil { throw ValidationError("'--force' belongs to '--save'.") }
  }

  func run() throws {
    let source = try source.requiredSource()
    let saved = source.file.saved
    if let start, let saved, start != saved.start {
      throw ValidationError("The training in \(saved.folder) began with '--start \(saved.start)'.")
    }
    let start = saved?.start ?? start ?? 0
    let values = beginning(source)
    let document = try source.documentWithNotes(values, start: start)
    let first = document.start.iteration
    guard iterations >= first else { throw LoadArguments.tooFew(iterations, after: first) }
    var training = MeasuredTraining(of: document)
    let parameters = training.parameters(atBeginningOf: first)
    guard !parameters.isEmpty else {
      complain("\(source.name): error: there is nothing to train: the output has no parameters")
      throw ExitStatus.badFile
    }
    // The folder is checked first, so that an hour's training is not lost.
    var folder = try save.map {
      try SaveFolder(
        $0, of: parameters, in: document, inputs: source.file.values(values),
        start: start, format: format ?? .csv, byForce: force)
    }
    Interrupt.listen()
    var lines = TrainingLines(of: document, training, json: json, endsWithOutput: folder == nil)
    if json, let notes = document.notesLine(file: source.name) { try Output.print(notes.text) }
    var kept: Int?
    let last = try train(&training, &lines, from: first) { training, measured in
      // What goes wrong is said, and the training goes on: the last saving decides.
      let said = try? folder?.write(
        training.parameters(atBeginningOf: measured.iteration), file: source.name,
        measured: measured.summary(reports: document.reports))
      if said != nil { kept = measured.iteration }
    }
    guard last.loss.isFinite else {
      complain(
        "\(source.name): the loss is \(NumberText.shortest(last.loss)) in iteration "
          + "\(last.iteration), so training ends there"
          + (folder == nil
            ? "" : kept.map { " and what is saved is iteration \($0)" } ?? " and nothing is saved")
          + (training.verdict.wordsOfTheEnd.map { "; \($0)" } ?? ""))
      if let cause = training.cause {
        let sentence = NonFiniteSentence(cause, of: document)
        complain("\(source.name): it begins here: \(sentence.text)")
      }
      throw ExitStatus.failed
    }
    let said = try folder?.write(
      training.parameters(atBeginningOf: last.iteration), file: source.name,
      measured: last.summary(reports: document.reports))
    if let said {
      if json || lines.lost != nil { complain(said) } else { try Output.print(said) }
    }
    if let lost = lines.lost { throw lost }
    if Interrupt.hasCome { Interrupt.end() }
  }

  /// The values that are given, without those of parameters that a loaded training goes on with.
  private func beginning(_ source: Source) -> [String: Double] {
    let given = self.source.inputs.values
    let trained = source.file.trained(among: given)
    if let saved = source.file.saved, !trained.isEmpty {
      complain(
        "\(saved.folder.onOneLine): the training goes on with the saved "
          + "\(trained.joined(separator: " and ").onOneLine); '--set' says what one begins with")
    }
    return given.filter { !trained.contains($0.key) }
  }

  /// Runs all iterations, prints the measurements of those that are due, saves in those that are, and
  /// returns the last measurement.
  private func train(
    _ training: inout MeasuredTraining, _ lines: inout TrainingLines, from first: Int,
    save: (inout MeasuredTraining, Measurement) -> Void
  ) throws(ExitCode) -> Measurement {
    var progress = ProgressLine()
    // As many lines as without a stop, at the same iterations.
    let every = every ?? max(1, (iterations - first) / 10)
    var goal = first
    while true {
      let measured = training.measure(at: goal) { iteration, loss in
        progress.show { line(iteration, loss, seconds: $0) }
        return Interrupt.hasCome
      }
      let isLast =
        measured.iteration < goal || goal == iterations || !measured.loss.isFinite
        || Interrupt.hasCome
      progress.erase()
      if isLast || goal == first || goal % every == 0 {
        try lines.print(measured, isLast ? training.verdict : nil)
      }
      if isLast {
        try lines.printResult(training.verdict)
        return measured
      }
      if let checkpoint, goal % checkpoint == 0, goal > first { save(&training, measured) }
      let next = [every, checkpoint].compactMap { $0.map { (goal / $0 + 1) * $0 } }.min()
      goal = min(next ?? iterations, iterations)
    }
  }

  /// The progress, while a person waits: `iteration 350 of 1000  35 %  loss 0.12  3 s left`.
  private func line(_ iteration: Int, _ loss: Double, seconds: Double) -> String {
    let share = Double(iteration + 1) / Double(iterations + 1)
    return "iteration \(iteration) of \(iterations)  \(Int(100 * share)) %  "
      + "loss \(NumberText.fitted(loss, decimals: 6, width: 12))  "
      + "\(durationText(seconds: seconds * (1 - share) / share)) left"
  }
}

/// The lines of a training on standard output, a table or objects.
private struct TrainingLines {
  private let table: TrainingTable
  private let reports: [String]
  private let isJSON: Bool
  /// Whether a training that nobody reads ends: nothing is to be saved.
  private let endsWithOutput: Bool
  private var first: Measurement?
  private var last: Measurement?
  /// The status where standard output could not be written.
  private(set) var lost: ExitCode?

  init(of document: Document, _ training: MeasuredTraining, json: Bool, endsWithOutput: Bool) {
    table = TrainingTable(of: document, training)
    reports = document.reports
    isJSON = json
    self.endsWithOutput = endsWithOutput
  }

  /// Prints a measurement, after the heading of the table where it is the first; the last object
  /// has the verdict.
  mutating func print(_ measured: Measurement, _ verdict: LossVerdict?) throws(ExitCode) {
    if first == nil, !isJSON { try print(table.header) }
    first = first ?? measured
    last = measured
    try print(
      isJSON
        ? measured.json(reports: reports, verdict: verdict, remarks: table.remarks(on: measured))
          .text
        : table.row(measured))
  }

  /// Prints what the training has come to, in words.
  mutating func printResult(_ verdict: LossVerdict) throws(ExitCode) {
    guard !isJSON, let first, let last else { return }
    try print(table.words(from: first, to: last))
    if last.iteration > first.iteration || verdict.end != nil { try print(verdict.words) }
    for note in table.remarks(on: last) { try print(note) }
  }

  /// What is to be saved is trained to its end, whoever no longer listens.
  private mutating func print(_ line: String) throws(ExitCode) {
    guard lost == nil else { return }
    do throws(ExitCode) {
      try Output.print(line)
      try Output.flush()
    } catch {
      if endsWithOutput { throw error }
      lost = error
    }
  }
}
