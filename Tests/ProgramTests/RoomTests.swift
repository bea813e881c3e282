import Foundation
import Testing

/// What the rooms of the program leave to each other.
@Suite struct RoomTests {
  private static let sources = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Sources")
  private static let verbs = sources.appending(path: "backprop/Verbs")

  @Test func `commands that print lines import nothing that draws`() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: Self.verbs.path)
    #expect(names.contains("Eval.swift"))
    for name in names {
      let text = try String(contentsOf: Self.verbs.appending(path: name), encoding: .utf8)
      let modules = text.matches(of: /import (?:\w+ )??(\w+)\n/).map { String($0.output.1) }
      let drawing = Set(modules).intersection(["Screen", "Visualizer", "CursesTerminal"])
      #expect(drawing.isEmpty, "\(name)")
    }
  }

  @Test func `no room reads back what the program has said or drawn`() throws {
    // What these read was typed, or stands in a file.
    let readsWritings: Set = [
      "Debugging/Parts/RunCondition.swift", "Sentences/NodeCalled.swift",
      "Sentences/ValueText.swift", "Sentences/Wording.swift", "Trainings/ComparisonTable.swift",
      "Visualizer/Views/Prompt.swift",
    ]
    let rooms = [
      "Debugging", "Exercises", "Explanations", "GraphPicture", "Sentences", "Trainings",
      "Visualizer/Comparison", "Visualizer/Views",
    ]
    var readers: Set<String> = []
    for room in rooms {
      let folder = Self.sources.appending(path: room)
      let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
      for name in names where name.hasSuffix(".swift") {
        let code = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
        let readsText = code.contains(/has(Pre|Suf)fix\(|\.prefix \{ \$0 [!=]= "/)
        let readsCells = code.contains(/frame\[[^\]]*\]\.(character|style)|frame\.(cells|lines)\b/)
        if readsText || readsCells { readers.insert("\(room)/\(name)") }
      }
    }
    #expect(readers.subtracting(readsWritings) == [])
    #expect(readsWritings.subtracting(readers) == [], "reads nothing any more")
  }
}
