import Backpropagation
import ComputationGraph
import ExpressionLanguage
import Sentences

// The way to the answer, in symbols and then in numbers.
extension Wording {
  /// The formula in symbols: `∂f/∂m1 × ∂m1/∂x1 = ∂f/∂m1 × w1`.
  func symbols(_ question: Question) -> String {
    switch (question.place.number, snapshot.outcome) {
    case (.value, _):
      guard let unit = unit(question) else { return "" }
      let formula = formula(unit, unit.arguments(in: document.graph).map(factor))
      guard !question.expected.shape.isScalar, primitive(question) == .matrixProduct else {
        return formula
      }
      return formula + ": a row times a column"
    case (.downstream, .flowed(let flow)?): return symbols(flow, question)
    case (.sum, .flowed(let flow)?):
      return "\(gradientName(flow.operand)) so far + what arrives"
    case (.update, .updated(let update)?):
      let equations = equations(update)
      guard !equations.isEmpty else {
        return "\(name(update.parameter)) − learning rate × \(gradientName(update.parameter))"
      }
      return equations.map { "\($0.name) ← \($0.symbols.text)" }.joined(separator: "; ")
    default: return "a change of \(name(snapshot.output)) changes itself by just as much"
    }
  }

  private func symbols(_ flow: GradientFlow, _ question: Question) -> String {
    let upstream = gradientName(flow.gate)
    let whole = "\(upstream) × \(derivative(flow.gate, by: flow.operand))"
    guard let primitive = primitive(question), let slot = slot(question),
      let rule = rule(of: flow.gate, to: slot)
    else { return whole }
    let names = boardNames(of: flow)
    let text = ([rule.text(names)] + rule.definitions(names)).joined(separator: ", ")
    guard primitive.elementwise != nil else { return text }
    let isCopied = flow.downstream.elements.count < flow.upstream.elements.count
    return "\(whole) = \(text)" + (isCopied ? ", summed over its copies" : "")
  }

  /// The formula with the numbers of the entry, without the result.
  func numbers(_ question: Question) -> String {
    func written(_ tensor: Tensor) -> String { text(tensor, for: question) }
    func entry(_ tensor: Tensor) -> Tensor { Tensor(tensor.elements[question.entry]) }
    switch (question.place.number, snapshot.outcome) {
    case (.value, _):
      guard let unit = unit(question) else { return "" }
      if primitive(question) == .matrixProduct { return sum(of: terms(question), question) }
      var values = unit.arguments(in: document.graph).map(value)
      if primitive(question)?.elementwise != nil {
        let shape = question.expected.shape
        values = values.map {
          Tensor($0.elements[$0.shape.place(broadcastTo: shape, question.entry)])
        }
      }
      return formula(unit, values.map { factor($0, for: question) })
    case (.downstream, .flowed(let flow)?):
      let terms = terms(question)
      guard terms.isEmpty else { return sum(of: terms, question) }
      if let numbers = ruleInNumbers(flow, question) { return numbers }
      return "\(gradientName(flow.gate)) = \(written(flow.upstream))"
    case (.sum, .flowed(let flow)?):
      return written(entry(flow.before)) + " + " + factor(entry(flow.downstream), for: question)
    case (.update, .updated(let update)?):
      let equations = equations(update).map { $0.entry(question.entry) }
      guard let last = equations.last else {
        return "\(written(entry(update.old))) − \(NumberText.shortest(update.learningRate)) × "
          + factor(entry(update.gradient), for: question)
      }
      return equations.dropLast().map { "\($0.name) = \(written($0.result)); " }.joined()
        + last.numbers(written).text
    default: return ""
    }
  }

  /// The rule in the numbers of the entry; `nil` if it passes the gradient on unchanged.
  private func ruleInNumbers(_ flow: GradientFlow, _ question: Question) -> String? {
    guard primitive(question) != nil, let slot = slot(question),
      let rule = rule(of: flow.gate, to: slot)
    else { return nil }
    let operands = document.graph.operands(of: flow.gate).map(value)
    let numbers = rule.numbers(
      atEntry: question.entry, of: flow.downstream.shape,
      BoardFormula.Values(operands, output: value(flow.gate), upstream: flow.upstream))
    if case .number = numbers { return nil }
    return numbers.text(BoardFormula.Names([]) { factor(Tensor($0), for: question) })
  }

  /// The products whose sum is the answer: of a row and a column, or of upstream and local
  /// gradients.
  private func terms(_ question: Question) -> [(Double, Double)] {
    let entry = question.entry
    if let unit = unit(question), let rule = productRule(question) {
      let operands = unit.operands(in: document.graph).map(value)
      guard case .flowed(let flow)? = snapshot.outcome, let slot = slot(question) else {
        return rule.terms(ofEntry: entry).numbers(operands[0], operands[1])
      }
      return rule.terms(ofEntry: entry, ofGradient: slot)
        .numbers(slot == 0 ? flow.upstream : operands[0], slot == 0 ? operands[1] : flow.upstream)
    }
    guard case .flowed(let flow)? = snapshot.outcome else { return [] }
    if let local = flow.local.ofNumber {
      return [(flow.upstream.elements[0], local.elements[entry])]
    }
    guard let local = flow.local.elementwise else { return [] }
    let own = flow.downstream.shape
    return local.shape.places(broadcastFrom: own, entry)
      .map { (flow.upstream.elements[$0], local.elements[$0]) }
  }

  /// `2.00 × 3.00 + 1.00 × (-1.00)`; an ellipsis replaces further products.
  private func sum(of terms: [(Double, Double)], _ question: Question) -> String {
    terms.prefix(4).map { x, y in
      "\(factor(Tensor(x), for: question)) × \(factor(Tensor(y), for: question))"
    }
    .joined(separator: " + ") + (terms.count > 4 ? " + …, \(terms.count) products" : "")
  }

  /// The optimizer's rule, line by line; empty for plain gradient descent.
  private func equations(_ update: ParameterUpdate) -> [UpdateEquation] {
    update.equations(name: name(update.parameter), gradientName: gradientName(update.parameter))
  }

  /// The primitive that computes or sends; `nil` for a closed compound gate.
  func primitive(_ question: Question) -> Primitive? {
    guard let unit = unit(question), unit.compoundGate == nil else { return nil }
    return document.graph.primitive(of: unit.output)
  }

  /// The rule of the matrix product that computes or sends, if it is one.
  func productRule(_ question: Question) -> ProductRule? {
    guard primitive(question) == .matrixProduct, let unit = unit(question) else { return nil }
    let shapes = unit.operands(in: document.graph).map { document.graph.shape(of: $0) }
    return ProductRule(shapes[0], shapes[1])
  }

  /// The slot to which a gradient flows.
  func slot(_ question: Question) -> Int? {
    guard case .flow(let index) = question.place.action else { return nil }
    return snapshot.plan.flows[index].slot
  }
}
