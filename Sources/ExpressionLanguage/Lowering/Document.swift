import ComputationGraph
import Learning

/// A file whose every number is known: its graph, and what the file says about it.
public struct Document: Sendable {
  /// The first comment, if nothing stands before it.
  public let title: String?
  /// The comments that have a line of their own, the title among them.
  public let commentary: [Remark]
  /// The graph that the file describes.
  public internal(set) var graph: Graph
  /// What `minimize` names, else what the last definition defines.
  public internal(set) var output: Node.ID
  /// The lines that define values, in their order.
  public internal(set) var definitions: [Definition]
  /// For every node its name, else the text of its expression without blanks, cut at 64 characters.
  public internal(set) var labels: [String]
  /// How `minimize` moves the parameters; without it, `sgd(lr = 0.01)`.
  public let optimizer: Optimizer
  /// The data of the file and the leaves they go into; `nil` where it has none.
  public internal(set) var feed: DataFeed?
  /// What `report` wants to be watched, as it is written.
  public let reports: [String]
  /// The weights that `show` wants to see as pictures.
  public internal(set) var templates: [Template]
  /// The promises of the file.
  public internal(set) var expectations: [Expectation]
  /// What the lines say, for scoring them with other rows.
  let file: ReadFile
  /// How many rows are scored at most.
  let mostScoredRows: Int
  /// The node of each name of the file that has one, free inputs among them.
  var nodes: [Node.ID?]

  /// The definition of a name, if there is one.
  public func definition(named name: String) -> Definition? {
    definitions.first { $0.name == name }
  }

  /// The node of a name, which may also be a free input.
  public func node(named name: String) -> Node.ID? {
    file.syntax.names.existing(name).flatMap { nodes[Int($0.index)] }
  }

  /// What the file wants to be learned.
  public var objective: Objective {
    Objective(graph: graph, output: output, optimizer: optimizer, feed: feed)
  }

  /// Makes the graph of a file.
  ///
  /// `inputs` gives values to the free inputs and other ones to leaves that are single numbers;
  /// `files` gives what was read for each path in `syntax.files`. Another `seedOffset`
  /// than 0 gives `randn` and `uniform` other seeds, for other random beginnings of the same file;
  /// the data are divided as before. Fails with all mistakes of the file; if it has none, with those of
  /// `inputs`.
  public static func make(
    from syntax: Syntax, inputs: [String: Double] = [:],
    files: FileTables = [:], seedOffset: UInt64 = 0
  ) -> Result<Document, DiagnosticList> {
    do throws(DiagnosticList) {
      return .success(
        try Document(ReadFile(syntax: syntax, inputs: inputs, files: files, seedOffset: seedOffset))
      )
    } catch {
      return .failure(error)
    }
  }

  private init(_ file: ReadFile) throws(DiagnosticList) {
    // Shapes do not depend on the numbers, so they are checked before a missing one is asked for.
    let lowered = LoweredStatements(file)
    let watched = LoweredWatch(of: lowered)
    let syntax = file.syntax
    var diagnostics =
      lowered.diagnostics + watched.diagnostics + syntax.promisesAboutOtherShapes(lowered.lowering)
    diagnostics.sort { ($0.span?.start ?? 0) < ($1.span?.start ?? 0) }
    if diagnostics.isEmpty { diagnostics = syntax.check(file.inputs, lowered.lowering) }
    if !diagnostics.isEmpty { throw DiagnosticList(diagnostics: diagnostics) }
    guard let output = lowered.output else {
      preconditionFailure("a document without a definition")
    }
    graph = lowered.lowering.graph
    labels = lowered.lowering.labels
    nodes = lowered.lowering.nodes
    definitions = lowered.definitions
    expectations = syntax.expectations(lowered.lowering.nodes)
    self.file = file
    self.output = output
    optimizer = lowered.minimized?.optimizer ?? Optimizer()
    feed = lowered.feed
    reports = watched.reports.map(\.text)
    templates = watched.templates
    mostScoredRows = lowered.mostScoredRows
    commentary = syntax.commentary()
    title = syntax.title()
  }
}

/// A file as it was read, with the values and the files of numbers that it is given.
struct ReadFile: Sendable {
  let syntax: Syntax
  let inputs: [String: Double]
  let files: FileTables
  let seedOffset: UInt64
}

/// A line that defines a value.
public struct Definition: Hashable, Sendable {
  /// The name.
  public let name: String
  /// What the name stands for; another definition's node where a line only gives another name.
  public let node: Node.ID
  /// The comment behind it.
  public let note: String?
  /// The line, counted from 1.
  public let line: Int
}

/// A comment on a line of its own.
public struct Remark: Hashable, Sendable {
  /// The line, counted from 1.
  public let line: Int
  /// What it says, without `#` and the blanks around.
  public let text: String
}
