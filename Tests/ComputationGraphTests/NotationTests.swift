import ComputationGraph
import Foundation
import Testing

/// The signs of mathematics are written in one room.
@Suite struct NotationTests {
  @Test func `outside of ComputationGraph few texts have formulas, and they get fewer`() throws {
    let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Sources")
    let files = try #require(FileManager.default.enumerator(atPath: sources.path))
    var found: [String] = []
    for case let path as String in files
    where path.hasSuffix(".swift") && !path.hasPrefix("ComputationGraph/")
      // What people write elsewhere is read there, and nothing is shown.
      && !path.hasPrefix("ExpressionLanguage/Foreign/")
    {
      let text = try String(contentsOf: sources.appending(path: path), encoding: .utf8)
      found += text.split(separator: "\n").filter(Self.hasSign).map { "\(path): \($0)" }
    }
    // Whoever takes one away lowers the number.
    #expect(found.count <= 83, "\(found.joined(separator: "\n"))")
  }

  /// Whether there is a sign of mathematics in a text between quotes.
  private static func hasSign(_ line: Substring) -> Bool {
    let code = line.drop { $0 == " " }
    guard !code.hasPrefix("//") else { return false }
    let texts = code.split(separator: "\"", omittingEmptySubsequences: false)
    return texts.indices.contains { $0 % 2 == 1 && texts[$0].contains { "×−∂√²ᵀΣ".contains($0) } }
  }
}
