import Backpropagation
import ComputationGraph
import ExpressionLanguage
import Learning
import Sentences

/// Files of expressions that are damaged: whatever is in them, there is a graph that can be run, or
/// there are messages.
struct DamagedFiles: Driver {
  static let abstract = "damaged files of expressions"
  static let wholeCount = 1_000_000
  #if DEBUG
    static let secondsForAnAnswer: Int? = 60
  #else
    static let secondsForAnAnswer: Int? = 10
  #endif

  private var graphs = 0
  private var most = (seconds: 0.0, number: 0)
  private var number = 0

  init(_ settings: Settings) throws {
    for (file, text) in zip(Corpus.files, Corpus.texts) {
      let read = Corpus.read(file)
      try demand(
        try Answer(to: read, inputs: Self.inputs(of: read)).hasGraph,
        "this file has a mistake before it is damaged:\n\(text)")
    }
  }

  /// First every beginning of a file without a mistake, then what lots have damaged.
  mutating func input(_ number: Int, _ random: inout RandomNumbers) -> [UInt8]? {
    self.number = number
    var place = number
    for file in Corpus.files {
      if place <= file.count { return Array(file[..<place]) }
      place -= file.count + 1
    }
    return random.damaged(Corpus.files)
  }

  static func pieces(of input: [UInt8]) -> [ArraySlice<UInt8>] {
    input.indices.map { input[$0...$0] }
  }

  /// Reads a file, with values for its free inputs, without, and with some that it cannot have.
  mutating func attempt(_ input: [UInt8]) throws {
    let start = processorSeconds()
    let file = Corpus.read(input)
    try Self.checkPlaces(in: file.syntax)
    var inputs = Self.inputs(of: file)
    if try Answer(to: file, inputs: inputs).hasGraph { graphs += 1 }
    if !file.syntax.freeInputs.isEmpty || !file.syntax.diagnostics.isEmpty {
      try demand(!Answer(to: file, inputs: [:]).hasGraph, "a graph in spite of mistakes")
    }
    inputs["nowhere"] = 1
    inputs["f"] = 2
    _ = try Answer(to: file, inputs: inputs)
    let seconds = processorSeconds() - start
    if seconds > most.seconds { most = (seconds, number) }
  }

  var figures: String {
    "\(graphs) had a graph, the slowest took \(NumberText.significant(most.seconds, digits: 2)) s "
      + "(input \(most.number))"
  }

  func finish(afterTrying count: Int) throws {
    try demand(graphs > count / 100, "hardly any file was still without a mistake")
  }

  private static func inputs(of file: SourceFile) -> [String: Double] {
    Dictionary(file.syntax.freeInputs.map { ($0.name, 0.5) }, uniquingKeysWith: { $1 })
  }

  private static func checkPlaces(in syntax: Syntax) throws {
    var place = 0
    for span in syntax.diagnostics.prefix(100).compactMap(\.span) {
      try demand(span.start >= place && span.end >= span.start, "messages are not in order")
      try demand(span.end <= syntax.source.utf8.count, "a message about what is behind the file")
      place = span.start
    }
    for input in syntax.freeInputs.prefix(100) {
      try demand(!syntax.source.text(of: input.span).isEmpty, "a free input without a name")
    }
  }
}
