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
    let stagePath = (isBeside ? path + ".saving" : path + "/saving") + suffix
    let stage = try Folder(making: stagePath)
    do throws(FileError) {
      for file in files { try stage.write(file.bytes, to: file.name) }
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

  /// Whether files of these names can stand beside each other in the folder: tries it.
  func tryNames(_ names: [String]) throws(FileError) {
    let trial = try Folder(making: path + "/saving" + suffix)
    defer { Self.discard(trial) }
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
    for entry in try folder.entries() where !isOurs(entry.text) {
      guard folder.link(entry.name, into: stage) else { return false }
    }
    try stage.take(rightsOf: folder)
    try stage.sync()
    let code = stage.path.withPath { stage in folder.path.withPath { file_exchange(stage, $0) } }
    guard code == 0 else { return false }
    if let parent = try? Folder(path + "/..") { try? parent.sync() }
    // What somebody has put into the folder in between goes into the new one.
    for entry in (try? folder.entries()) ?? [] where !isOurs(entry.text) {
      if stage.status(of: entry.name) == nil, folder.link(entry.name, into: stage) {
        folder.remove(entry.name)
      }
    }
    Self.discard(folder, at: stage.path)
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
      Self.discard(earlier)
      throw error
    }
    for entry in old where !names.contains(entry.text) { folder.remove(entry.name) }
    Self.discard(earlier)
    Self.discard(stage)
    return "the files in \(path.onOneLine) cannot change places in one step, so they did one after "
      + "the other"
  }

  // MARK: Remains

  /// Removes what a program that was killed has left beside the folder: the old files, or new ones
  /// that were not whole. Its own files are known by the summary among them.
  private func removeRemains() {
    for place in [path + ".saving-", path + "/saving-"] {
      guard let slash = place.lastIndex(of: "/"), let around = try? Folder(String(place[..<slash])),
        let entries = try? around.entries()
      else { continue }
      let prefix = place[place.index(after: slash)...]
      for name in entries.map(\.text) where name.hasPrefix(prefix) {
        guard let process = Int32(name.dropFirst(prefix.count)), process != getpid(),
          kill(process, 0) != 0, errno == ESRCH,
          let remains = try? Folder(String(place[...slash]) + name)
        else { continue }
        Self.discard(remains, saying: false)
      }
    }
  }

  /// Removes a folder with all files that are the program's, or that have a name elsewhere as well;
  /// with any other file it stays. That it is left is said.
  private static func discard(
    _ folder: borrowing Folder, at path: String? = nil, saying isSaid: Bool = true
  ) {
    let text = (try? folder.bytes(of: FolderSummary.fileName)).flatMap(\.self)
    let summary = text.flatMap { FolderSummary(String(decoding: $0, as: UTF8.self)) }
    for entry in (try? folder.entries()) ?? [] {
      let isOurs =
        summary.map { $0.files[entry.text] != nil || entry.text == FolderSummary.fileName } ?? true
      if isOurs || folder.status(of: entry.name)?.st_nlink ?? 0 > 1 { folder.remove(entry.name) }
    }
    let path = path ?? folder.path
    guard rmdir(path) != 0, errno != ENOENT, isSaid else { return }
    complain(
      "\(path.onOneLine): it is left and can be removed: \(String(cString: strerror(errno)))")
  }
}
