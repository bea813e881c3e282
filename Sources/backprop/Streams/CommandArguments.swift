import CArguments
import Cells

/// The arguments of the program, of which no byte is lost.
enum CommandArguments {
  /// All of them, without the name of the program. Swift's own list is empty where there is no /proc.
  static let all: [String] = {
    guard let values = arguments_values() else { return [] }
    return (1..<max(1, Int(arguments_count()))).compactMap { index in
      values[index].map { String(keeping: $0) }
    }
  }()
}

extension String {
  /// The message with the arguments that it quotes on one line: a line break in one would make it
  /// look like another message.
  func withArgumentsOnOneLine(_ arguments: [String]) -> String {
    let parts = arguments.flatMap { argument in
      [argument] + argument.split(separator: "=", maxSplits: 1).dropFirst().map(String.init)
    }
    let broken = parts.filter {
      $0.unicodeScalars.contains { "\n\t\r".unicodeScalars.contains($0) }
    }
    return Set(broken).sorted { $0.count > $1.count }.reduce(self) { message, part in
      message.replacing(part, with: part.onOneLine)
    }
  }
}
