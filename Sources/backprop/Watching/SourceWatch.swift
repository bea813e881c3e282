import CFileWatch
import Cells
import ExpressionLanguage

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A file and the files of rows that it names, watched while they are shown.
///
/// The system tells when something happens in their folders, because editors put a new file in the
/// place of the old one; where it cannot, they are looked at twice a second.
struct SourceWatch: ~Copyable {
  /// The change of the file.
  enum Change {
    case file(SourceFile)
    /// The reason why it cannot be read.
    case unreadable(String)
  }

  private let path: String
  private let folder: String
  private var stamps: [String: FileStamp?] = [:]
  private var watch: Int32 = -1
  /// The time to look at the files.
  private var due: ContinuousClock.Instant?

  /// The delay before looking, because an editor writes several times within a moment.
  private static let moment = Duration.milliseconds(60)
  private static let pollInterval = Duration.milliseconds(500)

  /// Watches the file at a path, which has just been read; `nil` if nothing there has an end.
  init?(_ path: String, _ file: SourceFile) {
    guard FileStamp(path) != nil else { return nil }
    self.path = path
    folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    renew(file.syntax)
  }

  deinit { if watch >= 0 { close(watch) } }

  /// The descriptor that is ready as soon as something has happened; `nil` where there is none.
  var descriptor: Int32? { watch >= 0 ? watch : nil }

  /// The time until the files have to be looked at; `nil` is for ever.
  func wait(_ now: ContinuousClock.Instant) -> Duration? {
    due.map { max(.zero, now.duration(to: $0)) }
  }

  /// Notes that something has happened: the files are looked at in a moment.
  mutating func noteEvent(_ now: ContinuousClock.Instant) {
    file_watch_drain(watch)
    if due == nil { due = now + Self.moment }
  }

  /// The change of the file, if it is time to look and something has changed.
  mutating func change(_ now: ContinuousClock.Instant) -> Change? {
    guard let due, due <= now else { return nil }
    let isSeen = watch >= 0 && stamps[path] != .some(nil)
    self.due = isSeen ? nil : now + Self.pollInterval
    return changeSinceLastLook()
  }

  /// The change of the file, if something has changed.
  mutating func changeSinceLastLook() -> Change? {
    let found = stamps.keys.map { ($0, FileStamp($0)) }
    guard found.contains(where: { stamps[$0] != .some($1) }) else { return nil }
    guard FileStamp(path) != nil else {
      renew(nil)
      // If its folder is gone, too, its return is not reported.
      due = .now + Self.pollInterval
      return .unreadable("the file is gone")
    }
    do throws(FileError) {
      let bytes = try readFile(path)
      let folder = folder
      let file = SourceFile(name: path.onOneLine, bytes: bytes) { readTable($0, folder: folder) }
      renew(file.syntax)
      // A file still being written meanwhile has not been read to its end.
      for (name, stamp) in found where stamps[name] != nil && stamps[name] != .some(stamp) {
        stamps[name] = .some(stamp)
        due = .now + Self.moment
      }
      return .file(file)
    } catch {
      renew(nil)
      return .unreadable(error.reason)
    }
  }

  /// Watches the current files, and takes their stamps; without a syntax, the same files as before.
  private mutating func renew(_ syntax: Syntax?) {
    let tables = syntax?.files.map { $0.path(in: folder) }
    let files = tables.map { [path] + $0 } ?? Array(stamps.keys)
    if watch >= 0 { close(watch) }
    watch = file_watch_start()
    for file in files {
      for place in Self.places(of: file) where watch >= 0 {
        place.withPath { file_watch_add(watch, $0) }
      }
    }
    let paths = Set(files)
    stamps = Dictionary(uniqueKeysWithValues: paths.map { ($0, FileStamp($0)) })
    if watch < 0, due == nil { due = .now + Self.pollInterval }
  }

  /// The folder that a file is in, that in which it is behind its links, and the file.
  private static func places(of file: String) -> [String] {
    var places = [folder(of: file), file]
    if let real = realPath(file) { places.append(folder(of: real)) }
    return places
  }

  private static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
  }
}
