import ArgumentParser
import ExpressionLanguage

/// The folder of a training to go on with.
struct LoadArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Begin with the training that 'train --save' has left in this folder.", valueName: "folder"),
    completion: .directory)
  var load: String?

  init() {}

  /// The folder of a recording.
  init(load: String?) { self.load = load }

  /// The source with that training, if one is named; complains and throws where there is none.
  func applied(to source: Source) throws(ExitCode) -> Source {
    try load.map { folder throws(ExitCode) in
      var source = source
      source.file.saved = try SavedTraining(in: folder)
      return source
    } ?? source
  }

  /// The error where fewer updates are asked for than a loaded training has made.
  static func tooFew(_ iterations: Int, after first: Int) -> ValidationError {
    ValidationError(
      "\(first) updates have been made before, and '--iterations \(iterations)' counts all; give "
        + "\(first) or more.")
  }
}
