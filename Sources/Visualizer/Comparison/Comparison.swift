import Backpropagation
import Cells
import Screen
import Trainings

/// Several files on the screen while they are trained side by side.
///
/// `update` takes an event and is total; `view` is a function.
package struct Comparison: Sendable {
  /// The trainings, as far as they have come.
  package private(set) var trainings: ComparedTrainings
  /// Which of the quantities is plotted.
  private var quantityIndex = 0
  private(set) var scale = PlotScale.linear
  private(set) var isPaused = false
  /// The start that a person has chosen to see; `nil` is the one that is trained.
  private var chosenStart: Int?
  private(set) var size: Size
  /// Whether the person has left.
  package private(set) var isFinished = false
  /// About how much is computed between two pictures.
  private var portion = Training.quickWork

  /// A screen of trainings that have not begun.
  package init(_ trainings: ComparedTrainings, size: Size = Size(columns: 80, rows: 24)) {
    self.trainings = trainings
    self.size = size
  }

  /// How many milliseconds may pass until the next `tick`; `nil` while nothing goes on by itself.
  package var tickInterval: Double? { isPaused || trainings.isComplete ? nil : 0 }

  /// Takes one event.
  package mutating func update(_ event: Event) {
    switch event {
    case .key(let key): take(key)
    case .resize(let size): self.size = size
    case .tick(let milliseconds): tick(milliseconds)
    case .hangUp: isFinished = true
    case .paste, .wheel, .click, .filesChanged: break
    }
  }

  private mutating func tick(_ milliseconds: Double) {
    guard tickInterval != nil else { return }
    // The time that passed is what the last portion took, and drawing it.
    if milliseconds < 25 { portion = min(1 << 40, portion * 2) }
    if milliseconds > 60 { portion = max(1, portion / 2) }
    trainings.advance(work: portion)
  }

  private mutating func take(_ key: Key) {
    let count = trainings.quantities.count
    switch key {
    case .character("q"), .escape: isFinished = true
    case .character(" "), .character("r"): isPaused.toggle()
    case .tab: quantityIndex = (quantityIndex + 1) % count
    case .backTab: quantityIndex = (quantityIndex + count - 1) % count
    case .character("l"): scale = scale == .linear ? .logarithmic : .linear
    case .left, .character("["): chosenStart = max(0, start - 1)
    case .right, .character("]"): chosenStart = min(trainings.startCount - 1, start + 1)
    default: break
    }
  }

  /// The quantity that is plotted.
  var quantity: ComparedQuantity {
    let quantities = trainings.quantities
    return quantities[min(quantityIndex, quantities.count - 1)]
  }

  /// The start whose curves are plotted.
  var start: Int { chosenStart ?? trainings.start }
}
