import Backpropagation
import ComputationGraph
import ExpressionLanguage
import Sentences

/// The text of the pane below the picture: a heading, a remark, and lines that grow with each
/// micro-step.
package struct Explanation: Sendable {
  /// The unit at work: `× w0·x0`.
  package let heading: String
  /// A remark about it: `swap multiplier`.
  package let remark: String
  package let lines: [Line]

  /// The most informative line, for when there is room for only one.
  package var telling: Line? { lines.first(where: \.isTelling) ?? lines.last }

  /// The explanation of the current step of a snapshot.
  package init(ofStep words: Wording) {
    let snapshot = words.snapshot
    guard let step = snapshot.step, let outcome = snapshot.outcome else {
      self.init(beginningOf: words)
      return
    }
    switch (step.action, outcome) {
    case (.forward(let index), .computed(let node, let value)):
      self.init(
        forward: snapshot.plan.units[index], node, value: value, stage: step.stage, words: words)
    case (.flow(let index), .flowed(let flow)):
      let place = snapshot.plan.flows[index]
      self = FlowExplanation(flow: flow, place: place, stage: step.stage, words: words).explanation
    case (.update, .updated(let update)):
      self = UpdateExplanation(update: update, stage: step.stage, words: words).explanation
    case (.seed, _):
      self.init(seedOf: snapshot.output, words: words)
    default:
      self.init(zeroing: words)
    }
  }

  package init(heading: String, remark: String = "", lines: [Line]) {
    self.heading = heading
    self.remark = remark
    self.lines = lines
  }
}

// MARK: The phases

extension Explanation {
  private init(beginningOf words: Wording) {
    let document = words.document
    let comments = document.introduction.dropFirst().filter { !$0.isEmpty }
    self.init(
      heading: document.title ?? "ready", remark: "n computes the first gate",
      lines: comments.map { Line(" " + words.writing.comment($0)) })
  }

  private init(
    forward unit: StepPlan.Unit, _ node: Node.ID, value: Tensor, stage: Stage, words: Wording
  ) {
    let operands = unit.operands(in: words.document.graph)
    let name = words.name(node)
    let arguments = unit.arguments(in: words.document.graph)
    let symbols = words.formula(unit, arguments.map(words.factor))
    let numbers = words.formula(unit, arguments.map { words.factor(words.value($0)) })
    var given = Line(label: "operands", 12)
    for operand in operands where words.document.graph.role(of: operand) != .constant {
      given.append("\(words.name(operand)) = ")
      given.append(words.text(words.value(operand)), .value)
      given.append("   ")
    }
    var lines = [given]
    if stage != .operands {
      lines.append(Line(label: "formula", 12).appending("\(name) = \(symbols)", .formula))
      lines.append(Line("            = ").appending(numbers, .value))
    }
    func fixed(_ label: String, _ note: String) -> Line {
      Line(label: label, 12).appending("\(name) = ")
        .appending(words.text(value), .newValue).appending("   " + note, .remark)
    }
    if stage == .result, words.snapshot.isHeld(node) {
      lines.append(fixed("held", "whatever its operands are; u undoes"))
    } else if stage == .result, words.keepsValue(of: node) {
      let first = words.snapshot.plan.firstIteration
      lines.append(fixed("kept", "computed in iteration \(first) only, by mistake"))
    } else if stage == .result {
      // The numbers of an array may leave no room for the result beside them.
      if !value.shape.isScalar { lines.append(Line(label: "result", 11)) }
      lines[lines.count - 1].append(words.gives)
      lines[lines.count - 1].append(
        words.text(value), value.elements.allSatisfy(\.isFinite) ? .newValue : .error)
    }
    lines += Self.copies(for: unit, of: operands, words)
    self.init(
      heading: "\(words.inside(node))\(words.gate(unit)) \(name)",
      remark: unit.compoundGate == nil
        ? "computes its output" : "computes its output; Enter opens it",
      lines: lines)
  }

  private init(zeroing words: Wording) {
    let clears = words.rules.clearsLeaves
    let become = words.isRiddle ? "is to become" : "becomes"
    self.init(
      heading: "zero",
      remark: clears
        ? "gradients are \(words.isRiddle ? "to be " : "")cleared"
        : "those of leaves stay, by mistake",
      lines: [
        Line(
          clears
            ? " Every gradient \(become) 0, so that the sums of this iteration start at nothing."
            : " Gradients of gates become 0, those of leaves stay: their sums do not start at 0."),
        Line(" Where several gradients arrive they are added. Without this step those of", .remark),
        Line(" the iteration before would be added, too.", .remark),
      ])
  }

  private init(seedOf output: Node.ID, words: Wording) {
    self.init(
      heading: "seed \(words.name(output))", remark: "where the chain rule begins",
      lines: [
        Line(" \(words.gradientName(output)) = ").appending("1", .newGradient),
        Line(" A change of \(words.name(output)) changes \(words.name(output)) by just as much."),
      ])
  }
}

extension GatePattern {
  /// The pattern in the words of the lecture.
  package var remark: String {
    switch self {
    case .distributor: "gradient distributor"
    case .swapper: "swap multiplier"
    case .router: "gradient router"
    }
  }
}
