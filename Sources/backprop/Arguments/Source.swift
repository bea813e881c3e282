import ArgumentParser
import Cells
import ExpressionLanguage
import Learning
import LectureGraphs

/// The source of a graph: a file, standard input, an example of the lecture, or the command line.
struct Source {
  var file: SourceFile
  /// The path at which the file can be read again; `nil` where the source is not a file.
  private(set) var path: String?
  /// The name of the lesson; `nil` where the source is not an example.
  private(set) var lesson: String?

  /// The name that messages and headers use.
  var name: String { file.name }

  private static let standardInput = "standard input"

  /// Reads `path`: a file, `-`, or the name of an example if there is no such file.
  ///
  /// Complains and throws the exit status where it cannot be read.
  init(path: String) throws(ExitCode) {
    do throws(FileError) {
      let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
      self.init(
        name: path == "-" ? Self.standardInput : path.onOneLine, bytes: try readFile(path),
        folder: folder)
      if path != "-" { self.path = path }
    } catch {
      if error.isMissing, let example = LectureGraphs.named(path) {
        self.init(SourceFile(name: example.fileName, bytes: example.bytes, read: readExampleTable))
        lesson = example.name
        return
      }
      let example = error.isMissing ? nearest(to: path, among: LectureGraphs.all.map(\.name)) : nil
      let hint = example.map { "; did you mean the example '\($0)'? backprop alone lists all" }
      complain("\(path.onOneLine): error: \(error.reason)\(hint ?? "")")
      throw ExitStatus.noFile
    }
  }

  /// Reads an expression from the command line; `;` separates lines.
  init(expression: String) {
    self.init(
      name: "expression", bytes: expression.keptBytes.map { $0 == UInt8(ascii: ";") ? 10 : $0 },
      folder: "")
  }

  /// The source of a recording; `nil` for the list of examples.
  init?(recorded name: String) throws(ExitCode) {
    if name.isEmpty { return nil }
    if name.hasPrefix("-e ") {
      self.init(expression: String(name.dropFirst(3)))
    } else {
      try self.init(path: name)
    }
  }

  /// Its name in a recording.
  var recordedName: String {
    if let name = path ?? lesson { return name }
    if file.name == Self.standardInput { return "-" }
    let bytes = file.syntax.source.utf8.map { $0 == 10 || $0 == 13 ? UInt8(ascii: ";") : $0 }
    return "-e " + String(decoding: bytes, as: UTF8.self)
  }

  /// The arguments that name it, and the training that it begins with.
  var arguments: [String] {
    let name = recordedName
    let load = file.saved.map { ["--load", $0.folder] } ?? []
    return (name.hasPrefix("-e ") ? ["-e", String(name.dropFirst(3))] : [name]) + load
  }

  /// Files of rows lie in `folder`, which ends in a slash or is empty.
  private init(name: String, bytes: [UInt8], folder: String) {
    self.init(SourceFile(name: name, bytes: bytes) { readTable($0, folder: folder) })
  }

  private init(_ file: SourceFile) { self.file = file }

  /// The document, as below, for one who prints: what its file is probably not meant to say is said
  /// on standard error.
  func documentWithNotes(_ inputs: [String: Double], start: Int = 0) throws(ExitCode) -> Document {
    let document = try document(inputs, start: start)
    let notes = document.notes
    if !notes.isEmpty {
      complain(DiagnosticList(notes).text(file: name, source: file.syntax.source))
    }
    return document
  }

  /// The document with values for its free inputs and one of many random starts; complains about
  /// every mistake otherwise.
  func document(_ inputs: [String: Double], start: Int = 0) throws(ExitCode) -> Document {
    switch file.document(inputs, start: start) {
    case .success(let document):
      if let saved = file.saved, saved.optimizer != document.optimizer.name {
        complain(
          "\(saved.folder): trained with \(saved.optimizer), so \(document.optimizer.name) begins "
            + "without a memory of the updates before")
      }
      return document
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
