import Foundation

/// The processor time that this process has taken, in seconds.
func processorSeconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}

extension Unicode.Scalar {
  /// Whether a terminal takes it for a command, or turns the text around it: controls, directions,
  /// separators of lines.
  var commandsTerminals: Bool {
    if (0x20..<0x7F).contains(value) { return false }
    switch properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator, .surrogate: return true
    default: return properties.isBidiControl
    }
  }
}
