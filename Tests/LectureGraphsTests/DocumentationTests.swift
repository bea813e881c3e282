import Backpropagation
import ComputationGraph
import ExpressionLanguage
import Foundation
import Learning
import LectureGraphs
import Testing
import TestSupport

/// What the documents say about the language and the examples is true.
@Suite struct DocumentationTests {
  /// A piece of a document between lines of three backquotes.
  private struct Block {
    let language: String
    let text: String
    /// What stands between this piece and the one before it.
    let before: String
  }

  private static func document(_ name: String) throws -> String {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../docs")
    return try String(contentsOf: folder.appending(path: name), encoding: .utf8)
  }

  private static func blocks(of name: String) throws -> [Block] {
    let parts = try document(name).components(separatedBy: "```")
    return stride(from: 1, to: parts.count, by: 2).map { index in
      let lines = parts[index].split(
        separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
      return Block(
        language: String(lines[0]), text: String(lines[1]), before: parts[index - 1])
    }
  }

  @Test func `the expressions of the language's document are read as it says`() throws {
    let blocks = try Self.blocks(of: "language.md")
    let files = blocks.indices.filter { blocks[$0].language == "expr" }
    #expect(files.count >= 15)
    // A table is shown behind its name.
    var tables: FileTables = [:]
    for block in blocks where block.language.hasPrefix("csv ") {
      var reader = CSVReader()
      try Array(block.text.utf8).withUnsafeBytes { try reader.read($0) }
      tables[String(block.language.dropFirst(4))] = .success(try reader.finish())
    }
    for index in files {
      let syntax = Syntax(parsing: blocks[index].text)
      let answer = blocks.indices.contains(index + 1) ? blocks[index + 1] : nil
      switch Document.make(from: syntax, files: tables) {
      case .failure(let mistakes):
        #expect(answer?.language == "text" && answer?.before == "\n", "\(blocks[index].text)")
        #expect(mistakes.text(file: "lesson.expr", source: syntax.source) + "\n" == answer?.text)
      case .success(let document):
        #expect(answer?.language != "text" || answer?.before != "\n", "\(blocks[index].text)")
        try expectPromisesKept(by: document)
      }
    }
  }

  private func expectPromisesKept(by document: Document) throws {
    var opened = OpenedGraph(document)
    #expect(!document.expectations.isEmpty)
    for expectation in document.expectations {
      let tensor = opened.tensor(of: expectation)
      #expect(expectation.isKept(by: tensor), "\(expectation) and is \(tensor.elements)")
    }
  }

  /// The lessons as a document: what each file says, and its lines without the promises.
  private static let course = {
    var text = """
      # The course

      The lessons in their order, as `backprop course` walks through them and `}` goes on from one to
      the next. This is what their files say, without their promises; [lecture.md](lecture.md) tells
      what to press and to look at.

      """
    for (index, graph) in LectureGraphs.all.enumerated() {
      let lines = graph.text.split(separator: "\n", omittingEmptySubsequences: false)
      let head = lines.prefix { $0.hasPrefix("#") }
      let body = withoutPromises(lines.dropFirst(head.count))
      let words = head.dropFirst().map { $0.dropFirst().trimmingCharacters(in: .whitespaces) }
      text += "\n## \(index + 1). \(graph.title)\n\n`backprop \(graph.name)`\n"
      text += words.isEmpty ? "" : "\n" + words.joined(separator: "\n") + "\n"
      let code = body.joined(separator: "\n").trimmingCharacters(in: .newlines)
      text += "\n```expr\n" + code.replacing(/\n{3,}/, with: "\n\n") + "\n```\n"
    }
    return text
  }()

  /// Lines without promises, which go on while a bracket is open.
  private static func withoutPromises(_ lines: ArraySlice<Substring>) -> [Substring] {
    var depth = 0
    return lines.filter { line in
      let isPromise = depth > 0 || line.hasPrefix("expect ")
      guard isPromise else { return true }
      let code = line.prefix { $0 != "#" }
      depth += code.count { $0 == "[" } - code.count { $0 == "]" }
      return false
    }
  }

  @Test func `every file that a document shows can be copied and computed`() throws {
    var count = 0
    for name in ["course.md", "lecture.md", "../README.md", "../CONTRIBUTING.md", "keys.md"] {
      for block in try Self.blocks(of: name) where block.language == "expr" {
        count += 1
        let syntax = Syntax(parsing: block.text)
        var tables: FileTables = [:]
        for file in syntax.files {
          tables[file.path] = file.table(of: try #require(LectureGraphs.data(at: file.path)))
        }
        let document = try Document.make(from: syntax, files: tables).get()
        #expect(document.notes == [], "\(name): \(block.text)")
      }
    }
    #expect(count > LectureGraphs.all.count)
  }

  @Test func `the text of the course has every lesson in its order`() throws {
    let url = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../docs/course.md")
    try expectGolden(Self.course, in: url)
  }

  @Test func `the walk through the lecture passes by every example and no other`() throws {
    let lecture = try Self.document("lecture.md")
    for graph in LectureGraphs.all {
      #expect(lecture.contains("`\(graph.name)`") || lecture.contains("`backprop \(graph.name)`"))
    }
    for match in lecture.matches(of: /`backprop (?:check )?([a-z-]+)`/) {
      #expect(LectureGraphs.named(String(match.1)) != nil, "\(match.1)")
    }
    for match in lecture.matches(of: /(?m)^\| `([a-z]+-?[a-z-]+)` \|/) {
      #expect(LectureGraphs.named(String(match.1)) != nil, "\(match.1)")
    }
  }
}
