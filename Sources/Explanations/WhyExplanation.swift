import Backpropagation
import ComputationGraph
import Debugging
import ExpressionLanguage
import Sentences

/// The contributions that make up a number, one line each.
extension Explanation {
  package init(_ why: Why, words: Wording) {
    let listed = why.contributions.enumerated().map { index, contribution in
      var line = Line(index == why.selected ? " ▸" : "  ", .choice)
        .appending("\(index + 1)  ", .key)
      switch contribution {
      case .flow(let flow, let place): line.append(words.contribution(flow, place))
      case .operand(let node):
        line.append("\(words.name(node)) = ")
        line.append(words.short(words.value(node)), .value)
      }
      line.isTelling = index == why.selected
      return line
    }
    let count = why.contributions.count
    let asksOn = count == 1 ? "1 asks on" : "1–\(count) ask on"
    switch why.subject {
    case .gradient(let node):
      self.init(
        heading: "why \(words.gradientName(node)) = \(words.short(words.gradient(node)))",
        remark: count == 0 ? "where the chain rule begins" : asksOn,
        lines: listed + Self.besides(why, node, words))
    case .value(let unit):
      let node = unit.output
      let arguments = unit.arguments(in: words.document.graph).map(words.factor)
      self.init(
        heading: "why \(words.name(node)) = \(words.short(words.value(node)))", remark: asksOn,
        lines: listed + [
          Line("    \(words.name(node)) = ").appending(words.formula(unit, arguments))
        ])
    }
  }

  /// The lines about a gradient besides the flows into its node.
  private static func besides(_ why: Why, _ node: Node.ID, _ words: Wording) -> [Line] {
    let name = words.name(node)
    guard !why.contributions.isEmpty else {
      return [
        node == words.document.output
          ? Line(" the seed: a change of \(name) changes it by as much")
          : Line(" it is inside a closed gate: Enter opens that")
      ]
    }
    var lines: [Line] = []
    if let sum = sum(why, node, words) { lines.append(sum) }
    if let leftover = why.leftover {
      lines.append(
        Line("    ").appending(words.short(leftover), .staleGradient)
          .appending(" was there before any of them"))
    }
    if why.unlisted > 0 { lines.append(Line("    and \(why.unlisted) more", .remark)) }
    if let count = why.pathCount {
      let paths = count == 1 ? "1 path leads" : "\(NumberText.shortest(count)) paths lead"
      lines.append(
        Line("    \(paths) here from \(words.name(words.document.output))", .remark)
          .appending("   :path \(name)", .key).appending(" writes them out", .remark))
    }
    return lines
  }

  /// The parts of a number at a fork, one added to the other: `0.40 + (-0.10) = 0.30`.
  private static func sum(_ why: Why, _ node: Node.ID, _ words: Wording) -> Line? {
    let parts = why.contributions.compactMap { part -> Tensor? in
      if case .flow(let flow, _) = part { flow.downstream } else { nil }
    }
    guard parts.count > 1, why.unlisted == 0, why.leftover == nil, words.rules.areRight,
      parts[0].elements.count <= 3
    else { return nil }
    var line = Line("    \(words.gradientName(node))")
    for (index, part) in parts.enumerated() {
      line.append(index == 0 ? " = " : " + ", .sign)
      line.append(words.factor(part), .gradient)
    }
    return line.appending(" = ", .sign).appending(words.text(words.gradient(node)), .gradient)
  }
}

extension Wording {
  /// `from × dot   upstream 0.20 × local -1.00 = -0.20   sum -0.20`.
  fileprivate func contribution(_ flow: GradientFlow, _ place: StepPlan.Flow) -> Line {
    var line = Line("from \(name(flow.gate))\(operandNote(place))   ")
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
