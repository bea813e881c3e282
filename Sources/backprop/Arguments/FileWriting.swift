#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Writes a file atomically: either all of it is there, or what was there before.
func writeFile(_ text: String, to path: String) throws(FileError) {
  let unfinished = path + ".unfinished"
  let descriptor = open(unfinished, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
  guard descriptor >= 0 else { throw FileError(path, errno: errno) }
  var code = put(text.utf8, to: descriptor)
  if close(descriptor) != 0, code == 0 { code = errno }
  if code == 0, rename(unfinished, path) != 0 { code = errno }
  guard code == 0 else {
    unlink(unfinished)
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
