import Backpropagation
import ComputationGraph
import Learning

/// One line of an optimizer's rule, with names and with the numbers of one move.
///
/// The numbers are those of the move itself, before and after; only intermediate results that the
/// rule does not keep, such as m̂, are computed again here.
package struct UpdateEquation: Sendable {
  /// A piece of the right side.
  package enum Term: Sendable {
    /// Text that is the same in symbols and in numbers.
    case text(String)
    case plus
    /// A constant of the rule: its symbol, which is a letter, and its number.
    case constant(String, String)
    /// The parameter, or one of its moments.
    case value(String, Tensor)
    /// ∂L/∂parameter, with or without weight decay.
    case gradient(String, Tensor)
  }

  /// The left side: `m`, or the name of the parameter.
  package let name: String
  /// The right side.
  package let terms: [Term]
  /// The value of the right side.
  package let result: Tensor
  /// Whether the result is the gradient that the following lines use.
  package let isGradient: Bool

  init(_ name: String, _ terms: [Term], _ result: Tensor, isGradient: Bool = false) {
    self.name = name
    self.terms = terms
    self.result = result
    self.isGradient = isGradient
  }

  /// The right side in symbols: `0.9 × v + g`.
  package var symbols: Line {
    terms.reduce(into: Line()) { line, term in
      switch term {
      case .plus: line.append(" + ", .sign)
      case .text(let text), .constant(let text, _), .value(let text, _), .gradient(let text, _):
        line.append(text, .formula)
      }
    }
  }

  /// The right side in numbers: `0.9 × 1.20 + 0.50`.
  package func numbers(_ written: (Tensor) -> String) -> Line {
    terms.enumerated().reduce(into: Line()) { line, term in
      // The first term needs no parentheses.
      func text(_ tensor: Tensor) -> String {
        term.offset > 0 ? Writing.factor(written(tensor), of: tensor) : written(tensor)
      }
      switch term.element {
      case .plus: line.append(" + ", .sign)
      case .text(let text), .constant(_, let text): line.append(text, .formula)
      case .value(_, let tensor): line.append(text(tensor), .value)
      case .gradient(_, let tensor): line.append(text(tensor), .gradient)
      }
    }
  }

  /// The equation for one entry, counted row by row.
  package func entry(_ place: Int) -> UpdateEquation {
    func picked(_ tensor: Tensor) -> Tensor { Tensor(tensor.elements[place]) }
    return UpdateEquation(
      name,
      terms.map { term in
        switch term {
        case .text, .plus, .constant: term
        case .value(let name, let tensor): .value(name, picked(tensor))
        case .gradient(let name, let tensor): .gradient(name, picked(tensor))
        }
      }, picked(result), isGradient: isGradient)
  }
}

extension ParameterUpdate {
  /// The lines of the rule in the order in which they are computed, for a parameter called `name`
  /// whose gradient is called `gradientName`; empty for plain gradient descent, which needs no
  /// explanation. With `climbs`, a mistake made on purpose, the step is added.
  package func equations(
    name: String, gradientName: String, climbs: Bool = false
  ) -> [UpdateEquation] {
    guard !optimizer.isPlain else { return [] }
    let decay = optimizer.weightDecay
    let sum = Tensor(shape: old.shape) { place in
      let slope = gradient.elements[place]
      return decay == 0 ? slope : slope + decay * old.elements[place]
    }
    let g = UpdateEquation.Term.gradient("g", sum)
    var sources = [UpdateEquation.Term.gradient(gradientName, gradient)]
    if decay != 0 {
      sources += [.plus, .constant("λ", NumberText.brief(decay)), .text(" × "), .value(name, old)]
    }
    var equations = [UpdateEquation("g", sources, sum, isGradient: true)]
    func moved(_ step: [UpdateEquation.Term]) -> UpdateEquation {
      UpdateEquation(
        name,
        [
          .value(name, old), .text(climbs ? " + " : " − "),
          .constant("lr", NumberText.brief(learningRate)), .text(" × "),
        ] + step, new)
    }
    func moved(
      _ mean: UpdateEquation.Term, byRootOf name: String, _ square: Tensor, _ epsilon: Double
    ) -> UpdateEquation {
      let end = UpdateEquation.Term.text("\(NumberText.brief(epsilon)))")
      return moved([mean, .text(" / (√"), .value(name, square), .plus, end])
    }
    switch optimizer.rule {
    case .sgd:
      equations.append(moved([g]))
    case .momentum(let momentum):
      equations.append(accumulated(momentum, g))
      equations.append(moved([.value("v", momentsAfter[0])]))
    case .nesterov(let momentum):
      equations.append(accumulated(momentum, g))
      equations.append(
        moved([
          .text("("), g, .plus, .text("\(NumberText.brief(momentum)) × "),
          .value("v", momentsAfter[0]), .text(")"),
        ]))
    case .rmsprop(let smoothing, let epsilon):
      equations.append(smoothed("s", 0, smoothing, [g, .text("²")]))
      equations.append(moved(g, byRootOf: "s", momentsAfter[0], epsilon))
    case .adam(let beta1, let beta2, let epsilon):
      let (first, second) = Optimizer.corrections(beta1, beta2, iteration: iteration)
      let mean = Tensor(shape: old.shape) { momentsAfter[0].elements[$0] / first }
      let square = Tensor(shape: old.shape) { momentsAfter[1].elements[$0] / second }
      equations.append(smoothed("m", 0, beta1, [g]))
      equations.append(smoothed("s", 1, beta2, [g, .text("²")]))
      equations.append(corrected("m̂", "m", 0, beta1, mean))
      equations.append(corrected("ŝ", "s", 1, beta2, square))
      equations.append(moved(.value("m̂", mean), byRootOf: "ŝ", square, epsilon))
    }
    return equations
  }

  /// v ← μ × v + g.
  private func accumulated(_ momentum: Double, _ g: UpdateEquation.Term) -> UpdateEquation {
    UpdateEquation(
      "v",
      [.text("\(NumberText.brief(momentum)) × "), .value("v", momentsBefore[0]), .plus, g],
      momentsAfter[0])
  }

  /// m ← β × m + (1 − β) × new.
  private func smoothed(
    _ name: String, _ moment: Int, _ beta: Double, _ new: [UpdateEquation.Term]
  ) -> UpdateEquation {
    UpdateEquation(
      name,
      [
        .text("\(NumberText.brief(beta)) × "), .value(name, momentsBefore[moment]),
        .plus, .text("\(NumberText.brief(1 - beta)) × "),
      ] + new, momentsAfter[moment])
  }

  /// m̂ = m / (1 − βᵗ), where t is 1 in the first iteration.
  private func corrected(
    _ name: String, _ symbol: String, _ moment: Int, _ beta: Double, _ result: Tensor
  ) -> UpdateEquation {
    let base = NumberText.brief(beta)
    return UpdateEquation(
      name,
      [
        .value(symbol, momentsAfter[moment]), .text(" / (1 − \(base)^"),
        .constant("t", String(iteration + 1)), .text(")"),
      ], result)
  }
}
