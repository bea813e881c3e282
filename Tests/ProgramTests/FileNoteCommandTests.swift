import Foundation
import Testing

/// What a file says and nothing comes of is said by every command, and changes no status.
@Suite struct FileNoteCommandTests {
  private static let text = "x = 3\nu = 2*x\nf = x*x\nexpect f = 9\n"
  private static let sentence =
    "nothing uses 'u', neither the output 'f' nor a report, picture or promise"

  @Test(arguments: [
    ["eval"], ["check"], ["steps"], ["train", "--iterations", "2"],
    ["compare", "--iterations", "2"], ["quiz", "--plain"],
  ])
  func `a note is said once on standard error, and as data with --json`(
    arguments: [String]
  ) throws {
    let file = try TemporaryFile(Self.text)
    let run = try CommandRun(arguments: arguments + [file.path])
    #expect(run.status == 0)
    #expect(run.errors.split(separator: Self.sentence).count == 2)
    #expect(run.errors.contains(":2:1: note: "))
    #expect(!run.output.contains(Self.sentence))

    let json = try CommandRun(arguments: arguments + [file.path, "--json"])
    #expect(json.status == 0)
    let notes = try json.lines.compactMap { line -> [[String: Any]]? in
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      return object?["notes"] as? [[String: Any]]
    }
    try #require(notes.count == 1 && notes[0].count == 1)
    #expect(notes[0][0]["line"] as? Int == 2)
    #expect(notes[0][0]["column"] as? Int == 1)
    #expect(notes[0][0]["text"] as? String == Self.sentence)
    #expect(notes[0][0]["notes"] as? [String] == ["write report u"])
  }

  @Test func `a file without any has none in JSON, and nothing on standard error`() throws {
    let run = try CommandRun("eval", "-e", "x = 3; f = x*x", "--json")
    #expect(run.output.contains("\"notes\": [],") && run.errors.isEmpty)
    let train = try CommandRun("train", "-e", "x = 3; f = x*x", "--iterations", "1", "--json")
    #expect(!train.output.contains("notes"))
  }

  @Test func `a broken promise is the status of check, whatever is noted`() throws {
    let file = try TemporaryFile("x = 3\nu = 2*x\nf = x*x\nexpect f = 8\n")
    #expect(try CommandRun("check", file.path).status == 1)
  }
}
