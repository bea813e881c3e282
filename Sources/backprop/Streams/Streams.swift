import Cells

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Whether a standard stream, by its number, is a terminal.
func isTerminal(_ stream: Int32) -> Bool { isatty(stream) == 1 }

/// Writes a line to standard error.
func complain(_ text: String) { put((text.harmless + "\n").utf8, to: 2) }

/// Writes all of some bytes to a descriptor; returns the error number of what failed, else 0.
@discardableResult
func put(_ bytes: some Sequence<UInt8>, to descriptor: Int32) -> Int32 {
  var bytes = Array(bytes)[...]
  while !bytes.isEmpty {
    let count = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    switch errno {
    case _ where count >= 0: bytes.removeFirst(count)
    case EINTR: continue
    case EAGAIN:
      // Somebody has made the stream non-blocking.
      var room = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
      poll(&room, 1, -1)
    case let code: return code
    }
  }
  return 0
}

/// Keeps the numbers of closed standard streams from being given to files: what is printed would
/// be written into them.
func reserveStandardStreams() {
  for stream in Int32(0)...2 where fcntl(stream, F_GETFD) < 0 {
    // Opened for the other direction, so that reading or writing still fails.
    _ = open("/dev/null", stream == 0 ? O_WRONLY : O_RDONLY)
  }
}
