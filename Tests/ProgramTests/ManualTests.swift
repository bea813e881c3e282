import Foundation
import Testing

/// What the README and the documents about the program say is what the program does.
@Suite struct ManualTests {
  @Test func `the README opens with a frame that the program draws`() throws {
    let readme = try Document("README.md")
    let opening = try #require(readme.text.components(separatedBy: "\n## ").first)
    let first = try #require(readme.commands.first)
    let isInOpening = opening.contains(first.output)
    #expect(isInOpening)
    #expect(first.arguments.first == "draw")
    let rows = first.output.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    #expect(rows.count == 24)
  }

  @Test func `what a document shows of a command is what the command prints`() throws {
    let documents = try Document.all.filter { !$0.commands.isEmpty }
    #expect(documents.flatMap(\.commands).count >= 6)
    for document in documents {
      for command in document.commands {
        #expect(try command.run(beside: document) == command.output, "\(command.arguments)")
      }
    }
  }

  @Test func `the example file of the README keeps its promises`() throws {
    let file = try #require(try Document("README.md").exampleFile)
    let run = try CommandRun("check", "-", input: file)
    #expect(run.status == 0, "\(run.output)")
    #expect(!run.output.contains(" 0 of 0 promises"))
  }

  @Test(arguments: [
    ("eval", ["eval", "first-example", "--json"]), ("steps", ["steps", "first-example", "--json"]),
    ("check", ["check", "first-example", "--json"]),
    ("compare", ["compare", "spiral-linear", "--json", "--iterations", "3", "--starts", "2"]),
    ("train", ["train", "first-example", "--json", "--iterations", "3"]),
    ("data", ["data", "Tests/ExpressionLanguageTests/RowFiles/files/r/write_csv.csv", "--json"]),
  ])
  func `the members of JSON objects are there under the names of the README`(
    _ command: String, _ arguments: [String]
  ) throws {
    let rows = try Document("README.md").rows(ofSection: "JSON")
    let row = try #require(rows.first { $0[0].contains("`\(command)`") })
    let names = Set(row[1].replacing(/\([^)]*\)/, with: "").quoted)
    let lines = try CommandRun(arguments: arguments).lines
    let members = try lines.map { line in
      Self.members(of: try JSONSerialization.jsonObject(with: Data(line.utf8)))
    }
    let missing = names.subtracting(members.joined())
    #expect(names.count > 4)
    #expect(missing.isEmpty)
  }

  @Test func `the exit statuses are those of the help`() throws {
    let help = try CommandRun("--help").output
    let sentence = try #require(help.firstMatch(of: /Exit status:[^.]*\./)).output
    let listed = sentence.matches(of: /\d+/).map { String($0.output) }
    let rows = try Document("README.md").rows(ofSection: "Exit status")
    #expect(rows.map { $0[0] } == listed)
  }

  @Test func `the keys that are explained are those of the help`() throws {
    let document = try Document("docs/keys.md")
    let explained = [
      "Stepping", "Running and returning", "Looking", "Studying", "In class",
      "Changing and leaving",
    ].flatMap { section in
      document.rows(ofSection: section).map { $0[0].quoted.joined(separator: " ") }
    }
    let listed = try Self.keysOfHelp()
    #expect(listed.count > 20)
    #expect(Set(explained).symmetricDifference(listed).sorted() == [])
    #expect(explained.count == Set(explained).count, "each once")
  }

  @Test func `every command that is explained can be given`() throws {
    let document = try Document("docs/keys.md")
    let commands = document.rows(ofSection: "Commands").flatMap { $0[0].quoted }
    #expect(commands.count > 8)
    for command in commands {
      let typed = command.replacing("<", with: "<lt>")
      let run = try CommandRun("draw", "sigmoid-neuron", "--keys", typed + "<Enter>")
      let answer = try #require(run.output.split(separator: "\n").last)
      let isRefused = ["no command", "usage:", "nothing here"].contains { answer.contains($0) }
      #expect(run.status == 0 && !isRefused, "\(command): \(answer)")
    }
    let listed = try #require(try Self.helpLines().first { $0.contains("a command; Tab ") })
    let words = try #require(listed.split(separator: ": ").last).split(separator: " ")
    #expect(words.filter { !document.text.contains("`:\($0)") } == [])
  }

  @Test func `every key of a script has the name that is written`() throws {
    let section = try Document("docs/keys.md").section("Key scripts")
    let names = Set(section.matches(of: /<[A-Za-z-]+>/).map { String($0.output) })
    #expect(names.count >= 15)
    for name in names.sorted() {
      #expect(try CommandRun("draw", "first-example", "--keys", name).status == 0, "\(name)")
    }
  }

  @Test func `the map of the house has every target`() throws {
    let map = try Document("docs/architecture.md").text
    let package = try Document("Package.swift").text
    let targets = package.matches(of: /[tT]arget\(\s*name: "([^"]+)"/).map { String($0.1) }
    #expect(targets.count > 15)
    #expect(targets.filter { !map.contains("`\($0)`") } == [])
  }

  @Test func `the map of the house has every room, under its target`() throws {
    let map = try Document("docs/architecture.md")
    let rooms = try Document.rooms(of: "Sources")
    #expect(rooms.count > 20)
    let missing = try rooms.filter { room in
      let parts = room.split(separator: "/")
      let heading = try #require(
        map.text.split(separator: "\n").first {
          $0.hasPrefix("### `") && $0.contains("`\(parts[0])`")
        },
        "\(room)")
      let section = map.section(String(heading.dropFirst(4)))
      return !section.contains("\n| `\(parts[1])` |")
    }
    #expect(missing == [])
  }

  @Test func `every type and every file that is named is in the code`() throws {
    let code = try Document.code(in: ["Sources", "Tests"])
    let files = Set(code.map(\.name))
    let text = code.map(\.text).joined() + (try Document("Package.swift").text)
    for document in try Document.all {
      for name in document.text.quoted where name.wholeMatch(of: /\w+\.(swift|c)/) != nil {
        #expect(name == "Package.swift" || files.contains(name), "\(document.name): \(name)")
      }
    }
    let map = try Document("docs/architecture.md").text
    let names = Set(map.quoted).filter { $0.wholeMatch(of: /[A-Z]\w+/) != nil }
    let rooms = Set(
      try ["Sources", "Tests"].flatMap(Document.rooms(of:)).flatMap { $0.split(separator: "/") }
        .map(String.init))
    let missing = names.filter {
      !text.contains($0) && !files.contains("\($0).swift") && !rooms.contains($0)
    }
    #expect(missing == [])
  }

  @Test func `every promise of the code names tests that exist`() throws {
    let section = try Document("docs/architecture.md").section("What always holds")
    let tests = try Document.code(in: ["Tests"]).map(\.text).joined()
    let promises = section.components(separatedBy: "\n\n**").dropFirst()
    #expect(promises.count > 10)
    for promise in promises {
      let claims = promise.matches(of: /“([^”]+)”/).map { String($0.1).replacing("\n", with: " ") }
      #expect(!claims.isEmpty, "\(promise)")
      #expect(claims.filter { !tests.contains("func `\($0)`(") } == [])
    }
  }

  @Test func `every link leads to a file, every make to a target`() throws {
    let makefile = try Document("Makefile").text
    for document in try Document.all {
      for link in document.text.matches(of: /\]\(([^)#\s]+)[^)]*\)/).map({ String($0.1) })
      where !link.hasPrefix("http") {
        #expect(document.exists(link), "\(document.name): \(link)")
      }
      for match in document.text.matches(of: /(?m)(?:`|^)make ([a-z]+)/) {
        let isTarget = makefile.contains("\n\(match.1):")
        #expect(isTarget, "\(document.name): make \(match.1)")
      }
    }
  }

  // MARK: The help

  private static func helpLines() throws -> [String] {
    let run = try CommandRun(
      "draw", "first-example", "--keys", "?", "--size", "160x120")
    let lines = run.output.split(separator: "\n", omittingEmptySubsequences: false)
    let first = lines.firstIndex { $0.hasPrefix("── Help") } ?? lines.endIndex
    return lines[first...].dropFirst().prefix { !$0.hasPrefix("──") }.map(String.init)
  }

  /// The keys as the help writes them; what stands below its heading for numbers are no keys.
  private static func keysOfHelp() throws -> [String] {
    let lines = try helpLines()
    let end = lines.firstIndex(of: " Numbers") ?? lines.endIndex
    return lines[..<end].filter { $0.hasPrefix("   ") }.compactMap { line in
      line.dropFirst(3).split(separator: /\s{2,}/).first.map(String.init)
    }
  }

  private static func members(of json: Any) -> Set<String> {
    if let object = json as? [String: Any] {
      return object.values.reduce(Set(object.keys)) { $0.union(members(of: $1)) }
    }
    return (json as? [Any] ?? []).reduce([]) { $0.union(members(of: $1)) }
  }
}
