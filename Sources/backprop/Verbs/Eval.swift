import ArgumentParser
import Backpropagation
import Cells
import ComputationGraph
import ExpressionLanguage
import Learning
import Limits
import Sentences

/// Values and gradients of every named definition.
struct Eval: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print the value and the gradient of every named definition.",
    discussion: """
      The numbers are those of the forward and the backward pass after the given number of \
      updates.
      """)

  @OptionGroup var sources: SourcesArguments
  @Option(help: ArgumentHelp("How many updates to make first, in all.", valueName: "count"))
  var iterations: Int?
  @Flag(help: "One JSON object per file.") var json = false

  func validate() throws {
    if let iterations, !(0...Limits.iterations.value).contains(iterations) {
      throw ValidationError("The number of iterations is from 0 to 1000000000.")
    }
  }

  func run() throws {
    var work = LongWork()
    try sources.forEachDocument { name, document in
      let first = document.start.iteration
      if let iterations, iterations < first { throw LoadArguments.tooFew(iterations, after: first) }
      let goal = iterations ?? first
      let result = EvaluatedNames(of: document, iteration: goal, &work)
      work.pause()
      try Output.print(json ? result.json(file: name).text : result.table(file: name))
      work.end("in iteration \(result.iteration) of \(goal)")
    }
  }
}

/// The named nodes of a document with their numbers in one iteration, before its update.
struct EvaluatedNames {
  struct Row {
    let name: String
    let node: Node.ID
    let value: Tensor
    /// `nil` where no path leads to the output.
    let gradient: Tensor?
  }

  /// The largest array whose entries are written out.
  static let mostEntries = Writing.mostEntries

  let document: Document
  let iteration: Int
  let rows: [Row]

  /// The numbers after so many updates, or where Ctrl-C has ended the work.
  init(of document: Document, iteration goal: Int, _ work: inout LongWork) {
    var timeline = Timeline(Training(of: document.objective))
    let plan = timeline.plan
    let iteration = timeline.run(to: goal, &work) { "iteration \($0) of \(goal)" }
    let snapshot = timeline.snapshot(at: plan.end(of: .backward, in: iteration))
    self.document = document
    self.iteration = iteration
    rows = document.names.map { name, node in
      Row(
        name: name, node: node, value: snapshot.numbers.value(of: node, in: document.graph),
        gradient: plan.reachesOutput[Int(node.index)]
          ? snapshot.numbers.gradient(of: node, in: document.graph) : nil)
    }
  }

  func json(file: String) -> JSON {
    [
      "file": file, "output": document.labels[Int(document.output.index)],
      "iteration": iteration, "notes": document.notesJSON,
      "nodes": rows.map { row -> JSON in
        [
          "name": row.name, "role": document.graph.role(of: row.node).name,
          "shape": row.value.shape.extents, "value": row.value, "gradient": row.gradient,
        ]
      },
    ]
  }

  func table(file: String) -> String {
    let output = document.labels[Int(document.output.index)]
    let cells =
      [["name", "role", "value", "∂\(output)/∂name"]]
      + rows.map { row in
        [
          row.name, document.graph.role(of: row.node).name, Self.text(row.value),
          row.gradient.map(Self.text) ?? "no path",
        ]
      }
    let widths = (0..<4).map { column in cells.map { $0[column].columns }.max() ?? 0 }
    let lines = cells.map { row in
      zip(row, widths).enumerated().map { column, cell in
        let blanks = String(repeating: " ", count: cell.1 - cell.0.columns)
        return column < 2 ? cell.0 + blanks : blanks + cell.0
      }.joined(separator: "  ")
    }
    return (["\(file)   iteration \(iteration)"] + lines).joined(separator: "\n")
  }

  /// A number with all its digits, the entries of a small array with six, a large array by its
  /// shape and its norm: a table is for reading, JSON has everything.
  static func text(_ tensor: Tensor) -> String {
    if let number = tensor.scalar { return NumberText.shortest(number) }
    guard tensor.elements.count <= mostEntries else {
      let norm = tensor.elements.euclideanNorm
      return "\(tensor.shape), norm \(NumberText.significant(norm, digits: 6))"
    }
    return tensor.written { NumberText.significant($0, digits: 6) }
  }
}

extension Document {
  /// The named nodes: free inputs first, then the definitions in order.
  var names: [(String, Node.ID)] {
    let defined = Set(definitions.map(\.node))
    let free = graph.ids.filter {
      graph.role(of: $0) != .constant && graph.role(of: $0) != .gate && !defined.contains($0)
    }
    return free.map { (labels[Int($0.index)], $0) } + definitions.map { ($0.name, $0.node) }
  }
}

extension Node.Role {
  /// The word for the role in tables and JSON.
  var name: String {
    switch self {
    case .parameter: "parameter"
    case .leaf: "leaf"
    case .constant: "constant"
    case .gate: "gate"
    }
  }
}
