import ArgumentParser
import ExpressionLanguage
import LectureGraphs

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

extension Backprop {
  /// The verb that a first argument was probably meant to be: its spelling is close to one, and it names
  /// no file and no example. `nil` where there is none.
  static func verbMeant(by argument: String) -> String? {
    guard !argument.hasPrefix("-"), access(argument, F_OK) != 0,
      LectureGraphs.named(argument) == nil
    else { return nil }
    let verbs = configuration.subcommands.compactMap {
      $0.configuration.commandName ?? $0._commandName
    }
    return verbs.contains(argument) ? nil : nearest(to: argument, among: verbs + ["help"])
  }
}
