import ComputationGraph
import Learning

/// The statements of a file, lowered one after the other. A mistake in one does not hide the next.
struct LoweredStatements {
  private let file: ReadFile
  private(set) var lowering: Lowering
  private(set) var definitions: [Definition] = []
  private(set) var minimized: MinimizeStatement?
  /// The data of the file and the leaves they go into.
  private(set) var feed: DataFeed?
  /// The mistakes of the file, including those of its syntax.
  private(set) var diagnostics: [Diagnostic]
  private var lastValue: Node.ID?

  /// Lowers the statements with these rows of the data.
  init(_ file: ReadFile, rows: DataRows = .firstBatch) {
    self.file = file
    lowering = Lowering(
      file.syntax, files: file.files, seedOffset: file.seedOffset, isTrial: file.isTrial)
    diagnostics = file.syntax.diagnostics
    do throws(Diagnostic) {
      try readDefinitions(rows)
    } catch {
      diagnostics.append(error)
    }
  }

  /// The node that is minimized, or else the last one defined.
  var output: Node.ID? { minimized.flatMap { lowering.nodes[Int($0.name.index)] } ?? lastValue }

  /// Throws if there is no room for more.
  private mutating func readDefinitions(_ rows: DataRows) throws(Diagnostic) {
    let syntax = file.syntax
    let (inputs, saved) = (file.inputs, file.saved)
    let hasParameters = syntax.statements.contains { $0.value?.isParameter == true }
    let roleOfOthers = hasParameters ? Node.Role.leaf : .parameter
    let notes = syntax.notes()
    for input in syntax.freeInputs {
      guard let name = syntax.names.existing(input.name) else { continue }
      try attempt { (lowering) throws(Lowering.Failure) in
        let value = Tensor(inputs[input.name] ?? 0)
        try lowering.appendLeaf(name, value, role: roleOfOthers, at: input.span)
        if let node = lowering.nodes[Int(name.index)] { lowering.freeNames[node] = input.name }
      }
    }
    for statement in syntax.statements where !syntax.hasMistake(statement) {
      switch statement {
      case .value(let value):
        let text = syntax.names[value.name]
        try attempt { (lowering) throws(Lowering.Failure) in
          if let leaf = try lowering.leafValue(of: value, inputs[text]) {
            let role = value.isParameter ? .parameter : roleOfOthers
            let span = lowering.syntax.text.span(of: value.nameToken)
            let first =
              role == .parameter && inputs[text] == nil
              ? try saved?.value(of: text, insteadOf: leaf, at: span) : nil
            try lowering.appendLeaf(value.name, first ?? leaf, role: role, at: span)
          } else {
            try lowering.define(value.name, as: value.body)
          }
        }
        define(value.name, ofToken: value.nameToken, note: notes, upTo: value.lastToken)
        lastValue = lowering.nodes[Int(value.name.index)] ?? lastValue
      case .data(let data):
        var dataSet: DataSet?
        try attempt { (lowering) throws(Lowering.Failure) in
          dataSet = try lowering.appendRows(rows, of: data)
        }
        feed = dataSet.map {
          DataFeed(
            $0, features: lowering.nodes[Int(data.features.index)],
            labels: lowering.nodes[Int(data.labels.index)])
        }
        for name in [data.features, data.labels] {
          define(name, ofToken: data.nameToken, note: notes, upTo: data.lastToken)
        }
      case .minimize(let minimize): minimized = minimize
      case .function, .report, .show, .decimals, .expect: break
      }
    }
    checkMinimized()
  }

  /// Reports an attempt to minimize several numbers: the file must say how they become one.
  private mutating func checkMinimized() {
    guard let minimized, let node = lowering.nodes[Int(minimized.name.index)] else { return }
    let shape = lowering.graph.shape(of: node)
    guard !shape.isScalar else { return }
    let names = file.syntax.names
    let name = names[minimized.name]
    let loss = names.freeForLoss
    let span = file.syntax.text.span(of: name, at: minimized.nameToken)
    let start = file.syntax.text.span(of: minimized.nameToken - 1).start
    func line(_ function: String) -> Correction {
      Correction([
        Correction.Edit(SourceSpan(start: start, end: start), "\(loss) = \(function)(\(name))\n"),
        Correction.Edit(span, loss),
      ])
    }
    diagnostics.append(
      Diagnostic(
        .doesNotFit(.minimized(name, shape)), at: span,
        notes: [
          .write(line("mean"), purpose: "for the mean"),
          .write(line("sum"), purpose: "for the sum"),
        ]))
  }

  /// Records the definition of a name that has a node.
  private mutating func define(
    _ name: Name, ofToken token: Int, note notes: [Int: String], upTo last: Int
  ) {
    guard let node = lowering.nodes[Int(name.index)] else { return }
    let syntax = file.syntax
    definitions.append(
      Definition(
        name: syntax.names[name], node: node, note: notes[syntax.text.line(of: last)],
        line: syntax.text.line(of: token)))
  }

  private mutating func attempt(
    _ change: (inout Lowering) throws(Lowering.Failure) -> Void
  ) throws(Diagnostic) {
    do throws(Lowering.Failure) {
      try change(&lowering)
    } catch {
      if case .exhausted(let diagnostic) = error { throw diagnostic }
      if let diagnostic = error.diagnostic { diagnostics.append(diagnostic) }
    }
  }
}

/// The reports and pictures of a file, lowered after everything else.
struct LoweredWatch {
  private(set) var reports: [Report] = []
  private(set) var templates: [Template] = []
  private(set) var diagnostics: [Diagnostic] = []
  /// The graph of the statements, followed by the nodes that the reports need.
  private(set) var lowering: Lowering

  init(of lowered: LoweredStatements) {
    lowering = lowered.lowering
    for statement in lowering.syntax.statements where !lowering.syntax.hasMistake(statement) {
      do throws(Lowering.Failure) {
        switch statement {
        case .report(let report): reports.append(try lowering.append(report))
        case .show(let show):
          if let template = try lowering.template(show) { templates.append(template) }
        case .value, .function, .data, .minimize, .decimals, .expect: break
        }
      } catch {
        if let diagnostic = error.diagnostic { diagnostics.append(diagnostic) }
      }
    }
  }
}

extension LoweredStatements {
  /// The value of a name of a file, as far as its lines have no mistakes.
  static func value(in file: ReadFile, of name: String) -> Tensor? {
    let lowered = LoweredStatements(file)
    guard let name = file.syntax.names.existing(name),
      let node = lowered.lowering.nodes[Int(name.index)]
    else { return nil }
    let graph = lowered.lowering.graph
    var numbers = Numbers(initialValuesOf: graph)
    Tape(of: graph).forward(in: &numbers)
    return numbers.value(of: node, in: graph)
  }
}
