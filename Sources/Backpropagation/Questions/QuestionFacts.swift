import ComputationGraph
import Learning

/// The facts behind a question: the right numbers, and those that known mistakes give.
struct QuestionFacts {
  let node: Node.ID
  let expected: Tensor
  /// The mistakes with their numbers, in the shape of the right ones, the most usual first.
  let mistakes: [Question.WrongNumbers]

  /// A unit with the values of its operands; closed compound gates have no primitive.
  struct Gate {
    let primitive: Primitive?
    let operands: [Tensor]
  }

  /// The facts of what comes next at `place.asked`.
  init(_ place: QuestionPlace, at snapshot: Snapshot, decimals: Int) {
    let (graph, plan) = (snapshot.graph, snapshot.plan)
    let rounding = Rounding(decimals: decimals)
    func value(_ node: Node.ID) -> Tensor { snapshot.numbers.value(of: node, in: graph) }
    func gate(_ unit: StepPlan.Unit) -> Gate {
      Gate(
        primitive: unit.compoundGate == nil ? graph.primitive(of: unit.output) : nil,
        operands: unit.operands(in: graph).map(value))
    }
    let right: Tensor
    let wrong: [(Mistake, Tensor?)]
    switch (place.number, place.action, snapshot.outcome) {
    case (.value, .forward(let unit), .computed(let gateNode, let output)):
      (node, right) = (gateNode, output)
      let before = snapshot.valueState(of: gateNode) == .unknown ? nil : value(gateNode)
      wrong = gate(plan.units[unit]).mistakes(right: right, before: before, rounding)
    case (.downstream, .flow(let index), .flowed(let flow)):
      (node, right) = (flow.operand, flow.downstream)
      let place = plan.flows[index]
      let sibling =
        plan.units[place.unit].compoundGate == nil && graph.operands(of: flow.gate).count == 2
        ? graph.localGradient(of: flow.gate, slot: 1 - place.slot, at: snapshot.numbers) : nil
      wrong = FlowFacts(
        flow: flow, slot: place.slot, gate: gate(plan.units[place.unit]),
        output: value(flow.gate), value: value(flow.operand), otherLocal: sibling,
        isFirst: snapshot.arrivals(at: flow.operand).made == 0
      ).mistakes(rounding)
    case (.sum, _, .flowed(let flow)):
      (node, right) = (flow.operand, flow.after)
      wrong = flow.mistakesOfSum(value: value(flow.operand), rounding)
    case (.update, _, .updated(let update)):
      (node, right) = (update.parameter, update.new)
      wrong = update.mistakes(rounding)
    default:
      node = snapshot.output
      right = value(snapshot.output).map { _ in 1 }
      wrong = [(.tookValueForGradient, value(snapshot.output)), (.wrongSign, right.map { -$0 })]
    }
    expected = right
    mistakes = wrong.compactMap { mistake, numbers in
      guard let numbers, numbers.shape == right.shape else { return nil }
      return Question.WrongNumbers(mistake: mistake, numbers: numbers)
    }
  }
}

extension GradientFlow {
  /// The mistakes of adding a contribution to what an operand has collected.
  fileprivate func mistakesOfSum(value: Tensor, _ rounding: Rounding) -> [(Mistake, Tensor?)] {
    [
      (.overwrote, downstream), (.forgotContribution, before),
      (.wrongSign, before.with(downstream, -)), (.wrongSign, after.map { -$0 }),
      (.wrongOperation, before.with(downstream, *)), (.tookValueForGradient, value),
      (.roundedTooEarly, before.with(downstream) { rounding.shown($0) + rounding.shown($1) }),
    ]
  }
}

extension QuestionFacts.Gate {
  /// The mistakes of the forward pass.
  fileprivate func mistakes(
    right: Tensor, before: Tensor?, _ rounding: Rounding
  ) -> [(Mistake, Tensor?)] {
    var list: [(Mistake, Tensor?)] = []
    if let primitive {
      if operands.count == 2, primitive != .elementwise(.multiply) {
        list.append((.swappedOperands, SingleGate(primitive, operands.reversed())?.output))
      }
      if primitive == .matrixProduct {
        list.append((.missingTranspose, product(operands[0].transposed, operands[1])))
        list.append((.missingTranspose, product(operands[0], operands[1].transposed)))
      }
      list += primitive.mistakenFor.map { (.wrongOperation, SingleGate($0, operands)?.output) }
      list.append(
        (.roundedTooEarly, SingleGate(primitive, operands.map { $0.map(rounding.shown) })?.output))
    }
    list.append((.wrongSign, right.map { -$0 }))
    list += operands.map { (.handedOn, $0) }
    if let before { list.append((.outOfDate, before)) }
    return list
  }
}

extension Primitive {
  /// The operations that this one is taken for.
  fileprivate var mistakenFor: [Primitive] {
    switch self {
    case .elementwise(.add): [.elementwise(.multiply), .elementwise(.subtract)]
    case .elementwise(.subtract): [.elementwise(.add)]
    case .elementwise(.multiply): [.elementwise(.add)]
    case .elementwise(.divide): [.elementwise(.multiply)]
    case .elementwise(.maximum): [.elementwise(.minimum)]
    case .elementwise(.minimum): [.elementwise(.maximum)]
    case .elementwise(.power): [.elementwise(.multiply)]
    case .matrixProduct: [.elementwise(.multiply)]
    case .reduce(.sum, let axis): [.reduce(.mean, axis: axis)]
    case .reduce(.mean, let axis): [.reduce(.sum, axis: axis)]
    case .reduce(.maximum, let axis): [.reduce(.minimum, axis: axis)]
    case .reduce(.minimum, let axis): [.reduce(.maximum, axis: axis)]
    default: []
    }
  }
}

extension ParameterUpdate {
  /// The mistakes of an update. What the rule makes of the gradient is `old − new`.
  fileprivate func mistakes(_ rounding: Rounding) -> [(Mistake, Tensor?)] {
    let step = old.with(new, -)
    var list: [(Mistake, Tensor?)] = [
      (.movedUphill, old.with(step, +)),
      (.forgotLearningRate, old.with(step) { $0 - $1 / learningRate }),
      (.forgotLearningRate, old.with(step) { $0 + $1 / learningRate }),
      (.gaveStep, step), (.gaveStep, step.map { -$0 }), (.handedOn, old),
      (.tookGradientForValue, gradient), (.wrongSign, new.map { -$0 }),
    ]
    if optimizer.rule != .sgd || optimizer.weightDecay != 0 {
      list.append((.forgotMoments, old.with(gradient) { $0 - learningRate * $1 }))
    } else {
      list.append(
        (
          .roundedTooEarly,
          old.with(gradient) { rounding.shown($0) - learningRate * rounding.shown($1) }
        ))
    }
    return list
  }
}
