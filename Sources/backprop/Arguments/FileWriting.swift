#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Writes files: all of them, or none if one cannot be written.
///
/// Each is written beside its place, under a name of its own, and put there when all are whole.
func writeFiles(_ files: [(path: String, text: String)]) throws(FileError) {
  var unfinished: [String] = []
  do throws(FileError) {
    for (number, file) in files.enumerated() {
      let folder = file.path.lastIndex(of: "/").map { file.path[...$0] } ?? ""
      let name = "\(folder).unfinished-\(getpid())-\(number)"
      try writeNewFile(file.text, to: name)
      unfinished.append(name)
    }
    for (file, name) in zip(files, unfinished) where rename(name, file.path) != 0 {
      throw FileError(file.path, errno: errno)
    }
  } catch {
    for name in unfinished { unlink(name) }
    throw error
  }
}

/// Writes a file that is not there yet; nothing is written through a link.
private func writeNewFile(_ text: String, to path: String) throws(FileError) {
  let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
  guard descriptor >= 0 else { throw FileError(path, errno: errno) }
  var code = put(text.utf8, to: descriptor)
  if code == 0, fsync(descriptor) != 0 { code = errno }
  if close(descriptor) != 0, code == 0 { code = errno }
  guard code == 0 else {
    unlink(path)
    throw FileError(path, errno: code)
  }
}

/// Makes a folder and its parents, where they do not exist yet.
func makeFolder(_ path: String) throws(FileError) {
  var end = path.startIndex
  while end < path.endIndex {
    let next = path[path.index(after: end)...].firstIndex(of: "/") ?? path.endIndex
    if mkdir(String(path[..<next]), 0o777) != 0, errno != EEXIST {
      throw FileError(String(path[..<next]), errno: errno)
    }
    end = next
  }
  var status = stat()
  guard stat(path, &status) == 0 else { throw FileError(path, errno: errno) }
  guard status.st_mode & S_IFMT == S_IFDIR else { throw FileError(path, errno: ENOTDIR) }
}
