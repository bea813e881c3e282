/// A file as it was read, with the values and the data files given to it.
struct ReadFile: Sendable {
  var syntax: Syntax
  let inputs: [String: Double]
  let files: FileTables
  let seedOffset: UInt64
  /// The training to go on with, if there is one.
  var saved: SavedTraining?
  /// Whether this is the file after a change that a message would offer, so that only small graphs
  /// are made and nothing is offered in turn.
  var isTrial = false
}

extension ReadFile {
  /// A file with other bytes in its place, to try what they mean.
  func tried(as utf8: [UInt8]) -> ReadFile {
    var trial = self
    trial.syntax = Syntax(parsing: utf8)
    trial.isTrial = true
    return trial
  }
}
