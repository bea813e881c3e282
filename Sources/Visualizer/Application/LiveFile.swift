import ComputationGraph
import Debugging
import ExpressionLanguage
import Screen

/// The file behind the document shown, which may be edited meanwhile.
struct LiveFile: Sendable {
  /// The file as last read, with or without mistakes.
  var file: SourceFile
  /// The values given for the free inputs of the file.
  var inputs: [String: Double]
  /// The reason why the current file is not the one shown.
  var problem: Problem?

  /// The reason why a file cannot be shown.
  enum Problem: Sendable {
    /// Its mistakes, with their places.
    case mistakes(String)
    /// The reason why it cannot be read.
    case unreadable(String)
  }

  /// A few words for the header, and fewer.
  var marks: [String] {
    switch problem {
    case .mistakes: ["✗ the file has an error", "✗ error"]
    case .unreadable: ["✗ the file cannot be read", "✗ gone"]
    case nil: []
    }
  }

  /// The last line as long as the current file is not the one shown.
  var hint: String? {
    switch problem {
    case .mistakes: "the file has an error: the last good version is shown; t shows the error"
    case .unreadable(let reason): "\(reason): the last good version is shown"
    case nil: nil
    }
  }

  /// The text with its mistakes above it; `nil` where it has none.
  var pane: TextPane? {
    guard case .mistakes(let text) = problem else { return nil }
    let mistakes = text.split(separator: "\n", omittingEmptySubsequences: false)
    let source = file.syntax.source
    return TextPane(
      title: "\(file.name) as it is now",
      lines: mistakes.map { StyledLine(String($0), .error) } + [StyledLine()]
        + source.styledLines)
  }
}

extension Application {
  /// Notes that the document shown is from a file that can be edited, whose current text has
  /// to be handed to `reread`.
  package mutating func follow(_ file: SourceFile, inputs: [String: Double]) {
    live = LiveFile(file: file, inputs: inputs)
  }

  /// Shows the current file; its mistakes are reported, and the last good version stays.
  package mutating func reread(_ file: SourceFile) {
    guard var live else { return }
    var file = file
    file.saved = live.file.saved
    let isSame =
      live.file.syntax.source.utf8 == file.syntax.source.utf8 && live.file.tables == file.tables
    if isSame {
      if case .unreadable = live.problem {
        self.live?.problem = nil
        message = "\(file.shortName) is there again"
      }
      return
    }
    live.file = file
    live.problem = nil
    self.live = live
    if let form = layers.last as? InputForm {
      askAgain(for: file, after: form)
      return
    }
    switch file.document(keeping: live.inputs) {
    case .failure(let list):
      let text = list.text(file: file.shortName, source: file.syntax.source)
      self.live?.problem = .mistakes(text)
      message = text
    case .success(let document):
      guard let old = debugger else { return }
      var new = old.reread(document, source: file.syntax.source)
      // The open question is asked again.
      if old.exercise.prediction != nil, new.exercise.hunt == nil { _ = new.predict() }
      debugger = new
      settle(after: old)
      let editsBefore = old.edits.count
      let editsNow = new.edits.count
      let lostBug = old.exercise.hunt != nil && new.exercise.hunt == nil
      message =
        "\(file.shortName) read again"
        + (editsNow < editsBefore ? ", without all changed values" : "")
        + (old.exercise.prediction != nil && new.exercise.prediction == nil ? "; p asks again" : "")
        + (old.run?.isEndless == true ? "; r goes on" : "")
        + (lostBug ? "; the mistake cannot be made in it any more and is off" : "")
        + (document.noteOnOpening.map { "; " + $0 } ?? "")
    }
  }

  /// The file cannot be read, perhaps only for now: the document shown stays.
  package mutating func cannotReread(_ reason: String) {
    guard let name = live?.file.shortName else { return }
    live?.problem = .unreadable("\(name): \(reason)")
    message = live?.hint
  }

  /// Asks for the values of the current file's free inputs that are not given.
  private mutating func askAgain(for file: SourceFile, after form: InputForm) {
    if !file.syntax.diagnostics.isEmpty, case .failure(let list) = file.document([:]) {
      message = list.text(file: file.shortName, source: file.syntax.source)
      return
    }
    let open = Set(file.syntax.freeInputs.map(\.name))
    let given = form.values.filter { live?.inputs[$0.key] != nil || open.contains($0.key) }
    start(file, given: given)
  }

  /// The line at which to open an editor, returned once after each request.
  package mutating func takeEditedLine() -> Int? {
    defer { editedLine = nil }
    return editedLine
  }

  /// Requests an editor at the line of the node that is looked at.
  mutating func editFile(of debugger: Debugger) {
    if live == nil {
      message =
        course.map {
          "a lesson: 'backprop course --text \($0.lesson.name) > my.expr' makes a file of it"
        } ?? "this is in no file: write it into one, such as my.expr, and backprop my.expr"
      return
    }
    editedLine = debugger.document.line(of: debugger.nodeMeant.toLookAt)
  }
}

extension Document {
  /// The line of the definition of a node, or of the one it is a part of; else that of the output.
  fileprivate func line(of node: Node.ID?) -> Int {
    let node = node ?? output
    let own = definitions.first { $0.node == node }
    let around = definitions.first { $0.node.index > node.index }
    return (own ?? around ?? definitions.last)?.line ?? 1
  }
}

extension SourceFile {
  /// The name without its folder.
  var shortName: String { name.split(separator: "/").last.map(String.init) ?? name }

  /// The document with the values that still belong to something in it.
  fileprivate func document(keeping inputs: [String: Double]) -> Result<Document, DiagnosticList> {
    let result = document(inputs)
    guard case .failure(let list) = result else { return result }
    let refused = list.diagnostics.compactMap(\.refusedInput)
    if refused.isEmpty { return result }
    var file = self
    file.saved?.inputs = saved?.inputs.filter { !refused.contains($0.key) } ?? [:]
    return file.document(inputs.filter { !refused.contains($0.key) })
  }
}

extension Diagnostic {
  /// The name that a value was given for and that cannot have one.
  fileprivate var refusedInput: String? {
    switch problem {
    case .unknownInput(let name), .inputIsComputed(let name, _), .inputIsTensor(let name, _, _):
      name
    default: nil
    }
  }
}
