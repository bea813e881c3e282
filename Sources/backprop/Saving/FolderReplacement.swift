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
    let isBeside = try canChangePlaces(folder)
    let stage = try newFolder((isBeside ? path + "." : path + "/") + SavingRemains.new)
    let stagePath = stage.path
    do throws(FileError) {
      try stage.write([], to: Folder.notWholeMark)
      for file in files { try stage.write(file.bytes, to: file.name) }
      // From here on its summary says what is in it.
      stage.remove(entryName(Folder.notWholeMark))
      try stage.sync()
    } catch {
      stage.discard()
      throw error
    }
    do throws(FileError) {
      if isBeside, try changePlaces(stage, folder) { return nil }
      return try putOneByOne(files.map(\.name), from: stage, into: folder)
    } catch {
      let kept = (isBeside ? path + "." : path + "/") + "new-\(getpid())"
      let place = rename(stagePath, kept) == 0 ? kept : stagePath
      throw FileError(
        path: error.path, reason: error.reason + "; what was to be saved is in " + place.onOneLine)
    }
  }

  /// Makes a folder whose name begins so and ends with the number of this process; where one is left
  /// of an earlier saving, with a further number. While it is open, everybody knows that it is needed.
  private func newFolder(_ beginning: String) throws(FileError) -> Folder {
    var name = beginning + "\(getpid())"
    var known = stat()
    for further in 1..<100 where lstat(name, &known) == 0 {
      name = beginning + "\(getpid()).\(further)"
    }
    let folder = try Folder(making: name)
    folder.lock()
    return folder
  }

  /// Whether files of these names can stand beside each other in the folder: tries it.
  func tryNames(_ names: [String]) throws(FileError) {
    let trial = try newFolder(path + "/" + SavingRemains.new)
    defer { trial.discard() }
    try trial.write([], to: Folder.notWholeMark)
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
    // What is there now need not be the folder from before: another saving can have changed its place.
    let old: Folder
    do throws(FileError) {
      old = try Folder(stage.path)
    } catch {
      complain("\(error.path.onOneLine): the files of before are left here: \(error.reason)")
      return true
    }
    // What somebody has put into the folder in between goes into the new one.
    for entry in (try? old.entries()) ?? [] where !isOurs(entry.text) {
      let (there, here) = (stage.status(of: entry.name), old.status(of: entry.name))
      if there == nil, old.link(entry.name, into: stage) {
        old.remove(entry.name)
      } else if let there, let here, here.st_ino != linked[entry.name],
        there.st_ino == linked[entry.name]
      {
        // It was replaced before the folders changed places, and not since.
        try? old.move(entry.name, into: stage)
      }
    }
    old.discard(isOurs: isOurs)
    return true
  }

  // MARK: One after the other

  /// Puts the files in place while another folder keeps those that they replace.
  private func putOneByOne(
    _ names: [String], from stage: borrowing Folder, into folder: borrowing Folder
  ) throws(FileError) -> String? {
    let old = try folder.entries().filter { isOurs($0.text) && !$0.text.isEmpty }
    let earlier = try newFolder(path + "/" + SavingRemains.earlier)
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
      earlier.discard(isOurs: { _ in true })
      throw error
    }
    for entry in old where !names.contains(entry.text) && !folder.remove(entry.name) {
      complain("\((path + "/" + entry.text).onOneLine): the file of before could not be removed")
    }
    earlier.discard(isOurs: { _ in true })
    stage.discard()
    return "the files in \(path.onOneLine) cannot change places in one step, so they did one after "
      + "the other"
  }
}
