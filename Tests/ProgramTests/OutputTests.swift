import Foundation
import Testing

/// What cannot be printed is said, and nobody takes a part of it for all.
@Suite struct OutputTests {
  static let verbs = [
    "show net2", "eval net2", "eval net2 --json", "steps net2", "steps spiral-net", "check net2",
    "train net2", "train net2 --json", "compare net2 --plain", "compare net2 --json",
    "draw net2", "draw net2 --json", "quiz net2 --plain", "quiz net2 --json", "course --list",
    "course net2 --text", "--help", "eval --help", "--version",
  ]

  @Test(arguments: verbs)
  func `output that is lost is said, with a status of its own`(_ verb: String) throws {
    for target in ["> /dev/full", ">&-"] {
      let run = try CommandRun(shell: "\"$0\" \(verb) \(target) < /dev/null")
      #expect(run.status == 74, "\(target)")
      #expect(run.errors.contains("standard output: error: "), "\(target): \(run.errors)")
    }
  }

  @Test(arguments: verbs)
  func `a reader who has enough is no error`(_ verb: String) throws {
    let run = try CommandRun(shell: "\"$0\" \(verb) < /dev/null | head -c 1")
    #expect(run.status == 0)
    #expect(!run.errors.contains("standard output"))
  }

  @Test func `several files end at the first output that is lost`() throws {
    let run = try CommandRun(shell: "\"$0\" eval net2 net2 net2 > /dev/full")
    #expect(run.status == 74)
    #expect(run.errors.split(separator: "\n").count == 1)
  }

  @Test func `what is trained to be saved is saved, whoever listens`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (index, target) in ["> /dev/full", ">&-"].enumerated() {
      let saved = folder.appending(path: "\(index)").path
      let run = try CommandRun(
        shell: "\"$0\" train net2 --iterations 3 --save '\(saved)' \(target)")
      #expect(run.status == 74)
      #expect(run.errors.contains("saved in \(saved)"))
      let whole = try CommandRun(shell: "\"$0\" train net2 --iterations 3 --save '\(saved)-whole'")
      #expect(whole.status == 0)
      for name in try FileManager.default.contentsOfDirectory(atPath: saved) {
        // What is printed is not written into a file that has got the number of the closed stream.
        let files = [saved, saved + "-whole"].map {
          FileManager.default.contents(atPath: "\($0)/\(name)")
        }
        #expect(files[0] == files[1], "\(name)")
      }
    }
  }
}
