import Foundation

/// The chapters of the manual that the arguments do not say: files and the environment, as they stand in
/// `docs/packaging/manual.md`, and the exit status, as it stands in the README.
struct ManualText {
  enum Block: Hashable {
    case paragraph(String)
    /// Terms and what they are.
    case item(String, String)
  }

  struct Chapter {
    let title: String
    let blocks: [Block]
  }

  let chapters: [Chapter]

  init() throws {
    let own = try Document("docs/packaging/manual.md").text.split(separator: /(?m)^#\x20/)
    let status = try Document("README.md").rows(ofSection: "Exit status").map {
      Block.item("`\($0[0])`", $0[1])
    }
    chapters =
      [Chapter(title: "Exit status", blocks: status)]
      + own.map { text in
        let lines = text.split(separator: "\n")
        return Chapter(title: String(lines[0]), blocks: lines.dropFirst().map(Self.block))
      }
  }

  private static func block(_ line: Substring) -> Block {
    guard line.hasPrefix("- "), let colon = line.firstRange(of: ": ") else {
      return .paragraph(String(line))
    }
    return .item(String(line[..<colon.lowerBound].dropFirst(2)), String(line[colon.upperBound...]))
  }
}
