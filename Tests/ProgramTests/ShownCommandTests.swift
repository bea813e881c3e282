import Foundation
import Testing

/// Every command that any document shows can be given as it stands there.
@Suite struct ShownCommandTests {
  /// A command as a document shows it, without what is said of it.
  struct Shown: CustomTestStringConvertible, Hashable, Sendable {
    let document: String
    let command: String

    var testDescription: String { "\(document): \(command)" }
  }

  /// The commands between backquotes and in blocks of commands.
  static let all: [Shown] = {
    let documents = (try? Document.all) ?? []
    return documents.flatMap { document in
      let spans = document.text.matches(of: /`(backprop [^`\n]*)`/).map { String($0.1) }
      let lines = document.text.matches(of: /(?m)^(?:\$ )?(backprop(?: .*)?)$/).map {
        String($0.1)
      }
      return (spans + lines).map { Shown(document: document.name, command: $0) }
    }
  }()

  /// What stands in documents for a file of the reader's own.
  private static let files = [
    "lesson.expr", "my.expr", "my-file.expr", "net.expr", "a.expr", "b.expr", "FILE", "A", "B",
  ]

  @Test func `documents show commands`() {
    #expect(Set(Self.all).count > 40)
    #expect(Set(Self.all.map(\.document)).count >= 4)
  }

  @Test(arguments: Set(all).sorted { $0.testDescription < $1.testDescription })
  func `a command that is shown can be given`(_ shown: Shown) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let lesson = try #require(try Document("README.md").exampleFile)
    // A file with free inputs is what values are given to, and m1 is a name in it.
    let text =
      shown.command.contains("--set")
      ? "f = (x+y)*z" : lesson + (shown.command.contains("m1") ? "\nreport m1\nm1 = 2*w" : "")
    for file in Self.files {
      try Data(text.utf8).write(to: folder.appending(path: file))
    }
    let data = folder.appending(path: "Graphs/data")
    try FileManager.default.createDirectory(at: data, withIntermediateDirectories: true)
    try FileManager.default.copyItem(
      at: Document.root.appending(path: "Graphs/data/moons.csv"),
      to: data.appending(path: "moons.csv"))
    try Data("1,2,0\n3,4,1\n5,7,0\n".utf8).write(to: folder.appending(path: "points.csv"))
    if shown.command.contains("--load run") {
      let first = #""$0" train "$1"/net.expr --iterations 3 --save "$1"/run >/dev/null"#
      #expect(try CommandRun(shell: first, argument: folder.path).status == 0)
    }
    // What follows two blanks, or a comment, says what the command does.
    let command = shown.command.split(separator: /\s{2,}|\s+#\s/)[0].replacing(" …", with: "")
    // A verb alone is its name.
    let verb = command.wholeMatch(of: /backprop (check|compare|draw|eval|quiz|steps|train)/)
    if let verb {
      #expect(try CommandRun("help", String(verb.1)).status == 0)
      return
    }
    let arguments = command.dropFirst("backprop".count)
      .replacing(/--iterations \d+/, with: "--iterations 5")
    let shortened =
      arguments.contains("compare ") && !arguments.contains("--iterations")
        || arguments.contains("train ") && !arguments.contains("--iterations")
      ? arguments + " --iterations 2" : String(arguments)
    let run = try CommandRun(
      shell: #"cd "$1" && "$0" \#(shortened) </dev/null"#, argument: folder.path)
    #expect(run.status == 0, "\(run.errors)")
    // Standard output is reserved for the object of a quiz.
    #expect(run.errors.isEmpty || command.contains("quiz FILE --plain --json"), "\(run.errors)")
  }
}
