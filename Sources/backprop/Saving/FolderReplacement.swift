import CFileExchange
import Cells

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Replaces the files that a program has in a folder: all of them, or none.
///
/// The new files are written into a folder of their own beside it, together with second names of all
/// files that are somebody else's; then the two folders change places in one step. Where that is not
/// possible, the files are put in place one after the other, while a folder inside keeps the old ones.
struct FolderReplacement {
  private let path: String
  /// Whether a file is the program's own.
  private let isOurs: (String) -> Bool
  private let suffix = "-\(getpid())"

  /// A replacement in a folder that is there, whose real path this is.
  init(in path: String, isOurs: @escaping (String) -> Bool) {
    self.path = path
    self.isOurs = isOurs
  }

  /// Puts files in place; returns what there is to say about it.
  ///
  /// Where they are whole and cannot be put in place, they stay where the error says.
  func put(_ files: [(name: String, bytes: [UInt8])]) throws(FileError) -> String? {
    let folder = try Folder(path)
    removeRemains()
    let isBeside = try canChangePlaces(folder)
    let stage = try newFolder(isBeside ? path + ".saving" : path + "/saving")
    let stagePath = stage.path
    do throws(FileError) {
      try stage.write([], to: Self.mark)
      for file in files { try stage.write(file.bytes, to: file.name) }
      // From here on its summary says what is in it.
      stage.remove(entryName(Self.mark))
      try stage.sync()
    } catch {
      Self.discard(stage)
      throw error
    }
    do throws(FileError) {
      if isBeside, try changePlaces(stage, folder) { return nil }
      return try putOneByOne(files.map(\.name), from: stage, into: folder)
    } catch {
      let kept = (isBeside ? path + ".new" : path + "/new") + suffix
      let place = rename(stagePath, kept) == 0 ? kept : stagePath
      throw FileError(
        path: error.path, reason: error.reason + "; what was to be saved is in " + place.onOneLine)
    }
  }

  /// Makes a folder whose name begins so and ends with the number of this process; where one is left
  /// of an earlier saving, with a further number.
  private func newFolder(_ beginning: String) throws(FileError) -> Folder {
    for further in 0..<100 {
      let name = beginning + suffix + (further == 0 ? "" : ".\(further)")
      var known = stat()
      if lstat(name, &known) != 0 { return try Folder(making: name) }
    }
    return try Folder(making: beginning + suffix)
  }

  /// The name of the file by which a folder is known that is not whole yet.
  private static let mark = ".backprop-not-whole"

  /// Whether files of these names can stand beside each other in the folder: tries it.
  func tryNames(_ names: [String]) throws(FileError) {
    let trial = try newFolder(path + "/saving")
    defer { Self.discard(trial) }
    try trial.write([], to: Self.mark)
    for name in names {
      do throws(FileError) {
        try trial.write([], to: name)
      } catch {
        let isTaken = trial.status(of: entryName(name)) != nil
        let other =
          isTaken ? names.first { $0 != name && $0.lowercased() == name.lowercased() } : nil
        let reason =
          isTaken
          ? "this file system takes it for the same name as \(other ?? "another parameter's")"
          : error.reason
        throw FileError(path: path + "/" + name, reason: reason)
      }
    }
  }

  // MARK: In one step

  /// Whether the folder can be replaced as a whole: it lies on the disk of the folder around it, in
  /// which entries can be made; nobody stands in it; and all that is somebody else's can have two
  /// names.
  private func canChangePlaces(_ folder: borrowing Folder) throws(FileError) -> Bool {
    let parent = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
    var (around, here) = (stat(), stat())
    guard stat(parent, &around) == 0, around.st_dev == folder.status.st_dev,
      access(parent, W_OK | X_OK) == 0
    else { return false }
    if stat(".", &here) == 0,
      (here.st_dev, here.st_ino) == (folder.status.st_dev, folder.status.st_ino)
    {
      return false
    }
    return try folder.entries().allSatisfy {
      guard let kind = folder.status(of: $0.name).map({ $0.st_mode & S_IFMT }) else { return true }
      return isOurs($0.text) || kind == S_IFREG || kind == S_IFLNK
    }
  }

  /// Lets the folders change places; `false` where that is not possible.
  private func changePlaces(
    _ stage: borrowing Folder, _ folder: borrowing Folder
  ) throws(FileError) -> Bool {
    var linked: [[CChar]: ino_t] = [:]
    for entry in try folder.entries() where !isOurs(entry.text) {
      guard folder.link(entry.name, into: stage) else { return false }
      linked[entry.name] = stage.status(of: entry.name)?.st_ino
    }
    try stage.take(rightsOf: folder)
    try stage.sync()
    let code = stage.path.withPath { stage in folder.path.withPath { file_exchange(stage, $0) } }
    guard code == 0 else { return false }
    if let parent = try? Folder(path + "/..") { try? parent.sync() }
    // What somebody has put into the folder in between goes into the new one.
    for entry in (try? folder.entries()) ?? [] where !isOurs(entry.text) {
      let (there, here) = (stage.status(of: entry.name), folder.status(of: entry.name))
      if there == nil, folder.link(entry.name, into: stage) {
        folder.remove(entry.name)
      } else if let there, let here, here.st_ino != linked[entry.name],
        there.st_ino == linked[entry.name]
      {
        // It was replaced before the folders changed places, and not since.
        try? folder.move(entry.name, into: stage)
      }
    }
    Self.discard(folder, at: stage.path, isOurs: isOurs)
    return true
  }

  // MARK: One after the other

  /// Puts the files in place while another folder keeps those that they replace.
  private func putOneByOne(
    _ names: [String], from stage: borrowing Folder, into folder: borrowing Folder
  ) throws(FileError) -> String? {
    let old = try folder.entries().filter { isOurs($0.text) && !$0.text.isEmpty }
    let earlier = try Folder(making: path + "/earlier" + suffix)
    do throws(FileError) {
      for entry in old where !folder.link(entry.name, into: earlier) {
        try folder.move(entry.name, into: earlier)
      }
      try earlier.sync()
      for name in names { try stage.move(entryName(name), into: folder) }
      try folder.sync()
    } catch {
      for name in names where stage.status(of: entryName(name)) == nil {
        try? folder.move(entryName(name), into: stage)
      }
      for entry in old { try? earlier.move(entry.name, into: folder) }
      Self.discard(earlier, isOurs: { _ in true })
      throw error
    }
    for entry in old where !names.contains(entry.text) { folder.remove(entry.name) }
    Self.discard(earlier, isOurs: { _ in true })
    Self.discard(stage)
    return "the files in \(path.onOneLine) cannot change places in one step, so they did one after "
      + "the other"
  }

  // MARK: Remains

  /// Removes what a program that was killed has left beside the folder: the old files, or new ones
  /// that were not whole. What is only called like it, and what a link leads to, stays.
  private func removeRemains() {
    for place in [path + ".saving-", path + "/saving-"] {
      guard let slash = place.lastIndex(of: "/"), let around = try? Folder(String(place[..<slash])),
        let entries = try? around.entries()
      else { continue }
      let prefix = place[place.index(after: slash)...]
      for name in entries.map(\.text) where name.hasPrefix(prefix) {
        guard let process = Int32(name.dropFirst(prefix.count).prefix { $0 != "." }),
          process != getpid(), kill(process, 0) != 0, errno == ESRCH,
          around.status(of: entryName(name)).map({ $0.st_mode & S_IFMT }) == S_IFDIR,
          let remains = try? Folder(String(place[...slash]) + name)
        else { continue }
        Self.discard(remains, saying: false)
      }
    }
  }

  /// Removes a folder with all files that are the program's, or that have a name elsewhere as well;
  /// with any other file it stays. That it is left is said.
  ///
  /// Of a folder that is not whole all files are the program's; of any other, those that its summary
  /// lists with the same sums, and those that `isOurs` says are.
  private static func discard(
    _ folder: borrowing Folder, at path: String? = nil, saying isSaid: Bool = true,
    isOurs: (String) -> Bool = { _ in false }
  ) {
    let isNotWhole = folder.status(of: entryName(mark)) != nil
    let summary = (try? folder.summary()).flatMap(\.self)
    for entry in (try? folder.entries()) ?? [] where entry.text != FolderSummary.fileName {
      let isOwn =
        isNotWhole || isOurs(entry.text)
        || summary.map { $0.lists(entry.text, in: folder) } ?? false
      if isOwn || folder.status(of: entry.name)?.st_nlink ?? 0 > 1 { folder.remove(entry.name) }
    }
    if isNotWhole || summary != nil || isOurs(FolderSummary.fileName) {
      folder.remove(entryName(FolderSummary.fileName))
    }
    let path = path ?? folder.path
    guard rmdir(path) != 0, errno != ENOENT, isSaid else { return }
    complain(
      "\(path.onOneLine): it holds what was put into the folder meanwhile; take out what you need "
        + "and remove it")
  }
}
