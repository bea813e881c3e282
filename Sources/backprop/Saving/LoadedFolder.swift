import ArgumentParser
import Cells
import ComputationGraph
import ExpressionLanguage
import Learning

extension SavedTraining {
  /// The training that is saved in a folder; complains and throws where there is none that is whole.
  init(in path: String) throws(ExitCode) {
    do throws(FileError) {
      self = try Self.read(path)
    } catch {
      complain("\(error.path.onOneLine): error: \(error.reason)")
      throw error.isMissing ? ExitStatus.noFile : ExitStatus.badFile
    }
  }

  private static func read(_ path: String) throws(FileError) -> SavedTraining {
    let folder = try Folder(path)
    let file = path + "/" + FolderSummary.fileName
    guard let state = try SavedState(in: folder) else {
      throw FileError(
        path: file, reason: "no training is saved here: 'backprop train --save' writes this file",
        isMissing: folder.status(of: entryName(FolderSummary.fileName)) == nil)
    }
    // The parameters of an archive lie in one file, which is read once.
    var last: (name: String, bytes: [UInt8])?
    let saved = try state.summary.training(folder: path) {
      (name, array, sum, shape) throws(FileError) in
      if last?.name != name {
        last = try state.bytes(of: name, sum: sum).map { (name, $0) }
      }
      guard let bytes = last?.bytes,
        let tensor = name.hasSuffix(".csv")
          ? Tensor(rows: bytes, shape: shape) : Tensor(array: bytes, array, shape: shape)
      else {
        throw FileError(
          path: path + "/" + name,
          reason: "this is not the file that was saved: its length or its sum is another")
      }
      return tensor
    }
    if state.isPutAside {
      complain(
        "\(path.onOneLine): a saving was cut off before all of its files were in place; this is what "
          + "was saved before it")
    }
    guard let saved else {
      throw FileError(path: file, reason: "the summary does not say all that it takes to go on")
    }
    return saved
  }
}

extension Tensor {
  /// The numbers of a saved array, which has a name in an archive; `nil` where it has another shape.
  fileprivate init?(array bytes: [UInt8], _ name: String?, shape: Shape) {
    let array = bytes.withUnsafeBytes { bytes in
      guard let name else { return (try? CSVTable(arraysIn: bytes))?.arrays.first }
      return (try? NPZFormat.array(name, of: bytes)).flatMap(\.self)
    }
    guard let array, array.extents == shape.extents,
      let tensor = try? Tensor(array.elements, shape: shape)
    else { return nil }
    self = tensor
  }

  /// The numbers of a saved file, all of them, in a shape; `nil` where they are not as many.
  fileprivate init?(rows bytes: [UInt8], shape: Shape) {
    let cells = bytes.split { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\n") }
    let numbers = cells.compactMap { Double(String(decoding: $0, as: UTF8.self)) }
    guard numbers.count == cells.count, let tensor = try? Tensor(numbers, shape: shape) else {
      return nil
    }
    self = tensor
  }
}
