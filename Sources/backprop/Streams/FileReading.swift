import ArgumentParser
import Cells
import Limits

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
      complain("\(error.path.onOneLine): error: \(error.reason)")
      throw status
    }
  }

  /// A file of expressions or keys is read to its end, and a device need not have one.
  fileprivate static func device(_ path: String) -> FileError {
    FileError(
      path: path,
      reason: "it is a device, which need not have an end; a file, a pipe or a terminal is read")
  }

  /// A file of rows is read by its length, and this is none that has one.
  fileprivate static func lengthless(_ path: String) -> FileError {
    FileError(
      path: path,
      reason: "it is no regular file, and need not have an end; save its rows in a file")
  }

  fileprivate static func tooLarge(_ path: String, _ limit: Limit) -> FileError {
    FileError(
      path: path, reason: "it is too large: \(limit.value) bytes of such a file are read at most")
  }

  init(_ path: String, errno code: Int32) {
    self.init(path: path, reason: String(cString: strerror(code)), isMissing: code == ENOENT)
  }
}

/// All bytes of a file of expressions or keys; `-` is standard input.
func readFile(_ path: String) throws(FileError) -> [UInt8] {
  var chunks = try FileChunks(path)
  return try chunks.rest()
}

/// A file that is read piece by piece, so that it need not fit into memory, and no further than to
/// a limit.
struct FileChunks: ~Copyable {
  private static let size = 1 << 18

  private let path: String
  private let descriptor: Int32
  private let buffer: UnsafeMutableRawBufferPointer
  /// The length of the file, where it is known.
  let byteCount: Int?
  private let limit: Limit
  private var bytesRead = 0

  /// A file, a pipe or a terminal; `-` is standard input.
  init(_ path: String) throws(FileError) {
    let descriptor = try path == "-" ? 0 : Self.descriptor(path, flags: 0)
    do throws(FileError) {
      if try Self.kind(of: descriptor, path).isEndless { throw FileError.device(path) }
    } catch {
      if descriptor > 0 { close(descriptor) }
      throw error
    }
    self.init(descriptor, path, byteCount: nil, limit: Limits.fileBytes)
  }

  /// A file that has an end. Does not wait for a pipe to be written into.
  init(ofRegularFile path: String) throws(FileError) {
    try self.init(ofRegularFile: try Self.descriptor(path, flags: O_NONBLOCK), path)
  }

  /// A file that is open and has an end; it is closed with this value.
  init(ofRegularFile descriptor: Int32, _ path: String) throws(FileError) {
    let byteCount: Int
    do throws(FileError) {
      guard case .regular(let count) = try Self.kind(of: descriptor, path) else {
        throw FileError.lengthless(path)
      }
      if count > Limits.tableBytes.value { throw FileError.tooLarge(path, Limits.tableBytes) }
      byteCount = count
    } catch {
      close(descriptor)
      throw error
    }
    self.init(descriptor, path, byteCount: byteCount, limit: Limits.tableBytes)
  }

  private init(_ descriptor: Int32, _ path: String, byteCount: Int?, limit: Limit) {
    self.path = path
    self.descriptor = descriptor
    self.byteCount = byteCount
    self.limit = limit
    buffer = .allocate(byteCount: Self.size, alignment: 16)
  }

  /// What an open file is.
  private enum Kind {
    case regular(byteCount: Int)
    /// Somebody writes into it and closes it, or has written nothing.
    case pipe, terminal, nothing
    case device

    /// Whether there may be no end to it that a person could bring about.
    var isEndless: Bool { if case .device = self { true } else { false } }
  }

  /// The kind of an open file; throws where it is none that can be read.
  private static func kind(of descriptor: Int32, _ path: String) throws(FileError) -> Kind {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw FileError(path, errno: errno) }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return .regular(byteCount: Int(status.st_size))
    case S_IFDIR: throw FileError(path, errno: EISDIR)
    case S_IFIFO, S_IFSOCK: return .pipe
    case _ where isTerminal(descriptor): return .terminal
    default:
      var nothing = stat()
      let isNothing = stat("/dev/null", &nothing) == 0 && nothing.st_rdev == status.st_rdev
      return isNothing ? .nothing : .device
    }
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

  /// All bytes that have not been read.
  mutating func rest() throws(FileError) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(byteCount ?? 0)
    while let chunk = try next() { bytes.append(contentsOf: chunk) }
    return bytes
  }

  /// The next bytes, which are valid until the next call; `nil` at the end.
  mutating func next() throws(FileError) -> UnsafeRawBufferPointer? {
    while true {
      let count = read(descriptor, buffer.baseAddress, Self.size)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw FileError(path, errno: errno) }
      bytesRead += count
      guard bytesRead <= limit.value else {
        throw FileError.tooLarge(path, limit)
      }
      return count == 0 ? nil : UnsafeRawBufferPointer(rebasing: buffer[..<count])
    }
  }
}
