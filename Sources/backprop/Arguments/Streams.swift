#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Whether a standard stream, by its number, is a terminal.
func isTerminal(_ stream: Int32) -> Bool { isatty(stream) == 1 }

/// Flushes the printed output, for those who read it while the program goes on.
func flush() { fflush(nil) }

/// Writes a line to standard error.
func complain(_ text: String) { put(text + "\n", to: 2) }

/// Writes all of a text to a descriptor; returns the error number of what failed, else 0.
@discardableResult
func put(_ text: String, to descriptor: Int32) -> Int32 {
  var bytes = Array(text.utf8)[...]
  while !bytes.isEmpty {
    let count = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    if count < 0, errno != EINTR { return errno }
    bytes.removeFirst(max(0, count))
  }
  return 0
}
