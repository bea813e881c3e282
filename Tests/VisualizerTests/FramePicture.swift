import Foundation
import Screen
import TestSupport

/// A frame as golden files hold it: characters, and below them a letter for the role of each cell.
func picture(_ frame: Frame) -> String {
  (frame.lines + ["--- roles"] + frame.styleLines).joined(separator: "\n") + "\n"
}

/// Compares a text with a file below the folder `Golden`, such as `Views/plot-80x24`.
func expectGolden(_ text: String, _ name: String) throws {
  let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden")
  try expectGolden(text, in: folder.appending(path: name + ".txt"))
}
