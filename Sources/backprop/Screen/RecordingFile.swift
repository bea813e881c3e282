#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A file that a recording is written to key by key, so that it is complete however the
/// program ends.
struct RecordingFile: ~Copyable {
  private let descriptor: Int32

  /// Makes the file, or empties it.
  init(_ path: String) throws(FileError) {
    descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw FileError(path, errno: errno) }
  }

  deinit { close(descriptor) }

  /// Appends some text. A full disk does not end the demonstration.
  func add(_ text: String) { put(text.utf8, to: descriptor) }
}
