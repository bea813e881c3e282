import Backpropagation
import Cells
import ComputationGraph
import Debugging
import Screen
import Sentences

/// What a step moves, in one line: a parameter, and with the last one the output.
struct PresentedMove: Hashable, Sendable {
  /// `-2.00 → -1.96`, and `f: -12.0 → -12.4` once all have moved.
  let text: String

  /// `nil` where nothing moves, or numbers are hidden.
  init?(_ debugger: Debugger) {
    guard debugger.exercise.prediction == nil, !debugger.writing.isHidden,
      let step = debugger.snapshot.step, step.stage == .result,
      case .updated(let update)? = debugger.snapshot.outcome
    else { return nil }
    let words = debugger.words
    var moves: [String] = []
    if let old = update.old.scalar, let new = update.new.scalar {
      moves.append(words.writing.move(old, new))
    }
    if let result = update.result, !words.isRiddle {
      let name = words.name(debugger.snapshot.output)
      moves.append("\(name): \(words.writing.move(result.before, result.after))")
    }
    guard !moves.isEmpty else { return nil }
    text = moves.joined(separator: "   ")
  }
}

/// The number of a step, to be written in large digits before a class.
struct PresentedNumber: Hashable, Sendable {
  /// What stands before the number: `∂f/∂x =`, `x: -2.00 →`.
  let lead: String
  /// The text of the number.
  let text: String
  let style: Style

  /// The result of a step: the value computed, the gradient that arrives, the parameter moved.
  /// `nil` where there is none, it is not a single number, or it is being predicted.
  init?(_ debugger: Debugger) {
    let words = debugger.words
    guard debugger.exercise.prediction == nil, let step = debugger.snapshot.step,
      let outcome = debugger.snapshot.outcome
    else { return nil }
    switch (outcome, step.stage) {
    case (.computed(let node, let value), .result):
      self.init(words.name(node), value, .newValue, words)
    case (.seeded(let node), _):
      self.init(words.gradientName(node), words.gradient(node), .newGradient, words)
    case (.flowed(let flow), .upstream):
      self.init(words.gradientName(flow.gate), flow.upstream, .gradient, words)
    case (.flowed(let flow), .localNumber):
      guard case .elementwise(let local) = flow.local else { return nil }
      self.init("local", local, .plain, words)
    case (.flowed(let flow), .product):
      self.init("downstream", flow.downstream, .gradient, words)
    case (.flowed(let flow), .accumulated):
      self.init(words.gradientName(flow.operand), flow.after, .newGradient, words)
    case (.updated(let update), .result):
      guard let old = update.old.scalar, let new = update.new.scalar else { return nil }
      let more = words.writing.decimals(telling: old, from: new)
      self.init(
        lead: "\(words.name(update.parameter)): \(words.writing.text(old, more: more)) →",
        text: words.writing.text(new, more: more), style: .newValue)
    default: return nil
    }
  }

  private init(lead: String, text: String, style: Style) {
    self.lead = lead
    self.text = text
    self.style = style
  }

  private init?(_ name: String, _ tensor: Tensor, _ style: Style, _ words: Wording) {
    guard let number = tensor.scalar else { return nil }
    self.init(
      lead: "\(name) =", text: NumberText.fixed(number, decimals: words.decimals), style: style)
  }

  /// The largest scale at which it fits into that many cells beside its name; `nil` if none does.
  func scale(fitting room: Size) -> Int? {
    (1...4).last { scale in
      guard let size = LargeText.size(of: text, scale: scale) else { return false }
      return size.rows <= room.rows && size.columns + 2 * (lead.columns + 2) <= room.columns
    }
  }

  /// Draws it into the middle of some rows, its name before it.
  func draw(in rectangle: Rectangle, scale: Int, into frame: inout Frame) {
    guard let size = LargeText.size(of: text, scale: scale) else { return }
    let column = (rectangle.size.columns - size.columns) / 2
    let top = rectangle.origin.row + (rectangle.size.rows - size.rows) / 2
    frame.write(
      lead, at: Point(column: column - lead.columns - 2, row: top + size.rows / 2), .title)
    frame.writeLarge(text, at: Point(column: column, row: top), scale: scale, style)
  }
}
