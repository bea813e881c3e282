#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Why a file cannot be read, in the system's words.
struct FileError: Error {
  let path: String
  let reason: String
  /// Whether there is no such file.
  let isMissing: Bool

  init(_ path: String, errno code: Int32) {
    self.path = path
    reason = String(cString: strerror(code))
    isMissing = code == ENOENT
  }
}

/// All bytes of a file; `-` is standard input.
func readFile(_ path: String) throws(FileError) -> [UInt8] {
  let descriptor = path == "-" ? 0 : open(path, O_RDONLY | O_CLOEXEC)
  guard descriptor >= 0 else { throw FileError(path, errno: errno) }
  defer { if descriptor != 0 { close(descriptor) } }
  var bytes: [UInt8] = []
  let chunkSize = 1 << 16
  while true {
    var chunk = [UInt8](repeating: 0, count: chunkSize)
    let count = chunk.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, chunkSize) }
    if count < 0, errno == EINTR { continue }
    guard count >= 0 else { throw FileError(path, errno: errno) }
    if count == 0 { return bytes }
    bytes.append(contentsOf: chunk[..<count])
  }
}
