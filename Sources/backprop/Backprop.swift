import ArgumentParser

/// The program: without a subcommand it shows a graph in the terminal.
@main
struct Backprop: ParsableCommand {
  static func main() {
    reserveStandardStreams()
    CrashReport.start(version: version)
    do {
      var command = try parseAsRoot(CommandArguments.all)
      try command.run()
      try Output.flush()
    } catch {
      end(after: error)
    }
  }

  /// Says why the program ends, after all that was printed before, and ends it.
  private static func end(after error: any Error) -> Never {
    var status = exitCode(for: error)
    let message = fullMessage(for: error).withArgumentsOnOneLine(CommandArguments.all)
    do throws(ExitCode) {
      if status.isSuccess, !message.isEmpty { try Output.print(message) }
      if status != ExitStatus.outputLost { try Output.flush() }
    } catch {
      status = error
    }
    if !exitCode(for: error).isSuccess, !message.isEmpty { complain(message) }
    exit(withError: status)
  }

  /// The version of the program.
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "backprop",
    abstract: "A debugger for the chain rule.",
    discussion: """
      Reads a file of expressions such as 'f = (x+y)*z' into a computation graph and steps \
      through forward pass, backward pass and update. Without a file it lists the examples of \
      the lecture; their names can stand where a file can.

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
