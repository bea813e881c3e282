import ArgumentParser
import ExpressionLanguage
import LectureGraphs

/// Where a graph comes from: a file, standard input, an example of the lecture, or the command line.
struct Source {
  /// The name that messages and headers use.
  let name: String
  let syntax: Syntax

  /// Reads `path`: a file, `-`, or the name of an example where there is no such file.
  ///
  /// Complains and throws the exit status where it cannot be read.
  init(path: String) throws(ExitCode) {
    do throws(FileError) {
      self.init(name: path == "-" ? "standard input" : path, bytes: try readFile(path))
    } catch {
      if error.isMissing, let example = Self.example(named: path) {
        self.init(name: example.name + ".expr", bytes: Array(example.text.utf8))
        return
      }
      complain("\(path): error: \(error.reason)")
      throw ExitStatus.noFile
    }
  }

  /// Reads an expression from the command line; `;` separates lines.
  init(expression: String) {
    self.init(
      name: "expression", bytes: expression.utf8.map { $0 == UInt8(ascii: ";") ? 10 : $0 })
  }

  private init(name: String, bytes: [UInt8]) {
    self.name = name
    syntax = Syntax(parsing: bytes)
  }

  /// The document with values for its free inputs; complains about every mistake otherwise.
  func document(_ inputs: [String: Double]) throws(ExitCode) -> Document {
    switch Document.make(from: syntax, inputs: inputs) {
    case .success(let document): return document
    case .failure(let list):
      complain(list.text(file: name, source: syntax.source))
      throw list.diagnostics.allSatisfy(\.isAboutInputs) ? ExitStatus.usage : ExitStatus.badFile
    }
  }

  private static func example(named path: String) -> LectureGraph? {
    LectureGraphs.all.first { $0.name == path || $0.name + ".expr" == path }
  }
}

extension Diagnostic {
  /// Whether the values that were given are wrong, and not the file.
  fileprivate var isAboutInputs: Bool {
    switch problem {
    case .unknownInput, .inputIsComputed: true
    default: false
    }
  }
}
