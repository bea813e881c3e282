import Cells
import ComputationGraph
import Debugging
import ExpressionLanguage
import Screen
import Sentences

/// The answer of a layer to an event.
package enum LayerAnswer: Sendable {
  /// The layer has handled it, perhaps with a message.
  case taken(Note?)
  /// It means nothing to the layer and goes on to the layer below.
  case passed
  /// The layer is done.
  case closed
  /// The layer is done, and makes a last request.
  case closedAsking(Request)
  /// The layer requests what it cannot do itself.
  case asks(Request)
}

/// A request to the application, which alone changes the debugger and opens layers.
package enum Request: Sendable {
  case command(Command, Arguments)
  /// A change of the debugger, perhaps with a message; unless it is refused, the layer may close
  /// after it.
  case change(closing: Bool = false, @Sendable (inout Debugger) throws(Refusal) -> Note?)
  /// Something cannot be done, for a reason.
  case refusal(Refusal)
  /// A digit of the number before a key was typed.
  case digit(Int)
  /// The line in which the value of a node, or one of its entries, is changed.
  case editLine(Node.ID, entry: Int?)
  /// All entries of a node, to pick the one to nudge.
  case entryToNudge(Node.ID)
  /// The lesson at a place in the list.
  case lesson(Int)
  /// A file, with values for its free inputs.
  case file(SourceFile, [String: Double])

  /// A change of the debugger that is visible and needs no message.
  static func silentChange(_ deed: @escaping @Sendable (inout Debugger) -> Void) -> Request {
    .change {
      deed(&$0)
      return nil
    }
  }
}

/// The screen around a layer, as far as the layer knows it.
package struct LayerContext: Sendable {
  /// The size of the content, without the line of the bug lab.
  var size: Size
  /// The number typed before a key.
  var count: Int?
  /// Whether something else fills the screen above.
  var isCovered = false
  /// Notes for the header, ever shorter.
  var notes: [StyledLine] = []
  /// Whether there is a list to go back to.
  var hasList = false
  /// Whether a lesson has ended and another follows.
  var offersNextLesson = false
}

/// A part of the screen that gets events: layers above get them first and are drawn last.
///
/// A layer reads the debugger and requests its changes: so whatever lies on top, the debugger and
/// the layers below stay as they are unless it passes the event or makes a request.
package protocol Layer: Sendable {
  /// Whether it hides everything below it.
  var fillsScreen: Bool { get }
  /// Whether it writes into the last line itself.
  var hasLastLine: Bool { get }
  /// Whether typed and pasted text goes into it.
  var takesText: Bool { get }
  /// Whether the wheel acts as the keys for a page.
  var takesWheel: Bool { get }

  mutating func take(_ key: Key, _ debugger: Debugger?, _ context: LayerContext) -> LayerAnswer
  /// Handles pasted text, which is never a command.
  mutating func paste(_ text: String) -> LayerAnswer
  mutating func click(_ point: Point, _ debugger: Debugger?, _ context: LayerContext) -> LayerAnswer
  /// Handles a command, whatever its key, if the layer has its own way to carry it out.
  mutating func carryOut(
    _ command: Command, _ arguments: Arguments, _ debugger: Debugger?, _ context: LayerContext
  ) -> LayerAnswer

  /// Whether it has something left to compute, which goes on in portions while keys are answered.
  var isWorking: Bool { get }
  /// Computes the next portion; the last one and its frame have taken so many milliseconds.
  mutating func work(_ debugger: Debugger, milliseconds: Double)

  /// Adapts it to the current screen and graph.
  mutating func fit(_ debugger: Debugger?, _ context: LayerContext)
  /// The layer for a graph other than the one it was made for; `nil` where it cannot go on. After
  /// a reread of the file, `old` is the previous debugger.
  func remade(for new: Debugger, after old: Debugger?) -> (any Layer)?

  func draw(_ debugger: Debugger?, _ context: LayerContext, into frame: inout Frame)
  /// The keys for the last line; `nil` leaves it to what lies below.
  func hints(_ context: LayerContext) -> [Hint]?
  /// The keys that it handles.
  func help(_ debugger: Debugger?) -> [KeyHelp]
}

/// A layer that keeps nothing of a graph, so that it goes on whatever graph is shown. Every other
/// layer has to say what becomes of it.
package protocol GraphlessLayer: Layer {}

extension GraphlessLayer {
  package func remade(for new: Debugger, after old: Debugger?) -> (any Layer)? { self }
}

extension Layer {
  package var fillsScreen: Bool { false }
  package var hasLastLine: Bool { false }
  package var takesText: Bool { false }
  package var takesWheel: Bool { !takesText }
  package mutating func paste(_ text: String) -> LayerAnswer { .taken(nil) }
  package mutating func click(_ point: Point, _ debugger: Debugger?, _ context: LayerContext)
    -> LayerAnswer
  {
    .taken(nil)
  }
  package mutating func carryOut(
    _ command: Command, _ arguments: Arguments, _ debugger: Debugger?, _ context: LayerContext
  ) -> LayerAnswer { .passed }
  package mutating func fit(_ debugger: Debugger?, _ context: LayerContext) {}
  package var isWorking: Bool { false }
  package mutating func work(_ debugger: Debugger, milliseconds: Double) {}
  package func hints(_ context: LayerContext) -> [Hint]? { nil }
  package func help(_ debugger: Debugger?) -> [KeyHelp] { [] }

  /// The answer to an event; the wheel is the keys for a page where the layer takes it.
  package mutating func answer(
    to event: Event, _ debugger: Debugger?, _ context: LayerContext
  ) -> LayerAnswer {
    switch event {
    case .key(let key): take(key, debugger, context)
    case .paste(let text): paste(text)
    case .wheel where !takesWheel: .taken(nil)
    case .wheel(_, let lines): take(lines < 0 ? .pageUp : .pageDown, debugger, context)
    case .click(let point): click(point, debugger, context)
    case .resize, .tick, .filesChanged, .hangUp: .passed
    }
  }
}
