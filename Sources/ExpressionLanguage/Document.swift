import ComputationGraph

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
  /// The learning rate of `minimize`, else 0.01.
  public let learningRate: Double
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

  /// Makes the graph of a file.
  ///
  /// `inputs` gives values to the free inputs and other ones to leaves. Fails with all mistakes of
  /// the file; if it has none, with those of `inputs`.
  public static func make(
    from syntax: Syntax, inputs: [String: Double] = [:]
  ) -> Result<Document, DiagnosticList> {
    let diagnostics = syntax.diagnostics.isEmpty ? syntax.check(inputs) : syntax.diagnostics
    guard diagnostics.isEmpty else { return .failure(DiagnosticList(diagnostics: diagnostics)) }
    do throws(Diagnostic) {
      return .success(try Document(syntax, inputs))
    } catch {
      return .failure(DiagnosticList(diagnostics: [error]))
    }
  }

  private init(_ syntax: Syntax, _ inputs: [String: Double]) throws(Diagnostic) {
    let hasParameters = syntax.statements.contains { statement in
      if case .value(let value) = statement { value.isParameter } else { false }
    }
    let roleOfOthers = hasParameters ? Node.Role.leaf : .parameter
    var lowering = Lowering(syntax)
    var definitions: [Definition] = []
    var minimized: MinimizeStatement?
    var expected: [ExpectStatement] = []

    for input in syntax.freeInputs {
      guard let name = syntax.names.existing(input.name), let value = inputs[input.name] else {
        preconditionFailure("a free input without a value")
      }
      try lowering.appendLeaf(name, value, role: roleOfOthers, at: input.span)
    }
    let notes = syntax.notes()
    for statement in syntax.statements {
      switch statement {
      case .value(let value):
        let text = syntax.names[value.name]
        if let number = try syntax.leafValue(of: value, inputs[text]) {
          let role = value.isParameter ? .parameter : roleOfOthers
          try lowering.appendLeaf(
            value.name, number, role: role, at: syntax.tokens[value.nameToken].span)
        } else {
          try lowering.define(value.name, as: value.body)
        }
        if let node = lowering.nodes[Int(value.name.index)] {
          let line = syntax.line(ofToken: value.nameToken)
          let note = notes[syntax.line(ofToken: value.lastToken)]
          definitions.append(Definition(name: text, node: node, note: note, line: line))
        }
      case .function: break
      case .minimize(let minimize): minimized = minimize
      case .expect(let expect): expected.append(expect)
      }
    }

    graph = lowering.graph
    labels = lowering.labels
    self.definitions = definitions
    names = syntax.names
    nodes = lowering.nodes
    expectations = expected.compactMap { syntax.expectation($0, lowering.nodes) }
    let target = minimized.flatMap { lowering.nodes[Int($0.name.index)] }
    guard let output = target ?? definitions.last?.node
    else { preconditionFailure("a document without a definition") }
    self.output = output
    learningRate = minimized?.learningRate ?? 0.01
    commentary = syntax.commentary()
    title = syntax.title()
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
