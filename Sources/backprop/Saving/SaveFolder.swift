import ArgumentParser
import Backpropagation
import Cells
import ComputationGraph
import ExpressionLanguage
import Learning

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A folder that takes a training: `W.csv` and so on with the parameters, `W.m.csv` and so on with
/// what the optimizer remembers of them, or one archive of all this, and `summary.json`.
///
/// Files that a training has saved are replaced, all of them in one step; others are not.
struct SaveFolder {
  /// As it was named, for messages.
  private let path: String
  private let realPath: String
  private let document: Document
  /// The values given to inputs and leaves, but not to parameters.
  private let inputs: [String: Double]
  private let start: Int
  private let format: SavedFormat
  private let isForced: Bool
  /// Whether it has been said how the files change places.
  private var isTold = false

  /// Makes the folder if there is none; complains and throws where the training cannot be saved in it.
  init(
    _ path: String, of parameters: [TrainedParameter], in document: Document,
    inputs: [String: Double], start: Int, format: SavedFormat, byForce isForced: Bool
  ) throws(ExitCode) {
    self.document = document
    let names = Set(parameters.map { document.labels[Int($0.node.index)] })
    self.inputs = inputs.filter { !names.contains($0.key) }
    self.start = start
    self.format = format
    self.isForced = isForced
    let path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    self.path = path
    realPath = try FileError.complaining(ExitStatus.cannotWrite) { () throws(FileError) in
      try makeFolder(path)
      guard access(path, W_OK | X_OK) == 0 else { throw FileError(path, errno: errno) }
      guard let real = backprop.realPath(path) else { throw FileError(path, errno: errno) }
      return real
    }
    SavingRemains(path: realPath).clear()
    let files = Self.files(of: self.parameters(parameters)).map(\.name)
    try FileError.complaining(ExitStatus.cannotWrite) { () throws(FileError) in
      _ = try ownFiles(writing: files)
      try FolderReplacement(in: realPath) { _ in false }.tryNames(files)
    }
  }

  /// Writes all files; returns a sentence that says what was written.
  mutating func write(
    _ trained: [TrainedParameter], file: String, measured: JSON
  ) throws(ExitCode) -> String {
    let parameters = parameters(trained)
    let training: JSON = [
      "file": file, "start": start,
      "set": JSON.object(inputs.sorted { $0.key < $1.key }.map { ($0.key, .number($0.value)) }),
      "optimizer": document.optimizer.name,
    ]
    let summary = FolderSummary.text(
      training + measured, parameters)
    // The summary is written last: a folder without one is not whole.
    let files =
      Self.files(of: parameters).map { ($0.name, $0.bytes) }
      + [(FolderSummary.fileName, Array(summary.utf8))]
    SavingRemains(path: realPath).clear()
    let said = try FileError.complaining(ExitStatus.cannotWrite) { () throws(FileError) in
      let own = try ownFiles(writing: files.map(\.0))
      return try FolderReplacement(in: realPath, isOurs: own.contains).put(files)
    }
    if let said, !isTold { complain(said) }
    isTold = isTold || said != nil
    return "saved in \(path.onOneLine): \(files.map(\.0).joined(separator: ", "))"
  }

  /// The parameters with the files that they are written to.
  private func parameters(_ trained: [TrainedParameter]) -> [SavedParameter] {
    let momentNames = document.optimizer.momentNames
    let tensors = trained.flatMap { parameter -> [(name: String, tensor: Tensor)] in
      let name = document.labels[Int(parameter.node.index)]
      return [(name: name, tensor: parameter.value)]
        + zip(momentNames, parameter.moments).map { (name: "\(name).\($0)", tensor: $1) }
    }
    var files: ArraySlice<SavedFile> =
      switch format {
      case .csv: tensors.map { SavedFile.rows($0.name, $0.tensor) }[...]
      case .npy: tensors.map { SavedFile.array($0.name, $0.tensor) }[...]
      case .npz: SavedFile.archive(of: tensors)[...]
      }
    return trained.map { parameter in
      let value = files.removeFirst()
      let moments = zip(momentNames, parameter.moments).map { name, _ in
        (name, files.removeFirst())
      }
      return SavedParameter(
        name: document.labels[Int(parameter.node.index)], shape: parameter.value.shape.extents,
        value: value, moments: moments)
    }
  }

  /// The files of some parameters, each once.
  private static func files(of parameters: [SavedParameter]) -> [SavedFile] {
    var names: Set<String> = []
    return parameters.flatMap { [$0.value] + $0.moments.map(\.file) }
      .filter { names.insert($0.name).inserted }
  }

  /// The files of the folder that an earlier training has saved, and those that are to be written.
  /// Throws where one of them would take the place of a file from elsewhere.
  private func ownFiles(writing names: [String]) throws(FileError) -> Set<String> {
    let folder = try Folder(path)
    let earlier = try folder.summary()
    var own: Set<String> = [FolderSummary.fileName]
    for (name, sum) in earlier?.files ?? [:] {
      if let bytes = try folder.bytes(of: name), FileSum(of: bytes) == sum { own.insert(name) }
    }
    let isNoSummary = earlier == nil && folder.status(of: entryName(FolderSummary.fileName)) != nil
    let strange =
      isNoSummary
      ? FolderSummary.fileName
      : names.first { !own.contains($0) && folder.status(of: entryName($0)) != nil }
    if let strange, !isForced {
      throw FileError(
        path: path + "/" + strange,
        reason: earlier?.files[strange] == nil
          ? "there is such a file, and no training has saved it; --force writes over it"
          : "the file has been changed since a training saved it; --force writes over it")
    }
    return own.union(names)
  }
}

extension FolderSummary {
  /// Whether a file of a folder is one that was saved, and has not been changed since.
  func lists(_ name: String, in folder: borrowing Folder) -> Bool {
    guard let sum = files[name], let bytes = (try? folder.bytes(of: name)).flatMap(\.self) else {
      return false
    }
    return FileSum(of: bytes) == sum
  }
}

extension Folder {
  /// The summary of the training that is saved in it; `nil` where there is none.
  func summary() throws(FileError) -> FolderSummary? {
    try bytes(of: FolderSummary.fileName).flatMap {
      FolderSummary(String(decoding: $0, as: UTF8.self))
    }
  }
}
