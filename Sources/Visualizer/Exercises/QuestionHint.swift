import Backpropagation
import Cells
import ComputationGraph
import ExpressionLanguage
import Sentences

// The way to the number that is asked for, in symbols and then in numbers.
extension Wording {
  /// The formula in symbols: `∂f/∂m1 × ∂m1/∂x1 = ∂f/∂m1 × w1`.
  func symbols(_ question: Question) -> String {
    switch (question.place.number, snapshot.outcome) {
    case (.value, _):
      guard let unit = unit(question) else { return "" }
      let operands = unit.operands(in: document.graph)
      let formula = formula(unit, operands.map(factor))
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
      return equations.map { "\($0.name) ← \($0.symbols)" }.joined(separator: "; ")
    default: return "a change of \(name(snapshot.output)) changes itself by just as much"
    }
  }

  private func symbols(_ flow: GradientFlow, _ question: Question) -> String {
    let upstream = gradientName(flow.gate)
    let whole = "\(upstream) × \(derivative(flow.gate, by: flow.operand))"
    guard let primitive = primitive(question), let slot = slot(question) else { return whole }
    let names = Array(document.graph.operands(of: flow.gate)).map(factor)
    if let rule = primitive.gradientRule(
      slot, names, output: factor(flow.gate), upstream: upstream)
    {
      return rule
    }
    let local = primitive.elementwise?.localFormula(
      slot, names[0], names.count > 1 ? names[1] : "", output: factor(flow.gate))
    let factor = local.map { $0.contains(" ") ? "(\($0))" : $0 } ?? ""
    let isCopied = flow.downstream.elements.count < flow.upstream.elements.count
    return "\(whole) = \(upstream) × \(factor)" + (isCopied ? ", summed over its copies" : "")
  }

  /// The same with the numbers of the entry, without the result.
  func numbers(_ question: Question) -> String {
    switch (question.place.number, snapshot.outcome) {
    case (.value, _):
      guard let unit = unit(question) else { return "" }
      if primitive(question) == .matrixProduct { return sum(of: terms(question), question) }
      let values = unit.operands(in: document.graph).map(value)
      let shape = question.expected.shape
      let isElementwise = primitive(question)?.elementwise != nil
      return formula(
        unit,
        values.map { tensor in
          guard isElementwise else { return factor(tensor, for: question) }
          return factor(
            Tensor(tensor.elements[tensor.shape.place(broadcastTo: shape, question.entry)]),
            for: question)
        })
    case (.downstream, .flowed(let flow)?):
      let terms = terms(question)
      guard terms.isEmpty else { return sum(of: terms, question) }
      return "\(gradientName(flow.gate)) = \(text(flow.upstream, for: question))"
    case (.sum, .flowed(let flow)?):
      return "\(text(Tensor(flow.before.elements[question.entry]), for: question)) + "
        + factor(Tensor(flow.downstream.elements[question.entry]), for: question)
    case (.update, .updated(let update)?):
      func written(_ tensor: Tensor) -> String { text(tensor, for: question) }
      let equations = equations(update).map { $0.entry(question.entry) }
      guard let last = equations.last else {
        return "\(written(Tensor(update.old.elements[question.entry]))) − "
          + "\(NumberText.shortest(update.learningRate)) × "
          + factor(Tensor(update.gradient.elements[question.entry]), for: question)
      }
      return equations.dropLast().map { "\($0.name) = \(written($0.result)); " }.joined()
        + last.numbers(written)
    default: return ""
    }
  }

  /// The products that the number is the sum of: of a row and a column, or of upstream and local
  /// gradients.
  private func terms(_ question: Question) -> [(Double, Double)] {
    let operands = unit(question)?.operands(in: document.graph) ?? []
    let entry = question.entry
    if primitive(question) == .matrixProduct {
      let x = Matrix(value(operands[0]), isRow: true)
      let y = Matrix(value(operands[1]), isRow: false)
      guard case .flowed(let flow)? = snapshot.outcome, let slot = slot(question) else {
        let (row, column) = entry.quotientAndRemainder(dividingBy: y.columns)
        return (0..<x.columns).map { (x[row, $0], y[$0, column]) }
      }
      let upstream = Matrix(flow.upstream, rows: x.rows, columns: y.columns)
      if slot == 0 {
        let (row, inner) = entry.quotientAndRemainder(dividingBy: x.columns)
        return (0..<y.columns).map { (upstream[row, $0], y[inner, $0]) }
      }
      let (inner, column) = entry.quotientAndRemainder(dividingBy: y.columns)
      return (0..<x.rows).map { (x[$0, inner], upstream[$0, column]) }
    }
    guard case .flowed(let flow)? = snapshot.outcome, let local = flow.local.elementwise else {
      return []
    }
    let own = flow.downstream.shape
    return local.shape.places(broadcastFrom: own, entry)
      .map { (flow.upstream.elements[$0], local.elements[$0]) }
  }

  /// `2.00 × 3.00 + 1.00 × (-1.00)`, with an ellipsis where there are many.
  private func sum(of terms: [(Double, Double)], _ question: Question) -> String {
    terms.prefix(4).map { x, y in
      "\(factor(Tensor(x), for: question)) × \(factor(Tensor(y), for: question))"
    }
    .joined(separator: " + ") + (terms.count > 4 ? " + …, \(terms.count) products" : "")
  }

  /// The optimizer's rule, line by line; none for gradient descent and nothing else.
  private func equations(_ update: ParameterUpdate) -> [UpdateEquation] {
    update.equations(
      name: name(update.parameter), gradientName: gradientName(update.parameter))
  }

  /// What computes or sends; `nil` for a compound gate that is closed.
  func primitive(_ question: Question) -> Primitive? {
    guard let unit = unit(question), unit.compoundGate == nil else { return nil }
    return document.graph.primitive(of: unit.output)
  }

  /// The slot that a gradient flows to.
  func slot(_ question: Question) -> Int? {
    guard case .flow(let index) = question.place.action else { return nil }
    return snapshot.plan.flows[index].slot
  }
}
