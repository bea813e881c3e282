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
  /// The names of the file, free inputs among them, and the node of each that has one.
  private let names: NameTable
  var nodes: [Node.ID?]

  /// The definition of a name, if there is one.
  public func definition(named name: String) -> Definition? {
    definitions.first { $0.name == name }
  }

  /// The node of a name, which may also be a free input.
  public func node(named name: String) -> Node.ID? {
    names.existing(name).flatMap { nodes[Int($0.index)] }
  }

  /// What the file wants to be learned.
  public var objective: Objective {
    Objective(graph: graph, output: output, optimizer: optimizer, feed: feed)
  }

  /// The graph that scores the rows of a part: with all of its rows in place of a batch. A file
  /// without data has one for training only. `nil` where there is nothing to score.
  public func scoring(_ part: DataSet.Part) -> ScoringGraph? { nil }

  /// Makes the graph of a file.
  ///
  /// `inputs` gives values to the free inputs and other ones to leaves that are single numbers;
  /// `files` gives what was read for each path in `syntax.files`. Fails with all mistakes of the
  /// file; if it has none, with those of `inputs`.
  public static func make(
    from syntax: Syntax, inputs: [String: Double] = [:],
    files: FileTables = [:]
  ) -> Result<Document, DiagnosticList> {
    do throws(DiagnosticList) {
      return .success(try Document(syntax, inputs, files))
    } catch {
      return .failure(error)
    }
  }

  private init(
    _ syntax: Syntax, _ inputs: [String: Double],
    _ files: FileTables
  ) throws(DiagnosticList) {
    // Shapes do not depend on the numbers, so they are checked before a missing one is asked for.
    let lines = try ComputedLines(syntax, inputs, files)
    let diagnostics = syntax.check(inputs, lines.lowering)
    if !diagnostics.isEmpty { throw DiagnosticList(diagnostics: diagnostics) }
    guard let output = lines.output else {
      preconditionFailure("a document without a definition")
    }
    graph = lines.lowering.graph
    labels = lines.lowering.labels
    nodes = lines.lowering.nodes
    names = syntax.names
    definitions = lines.definitions
    expectations = lines.expectations
    self.output = output
    optimizer = Optimizer(schedule: .constant(lines.minimized?.learningRate ?? 0.01))
    feed = nil
    reports = []
    templates = []
    commentary = syntax.commentary()
    title = syntax.title()
  }
}

/// The lines of a file, computed one after the other. One with a mistake does not hide the next.
private struct ComputedLines {
  private let syntax: Syntax
  private(set) var lowering: Lowering
  private(set) var definitions: [Definition] = []
  private(set) var expectations: [Expectation] = []
  private(set) var minimized: MinimizeStatement?

  init(
    _ syntax: Syntax, _ inputs: [String: Double],
    _ files: FileTables
  ) throws(DiagnosticList) {
    self.syntax = syntax
    lowering = Lowering(syntax, files: files)
    var diagnostics = syntax.diagnostics
    do throws(Diagnostic) {
      try readDefinitions(inputs, &diagnostics)
    } catch {
      diagnostics.append(error)
    }
    diagnostics += syntax.promisesAboutOtherShapes(lowering)
    if !diagnostics.isEmpty {
      diagnostics.sort { ($0.span?.start ?? 0) < ($1.span?.start ?? 0) }
      throw DiagnosticList(diagnostics: diagnostics)
    }
    for case .expect(let expect) in syntax.statements {
      if let expectation = syntax.expectation(expect, lowering.nodes) {
        expectations.append(expectation)
      }
    }
  }

  /// What is minimized, or else defined last.
  var output: Node.ID? {
    minimized.flatMap { lowering.nodes[Int($0.name.index)] } ?? definitions.last?.node
  }

  /// Throws when there is no room for more.
  private mutating func readDefinitions(
    _ inputs: [String: Double], _ diagnostics: inout [Diagnostic]
  ) throws(Diagnostic) {
    let hasParameters = syntax.statements.contains { statement in
      if case .value(let value) = statement { value.isParameter } else { false }
    }
    let roleOfOthers = hasParameters ? Node.Role.leaf : .parameter
    let notes = syntax.notes()
    for input in syntax.freeInputs {
      guard let name = syntax.names.existing(input.name) else { continue }
      try attempt(&diagnostics) { (lowering) throws(Lowering.Failure) in
        let value = Tensor(inputs[input.name] ?? 0)
        try lowering.appendLeaf(name, value, role: roleOfOthers, at: input.span)
      }
    }
    for statement in syntax.statements where !syntax.hasMistake(statement) {
      switch statement {
      case .value(let value):
        let text = syntax.names[value.name]
        try attempt(&diagnostics) { (lowering) throws(Lowering.Failure) in
          if let leaf = try lowering.leafValue(of: value, inputs[text]) {
            let role = value.isParameter ? .parameter : roleOfOthers
            try lowering.appendLeaf(
              value.name, leaf, role: role, at: lowering.syntax.tokens[value.nameToken].span)
          } else {
            try lowering.define(value.name, as: value.body)
          }
        }
        if let node = lowering.nodes[Int(value.name.index)] {
          let line = syntax.line(ofToken: value.nameToken)
          let note = notes[syntax.line(ofToken: value.lastToken)]
          definitions.append(Definition(name: text, node: node, note: note, line: line))
        }
      case .minimize(let minimize): minimized = minimize
      case .function, .expect: break
      }
    }
  }

  private mutating func attempt(
    _ diagnostics: inout [Diagnostic],
    _ change: (inout Lowering) throws(Lowering.Failure) -> Void
  ) throws(Diagnostic) {
    do throws(Lowering.Failure) {
      try change(&lowering)
    } catch {
      switch error {
      case .mistake(let diagnostic): diagnostics.append(diagnostic)
      case .exhausted(let diagnostic): throw diagnostic
      case .consequence: break
      }
    }
  }
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
