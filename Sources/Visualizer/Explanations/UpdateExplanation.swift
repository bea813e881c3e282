import Backpropagation
import Cells
import ComputationGraph
import Learning
import Screen
import Sentences

/// The move of one parameter: its rule in symbols, then with the numbers.
extension Explanation {
  init(_ update: ParameterUpdate, stage: Stage, words: Wording) {
    let name = words.name(update.parameter)
    let equations = update.equations(
      name: name, gradientName: words.gradientName(update.parameter), climbs: words.rules.climbs)
    self.init(
      heading: "update \(name)", remark: words.isRiddle ? "one step" : update.remark,
      lines: update.direction == .movedBefore && !words.isRiddle
        ? Self.linesMovedBefore(update, words)
        : equations.isEmpty
          ? Self.plainLines(update, stage: stage, words: words)
          : Self.lines(equations, of: update, stage: stage, words: words))
  }

  /// A parameter that has moved in the backward pass by mistake, and stays where it is.
  private static func linesMovedBefore(
    _ update: ParameterUpdate, _ words: Wording
  ) -> [StyledLine] {
    [
      StyledLine(" moved  ", .faint).appending("\(words.name(update.parameter)) = ")
        .appending(words.text(update.new, more: 2), .newValue).appending(" already"),
      StyledLine(" By mistake it moved in the backward pass, as soon as its gradient was", .faint),
      StyledLine(" complete. The gradients after that were made with its new value.", .faint),
    ]
  }

  /// w ← w − learning rate × gradient, and nothing else.
  private static func plainLines(
    _ update: ParameterUpdate, stage: Stage, words: Wording
  ) -> [StyledLine] {
    let name = words.name(update.parameter)
    let sign = words.rules.climbs ? "+" : "−"
    let rule = StyledLine(" rule   ", .faint).appending(
      "\(name) ← \(name) \(sign) learning rate × \(words.gradientName(update.parameter))")
    let old = words.text(update.old, more: 2)
    let rate = NumberText.brief(update.learningRate)
    let gradient = words.factor(update.gradient, more: 2)
    let new = words.text(update.new, more: 2)
    var lines: [StyledLine]
    if update.old.shape.isScalar {
      lines = [
        rule,
        StyledLine("        = ").appending(old, .value).appending(" \(sign) \(rate) × ")
          .appending(gradient, .gradient),
      ]
      if stage == .result {
        lines[1] = lines[1].appending(words.gives).appending(new, .newValue)
      }
    } else {
      lines = [
        rule, StyledLine("        = ").appending(old, .value),
        StyledLine("          \(sign) \(rate) × ").appending(gradient, .gradient),
      ]
      if stage == .result {
        lines.append(StyledLine("       \(words.gives)").appending(new, .newValue))
      }
    }
    return lines + closing(words)
  }

  /// What is said of all updates.
  private static func closing(_ words: Wording) -> [StyledLine] {
    if words.isRiddle || words.rules.movesEarly { return [] }
    return [
      StyledLine(
        words.rules.climbs
          ? " By mistake it moves along its gradient: − would be right."
          : " All parameters use the gradients from before any of them moved.", .faint)
    ]
  }

  /// A line for each equation; numbers come with the result.
  private static func lines(
    _ equations: [UpdateEquation], of update: ParameterUpdate, stage: Stage, words: Wording
  ) -> [StyledLine] {
    let nameWidth = equations.map(\.name.columns).max() ?? 0
    let symbolWidth = equations.map(\.symbols.columns).max() ?? 0
    func written(_ tensor: Tensor) -> String { words.text(tensor, more: 2) }
    let isScalar = update.old.shape.isScalar
    let lines = equations.enumerated().map { index, equation in
      var line = StyledLine(" \(equation.name)", .faint)
      line.pad(to: 1 + nameWidth)
      line.append(" ← ", .faint)
      guard stage == .result else { return line.appending(equation.symbols) }
      if isScalar {
        line = equation.inNumbers(after: line, written)
      } else {
        line.append(equation.symbols)
        line.pad(to: 1 + nameWidth + 3 + symbolWidth)
      }
      let style: Style =
        index == equations.count - 1 ? .newValue : equation.isGradient ? .gradient : .value
      return line.appending(words.gives).appending(written(equation.result), style)
    }
    guard !isScalar else { return lines + closing(words) }
    return lines + [StyledLine(" v shows the numbers behind each entry.", .faint)]
  }
}

extension UpdateEquation {
  /// The widest line that every screen shows.
  private static let width = 80

  /// A line that goes on with the right side in symbols, where so many columns have room for them,
  /// and in numbers.
  func inNumbers(
    after line: StyledLine, width: Int = width, _ written: (Tensor) -> String
  ) -> StyledLine {
    var line = line
    let pieces = pieces(written)
    let numbers = pieces.reduce(0) { $0 + $1.text.columns }
    // What is only a name for a number has that number as its result.
    if terms.count == 1 { return line.appending(symbols) }
    let all = line.columns + symbols.columns + 3 + numbers + 3 + written(result).columns
    if all < width { line.append(symbols + " = ") }
    for piece in pieces {
      switch piece.term {
      case .text, .constant: line.append(piece.text)
      case .value: line.append(piece.text, .value)
      case .gradient: line.append(piece.text, .gradient)
      }
    }
    return line
  }

  /// The whole equation as text that stands behind `indent` columns:
  /// `v ← 0.9 × v + g = 0.9 × 1.20 + 0.50 = 1.58`.
  func line(
    indent: Int, gives: String = " = ", _ written: (Tensor) -> String
  ) -> String {
    let start = StyledLine("\(name) ← ")
    return inNumbers(after: start, width: Self.width - indent, written).appending(
      gives + written(result)
    ).spans
      .map(\.text).joined()
  }
}

extension ParameterUpdate {
  /// The optimizer and where the learning rate comes from, as far as they are not the simplest.
  fileprivate var remark: String {
    var remark = optimizer.isPlain ? "" : optimizer.name
    if optimizer.rule == .sgd, !optimizer.isPlain { remark = "with weight decay" }
    if let origin = optimizer.schedule.text {
      let isSet = optimizer.schedule[iteration] != learningRate
      remark += remark.isEmpty ? "" : ", "
      remark +=
        "learning rate \(NumberText.brief(learningRate)) (\(isSet ? "set by hand" : origin))"
    }
    guard remark.isEmpty else { return remark }
    return switch direction {
    case .downhill: "one step against the gradient"
    case .uphill: "one step along the gradient"
    case .movedBefore: "no step any more"
    }
  }
}

extension Schedule {
  /// How the learning rate changes, in a few words; `nil` where it does not.
  var text: String? {
    switch self {
    case .constant: nil
    case .step(_, let every, 0.5): "halved every \(every)"
    case .step(_, let every, let factor): "× \(NumberText.brief(factor)) every \(every)"
    case .exponential(_, let factor): "× \(NumberText.brief(factor)) each iteration"
    case .cosine(_, let over): "a cosine over \(over)"
    }
  }
}
