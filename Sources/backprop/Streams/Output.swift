import ArgumentParser
import Cells
import Synchronization

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Standard output. What cannot be written is said, and the program ends with a status of its own,
/// so that nobody takes a part of the output for all of it.
enum Output {
  /// The bytes that have been printed and not yet written.
  private static let pending = Mutex<[UInt8]>([])

  /// Prints a line; throws when a line printed before could not be written.
  static func print(_ text: String, terminator: String = "\n") throws(ExitCode) {
    let isFull = pending.withLock { bytes in
      bytes += text.harmless.utf8
      bytes += terminator.utf8
      return bytes.count >= 1 << 16
    }
    if isFull { try flush() }
  }

  /// Writes what has been printed, at the latest at the end of the program.
  static func flush() throws(ExitCode) {
    let bytes = pending.withLock { bytes in
      defer { bytes = [] }
      return bytes
    }
    let code = put(bytes, to: 1)
    guard code == 0 else {
      complain("standard output: error: \(String(cString: strerror(code)))")
      throw ExitStatus.outputLost
    }
  }
}
