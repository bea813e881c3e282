import ComputationGraph
import Learning

/// A file with all its numbers known: its graph, and what the file says about it.
public struct Document: Sendable {
  /// The first comment, if nothing precedes it.
  public let title: String?
  /// The comments on lines of their own, including the title.
  public let commentary: [Remark]
  /// The graph that the file describes.
  public internal(set) var graph: Graph
  /// The node that `minimize` names; otherwise that of the last definition.
  public internal(set) var output: Node.ID
  /// The definitions of values, in the order of the file.
  public internal(set) var definitions: [Definition]
  /// For every node its name, or else the text of its expression without blanks, cut at 64
  /// characters. No two gates have the same: an expression that occurs again has `#2` behind it.
  public internal(set) var labels: [String]
  /// The labels as they are shown where there is little room.
  public internal(set) var shortNames: ShortNames
  /// The optimizer of `minimize`; `sgd(lr = 0.01)` without it.
  public let optimizer: Optimizer
  /// The data of the file and the leaves they go into; `nil` if it has none.
  public internal(set) var feed: DataFeed?
  /// What its training begins with.
  public let start: TrainingStart
  /// The reports, as written in the file.
  public let reports: [String]
  /// The weights that `show` displays as pictures.
  public internal(set) var templates: [Template]
  /// How many decimals of a number the file wants to be shown, if it says so.
  public let decimals: Int?
  /// The promises of the file.
  public internal(set) var expectations: [Expectation]
  /// The file as read, for scoring it with other rows.
  let file: ReadFile
  /// The greatest number of rows that is scored.
  let mostScoredRows: Int
  /// The node of each name in the file that has one, including free inputs.
  var nodes: [Node.ID?]

  /// The text of the file.
  public var source: SourceText { file.syntax.source }
  /// The functions of the file, each with its line.
  public var functions: [(name: String, line: String)] {
    let text = file.syntax.text
    return file.syntax.statements.compactMap(\.function).map { function in
      let end = (function.nameToken..<text.count).first { text[$0].kind == .endOfLine }
      let span = SourceSpan(
        start: text.span(of: function.nameToken).start,
        end: end.map { text.span(of: $0).start } ?? text.source.utf8.count)
      return (file.syntax.names[function.name], text.source.text(of: span))
    }
  }

  /// The definition of a name, if there is one.
  public func definition(named name: String) -> Definition? {
    definitions.first { $0.name == name }
  }

  /// The node of a name, which may also be a free input.
  public func node(named name: String) -> Node.ID? {
    file.syntax.names.existing(name).flatMap { nodes[Int($0.index)] }
  }

  /// The learning task of the file.
  public var objective: Objective {
    Objective(graph: graph, output: output, optimizer: optimizer, feed: feed, start: start)
  }

  /// Makes the graph of a file.
  ///
  /// `inputs` holds the values of free inputs and replaces those of leaves that are single numbers;
  /// `files` holds the result of reading each path in `syntax.files`. A `seedOffset` other than 0
  /// gives `randn` and `uniform` other seeds, for other random starts of the same file; the data
  /// are divided as before. Fails with all mistakes of the file or, if it has none, with those of
  /// `inputs`.
  public static func make(
    from syntax: Syntax, inputs: [String: Double] = [:],
    files: FileTables = [:], seedOffset: UInt64 = 0
  ) -> Result<Document, DiagnosticList> {
    make(from: ReadFile(syntax: syntax, inputs: inputs, files: files, seedOffset: seedOffset))
  }

  /// Makes the graph of a file as it was read.
  static func make(from file: ReadFile) -> Result<Document, DiagnosticList> {
    Result { () throws(DiagnosticList) in try Document(file) }
  }

  /// The mistakes of a file.
  static func mistakes(of file: ReadFile) -> [Diagnostic] {
    switch make(from: file) {
    case .success: []
    case .failure(let list): list.diagnostics
    }
  }

  private init(_ file: ReadFile) throws(DiagnosticList) {
    // Shapes do not depend on the numbers, so they are checked before a missing one is reported.
    let lowered = LoweredStatements(file)
    let watched = LoweredWatch(of: lowered)
    let syntax = file.syntax
    var diagnostics =
      lowered.diagnostics + watched.diagnostics + syntax.promisesAboutOtherShapes(lowered.lowering)
    diagnostics.sort { ($0.span?.start ?? 0) < ($1.span?.start ?? 0) }
    if diagnostics.isEmpty { diagnostics = syntax.check(file.inputs, lowered.lowering) }
    if !diagnostics.isEmpty {
      let trial = CorrectionTrial(
        file, diagnostics, check: Self.mistakes, compute: LoweredStatements.value)
      throw DiagnosticList(trial.corrected)
    }
    guard let output = lowered.output else {
      preconditionFailure("a document without a definition")
    }
    graph = lowered.lowering.graph
    labels = graph.unique(lowered.lowering.labels)
    shortNames = ShortNames(of: labels)
    nodes = lowered.lowering.nodes
    definitions = lowered.definitions
    expectations = syntax.expectations(lowered.lowering.nodes)
    self.file = file
    self.output = output
    optimizer = lowered.minimized?.optimizer ?? Optimizer()
    let (labels, graph) = (labels, graph)
    let reaches = graph.ancestors(of: output)
    let trained = graph.ids.filter { graph.role(of: $0) == .parameter && reaches[Int($0.index)] }
    start =
      try file.saved?.start(
        of: trained.map { labels[Int($0.index)] }, under: optimizer, given: file.inputs,
        at: syntax.definition(of:)) ?? .first
    feed = lowered.feed
    reports = watched.reports.map(\.text)
    templates = watched.templates
    decimals = syntax.decimals
    mostScoredRows = lowered.mostScoredRows
    commentary = syntax.commentary()
    title = syntax.title()
  }
}

/// A line that defines a value.
public struct Definition: Hashable, Sendable {
  /// The name.
  public let name: String
  /// The node that the name denotes; that of another definition if the line only gives it another
  /// name.
  public let node: Node.ID
  /// The comment after it.
  public let note: String?
  /// The line, counted from 1.
  public let line: Int
}

/// A comment on a line of its own.
public struct Remark: Hashable, Sendable {
  /// The line, counted from 1.
  public let line: Int
  /// Its text, without `#` and surrounding blanks.
  public let text: String
}
