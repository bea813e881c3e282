import ArgumentParser
import Cells
import ExpressionLanguage

/// `NAME=VALUE`.
struct InputValue {
  let name: String
  let value: Double

  /// Throws a sentence that says what is wrong.
  init(_ text: String) throws {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty else {
      throw ValidationError("'\(text.onOneLine)' is not NAME=VALUE, such as --set x=3.")
    }
    guard let value = Double(typed: String(parts[1])) else {
      let (name, value) = (String(parts[0]).onOneLine, String(parts[1]).onOneLine)
      throw ValidationError("The value of \(name) is a number, not '\(value)'.")
    }
    name = String(parts[0])
    self.value = value
  }
}

/// The values given with `--set`.
struct InputArguments: ParsableArguments {
  @Option(
    name: .customLong("set"),
    help: ArgumentHelp(
      "Give a free input or a leaf a value; may be repeated.", valueName: "name=value"),
    transform: InputValue.init)
  var inputs: [InputValue] = []

  var values: [String: Double] {
    Dictionary(inputs.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
  }
}

/// One file, or an expression on the command line.
struct SourceArguments: ParsableArguments {
  @Argument(
    help: "A file of expressions, '-' for standard input, or the name of an example.",
    completion: .file(extensions: ["expr"]))
  var file: String?

  @Option(
    name: .shortAndLong,
    help: "An expression instead of a file, such as 'f = (x+y)*z'; ';' separates lines.")
  var expression: String?

  @OptionGroup var inputs: InputArguments
  @OptionGroup var training: LoadArguments

  func validate() throws {
    if file != nil, expression != nil {
      throw ValidationError("Give a file or an expression, not both.")
    }
  }

  /// The named source; `nil` where there is none.
  func source() throws(ExitCode) -> Source? {
    if let expression { return try training.applied(to: Source(expression: expression)) }
    if let file { return try training.applied(to: Source(path: file)) }
    return nil
  }

  /// The named source; throws where there is none.
  func requiredSource() throws -> Source {
    guard let source = try source() else {
      throw ValidationError("Name a file or an example, or give -e 'f = (x+y)*z'.")
    }
    return source
  }
}

/// Several files, or an expression on the command line.
struct SourcesArguments: ParsableArguments {
  @Argument(
    help: "Files of expressions, '-' for standard input, or names of examples.",
    completion: .file(extensions: ["expr"]))
  var files: [String] = []

  @Option(
    name: .shortAndLong,
    help: "An expression instead of files, such as 'f = (x+y)*z'; ';' separates lines.")
  var expression: String?

  @OptionGroup var inputs: InputArguments
  @OptionGroup var training: LoadArguments

  /// Calls `body` with each document. A file that cannot be read does not prevent the others from
  /// being read; the first such failure is thrown at the end. Throws a sentence where there is nothing
  /// to read.
  func forEachDocument(_ body: (String, Document) throws -> Void) throws {
    guard files.isEmpty != (expression == nil) else {
      throw ValidationError("Give files or an expression.")
    }
    var failure: ExitCode?
    func visit(_ source: Source) throws {
      let source = try training.applied(to: source)
      try body(source.name, try source.documentWithNotes(inputs.values))
    }
    func keepingFailure(_ visit: () throws -> Void) throws {
      do {
        try visit()
      } catch let code as ExitCode where code != ExitStatus.outputLost {
        failure = failure ?? code
      }
    }
    if let expression {
      try keepingFailure { try visit(Source(expression: expression)) }
    }
    for file in files {
      try keepingFailure { try visit(try Source(path: file)) }
    }
    if let failure { throw failure }
  }
}
