import Backpropagation
import Cells
import ComputationGraph
import Learning
import Sentences

/// The update of one parameter: its rule in symbols, then in numbers.
struct UpdateExplanation {
  let update: ParameterUpdate
  let stage: Stage
  let words: Wording

  private var name: String { words.name(update.parameter) }
  private var gradientName: String { words.gradientName(update.parameter) }

  var explanation: Explanation {
    let equations = update.equations(
      name: name, gradientName: gradientName, climbs: words.rules.climbs)
    return Explanation(
      heading: "update \(name)", remark: words.isRiddle ? "one step" : update.remark,
      lines: update.direction == .movedBefore && !words.isRiddle
        ? linesMovedBefore : equations.isEmpty ? plainLines : lines(of: equations))
  }

  /// The lines for a parameter that has by mistake moved in the backward pass already.
  private var linesMovedBefore: [Line] {
    [
      Line(label: "moved", 8).appending("\(name) = ")
        .appending(words.text(update.new, more: 2), .newValue).appending(" already"),
      Line(" By mistake it moved in the backward pass, as soon as its gradient was", .remark),
      Line(" complete. The gradients after that were made with its new value.", .remark),
    ]
  }

  /// The further decimals with which the parameter is seen to move.
  private var more: Int { words.writing.decimals(telling: update.old, from: update.new, least: 2) }

  /// What all the moves have done to the output, below the last of them.
  private var result: [Line] {
    guard stage == .result, let move = update.result, !words.isRiddle else { return [] }
    let name = words.name(words.snapshot.output)
    let more = words.writing.decimals(telling: move.before, from: move.after, least: 2)
    return [
      Line(label: "output", 8).appending("\(name): ")
        .appending(words.writing.text(move.before, more: more), .value).appending(" → ")
        .appending(words.writing.text(move.after, more: more), .newValue)
        .appending("  once all have moved", .remark)
    ]
  }

  /// The lines for plain gradient descent: w ← w − learning rate × gradient.
  private var plainLines: [Line] {
    let sign = words.rules.climbs ? "+" : "−"
    let rule = Line(label: "rule", 8).appending(
      "\(name) ← \(name) \(sign) learning rate × \(gradientName)")
    let rate = words.writing.shown(NumberText.brief(update.learningRate))
    let old = Line("        = ").appending(words.text(update.old, more: more), .value)
    let step = Line(" \(sign) \(rate) × ")
      .appending(words.factor(update.gradient, more: 2), .gradient)
    let new = Line(words.gives).appending(words.text(update.new, more: more), .newValue)
    if update.old.shape.isScalar {
      let line = old.appending(step)
      return [rule, stage == .result ? line.appending(new) : line] + result + closing
    }
    return [rule, old, Line("         ").appending(step)]
      + (stage == .result ? [Line("       ").appending(new)] : []) + result + closing
  }

  /// The closing remark of every update.
  private var closing: [Line] {
    if words.isRiddle || words.rules.movesEarly { return [] }
    return [
      Line(
        words.rules.climbs
          ? " By mistake it moves along its gradient: − would be right."
          : " All parameters use the gradients from before any of them moved.", .remark)
    ]
  }

  /// One line for each equation; numbers appear with the result.
  private func lines(of equations: [UpdateEquation]) -> [Line] {
    let nameWidth = equations.map(\.name.columns).max() ?? 0
    let symbolWidth = equations.map(\.symbols.columns).max() ?? 0
    func written(_ tensor: Tensor) -> String { words.text(tensor, more: more) }
    let isScalar = update.old.shape.isScalar
    let lines = equations.enumerated().map { index, equation in
      var line = Line(" \(equation.name)", .remark)
      line.pad(to: 1 + nameWidth)
      line.append(" ← ", .remark)
      guard stage == .result else { return line.appending(equation.symbols) }
      if isScalar {
        line = equation.inNumbers(after: line, written)
      } else {
        line.append(equation.symbols)
        line.pad(to: 1 + nameWidth + 3 + symbolWidth)
      }
      let meaning: Line.Meaning =
        index == equations.count - 1 ? .newValue : equation.isGradient ? .gradient : .value
      return line.appending(words.gives).appending(written(equation.result), meaning)
    }
    guard !isScalar else { return lines + result + closing }
    return lines + result + [Line(" v shows the numbers behind each entry.", .remark)]
  }
}

extension UpdateEquation {
  /// The width that every screen has.
  private static let width = 80

  /// `line` continued with the right side in symbols, if `width` leaves room for them, and in
  /// numbers.
  func inNumbers(after line: Line, width: Int = width, _ written: (Tensor) -> String) -> Line {
    var line = line
    let numbers = numbers(written)
    let all = line.columns + symbols.columns + 3 + numbers.columns + 3 + written(result).columns
    // If the right side is a single term, its number is the result.
    if terms.count == 1 || all < width { line.append(symbols) }
    if terms.count > 1 {
      if all < width { line.append(" = ", .sign) }
      line.append(numbers)
    }
    return line
  }

  /// The whole equation after `indent` columns: `v ← 0.9 × v + g = 0.9 × 1.20 + 0.50 = 1.58`.
  func line(indent: Int, gives: String = " = ", _ written: (Tensor) -> String) -> Line {
    inNumbers(after: Line("\(name) ← "), width: Self.width - indent, written)
      .appending(gives, .sign).appending(written(result), .value)
  }
}

extension ParameterUpdate {
  /// The optimizer and the origin of the learning rate, unless they are the simplest.
  fileprivate var remark: String {
    var remark = optimizer.isPlain ? "" : optimizer.name
    if optimizer.rule == .sgd, !optimizer.isPlain { remark = "with weight decay" }
    if let origin = optimizer.schedule.text {
      let isSet = optimizer.schedule[iteration] != learningRate
      remark += remark.isEmpty ? "" : ", "
      let rate = NumberText.brief(learningRate)
      remark += "learning rate \(rate) (\(isSet ? "set by hand" : origin))"
    }
    guard remark.isEmpty else { return remark }
    return switch direction {
    case .downhill: "one step against the gradient"
    case .uphill: "one step along the gradient"
    case .movedBefore: "no step any more"
    }
  }
}
