import Foundation
import Testing

/// A text file of the repository.
struct Document {
  /// The path in the repository.
  let name: String
  let text: String
  private let url: URL

  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../..").standardizedFileURL

  init(_ name: String) throws {
    self.name = name
    url = Self.root.appending(path: name)
    text = try String(contentsOf: url, encoding: .utf8)
  }

  /// The documents in the root folder and in `docs`.
  static var all: [Document] {
    get throws {
      try (names(in: ".") + names(in: "docs") + names(in: "docs/decisions"))
        .filter { $0.hasSuffix(".md") }.map(Document.init)
    }
  }

  /// The sources in the folders of the targets in `folders`.
  static func code(in folders: [String]) throws -> [(name: String, text: String)] {
    try folders.flatMap(paths).filter { $0.contains(/\.(swift|c)$/) }
      .map { ($0.split(separator: "/").last.map(String.init) ?? "", try Document($0).text) }
  }

  /// The paths of all files below a folder.
  private static func paths(below folder: String) -> [String] {
    names(in: folder).flatMap { path in
      let below = paths(below: path)
      return below.isEmpty ? [path] : below
    }
  }

  /// The rooms below a folder: folders of Swift files, by their target and their name.
  static func rooms(of folder: String) throws -> [String] {
    let folders = paths(below: folder).filter { $0.hasSuffix(".swift") }
      .map { $0.split(separator: "/").dropLast() }.filter { $0.count == 3 }
    return Set(folders.map { $0.dropFirst().joined(separator: "/") }).sorted()
  }

  /// The paths of what is in a folder; nothing where there is no folder.
  private static func names(in folder: String) -> [String] {
    let path = root.appending(path: folder).path
    let names = try? FileManager.default.contentsOfDirectory(atPath: path)
    return (names ?? []).filter { !$0.hasPrefix(".") }.sorted()
      .map { folder == "." ? $0 : "\(folder)/\($0)" }
  }

  /// Whether there is a file of this path in the repository.
  func existsInRepository(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: Self.root.appending(path: path).path)
  }

  func exists(_ link: String) -> Bool {
    let target = url.deletingLastPathComponent().appending(path: link)
    return FileManager.default.fileExists(atPath: target.path)
  }

  /// What stands below a heading, up to the next one.
  func section(_ heading: String) -> String {
    let sections = text.split(separator: /(?m)^#+\x20/)
    return sections.first { $0.hasPrefix(heading + "\n") }.map(String.init) ?? ""
  }

  /// The cells of the tables below a heading, without their heads.
  func rows(ofSection heading: String) -> [[String]] {
    let lines = section(heading).split(separator: "\n", omittingEmptySubsequences: false)
    return lines.indices.filter { index in
      lines[index].hasPrefix("|") && !lines[index].hasPrefix("| ---")
        && !(index + 1 < lines.count && lines[index + 1].hasPrefix("| ---"))
    }.map { index in
      lines[index].split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
    }
  }

  /// The file that the document shows and its commands use, if it has one.
  var exampleFile: String? {
    text.firstMatch(of: /```expr\n((?:.*\n)*?)```/).map { String($0.1) }
  }

  /// The commands with what they print.
  var commands: [ShownCommand] {
    text.matches(of: /```console\n\$ backprop (.*)\n((?:.*\n)*?)```/).map {
      ShownCommand(arguments: String($0.1).shellWords, output: String($0.2))
    }
  }
}

/// A command in a document, and what it prints there.
struct ShownCommand {
  let arguments: [String]
  let output: String

  /// What it prints now, run where the document's example file is.
  func run(beside document: Document) throws -> String {
    let name = "lesson.expr"
    let file = try TemporaryFile(document.exampleFile ?? "", name: name)
    let run = try CommandRun(
      arguments: arguments.map { argument in
        if argument == name { return file.path }
        let isOfRepository = argument.contains("/") && document.existsInRepository(argument)
        return isOfRepository ? Document.root.appending(path: argument).path : argument
      })
    #expect(run.errors.isEmpty, "\(run.errors)")
    return run.output.replacing(file.path, with: name)
      .replacing(Document.root.path + "/", with: "")
  }
}

extension String {
  /// What stands between single backquotes.
  var quoted: [String] { matches(of: /`([^`\n]+)`/).map { String($0.1) } }

  /// The words as a shell takes them, with single quotes only.
  fileprivate var shellWords: [String] {
    matches(of: /'([^']*)'|[^\s']+/).map { $0.1.map(String.init) ?? String($0.0) }
  }
}

extension Substring {
  var trimmedAtEnd: String {
    String(reversed().drop { $0 == " " }.reversed())
  }
}
