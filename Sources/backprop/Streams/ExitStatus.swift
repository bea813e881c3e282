import ArgumentParser

/// The exit status of the program, as in sysexits.h.
enum ExitStatus {
  /// A promise of a file is broken, a gradient disagrees, or a loss is no longer finite.
  static let failed = ExitCode(1)
  /// The arguments are wrong.
  static let usage = ExitCode(64)
  /// A file has a mistake.
  static let badFile = ExitCode(65)
  /// A file is missing or cannot be read.
  static let noFile = ExitCode(66)
  /// There is no usable terminal.
  static let noTerminal = ExitCode(69)
  /// A file cannot be written.
  static let cannotWrite = ExitCode(73)
  /// Standard output cannot be written.
  static let outputLost = ExitCode(74)
}
