import Cells
import ComputationGraph
import Debugging
import ExpressionLanguage
import Screen
import Sentences

/// What became of an event that a layer was given.
package enum LayerAnswer: Sendable {
  /// The layer has used it, and may have something to say.
  case taken(Note?)
  /// It means nothing to the layer: it goes on to what lies below.
  case passed
  /// The layer is done.
  case closed
  /// The layer is done, and asks for something as its last deed.
  case closedAsking(Request)
  /// It asks for what it cannot do itself.
  case asks(Request)
}

/// What a layer asks of those above all layers, who alone change the graph's debugger and open layers.
package enum Request: Sendable {
  case command(Command, Arguments)
  /// A change of the debugger, which may have something to say; unless it is refused, the layer may
  /// close then.
  case change(closing: Bool = false, @Sendable (inout Debugger) throws(Refusal) -> Note?)
  /// Something cannot be done, for a reason.
  case refusal(Refusal)
  /// A digit of the number before a key was typed.
  case digit(Int)
  /// The line in which the value of a node, or one of its entries, is changed.
  case editLine(Node.ID, entry: Int?)
  /// The lesson at a place of the list.
  case lesson(Int)
  /// A file, with values for what it leaves open.
  case file(SourceFile, [String: Double])

  /// A change of the debugger that can be seen, so that there is nothing to say about it.
  static func silentChange(_ deed: @escaping @Sendable (inout Debugger) -> Void) -> Request {
    .change {
      deed(&$0)
      return nil
    }
  }
}

/// What a layer knows about the screen around it.
package struct LayerContext: Sendable {
  /// The size of what is shown, without the line of the bug lab.
  var size: Size
  /// The number typed before a key.
  var count: Int?
  /// Whether something else fills the screen above.
  var isCovered = false
  /// Notes for the header, shorter and shorter.
  var notes: [StyledLine] = []
  /// Whether there is a list to go back to.
  var hasList = false
  /// Whether a lesson has ended and another follows.
  var offersNextLesson = false
}

/// Something on the screen that gets events: those that lie above get them first and are drawn last.
///
/// A layer reads the debugger, and asks where something is to change in it: so whatever lies on top, the
/// debugger and the layers below stay as they are unless it passes the event or asks.
package protocol Layer: Sendable {
  /// Whether nothing of what lies below can be seen.
  var fillsScreen: Bool { get }
  /// Whether it writes into the last line itself.
  var hasLastLine: Bool { get }
  /// What is typed goes into it: recordings keep pasted text as keys.
  var takesText: Bool { get }
  /// The wheel does what the keys for a page do.
  var takesWheel: Bool { get }

  mutating func take(_ key: Key, _ debugger: Debugger?, _ context: LayerContext) -> LayerAnswer
  /// Takes pasted text, which is never a command.
  mutating func paste(_ text: String) -> LayerAnswer
  mutating func click(_ point: Point, _ debugger: Debugger?, _ context: LayerContext) -> LayerAnswer
  /// A command has been given, by whatever key: a layer may have its own way to carry it out.
  mutating func carryOut(
    _ command: Command, _ arguments: Arguments, _ debugger: Debugger?, _ context: LayerContext
  ) -> LayerAnswer

  /// Makes it fit the screen and the graph as they are now.
  mutating func fit(_ debugger: Debugger?, _ context: LayerContext)
  /// The layer for another graph than the one it was made for; `nil` where it cannot go on. Where the
  /// file was read again, `old` is the debugger before.
  func remade(for new: Debugger, after old: Debugger?, _ context: LayerContext) -> (any Layer)?

  func draw(_ debugger: Debugger?, _ context: LayerContext, into frame: inout Frame)
  /// The keys for the last line; `nil` leaves it to what lies below.
  func hints(_ context: LayerContext) -> [Hint]?
  /// The keys that it takes.
  func help(_ debugger: Debugger?) -> [KeyHelp]
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
  package func remade(
    for new: Debugger, after old: Debugger?, _ context: LayerContext
  ) -> (any Layer)? { self }
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
