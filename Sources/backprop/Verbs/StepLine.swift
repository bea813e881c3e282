import Backpropagation
import ComputationGraph
import ExpressionLanguage
import Learning
import Sentences

/// One step as a line of text or of JSON.
struct StepLine {
  let number: Int
  let iteration: Int
  let action: Action
  let outcome: Outcome
  let document: Document
  let plan: StepPlan

  private var graph: Graph { document.graph }
  private func name(_ node: Node.ID) -> String { document.labels[Int(node.index)] }

  var text: String {
    let head = "\(number)  \(action.phase.name)  " + calls.map { $0 + ": " }.joined()
    switch outcome {
    case .computed(let node, let value):
      return head + "\(name(node)) = \(shown(value))"
    case .zeroed:
      return head + "all gradients = 0"
    case .seeded(let node):
      return head + "∂\(name(node))/∂\(name(node)) = 1"
    case .flowed(let flow):
      let operand = operandNumber.map { ", operand \($0)" } ?? ""
      return head
        + "\(name(flow.gate)) → \(name(flow.operand))\(operand): "
        + "upstream \(shown(flow.upstream))\(way(flow)) downstream \(shown(flow.downstream)); "
        + "gradient \(shown(flow.before)) → \(shown(flow.after))"
    case .updated(let update) where !update.optimizer.isPlain:
      let name = name(update.parameter)
      let equations = update.equations(
        name: name, gradientName: "∂\(self.name(document.output))/∂\(name)")
      return head + "\(name): "
        + equations.map { "\($0.name) = \($0.numbers(shown).text) = \(shown($0.result))" }
        .joined(separator: "; ") + result(of: update)
    case .updated(let update):
      return head
        + "\(name(update.parameter)) = \(shown(update.old)) − "
        + "\(NumberText.shortest(update.learningRate)) × \(shown(update.gradient)) "
        + "= \(shown(update.new))" + result(of: update)
    }
  }

  /// What all updates have done to the output, behind the last one.
  private func result(of update: ParameterUpdate) -> String {
    update.result.map { move in
      "; \(name(document.output)) \(NumberText.shortest(move.before)) → "
        + NumberText.shortest(move.after)
    } ?? ""
  }

  /// A number or a small array with all digits, a large array by its shape and its norm, as in the table
  /// of `eval`.
  private func shown(_ tensor: Tensor) -> String {
    guard tensor.elements.count > EvaluatedNames.mostEntries else {
      return tensor.scalar.map(NumberText.shortest) ?? tensor.json.text
    }
    return EvaluatedNames.text(tensor)
  }

  /// What lies between upstream and downstream: ` × local … =`, with the axes over which it is summed, or
  /// the rule of a gate whose Jacobian is never formed.
  private func way(_ flow: GradientFlow) -> String {
    if let local = flow.local.elementwise ?? flow.local.ofNumber {
      let axes = summedAxes(flow)
      let summed =
        axes.isEmpty
        ? ""
        : ", summed over \(axes.count == 1 ? "axis" : "axes") "
          + axes.map(String.init).joined(separator: " and ") + ","
      return " × local \(shown(local))\(summed) ="
    }
    return rule(flow).map { "; \($0);" } ?? "; through the gates inside;"
  }

  /// The axes of the gate along which the operand was copied, and over which its gradients are added.
  private func summedAxes(_ flow: GradientFlow) -> [Int] {
    guard flow.local.elementwise != nil else { return [] }
    return flow.downstream.shape.axesCopied(in: flow.upstream.shape)
  }

  /// The rule of a gate that is not elementwise, with the names of its operands.
  private func rule(_ flow: GradientFlow) -> String? {
    guard let place, plan.units[place.unit].compoundGate == nil, flow.local == .linear,
      let primitive = graph.primitive(of: flow.gate)
    else { return nil }
    let operands = graph.operands(of: flow.gate)
    func factor(_ node: Node.ID) -> String { Wording.tight(name(node)) }
    let names = BoardFormula.Names(
      operands.map(factor), output: factor(flow.gate),
      upstream: "∂\(factor(document.output))/∂\(factor(flow.gate))")
    let rule = primitive.gradientRule(place.slot, operands: operands.map { graph.shape(of: $0) })
    return rule.map { ([$0.text(names)] + $0.definitions(names)).joined(separator: " with ") }
  }

  /// The open calls that the step is inside of, the outermost first.
  private var calls: [String] {
    switch outcome {
    case .computed(let node, _): document.callsAround(node, in: plan).map(document.callName)
    case .flowed(let flow): document.callsAround(flow.gate, in: plan).map(document.callName)
    case .zeroed, .seeded, .updated: []
    }
  }

  /// The flow that the step is, if it is one.
  private var place: StepPlan.Flow? {
    if case .flow(let index) = action { plan.flows[index] } else { nil }
  }

  /// Which operand of its gate receives, counted from 1, where the gate takes one node more than once.
  private var operandNumber: Int? {
    guard let place else { return nil }
    let operands = plan.units[place.unit].operands(in: graph)
    return operands.count { $0 == place.operand } > 1 ? place.slot + 1 : nil
  }

  var json: JSON {
    let head: JSON = ["step": number, "iteration": iteration, "phase": action.phase.name]
    switch outcome {
    case .computed(let node, let value):
      return head + ["inside": calls, "gate": name(node), "value": value]
    case .zeroed: return head
    case .seeded(let node): return head + ["gate": name(node), "gradientAfter": 1.0]
    case .flowed(let flow):
      return head + [
        "inside": calls, "gate": name(flow.gate), "operand": name(flow.operand),
        "operandNumber": operandNumber,
        "upstream": flow.upstream, "local": flow.local.elementwise ?? flow.local.ofNumber,
        "summedOver": summedAxes(flow), "rule": rule(flow), "downstream": flow.downstream,
        "gradientBefore": flow.before, "gradientAfter": flow.after,
      ]
    case .updated(let update):
      return head + [
        "parameter": name(update.parameter), "valueBefore": update.old,
        "gradient": update.gradient, "learningRate": update.learningRate,
        "optimizer": update.optimizer.name, "weightDecay": update.optimizer.weightDecay,
        "momentsBefore": moments(update.momentsBefore, of: update),
        "momentsAfter": moments(update.momentsAfter, of: update), "valueAfter": update.new,
      ] + (update.result.map { ["outputBefore": $0.before, "outputAfter": $0.after] } ?? [:])
    }
  }

  private func moments(_ moments: [Tensor], of update: ParameterUpdate) -> JSON {
    .object(zip(update.optimizer.momentNames, moments).map { ($0, $1.json) })
  }
}
