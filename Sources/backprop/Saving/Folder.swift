import Cells

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A folder that stays the same one, whatever is renamed meanwhile.
struct Folder: ~Copyable {
  /// The path by which it was opened, for messages and for the folders beside it.
  let path: String
  private let descriptor: Int32

  /// An entry of a folder. Names of files need not be text, so they are kept as the system gives
  /// them.
  struct Entry {
    let name: [CChar]

    /// The name as text that keeps its bytes.
    var text: String {
      String(keeping: name.dropLast().map(UInt8.init(bitPattern:)))
    }
  }

  /// Opens a folder that is there.
  init(_ path: String) throws(FileError) {
    var descriptor: Int32
    repeat {
      descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    } while descriptor < 0 && errno == EINTR
    guard descriptor >= 0 else { throw FileError(path, errno: errno) }
    self.path = path
    self.descriptor = descriptor
  }

  /// Makes a folder of a new name, to be seen by nobody else until it is complete.
  init(making path: String) throws(FileError) {
    guard mkdir(path, 0o700) == 0 else { throw FileError(path, errno: errno) }
    try self.init(path)
  }

  deinit { close(descriptor) }

  // MARK: Whose it is

  /// Says to other processes, as long as it is open, that it is in use.
  func lock() { flock(descriptor, LOCK_EX | LOCK_NB) }

  /// Whether a process, or another part of this one, has locked it; also where that cannot be found out.
  var isLocked: Bool {
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { return true }
    flock(descriptor, LOCK_UN)
    return false
  }

  // MARK: What is in it

  /// Its entries, in no order.
  func entries() throws(FileError) -> [Entry] {
    // A descriptor of its own, because the stream moves and closes it.
    let own = openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard own >= 0, let stream = fdopendir(own) else {
      let code = errno
      if own >= 0 { close(own) }
      throw FileError(path, errno: code)
    }
    defer { closedir(stream) }
    var entries: [Entry] = []
    errno = 0
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: $0.pointee)) {
          Array(UnsafeBufferPointer(start: $0, count: strlen($0) + 1))
        }
      }
      let found = Entry(name: name)
      if ![".", ".."].contains(found.text) { entries.append(found) }
      errno = 0
    }
    if errno != 0 { throw FileError(path, errno: errno) }
    return entries
  }

  /// What the system knows of an entry itself, not of what a link leads to; `nil` where there is
  /// none.
  func status(of name: [CChar]) -> stat? {
    var status = stat()
    return fstatat(descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0 ? status : nil
  }

  /// What the system knows of the folder.
  var status: stat {
    var status = stat()
    fstat(descriptor, &status)
    return status
  }

  /// All bytes of a file in it; no link is followed. `nil` where there is no file of that name.
  func bytes(of name: String) throws(FileError) -> [UInt8]? {
    let file = openat(descriptor, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    if file < 0, [ENOENT, ELOOP].contains(errno) { return nil }
    guard file >= 0 else { throw FileError(path + "/" + name, errno: errno) }
    var chunks = try FileChunks(ofRegularFile: file, path + "/" + name)
    return try chunks.rest()
  }

  // MARK: Changes

  /// Writes a file of a new name, whole and onto the disk; nothing is written through a link.
  func write(_ bytes: [UInt8], to name: String) throws(FileError) {
    let file = openat(descriptor, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard file >= 0 else { throw FileError(path + "/" + name, errno: errno) }
    var code = put(bytes, to: file)
    if code == 0, fsync(file) != 0 { code = errno }
    if close(file) != 0, code == 0 { code = errno }
    guard code == 0 else { throw FileError(path + "/" + name, errno: code) }
  }

  /// Gives an entry a second name in another folder; returns whether that can be done.
  func link(_ name: [CChar], into other: borrowing Folder) -> Bool {
    linkat(descriptor, name, other.descriptor, name, 0) == 0
  }

  /// Moves an entry into another folder, in the place of what has its name there.
  func move(_ name: [CChar], into other: borrowing Folder) throws(FileError) {
    guard renameat(descriptor, name, other.descriptor, name) == 0 else {
      throw FileError(other.path + "/" + Entry(name: name).text, errno: errno)
    }
  }

  /// Removes a file; returns whether it is gone.
  @discardableResult
  func remove(_ name: [CChar]) -> Bool { unlinkat(descriptor, name, 0) == 0 || errno == ENOENT }

  /// Has the disk remember its entries.
  func sync() throws(FileError) {
    // Some file systems cannot do that for a folder, and say EINVAL.
    guard fsync(descriptor) == 0 || errno == EINVAL else { throw FileError(path, errno: errno) }
  }

  /// Gives it the rights of another folder, and its owner where that is allowed.
  func take(rightsOf other: borrowing Folder) throws(FileError) {
    let status = other.status
    _ = fchown(descriptor, status.st_uid, status.st_gid)
    guard fchmod(descriptor, status.st_mode & 0o7777) == 0 else {
      throw FileError(path, errno: errno)
    }
  }
}

/// The name of an entry that is known as text.
func entryName(_ text: String) -> [CChar] { text.utf8CString.map(\.self) }
