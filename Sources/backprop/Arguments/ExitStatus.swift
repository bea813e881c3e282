import ArgumentParser

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// How the program ends, as sysexits.h has it.
enum ExitStatus {
  /// A promise of a file is not kept, a gradient disagrees, or a loss is not finite any more.
  static let failed = ExitCode(1)
  /// The arguments are wrong.
  static let usage = ExitCode(64)
  /// A file has a mistake.
  static let badFile = ExitCode(65)
  /// A file is not there or cannot be read.
  static let noFile = ExitCode(66)
  /// There is no usable terminal.
  static let noTerminal = ExitCode(69)
  /// A file cannot be written.
  static let cannotWrite = ExitCode(73)
}

/// Hands on what was printed, for those who read it while the program goes on.
func flush() { fflush(nil) }

/// Writes a line to standard error.
func complain(_ text: String) {
  let bytes = Array((text + "\n").utf8)
  var written = 0
  while written < bytes.count {
    let count = bytes[written...].withUnsafeBytes { write(2, $0.baseAddress, $0.count) }
    if count < 0, errno != EINTR { return }
    written += max(0, count)
  }
}
