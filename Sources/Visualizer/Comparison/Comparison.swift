import Backpropagation
import Cells
import Plots
import Screen
import Trainings

/// Several files on the screen while they are trained side by side.
///
/// `update` takes an event and is total; `view` is a function.
package struct Comparison: Sendable {
  /// The trainings and their progress.
  package private(set) var trainings: ComparedTrainings
  /// The index of the plotted quantity.
  private var quantityIndex = 0
  private(set) var scale = PlotScale.linear
  private(set) var isPaused = false
  /// The start that the person has chosen; `nil` is the one being trained.
  private var chosenStart: Int?
  private(set) var size: Size
  /// Whether the person has quit.
  package private(set) var isFinished = false
  /// The pane over the curves.
  private(set) var reading: TextPane?
  /// The approximate number of operations between two frames.
  private var portion = Portion(Training.quickWork, most: 1 << 40)

  /// A comparison of trainings that have not begun.
  package init(_ trainings: ComparedTrainings, size: Size = Size(columns: 80, rows: 24)) {
    self.trainings = trainings
    self.size = size
  }

  /// How many milliseconds may pass until the next `tick`; `nil` while nothing goes on by itself.
  package var tickInterval: Double? { isPaused || trainings.isComplete ? nil : 0 }

  /// Handles one event.
  package mutating func update(_ event: Event) {
    switch event {
    case .key(let key): take(key)
    case .wheel(_, let lines) where reading != nil: take(lines < 0 ? .pageUp : .pageDown)
    case .resize(let size): self.size = size
    case .tick(let milliseconds): tick(milliseconds)
    case .hangUp: isFinished = true
    case .paste, .wheel, .click, .filesChanged: break
    }
  }

  private mutating func tick(_ milliseconds: Double) {
    guard tickInterval != nil else { return }
    // The elapsed time is that of the last portion and its drawing.
    portion.adapt(to: milliseconds)
    trainings.advance(work: portion.count)
  }

  private mutating func take(_ key: Key) {
    guard reading == nil else {
      if case .closed = reading?.take(key, rows: size.rows - 2) { reading = nil }
      return
    }
    _ = Self.rows.answer(to: key, for: &self)
  }

  private static let rows: [KeyRow<Comparison>] = [
    KeyRow(" ", "r", help: "pauses, or goes on") { $0.isPaused.toggle() }
      .hinting {
        $0.trainings.isComplete ? nil : Hint("Space", $0.isPaused ? "go on" : "pause")
      },
    KeyRow(.tab, help: "the next quantity") { $0.showQuantity(1) }
      .hinting { $0.trainings.quantities.count > 1 ? Hint("Tab", "quantity") : nil },
    KeyRow(.backTab, help: "the quantity before") { $0.showQuantity(-1) },
    KeyRow("l", help: "linear or logarithmic") {
      $0.scale = $0.scale == .linear ? .logarithmic : .linear
    }.hinting { Hint("l", $0.scale == .linear ? "logarithmic" : "linear") },
    KeyRow(.left, "[", help: "the start before") { $0.chosenStart = max(0, $0.start - 1) }
      .hinting { $0.trainings.startCount > 1 ? Hint("← →", "start") : nil },
    KeyRow(.right, "]", help: "the next start") {
      $0.chosenStart = min($0.trainings.startCount - 1, $0.start + 1)
    },
    KeyRow("?", .function(1), help: "this help") { $0.reading = help },
    KeyRow("q", .escape, help: "quits", hint: Hint("q", "quit")) { $0.isFinished = true },
  ]

  /// The keys, as the help lists them.
  package static let keyHelp = KeyHelp("Compare", rows)

  private static let help = TextPane.help([[keyHelp]], withNumbers: false)

  private mutating func showQuantity(_ step: Int) {
    let count = trainings.quantities.count
    quantityIndex = (quantityIndex + count + step) % count
  }

  /// The keys that have an effect now, for the last line.
  var hints: [Hint] { Self.rows.compactMap { $0.hint(self) } }

  /// The quantity that is plotted.
  var quantity: ComparedQuantity {
    let quantities = trainings.quantities
    return quantities[min(quantityIndex, quantities.count - 1)]
  }

  /// The start whose curves are plotted.
  var start: Int { chosenStart ?? trainings.start }
}
