import Foundation
import Screen
import Testing

/// A frame as golden files hold it: characters, and below them a letter for the role of each cell.
func picture(_ frame: Frame) -> String {
  (frame.lines + ["--- roles"] + frame.styleLines).joined(separator: "\n") + "\n"
}

/// Compares a text with a file of the folder `Golden`; `UPDATE_GOLDEN=1` rewrites the file.
func expectGolden(_ text: String, _ name: String) throws {
  let url = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Golden/\(name).txt")
  if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
    try Data(text.utf8).write(to: url)
  }
  let golden = try String(contentsOf: url, encoding: .utf8)
  guard text != golden else { return }
  let lines = zip(
    text.split(separator: "\n", omittingEmptySubsequences: false),
    golden.split(separator: "\n", omittingEmptySubsequences: false))
  let first = lines.enumerated().first { $0.element.0 != $0.element.1 }
  Issue.record(
    """
    \(name) differs from its golden frame, first in line \((first?.offset ?? 0) + 1):
    now:    \(first?.element.0 ?? "")
    golden: \(first?.element.1 ?? "")
    """)
}
