import Debugging
import Screen
import Sentences

/// The line typed after `:`.
struct CommandLine: GraphlessLayer {
  private var line = TypedLine()

  var hasLastLine: Bool { true }
  var takesText: Bool { true }

  mutating func take(_ key: Key, _ debugger: Debugger?, _ context: LayerContext) -> LayerAnswer {
    let result = line.take(key) { text in
      debugger.map { Command.candidates(text, in: $0) } ?? []
    }
    switch result {
    case .editing: return .taken(nil)
    case .cancelled: return .closed
    case .entered(let text):
      do throws(Refusal) {
        guard let (command, arguments) = try Command.typed(text) else { return .closed }
        return .closedAsking(.command(command, arguments))
      } catch {
        return .closedAsking(.refusal(error))
      }
    }
  }

  mutating func paste(_ text: String) -> LayerAnswer {
    line.insert(text)
    return .taken(nil)
  }

  func draw(_ debugger: Debugger?, _ context: LayerContext, into frame: inout Frame) {
    frame.writeLastLine(StyledLine(":", .key).appending(line.text))
  }
}
