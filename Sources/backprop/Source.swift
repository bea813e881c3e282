import ArgumentParser
import ExpressionLanguage
import LectureGraphs
import Visualizer

/// Where a graph comes from: a file, standard input, an example of the lecture, or the command line.
struct Source {
  let file: SourceFile

  /// The name that messages and headers use.
  var name: String { file.name }

  /// Reads `path`: a file, `-`, or the name of an example where there is no such file.
  ///
  /// Complains and throws the exit status where it cannot be read.
  init(path: String) throws(ExitCode) {
    do throws(FileError) {
      let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
      self.init(
        name: path == "-" ? "standard input" : path, bytes: try readFile(path), folder: folder)
    } catch {
      if error.isMissing, let example = LectureGraphs.named(path) {
        self.init(
          SourceFile(name: example.fileName, bytes: example.bytes, read: readExampleTable))
        return
      }
      complain("\(path): error: \(error.reason)")
      throw ExitStatus.noFile
    }
  }

  /// Reads an expression from the command line; `;` separates lines.
  init(expression: String) {
    self.init(
      name: "expression", bytes: expression.utf8.map { $0 == UInt8(ascii: ";") ? 10 : $0 },
      folder: "")
  }

  /// Files of rows lie in `folder`, which ends in a slash or is empty.
  private init(name: String, bytes: [UInt8], folder: String) {
    self.init(SourceFile(name: name, bytes: bytes) { readTable($0, folder: folder) })
  }

  private init(_ file: SourceFile) { self.file = file }

  /// The document with values for its free inputs and one of many random starts; complains about
  /// every mistake otherwise.
  func document(_ inputs: [String: Double], start: Int = 0) throws(ExitCode) -> Document {
    switch file.document(inputs, start: start) {
    case .success(let document): return document
    case .failure(let list):
      complain(list.text(file: name, source: file.syntax.source))
      throw list.diagnostics.allSatisfy(\.isAboutInputs) ? ExitStatus.usage : ExitStatus.badFile
    }
  }
}

extension Diagnostic {
  /// Whether the values that were given are wrong, and not the file.
  fileprivate var isAboutInputs: Bool {
    switch problem {
    case .unknownInput, .inputIsComputed, .inputIsTensor: true
    default: false
    }
  }
}
