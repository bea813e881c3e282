import ArgumentParser
import Backpropagation
import ComputationGraph
import ExpressionLanguage
import Learning
import Limits
import Sentences

/// Checks every promise of a file, and compares every gradient with central differences.
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Keep every 'expect' and compare every gradient with central differences.",
    discussion: """
      Exits with 1 when a promise is broken, a gradient disagrees, or none is a finite number that \
      could be compared.
      """)

  @OptionGroup var sources: SourcesArguments
  @Flag(help: "One JSON object per file.") var json = false

  func run() throws {
    var work = LongWork()
    try sources.forEachDocument { name, document in
      let report = CheckReport(of: document, &work)
      work.pause()
      // A part of a check is for a person: a program would take it for all of it.
      if !json || !Interrupt.hasCome {
        try Output.print(json ? report.json(file: name).text : report.text(file: name))
      }
      work.end("before everything in \(name) was checked")
      if !report.isFine { throw ExitStatus.failed }
    }
  }
}

/// The findings of a check of one document.
struct CheckReport {
  struct Promise {
    let expectation: Expectation
    let found: Tensor
    var isKept: Bool { expectation.isKept(by: found) }
  }

  let document: Document
  let promises: [Promise]
  /// The number of promises about iterations before the one that a loaded training begins with.
  let promisesLeftOut: Int
  let comparisons: [GradientComparison]
  /// The number of gradients left out because the graph or a tensor is too large to compare all.
  let leftOut: Int

  /// The approximate maximum of numbers read and written: each comparison runs the graph again.
  private static let budget = Limits.checkNumbers.value

  /// The findings, or a part of them where Ctrl-C has ended the work.
  init(of document: Document, _ work: inout LongWork) {
    self.document = document
    var timeline = Timeline(Training(of: document.objective))
    let expectations = document.expectations.filter {
      $0.iterations >= document.start.iteration
    }
    promisesLeftOut = document.expectations.count - expectations.count
    var promises: [Promise] = []
    for expectation in expectations {
      let goal = expectation.iterations
      let reached = timeline.run(to: goal, &work) {
        "iteration \($0) of \(goal), for the promise in line \(expectation.line)"
      }
      if reached < goal { break }
      let snapshot = timeline.snapshot(
        at: timeline.plan.end(of: .backward, in: expectation.iterations))
      let found =
        switch expectation.quantity {
        case .value: snapshot.numbers.value(of: expectation.node, in: document.graph)
        case .gradient: snapshot.numbers.gradient(of: expectation.node, in: document.graph)
        }
      promises.append(Promise(expectation: expectation, found: found))
    }
    self.promises = promises
    let receives = document.graph.gradientReceivers(from: document.output)
    let nodes = document.graph.ids.filter { receives[Int($0.index)] }
    let affordable = max(20, Self.budget / (10 * document.graph.workPerIteration))
    let step = max(1, (nodes.count + affordable - 1) / affordable)
    let compared = stride(from: 0, to: nodes.count, by: step).map { nodes[$0] }
    let check = GradientCheck(
      of: document.graph, output: document.output,
      mostElements: min(GradientCheck.mostElements, max(1, affordable / max(1, compared.count))))
    var comparisons: [GradientComparison] = []
    for (place, node) in compared.enumerated() {
      let goesOn = work.goesOn { _ in "gradient \(place + 1) of \(compared.count)" }
      guard goesOn else { break }
      comparisons += check.compare(node)
    }
    self.comparisons = comparisons
    leftOut = nodes.reduce(0) { $0 + document.graph.places(of: $1).count } - comparisons.count
  }

  var isFine: Bool {
    promises.allSatisfy(\.isKept) && comparisons.allSatisfy { $0.agreement != .disagrees }
      && (comparisons.isEmpty || comparisons.contains { $0.agreement != .undefined })
  }

  func text(file: String) -> String {
    var lines: [String] = []
    for promise in promises where !promise.isKept {
      let expectation = promise.expectation
      lines.append(
        "\(file):\(expectation.line): broken: expect \(expectation.text), "
          + "found \(Self.text(promise.found))")
    }
    for comparison in comparisons where comparison.agreement != .agrees {
      lines.append("\(file): \(describe(comparison))")
    }
    let kept = promises.count(where: \.isKept)
    let agreeing = comparisons.count { $0.agreement == .agrees }
    lines.append(
      "\(file): \(kept) of \(document.expectations.count - promisesLeftOut) promises kept, "
        + "\(agreeing) of \(comparisons.count) gradients agree with central differences"
        + (leftOut > 0 ? ", \(leftOut) not compared" : "")
        + (promisesLeftOut > 0
          ? "; \(promisesLeftOut) about iterations before \(document.start.iteration)" : ""))
    return lines.joined(separator: "\n")
  }

  private func describe(_ comparison: GradientComparison) -> String {
    let name = "∂\(label(document.output))/∂\(label(comparison.node))" + entry(comparison)
    let analytic = NumberText.shortest(comparison.analytic)
    switch comparison.agreement {
    case .agrees: return "\(name) agrees"
    case .kink where comparison.innerKink != nil:
      let gate = comparison.innerKink.map(label) ?? ""
      return "\(name) is at a kink of \(gate), of which the backward pass takes one slope: it says "
        + "\(analytic), central differences say \(NumberText.shortest(comparison.numeric))"
    case .kink:
      let slopes = comparison.kink?.words ?? analytic
      return "\(name) is at a kink: the slopes on its two sides are \(slopes), and the gradient is "
        + analytic
    case .undefined:
      return comparison.analytic.isFinite
        ? "\(name) cannot be compared: the output is not a finite number near this point"
        : "\(name) cannot be compared: it is \(analytic)"
    case .disagrees:
      return "\(name) disagrees: the backward pass says \(analytic), central differences say "
        + "\(NumberText.shortest(comparison.numeric))"
    }
  }

  /// The compared entry of a tensor: `[0, 1]`; empty for a scalar.
  private func entry(_ comparison: GradientComparison) -> String {
    let shape = document.graph.shape(of: comparison.node)
    guard !shape.isScalar else { return "" }
    let indices = shape.indices(of: comparison.element).map(String.init)
    return "[" + indices.joined(separator: ", ") + "]"
  }

  private static func text(_ tensor: Tensor) -> String {
    tensor.scalar.map(NumberText.shortest) ?? tensor.json.text
  }

  private func label(_ node: Node.ID) -> String { document.labels[Int(node.index)] }

  func json(file: String) -> JSON {
    [
      "file": file, "ok": isFine, "notes": document.notesJSON,
      "promises": promises.map { promise -> JSON in
        [
          "line": promise.expectation.line, "text": promise.expectation.text,
          "found": promise.found, "kept": promise.isKept,
        ]
      },
      "gradients": comparisons.map { comparison -> JSON in
        [
          "name": label(comparison.node) + entry(comparison), "backward": comparison.analytic,
          "numeric": comparison.numeric, "relativeError": comparison.relativeError,
          "bound": Agreement.bound,
          "slopes": comparison.kink.map { [$0.left, $0.right] },
          "kinkOf": comparison.innerKink.map(label),
          "verdict": "\(comparison.agreement)",
        ]
      },
      "gradientsLeftOut": leftOut, "promisesLeftOut": promisesLeftOut,
    ]
  }
}
