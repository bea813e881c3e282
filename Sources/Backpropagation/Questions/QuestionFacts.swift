import ComputationGraph
import Learning

/// The facts behind a question: the right numbers, and those that they are made of.
struct QuestionFacts {
  let node: Node.ID
  let expected: Tensor
  private let made: Made

  /// The numbers that the right ones are made of.
  private enum Made {
    case value(Gate, before: Tensor?)
    case seed(value: Tensor)
    case downstream(FlowFacts)
    case sum(GradientFlow, value: Tensor)
    case update(ParameterUpdate)
  }

  /// A unit with the values of its operands; closed compound gates have no primitive.
  struct Gate {
    let primitive: Primitive?
    let operands: [Tensor]
  }

  /// The facts of what comes next at `place.asked`.
  init(_ place: QuestionPlace, at snapshot: Snapshot) {
    let (graph, plan) = (snapshot.graph, snapshot.plan)
    func value(_ node: Node.ID) -> Tensor { snapshot.numbers.value(of: node, in: graph) }
    func gate(_ unit: StepPlan.Unit) -> Gate {
      Gate(
        primitive: unit.compoundGate == nil ? graph.primitive(of: unit.output) : nil,
        operands: unit.operands(in: graph).map(value))
    }
    switch (place.number, place.action, snapshot.outcome) {
    case (.value, .forward(let unit), .computed(let node, let right)):
      self.node = node
      expected = right
      let before = snapshot.valueState(of: node) == .unknown ? nil : value(node)
      made = .value(gate(plan.units[unit]), before: before)
    case (.downstream, .flow(let index), .flowed(let flow)):
      node = flow.operand
      expected = flow.downstream
      let place = plan.flows[index]
      let sibling =
        plan.units[place.unit].compoundGate == nil && graph.operands(of: flow.gate).count == 2
        ? graph.localGradient(of: flow.gate, slot: 1 - place.slot, at: snapshot.numbers) : nil
      made = .downstream(
        FlowFacts(
          flow: flow, slot: place.slot, gate: gate(plan.units[place.unit]),
          output: value(flow.gate), value: value(flow.operand), otherLocal: sibling,
          isFirst: snapshot.arrivals(at: flow.operand).made == 0))
    case (.sum, _, .flowed(let flow)):
      node = flow.operand
      expected = flow.after
      made = .sum(flow, value: value(flow.operand))
    case (.update, _, .updated(let update)):
      node = update.parameter
      expected = update.new
      made = .update(update)
    default:
      node = snapshot.output
      expected = value(snapshot.output).map { _ in 1 }
      made = .seed(value: value(snapshot.output))
    }
  }

  /// The known mistakes with their numbers, the most usual first.
  func mistakes(decimals: Int) -> [Question.WrongNumbers] {
    let rounding = Rounding(decimals: decimals)
    let list: [(Mistake, Tensor?)] =
      switch made {
      case .value(let gate, let before):
        gate.mistakes(right: expected, before: before, rounding)
      case .seed(let value):
        [(.tookValueForGradient, value), (.wrongSign, expected.map { -$0 })]
      case .downstream(let facts): facts.mistakes(rounding)
      case .sum(let flow, let value):
        [
          (.overwrote, flow.downstream), (.forgotContribution, flow.before),
          (.wrongSign, flow.before.with(flow.downstream, -)), (.wrongSign, expected.map { -$0 }),
          (.wrongOperation, flow.before.with(flow.downstream, *)), (.tookValueForGradient, value),
          (
            .roundedTooEarly,
            flow.before.with(flow.downstream) { rounding.shown($0) + rounding.shown($1) }
          ),
        ]
      case .update(let update): update.mistakes(rounding)
      }
    return list.compactMap { mistake, numbers in
      numbers.map { Question.WrongNumbers(mistake: mistake, numbers: $0) }
    }
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
      list += primitive.mistakenFor.map {
        (.wrongOperation, SingleGate($0, operands)?.output)
      }
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
