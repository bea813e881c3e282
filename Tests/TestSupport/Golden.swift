import Foundation
import Testing

/// Compares a text with the one in a golden file; `UPDATE_GOLDEN=1` rewrites the file.
package func expectGolden(_ text: String, in file: URL) throws {
  if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
    try Data(text.utf8).write(to: file)
  }
  let golden = try String(contentsOf: file, encoding: .utf8)
  guard text != golden else { return }
  let (lines, goldenLines) = (text.lines, golden.lines)
  let first =
    zip(lines, goldenLines).enumerated().first { $0.element.0 != $0.element.1 }?.offset
    ?? min(lines.count, goldenLines.count)
  func line(_ lines: [Substring]) -> Substring { first < lines.count ? lines[first] : "(the end)" }
  Issue.record(
    """
    \(file.lastPathComponent) differs from what is made now, first in line \(first + 1):
    now:    \(line(lines))
    golden: \(line(goldenLines))
    UPDATE_GOLDEN=1 rewrites it.
    """)
}

extension String {
  fileprivate var lines: [Substring] { split(separator: "\n", omittingEmptySubsequences: false) }
}
