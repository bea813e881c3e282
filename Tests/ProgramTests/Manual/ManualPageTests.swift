import Foundation
import TestSupport
import Testing

/// Words about options have one source, the program itself: the manual page, `docs/cli.md` and the
/// completions of the shells are made of it. `UPDATE_GOLDEN=1` makes them again.
@Suite struct ManualPageTests {
  private static let folder = Document.root.appending(path: "docs")

  private func dump() throws -> CommandDump { try #require(CommandDump.program) }

  private var version: String {
    get throws { try #require(try CommandRun("--version").lines.first) }
  }

  @Test func `the manual page says what the program says of its arguments`() throws {
    let page = ManualPage(dump: try dump(), text: try ManualText(), version: try version)
    try expectGolden(page.source, in: Self.folder.appending(path: "backprop.1"))
  }

  @Test func `the document on the command line says what the program says of its arguments`() throws
  {
    let document = CommandLineDocument(dump: try dump(), text: try ManualText())
    try expectGolden(document.source, in: Self.folder.appending(path: "cli.md"))
  }

  @Test func `the shells offer what the program says of its arguments`() throws {
    let scripts = CompletionScripts(dump: try dump())
    let completions = Self.folder.appending(path: "completions")
    try expectGolden(scripts.bash, in: completions.appending(path: "backprop.bash"))
    try expectGolden(scripts.zsh, in: completions.appending(path: "_backprop"))
    try expectGolden(scripts.fish, in: completions.appending(path: "backprop.fish"))
  }

  @Test func `every argument says what it is for`() throws {
    let verbs = try #require(try dump().command.subcommands)
    #expect(verbs.count > 9)
    for verb in verbs where verb.commandName != "help" {
      #expect(verb.abstract?.isEmpty == false, "\(verb.commandName)")
      for argument in verb.own {
        #expect(argument.abstract?.hasSuffix(".") == true, "\(verb.commandName) \(argument)")
      }
    }
    #expect(try dump().examples.count > 60)
    #expect(try dump().shown.allSatisfy { !$0.meaning.isEmpty })
  }

  @Test func `the manual page names every variable that the program reads`() throws {
    let code = try Document.code(in: ["Sources"]).map(\.text).joined()
    let read = code.matches(of: /(?:getenv|environment)\("([A-Z_]+)"\)/).map { String($0.1) }
    #expect(read.count >= 4)
    let environment = try #require(try ManualText().chapters.first { $0.title == "Environment" })
    let named = environment.blocks.flatMap { block -> [String] in
      if case .item(let term, _) = block { return term.quoted }
      return []
    }
    #expect(Set(read).subtracting(named) == [])
    #expect(named.filter { !code.contains("\"\($0)\"") && !$0.hasPrefix("TERMINFO") } == [])
  }

  @Test func `the newest version of the changelog is that of the program`() throws {
    let changelog = try Document("CHANGELOG.md").text
    let newest = try #require(changelog.firstMatch(of: /\n## (\d+\.\d+\.\d+)/)).1
    #expect(String(newest) == (try version))
    let files = try Document("README.md").text.matches(of: /backprop[a-z_]*[-_](\d+\.\d+\.\d+)/)
    #expect(files.count >= 3)
    #expect(try files.allSatisfy { String($0.1) == (try version) })
  }
}
