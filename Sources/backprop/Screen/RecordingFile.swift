import ArgumentParser
import Cells
import Visualizer

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A file that a recording is written to key by key, so that it is complete however the program
/// ends. What could not be written is said at its end.
struct RecordingFile: ~Copyable {
  private let path: String
  private var descriptor: Int32
  private var failure: Int32 = 0

  /// Makes the file, or empties one that is a recording; by force any regular file.
  init(_ path: String, byForce isForced: Bool) throws(FileError) {
    // No link is followed, and a pipe that nobody reads is not waited for.
    let flags = O_RDWR | O_APPEND | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC
    let new = open(path, flags | O_CREAT | O_EXCL, 0o666)
    let opened = new < 0 && errno == EEXIST ? open(path, flags) : new
    guard opened >= 0 else { throw FileError(path, errno: errno) }
    if new < 0, let reason = Self.obstacle(to: opened, byForce: isForced) {
      close(opened)
      throw FileError(path: path, reason: reason)
    }
    self.path = path
    descriptor = opened
  }

  /// Empties a file that was there; returns why that cannot be.
  private static func obstacle(to file: Int32, byForce isForced: Bool) -> String? {
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      return "it is no file that keeps what is written"
    }
    let mark = Recording.mark.utf8
    let start = [UInt8](unsafeUninitializedCapacity: mark.count) { buffer, count in
      count = max(0, read(file, buffer.baseAddress, buffer.count))
    }
    guard isForced || status.st_size == 0 || start.elementsEqual(mark) else {
      return "the file is there and is no recording; --force writes over it"
    }
    return ftruncate(file, 0) == 0 ? nil : String(cString: strerror(errno))
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Ends the recording; complains where it is not whole, and returns the status that says so.
  mutating func finish() -> ExitCode? {
    let code = close(descriptor) == 0 || failure != 0 ? failure : errno
    descriptor = -1
    guard code != 0 else { return nil }
    complain(
      "\(path.onOneLine): error: the recording is not whole: \(String(cString: strerror(code)))")
    return ExitStatus.cannotWrite
  }

  /// Appends some text. A full disk does not end the demonstration.
  mutating func add(_ text: String) { if failure == 0 { failure = put(text.utf8, to: descriptor) } }
}
