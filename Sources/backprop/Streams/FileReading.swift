import ArgumentParser

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The reason why a file cannot be read or written, in the system's words.
struct FileError: Error {
  let path: String
  let reason: String
  /// Whether there is no such file.
  var isMissing = false
}

extension FileError {
  /// Complains about what cannot be done with a file and ends the program with a status.
  static func complaining<Result: ~Copyable>(
    _ status: ExitCode, _ body: () throws(FileError) -> Result
  ) throws(ExitCode) -> Result {
    do throws(FileError) {
      return try body()
    } catch {
      complain("\(error.path): error: \(error.reason)")
      throw status
    }
  }

  init(_ path: String, errno code: Int32) {
    self.init(path: path, reason: String(cString: strerror(code)), isMissing: code == ENOENT)
  }
}

/// All bytes of a file; `-` is standard input.
func readFile(_ path: String) throws(FileError) -> [UInt8] {
  var chunks = try FileChunks(path)
  var bytes: [UInt8] = []
  while let chunk = try chunks.next() { bytes.append(contentsOf: chunk) }
  return bytes
}

/// A file that is read piece by piece, so that it need not fit into memory.
struct FileChunks: ~Copyable {
  private static let size = 1 << 18

  private let path: String
  private let descriptor: Int32
  private let buffer: UnsafeMutableRawBufferPointer
  /// The length of the file, where it is known.
  let byteCount: Int?

  /// A file of any kind; `-` is standard input.
  init(_ path: String) throws(FileError) {
    self.init(try path == "-" ? 0 : Self.descriptor(path, flags: 0), path, byteCount: nil)
  }

  /// A file that has an end. Does not wait for a pipe to be written into.
  init(ofRegularFile path: String) throws(FileError) {
    let descriptor = try Self.descriptor(path, flags: O_NONBLOCK)
    var status = stat()
    let code = fstat(descriptor, &status) == 0 ? 0 : errno
    let kind = status.st_mode & S_IFMT
    guard code == 0, kind == S_IFREG else {
      close(descriptor)
      if code != 0 { throw FileError(path, errno: code) }
      if kind == S_IFDIR { throw FileError(path, errno: EISDIR) }
      throw FileError(path: path, reason: "it is a pipe or a device, which need not have an end")
    }
    self.init(descriptor, path, byteCount: Int(status.st_size))
  }

  private init(_ descriptor: Int32, _ path: String, byteCount: Int?) {
    self.path = path
    self.descriptor = descriptor
    self.byteCount = byteCount
    buffer = .allocate(byteCount: Self.size, alignment: 16)
  }

  deinit {
    if descriptor > 0 { close(descriptor) }
    buffer.deallocate()
  }

  private static func descriptor(_ path: String, flags: Int32) throws(FileError) -> Int32 {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | flags)
    guard descriptor >= 0 else { throw FileError(path, errno: errno) }
    return descriptor
  }

  /// The next bytes, which are valid until the next call; `nil` at the end.
  mutating func next() throws(FileError) -> UnsafeRawBufferPointer? {
    while true {
      let count = read(descriptor, buffer.baseAddress, Self.size)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw FileError(path, errno: errno) }
      return count == 0 ? nil : UnsafeRawBufferPointer(rebasing: buffer[..<count])
    }
  }
}
