import Cells

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

// Paths are kept as text that loses no byte (`KeptBytes.swift` in `Cells`). The functions of the
// system that take one are here once more, for such text: given a `String`, these are what is called.

extension String {
  /// Text from C, such as the value of a variable.
  init(keeping text: UnsafePointer<CChar>) {
    let bytes = UnsafeBufferPointer(start: text, count: strlen(text))
    self.init(keeping: bytes.map { UInt8(bitPattern: $0) })
  }

  /// Calls a function of the system with the bytes of the text.
  func withPath<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
    (keptBytes + [0]).withUnsafeBufferPointer { bytes in
      bytes.withMemoryRebound(to: CChar.self) { characters in
        // The zero is there.
        characters.baseAddress.map(body) ?? "".withCString(body)
      }
    }
  }
}

func open(_ path: String, _ flags: Int32) -> Int32 { path.withPath { open($0, flags) } }
func open(_ path: String, _ flags: Int32, _ mode: mode_t) -> Int32 {
  path.withPath { open($0, flags, mode) }
}
func mkdir(_ path: String, _ mode: mode_t) -> Int32 { path.withPath { mkdir($0, mode) } }
func access(_ path: String, _ mode: Int32) -> Int32 { path.withPath { access($0, mode) } }
@discardableResult
func unlink(_ path: String) -> Int32 { path.withPath { unlink($0) } }
@discardableResult
func rmdir(_ path: String) -> Int32 { path.withPath { rmdir($0) } }
func rename(_ old: String, _ new: String) -> Int32 {
  old.withPath { old in new.withPath { rename(old, $0) } }
}

/// The status of the file at a path: 0, or -1 with `errno`.
func stat(_ path: String, _ status: UnsafeMutablePointer<stat>) -> Int32 {
  path.withPath { stat($0, status) }
}

/// The path without links; `nil` where there is no file.
func realPath(_ path: String) -> String? {
  guard let real = path.withPath({ realpath($0, nil) }) else { return nil }
  defer { free(real) }
  return String(keeping: real)
}
