import Cells

/// The training that is saved in a folder.
///
/// Where a saving puts its files in place one after the other, and was cut off on the way, a folder in it
/// keeps the files of before; then they are found there.
struct SavedState {
  let summary: FolderSummary
  /// The folder, and those in it that keep files of before.
  private let places: [String]

  /// The training that is whole, or, where none is, what the summary of the folder says; `nil` if
  /// there is no summary.
  init?(in folder: borrowing Folder) throws(FileError) {
    let kept = try folder.entries().map(\.text).filter { $0.hasPrefix(SavingRemains.earlier) }
    let others = kept.sorted().map { folder.path + "/" + $0 }
    let own = try folder.summary()
    let summaries = [own] + others.map { (try? Folder($0).summary()).flatMap(\.self) }
    let states = summaries.compactMap(\.self).map { Self($0, in: [folder.path] + others) }
    guard let state = (others.isEmpty ? nil : states.first(where: \.isWhole)) ?? states.first
    else { return nil }
    self = state
  }

  private init(_ summary: FolderSummary, in places: [String]) {
    self.summary = summary
    self.places = places
  }

  /// Whether every file is there as it was saved.
  var isWhole: Bool {
    summary.files.allSatisfy { (try? bytes(of: $0.key, sum: $0.value)).flatMap(\.self) != nil }
  }

  /// Whether a saving was cut off, so that some of the files are not in the folder itself.
  var isPutAside: Bool {
    guard places.count > 1, let folder = try? Folder(places[0]) else { return false }
    return !summary.files.keys.allSatisfy { summary.lists($0, in: folder) }
  }

  /// The bytes of a file as it was saved, wherever it is; `nil` where no file has this sum.
  func bytes(of name: String, sum: FileSum) throws(FileError) -> [UInt8]? {
    let own = try Folder(places[0]).bytes(of: name)
    if let own, FileSum(of: own) == sum { return own }
    for place in places.dropFirst() {
      let kept = (try? Folder(place).bytes(of: name)).flatMap(\.self)
      if let kept, FileSum(of: kept) == sum { return kept }
    }
    return nil
  }
}
