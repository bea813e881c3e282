import Backpropagation
import ComputationGraph
import ExpressionLanguage
import Sentences

/// Why a number is what it is: what came together in it, in order, and where to ask on.
struct Why: Sendable {
  /// One thing that the number is made of.
  struct Contribution: Sendable {
    /// Where to ask on.
    let node: Node.ID
    let line: Line
  }

  let heading: String
  let remark: String
  let contributions: [Contribution]
  /// What is said besides.
  let lines: [Line]
  private(set) var selected = 0

  init(
    heading: String, remark: String = "", _ contributions: [Contribution] = [],
    lines: [Line] = []
  ) {
    self.heading = heading
    self.remark = remark
    self.contributions = contributions
    self.lines = lines
  }

  mutating func select(_ index: Int) {
    selected = contributions.isEmpty ? 0 : (index + contributions.count) % contributions.count
  }

  func explanation(_ words: Wording) -> Explanation {
    let listed = contributions.enumerated().map { index, contribution in
      var line = Line(index == selected ? " ▸" : "  ", .choice).appending(
        "\(index + 1)  ", .key)
      line.append(contribution.line)
      line.isTelling = index == selected
      return line
    }
    return Explanation(heading: heading, remark: remark, lines: listed + lines)
  }
}

extension Session {
  /// Jumps to the step that last changed a node's number, its gradient once that is being computed,
  /// and tells what it is made of.
  mutating func askWhy(_ node: Node.ID) throws(Refusal) -> Note? {
    let plan = timeline.plan
    let isRestarted = !snapshot.justEdited.isEmpty
    let hasGradient =
      !isRestarted && position.progress > plan.range(ofPhase: .backward).lowerBound
      && [.partial, .fresh].contains(snapshot.gradientState(of: node))
    if hasGradient {
      askWhyGradient(node)
    } else if let unit = plan.units.firstIndex(where: { $0.output == node }) {
      guard snapshot.valueState(of: node) != .unknown else {
        throw Refusal("there is no number yet: n computes the next gate")
      }
      askWhyValue(
        plan.units[unit], unit, in: isRestarted ? iterationToCome : position.iteration)
    } else {
      return askWhyLeaf(node)
    }
    return nil
  }

  /// Asks on at one of the contributions.
  mutating func follow(_ why: Why, _ index: Int) throws(Refusal) -> Note? {
    guard why.contributions.indices.contains(index) else {
      throw Refusal(
        why.contributions.isEmpty
          ? "this is where it begins" : "there are \(why.contributions.count) to ask on at")
    }
    return try askWhy(why.contributions[index].node)
  }

  private mutating func askWhyGradient(_ node: Node.ID) {
    let plan = timeline.plan
    let iteration = position.iteration
    let made = snapshot.arrivals(at: node).made
    let flows = Array(snapshot.flowIndices(into: node).prefix(made))
    let words = words
    let heading = "why \(words.gradientName(node)) = \(words.short(words.gradient(node)))"
    guard let last = flows.last else {
      if node == document.output { jump(to: plan.end(of: .seed, in: iteration)) }
      study = .why(
        Why(
          heading: heading, remark: "where the chain rule begins",
          lines: node == document.output
            ? [Line(" the seed: a change of \(words.name(node)) changes it by as much")]
            : [Line(" it is inside a closed gate: Enter opens that")]))
      return
    }
    // Each has its own line as far as digits can choose.
    var timeline = timeline
    var contributions: [Why.Contribution] = []
    var leftover: Tensor?
    for flow in flows.prefix(9) {
      let there = timeline.snapshot(at: plan.end(of: .flow(flow), in: iteration))
      guard case .flowed(let outcome)? = there.outcome else { continue }
      if flow == flows.first, outcome.before.elements.contains(where: { $0 != 0 }) {
        leftover = outcome.before
      }
      contributions.append(
        Why.Contribution(node: outcome.gate, line: words.contribution(outcome)))
    }
    var lines: [Line] = []
    if let leftover {
      lines.append(
        Line("    ").appending(words.short(leftover), .staleGradient)
          .appending(" was there before any of them"))
    }
    if flows.count > 9 { lines.append(Line("    and \(flows.count - 9) more", .remark)) }
    if plan.flows.count < 100_000 {
      let evaluation = timeline.evaluation(at: snapshot)
      let count = PathProducts(to: node, in: evaluation, limit: 0).count
      let paths = count == 1 ? "1 path leads" : "\(NumberText.shortest(count)) paths lead"
      lines.append(
        Line("    \(paths) here from \(words.name(document.output))", .remark)
          .appending("   :path \(words.name(node))", .key).appending(" writes them out", .remark))
    }
    jump(to: plan.end(of: .flow(last), in: iteration))
    study = .why(
      Why(
        heading: heading, remark: flows.count > 1 ? "1–\(min(9, flows.count)) ask on" : "1 asks on",
        contributions, lines: lines))
  }

  private mutating func askWhyValue(_ unit: StepPlan.Unit, _ index: Int, in iteration: Int) {
    let plan = timeline.plan
    let graph = document.graph
    // Before it is computed in this iteration, its number is from the one before.
    let isOld = position.progress < plan.range(of: .forward(unit: index)).upperBound
    jump(to: plan.end(of: .forward(unit: index), in: max(0, iteration - (isOld ? 1 : 0))))
    let words = words
    let operands = unit.operands(in: graph)
    let contributions = operands.filter { graph.role(of: $0) != .constant }.prefix(9).map {
      Why.Contribution(
        node: $0,
        line: Line("\(words.name($0)) = ").appending(words.short(words.value($0)), .value))
    }
    study = .why(
      Why(
        heading: "why \(words.name(unit.output)) = \(words.short(words.value(unit.output)))",
        remark: "\(contributions.count == 1 ? "1 asks" : "1–\(contributions.count) ask") on",
        Array(contributions),
        lines: [
          Line("    \(words.name(unit.output)) = ").appending(
            words.formula(unit, unit.arguments(in: graph).map(words.factor)))
        ]))
  }

  private mutating func askWhyLeaf(_ node: Node.ID) -> Note {
    let plan = timeline.plan
    let name = words.name(node)
    if let index = plan.parameters.firstIndex(of: node), position >= plan.end(of: 0) {
      let isMoved = position.progress >= plan.range(of: .update(index)).upperBound
      let iteration = position.iteration - (isMoved ? 0 : 1)
      jump(to: plan.end(of: .update(index), in: iteration))
      return "\(name) was moved by this update"
    }
    return "\(name) is a leaf: the file, or e, gives its value"
  }
}

extension Snapshot {
  /// The flows into a node, as places in the plan, in the order in which they arrive.
  fileprivate func flowIndices(into node: Node.ID) -> [Int] {
    plan.flows.indices.filter { plan.flows[$0].operand == node }
  }
}

extension Wording {
  /// `from × dot   upstream 0.20 × local -1.00 = -0.20   sum -0.20`.
  fileprivate func contribution(_ flow: GradientFlow) -> Line {
    var line = Line("from \(name(flow.gate))   ")
    if let local = flow.local.elementwise?.scalar, flow.downstream.shape.isScalar {
      line.append("upstream ", .remark)
      line.append(short(flow.upstream), .gradient)
      line.append(" × local ", .remark)
      line.append(factor(Tensor(local)), .local)
      line.append(" = ", .remark)
    } else {
      line.append("sends ", .remark)
    }
    line.append(short(flow.downstream), .gradient)
    line.append("   sum ", .remark)
    line.append(short(flow.after), .gradient)
    return line
  }
}
