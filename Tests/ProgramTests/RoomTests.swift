import Foundation
import Testing

/// Which parts of the program know of a screen.
@Suite struct RoomTests {
  private static let verbs = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Sources/backprop/Verbs")

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
}
