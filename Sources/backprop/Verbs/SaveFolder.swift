import ArgumentParser
import Backpropagation
import ComputationGraph
import ExpressionLanguage

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A folder that takes the parameters of a trained model: `W.csv` and so on, and `summary.json`.
///
/// Files of an earlier training are replaced; files from elsewhere are not.
struct SaveFolder {
  private static let summaryName = "summary.json"
  private static let mark = "{\"savedBy\": \"backprop train\""

  private let path: String
  /// The name of each parameter.
  private let names: [String]

  /// Makes the folder if there is none; complains and throws where it cannot be written into.
  init(_ path: String, of parameters: [TrainedParameter], in document: Document) throws(ExitCode) {
    self.path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    names = parameters.map { document.labels[Int($0.node.index)] }
    try FileError.complaining(ExitStatus.cannotWrite) { () throws(FileError) in
      try makeFolder(self.path)
      guard access(self.path, W_OK | X_OK) == 0 else { throw FileError(self.path, errno: errno) }
      try refuseStrangeFiles()
    }
  }

  /// Writes all files; returns a sentence that says what was written.
  func write(_ parameters: [TrainedParameter], summary: JSON) throws(ExitCode) -> String {
    let described = zip(names, parameters).map { name, parameter -> JSON in
      ["name": name, "shape": parameter.value.shape.extents, "file": name + ".csv"]
    }
    let summary = ["savedBy": "backprop train"] + summary + ["parameters": described]
    // The summary is put in place last: it never lists a file that is not there.
    let files =
      zip(names, parameters).map { (path: file($0 + ".csv"), text: csv($1.value)) }
      + [(path: file(Self.summaryName), text: summary.text + "\n")]
    try FileError.complaining(ExitStatus.cannotWrite) { () throws(FileError) in
      try writeFiles(files)
    }
    let written = names.map { $0 + ".csv" } + [Self.summaryName]
    return "saved in \(path): \(written.joined(separator: ", "))"
  }

  private func file(_ name: String) -> String { path + "/" + name }

  /// Throws where a file that would be replaced is not from an earlier training.
  private func refuseStrangeFiles() throws(FileError) {
    if let name = names.first(where: { $0.utf8.count > 250 }) {
      throw FileError(path: name, reason: "no file can have a name as long as this parameter's")
    }
    var earlier = ""
    if access(file(Self.summaryName), F_OK) == 0 {
      let text = String(decoding: try readFile(file(Self.summaryName)), as: UTF8.self)
      guard text.hasPrefix(Self.mark) else {
        throw FileError(path: file(Self.summaryName), reason: Self.strange)
      }
      earlier = text
    }
    for name in names.map({ $0 + ".csv" }) where access(file(name), F_OK) == 0 {
      guard earlier.contains("\"file\": \(JSON.string(name).text)") else {
        throw FileError(path: file(name), reason: Self.strange)
      }
    }
  }

  private static let strange = "there is such a file, and no training has saved it"
}

/// The numbers of a tensor as rows with all digits; a vector is one row, as it is in a product.
private func csv(_ tensor: Tensor) -> String {
  let columns = tensor.shape.extents.last ?? 1
  var text = ""
  for (index, element) in tensor.elements.enumerated() {
    text += element.description
    text += (index + 1) % columns == 0 ? "\n" : ","
  }
  return text
}
