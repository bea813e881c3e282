import Debugging
import Screen
import Sentences

/// Waits for the letter that follows `m` or `'`.
enum MarkLetter: GraphlessLayer {
  case mark, returnToMark

  var takesWheel: Bool { false }

  mutating func take(_ key: Key, _ debugger: Debugger?, _ context: LayerContext) -> LayerAnswer {
    guard case .character(let name) = key, name.isLetter || name == "'" else {
      return key == .escape
        ? .closed : .closedAsking(.refusal(Refusal("a mark is named by a letter")))
    }
    return switch self {
    case .mark: .closedAsking(.change { $0.setMark(name) })
    case .returnToMark:
      .closedAsking(.change { (debugger) throws(Refusal) in try debugger.returnToMark(name) })
    }
  }

  func draw(_ debugger: Debugger?, _ context: LayerContext, into frame: inout Frame) {}
}
