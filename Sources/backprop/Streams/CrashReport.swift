import Cells
import CCrashReport

/// What is written to standard error if the program crashes, kept up to date meanwhile.
///
/// A crash can come at any time, so all of it is text before it does.
enum CrashReport {
  /// From now on a crash is reported with the command line.
  static func start(version: String) {
    crash_report_restore_environment()
    crash_report_set_program("backprop \(version)")
    tell([])
    crash_report_start()
  }

  /// What there is to say besides the command line, as lines with a word in front.
  static func tell(_ lines: [(word: String, text: String)]) {
    let words = CommandArguments.all.map(shellWord)
    let command = ("command", (["backprop"] + words).joined(separator: " "))
    var text = ""
    for (word, line) in [command] + lines {
      text += "  \(word)" + String(repeating: " ", count: max(1, 9 - word.count))
      // A line that is cut still leaves room for the others.
      text += String(line.unicodeScalars.prefix(5_000)).harmless + "\n"
    }
    text +=
      "This is a mistake in the program. Please report it with these lines, as its README says.\n"
    let bytes = Array(text.utf8)
    bytes.withUnsafeBytes {
      crash_report_set_lines($0.baseAddress?.assumingMemoryBound(to: CChar.self), bytes.count)
    }
  }
}

/// A word as a shell takes it, in quotes where it needs them.
func shellWord(_ text: String) -> String {
  let plain = "-_./:=,+@%"
  let isPlain = text.unicodeScalars.allSatisfy {
    $0.isASCII && ($0.properties.isAlphabetic || ("0"..."9").contains($0))
      || plain.unicodeScalars.contains($0)
  }
  if isPlain, !text.isEmpty { return text }
  return "'"
    + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''")
    + "'"
}
