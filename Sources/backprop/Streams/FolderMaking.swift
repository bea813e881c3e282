#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

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
