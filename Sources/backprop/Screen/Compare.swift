import ArgumentParser
import CursesTerminal
import ExpressionLanguage
import Learning
import Limits
import Screen
import Trainings
import Visualizer

/// Several files, trained side by side.
struct Compare: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Train several files alike and compare what they have learned.",
    discussion: """
      Each file is trained with equally many updates from the same number of random starts; 'gap' \
      is by how much the loss is higher on test rows than on training rows. In a terminal the \
      curves are drawn over each other while they grow.

      With --load, each file goes on from the same saved training: '--iterations' counts all \
      updates, those before as well.
      """)

  @Argument(
    help: "Files of expressions, or names of examples.", completion: .file(extensions: ["expr"]))
  var files: [String]
  @OptionGroup var inputs: InputArguments
  @OptionGroup var training: LoadArguments
  @Option(help: ArgumentHelp("How many updates to make.", valueName: "count"))
  var iterations = 1000
  @Option(help: ArgumentHelp("From how many random starts to train each file.", valueName: "count"))
  var starts = 1
  @Flag(help: "One JSON object per training, and one per file.") var json = false
  @Flag(help: "The table alone, also in a terminal.") var plain = false
  @OptionGroup var screen: ScreenArguments

  func validate() throws {
    if !(0...Limits.iterations.value).contains(iterations) {
      throw ValidationError("The number of iterations is from 0 to 1000000000.")
    }
    if !(1...Limits.comparedStarts.value).contains(starts) {
      throw ValidationError("The number of starts is from 1 to 1000.")
    }
    if training.load != nil, starts > 1 {
      throw ValidationError("A training that is loaded has had its start; leave '--starts' out.")
    }
  }

  func run() throws {
    let models = try files.map(model)
    var trainings = ComparedTrainings(models, iterations: iterations, startCount: starts)
    if isTerminal(1), !json, !plain, let trained = showOnScreen(trainings) {
      if trained.isComplete { try CompareLines.printTable(of: trained) }
    } else {
      try CompareLines(iterations: iterations, starts: starts, json: json).train(&trainings)
    }
  }

  /// A file that can be trained; complains and throws where it cannot.
  private func model(_ file: String) throws -> ComparedModel {
    let source = try training.applied(to: Source(path: file))
    let values = inputs.values
    let firstStart = source.file.saved?.start ?? 0
    let document = try source.documentWithNotes(values, start: firstStart)
    if json, let notes = document.notesLine(file: source.name) { try Output.print(notes.text) }
    let first = document.start.iteration
    guard iterations >= first else { throw LoadArguments.tooFew(iterations, after: first) }
    let model = ComparedModel(name: source.name, firstStart: firstStart) { start in
      guard case .success(let document) = source.file.document(values, start: start) else {
        preconditionFailure("other random numbers make no mistakes")
      }
      return document
    }
    guard model.parameterCount > 0 else {
      complain("\(source.name): error: there is nothing to train: the output has no parameters")
      throw ExitStatus.badFile
    }
    return model
  }

  /// The trainings as they were left on the screen; `nil` without a screen.
  private func showOnScreen(_ trainings: ComparedTrainings) -> ComparedTrainings? {
    try? CursesTerminal.session(screen.options()) { terminal in
      var comparison = Comparison(trainings, size: terminal.size)
      terminal.run(&comparison)
      return comparison.trainings
    }
  }
}
