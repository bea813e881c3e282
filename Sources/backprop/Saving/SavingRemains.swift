import Cells

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// What savings into a folder have left that were killed: in the folder or beside it, folders with names
/// that end with the number of the process.
struct SavingRemains {
  /// How the folder begins that new files are written into, before they are put in place.
  static let new = "saving-"
  /// How the folder begins that keeps the files which are replaced one after the other.
  static let earlier = "earlier-"

  /// The real path of the folder that was saved into.
  let path: String

  /// Makes the folder again what it was before a saving that was killed, or what that saving has made
  /// of it, if it is whole; then removes the rest. What is not known to be saved by a training stays.
  func clear() {
    let kept = abandoned(in: path, Self.earlier)
    let inside = abandoned(in: path, Self.new)
    let slash = path.lastIndex(of: "/") ?? path.startIndex
    let name = path[slash...].dropFirst()
    let stages = inside + abandoned(in: String(path[..<slash]) + "/", "\(name).\(Self.new)")
    if !kept.isEmpty, !putBack(from: kept, insteadOf: stages) { return }
    for place in stages {
      if let folder = try? Folder(place) { folder.discard(saying: false) }
    }
  }

  /// The paths of the folders that begin so, and belong to no saving that goes on.
  ///
  /// What is only called like them, and what a link leads to, is none of them.
  private func abandoned(in around: String, _ beginning: String) -> [String] {
    guard let folder = try? Folder(around), let entries = try? folder.entries() else { return [] }
    return entries.map(\.text).filter { name in
      guard name.hasPrefix(beginning),
        let process = Int32(name.dropFirst(beginning.count).prefix { $0 != "." }),
        folder.status(of: entryName(name)).map({ $0.st_mode & S_IFMT }) == S_IFDIR,
        process == getpid() || (kill(process, 0) != 0 && errno == ESRCH)
      else { return false }
      // A process of another container can have any number.
      return (try? Folder(around + "/" + name))?.isLocked == false
    }
    .sorted().map { around + (around.hasSuffix("/") ? "" : "/") + $0 }
  }

  /// Puts files of before back that a killed saving has put aside, and removes those that it has put in
  /// their places; `false`, and nothing is touched, where a file is neither.
  private func putBack(from kept: [String], insteadOf stages: [String]) -> Bool {
    guard let folder = try? Folder(path) else { return false }
    let state = (try? SavedState(in: folder)).flatMap(\.self)
    let summaries = (stages + kept).compactMap { (try? Folder($0).summary()).flatMap(\.self) }
    if let state {
      let known = summaries + [state.summary]
      let isReplaceable = state.summary.files.keys.allSatisfy { name in
        folder.status(of: entryName(name)) == nil || known.contains { $0.lists(name, in: folder) }
      }
      guard state.isWhole, isReplaceable, move(state, from: kept, into: folder) else {
        return false
      }
    }
    for summary in summaries {
      for name in summary.files.keys
      where state?.summary.files[name] == nil && summary.lists(name, in: folder) {
        folder.remove(entryName(name))
      }
    }
    for place in kept {
      guard let earlier = try? Folder(place) else { continue }
      earlier.discard(isOurs: { name in summaries.contains { $0.lists(name, in: earlier) } })
    }
    return true
  }

  /// Moves the files of a state that are put aside into the folder; `false` where that fails.
  private func move(_ state: SavedState, from kept: [String], into folder: borrowing Folder) -> Bool
  {
    guard state.isPutAside else { return true }
    // The summary last, because until then the folder is not whole.
    for name in state.summary.files.keys.sorted() + [FolderSummary.fileName] {
      for place in kept {
        guard let earlier = try? Folder(place) else { continue }
        let isMeant =
          name == FolderSummary.fileName
          ? (try? earlier.summary()).flatMap(\.self)?.files == state.summary.files
          : !state.summary.lists(name, in: folder) && state.summary.lists(name, in: earlier)
        guard isMeant else { continue }
        guard (try? earlier.move(entryName(name), into: folder)) != nil else { return false }
      }
    }
    return true
  }
}

extension Folder {
  /// The name of the file by which a folder is known that is not whole yet.
  static let notWholeMark = ".backprop-not-whole"

  /// Removes the folder with all files that are the program's, or that have a name elsewhere as well;
  /// with any other file it stays. That it is left is said.
  ///
  /// Of a folder that is not whole all files are the program's; of any other, those that its summary
  /// lists with the same sums, and those that `isOurs` says are.
  func discard(saying isSaid: Bool = true, isOurs: (String) -> Bool = { _ in false }) {
    let isNotWhole = status(of: entryName(Self.notWholeMark)) != nil
    let summary = (try? summary()).flatMap(\.self)
    // What says whose they are goes last, so that it says so wherever this is cut off.
    let sayings = [FolderSummary.fileName, Self.notWholeMark]
    for entry in (try? entries()) ?? [] where !sayings.contains(entry.text) {
      let isOwn =
        isNotWhole || isOurs(entry.text)
        || summary.map { $0.lists(entry.text, in: self) } ?? false
      if isOwn || status(of: entry.name)?.st_nlink ?? 0 > 1 { remove(entry.name) }
    }
    if isNotWhole || summary != nil || isOurs(FolderSummary.fileName) {
      remove(entryName(FolderSummary.fileName))
    }
    remove(entryName(Self.notWholeMark))
    guard rmdir(path) != 0, errno != ENOENT, isSaid else { return }
    complain(
      "\(path.onOneLine): it holds what was put into the folder meanwhile; take out what you need "
        + "and remove it")
  }
}
