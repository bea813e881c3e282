import ArgumentParser
import Cells

/// The program: without a subcommand it shows a graph in the terminal.
@main
struct Backprop: ParsableCommand {
  static func main() {
    reserveStandardStreams()
    CrashReport.start(version: version)
    if let word = CommandArguments.all.first, let verb = verbMeant(by: word) {
      complain(
        "\(word.onOneLine): error: no such command, file or example; did you mean '\(verb)'?")
      exit(withError: ExitStatus.usage)
    }
    // Until it is known which command is meant, it is this one.
    var command: any ParsableCommand = Backprop()
    do {
      command = try parseAsRoot(CommandArguments.all)
      try command.run()
      try Output.flush()
    } catch {
      end(after: error, in: type(of: command))
    }
  }

  /// Says why the program ends, with the usage of a command where it was used wrongly, after all that
  /// was printed before, and ends it.
  private static func end(after error: any Error, in command: any ParsableCommand.Type) -> Never {
    var status = exitCode(for: error)
    let message = Self.message(of: error, in: command).withArgumentsOnOneLine(CommandArguments.all)
    do throws(ExitCode) {
      if status.isSuccess, !message.isEmpty { try Output.print(message) }
      if status != ExitStatus.outputLost { try Output.flush() }
    } catch {
      status = error
    }
    if !exitCode(for: error).isSuccess, !message.isEmpty { complain(message) }
    exit(withError: status)
  }

  private static func message(
    of error: any Error, in command: any ParsableCommand.Type
  ) -> String {
    guard let error = error as? ValidationError, command != Backprop.self else {
      return fullMessage(for: error)
    }
    return """
      Error: \(error.message)
      Usage: \(usageString(for: command))
        See 'backprop \(command._commandName) --help' for more information.
      """
  }

  /// The version of the program.
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "backprop",
    abstract: "A debugger for the chain rule.",
    usage: """
      backprop [<options>] [<file>]
      backprop <subcommand> [<options>] [<files> ...]
      """,
    discussion: """
      Reads a file of expressions such as 'f = (x+y)*z' into a computation graph and steps \
      through forward pass, backward pass and update. Without a file it lists the examples of \
      the lecture; their names can stand where a file can.

      Examples:
        backprop                            the list of examples
        backprop my.expr                    steps through a file
        backprop -e 'f = (x+y)*z'           asks for x, y and z, and shows it
        backprop eval net2 --json           values and gradients
        backprop check my.expr              promises and gradients
        backprop train net.expr --save run  trains, and keeps the parameters

      Exit status: 0 fine, 1 a promise, a check or a training failed, 64 wrong arguments, 65 a \
      mistake in a file, 66 no such file, 69 no usable terminal, 73 a file cannot be written, 74 the output \
      cannot be written.
      """,
    version: version,
    subcommands: [
      Show.self, Eval.self, Steps.self, Check.self, Train.self, Compare.self, Draw.self,
      QuizCommand.self, DataCommand.self, Course.self,
    ],
    defaultSubcommand: Show.self)
}
