import Foundation
import Testing

/// `backprop quiz` without a terminal: lines in, lines and an object out.
@Suite struct QuizTests {
  private static let first = "x = -2; y = 5; z = -4; q = x + y; f = q*z"

  private static func readme() throws -> String {
    let root = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    return try String(contentsOf: root.appending(path: "README.md"), encoding: .utf8)
  }

  private func result(_ run: CommandRun) throws -> [String: Any] {
    let line = try #require(run.lines.last)
    return try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
  }

  @Test func `every question is asked, answered and scored, mistakes by their names`() throws {
    let answers = "3\n-12\n-4\n-3\n3\n-4\ny\n-4\n-1.96\n5.04\n-4\n-4.00\n-4.03\n"
    let run = try CommandRun("quiz", "-e", Self.first, "--plain", input: answers)
    #expect(run.status == 0)
    #expect(run.errors.isEmpty)
    #expect(run.output.contains("1/9  forward  What does + compute?"))
    #expect(run.output.contains("  given: x = -2.00, y = 5.00\n  q = ?"))
    #expect(run.output.contains("  -3: the sign is wrong\n  right: ∂f/∂z = 3.00"))
    #expect(run.output.contains("  y: a value; the gradient is asked for"))
    #expect(run.output.contains("  -4 fits the right number and a usual mistake: give more digits"))
    #expect(run.output.contains("  -4.00: the old number; it moves"))
    #expect(run.output.contains("\n6 of 9 right at once\n"))
    #expect(run.output.contains("  1 × wrong sign\n"))
    #expect(run.output.contains("  update  new z = -4.03   answered -4.00, -4.03"))
  }

  @Test func `the result is an object, and what is said goes elsewhere`() throws {
    let run = try CommandRun(
      "quiz", "-e", Self.first, "--json", "--phase", "backward", input: "-4\n-3\n3\n?\n?\n?\n")
    #expect(run.status == 0)
    #expect(run.lines.count == 1)
    #expect(run.errors.contains("What does × f send to z?"))
    let object = try result(run)
    #expect(object["file"] as? String == "expression")
    #expect(object["seed"] as? Int == 1)
    #expect(object["score"] as? Int == 1)
    #expect(object["of"] as? Int == 3)
    #expect(object["unanswered"] as? Int == 1)
    let questions = try #require(object["questions"] as? [[String: Any]])
    #expect(questions.map { $0["question"] as? String } == ["∂f/∂q", "∂f/∂z", "∂f/∂x"])
    #expect(questions.map { $0["right"] as? Bool } == [true, false, false])
    #expect(questions[1]["mistake"] as? String == "wrongSign")
    #expect(questions[1]["answers"] as? [String] == ["-3", "3"])
    #expect(questions[1]["tries"] as? Int == 2)
    #expect(questions[1]["expected"] as? Double == 3)
    #expect(questions[1]["asked"] as? String == "downstream")
    #expect(questions[2]["gaveUp"] as? Bool == true)
    #expect(questions[2]["mistake"] is NSNull)
    let row = try #require(
      try Self.readme().split(separator: "\n")
        .first { $0.hasPrefix("| `quiz` |") })
    for name in Set(object.keys).union(questions[0].keys) {
      #expect(row.contains("`\(name)`"), "\(name)")
    }
  }

  @Test func `a seed chooses the same questions and entries, another one others`() throws {
    func questions(_ seed: String) throws -> [Substring] {
      let run = try CommandRun(
        "quiz", "matmul", "--plain", "--questions", "3", "--seed", seed,
        input: String(repeating: "?\n", count: 9))
      #expect(run.output.contains("3/3  "))
      #expect(!run.output.contains("4/"))
      return run.output.split(separator: "\n").filter { $0.hasSuffix("= ?") }
    }
    let all = try (1...6).map { try questions(String($0)) }
    #expect(try questions("3") == all[2])
    #expect(Set(all).count > 2)
  }

  @Test func `free inputs are set as everywhere, and nothing is asked without them`() throws {
    let run = try CommandRun(
      "quiz", "-e", "f = a*b", "--set", "a=2", "--set", "b=3", "--plain", input: "6\n")
    #expect(run.output.contains("right: f = 6.00"))
    #expect(run.output.contains("1 of 1 right at once, 4 not answered"))
    #expect(try CommandRun("quiz", "-e", "f = a*b", "--plain").status == 65)
    #expect(try CommandRun("quiz", "first-example", "--questions", "0").status == 64)
    #expect(try CommandRun("quiz", "first-example", "--phase", "zero").status == 64)
  }

  @Test func `the dialogue of the README is what is said`() throws {
    let readme = try Self.readme()
    let block = try #require(
      readme.components(separatedBy: "```").first { $0.hasPrefix("\n1/3  backward") })
    let file = try #require(
      readme.components(separatedBy: "```expr\n").dropFirst().first?
        .components(separatedBy: "```").first)
    let lesson = try TemporaryFile(file, name: "lesson.expr")
    let answers = block.split(separator: "\n").filter { $0.hasPrefix("> ") }.map { $0.dropFirst(2) }
    let said = block.split(separator: "\n").filter { !$0.hasPrefix("> ") }
    let run = try CommandRun(
      "quiz", lesson.path, "--plain", "--phase", "backward", "--questions", "3", "--seed", "11",
      input: answers.joined(separator: "\n") + "\n")
    #expect(Array(run.lines.prefix(said.count)) == said.map(String.init), "\(run.output)")
  }
}
