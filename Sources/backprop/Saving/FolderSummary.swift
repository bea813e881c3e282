import ArgumentParser
import ComputationGraph
import ExpressionLanguage
import Learning

/// The `summary.json` of a folder with a saved training: it tells what was saved, and by their sums
/// which files of the folder are the training's.
struct FolderSummary {
  static let fileName = "summary.json"
  private static let mark = "{\"savedBy\": \"backprop train\""
  private static let maker = "backprop train"

  private let json: JSON
  /// The sum of every file that was saved, by name.
  let files: [String: FileSum]

  /// A summary as it is written: what is known of the training, then its parameters.
  static func text(_ training: JSON, _ parameters: [SavedParameter]) -> String {
    let described = parameters.map { parameter -> JSON in
      ["name": parameter.name, "shape": parameter.shape] + parameter.value.json + [
        "moments": parameter.moments.map { ["name": $0.name] + $0.file.json }
      ]
    }
    return (["savedBy": maker] + training + ["parameters": described]).text + "\n"
  }

  /// The summary that a text is; `nil` where no training has written it.
  init?(_ text: String) {
    guard text.hasPrefix(Self.mark), let json = JSON(parsing: text),
      let parameters = json["parameters"]?.elements
    else { return nil }
    self.json = json
    let all = parameters.flatMap { [$0] + ($0["moments"]?.elements ?? []) }
    files = all.reduce(into: [:]) { files, entry in
      if let name = entry["file"]?.string, let sum = FileSum(entry) { files[name] = sum }
    }
  }

  /// The saved training; `read` gives the numbers of a file of the folder, or of one of the arrays in
  /// it. `nil` where something is missing from the summary.
  func training<Failure: Error>(
    folder: String,
    _ read: (_ file: String, _ array: String?, FileSum, Shape) throws(Failure) -> Tensor
  ) throws(Failure) -> SavedTraining? {
    guard let iterations = json["iterations"]?.integer, iterations >= 0,
      let start = json["start"]?.integer, start >= 0, let inputs = json["set"]?.members,
      let optimizer = json["optimizer"]?.string
    else { return nil }
    func tensor(_ entry: JSON, _ shape: Shape) throws(Failure) -> Tensor? {
      guard let file = entry["file"]?.string, !file.utf8.contains(UInt8(ascii: "/")),
        let sum = files[file]
      else { return nil }
      return try read(file, entry["array"]?.string, sum, shape)
    }
    var parameters: [SavedTraining.Parameter] = []
    for entry in json["parameters"]?.elements ?? [] {
      guard let name = entry["name"]?.string,
        let extents = entry["shape"]?.elements?.map(\.integer),
        extents.allSatisfy({ $0.map { (0...1 << 30).contains($0) } == true })
      else { return nil }
      guard let shape = try? Shape(extents.compactMap(\.self)),
        let value = try tensor(entry, shape)
      else { return nil }
      var moments: [Tensor] = []
      for moment in entry["moments"]?.elements ?? [] {
        guard let tensor = try tensor(moment, shape) else { return nil }
        moments.append(tensor)
      }
      parameters.append(SavedTraining.Parameter(name: name, value: value, moments: moments))
    }
    return SavedTraining(
      folder: folder, iterations: iterations, start: start,
      inputs: Dictionary(
        inputs.compactMap { name, value in value.number.map { (name, $0) } },
        uniquingKeysWith: { $1 }),
      optimizer: optimizer, parameters: parameters)
  }
}

/// A parameter with the files it is saved in.
struct SavedParameter {
  let name: String
  let shape: [Int]
  let value: SavedFile
  let moments: [(name: String, file: SavedFile)]
}

/// How the numbers of a training are written.
enum SavedFormat: String, ExpressibleByArgument, CaseIterable {
  case csv, npy
  /// One file for all of them.
  case npz
}

/// A file of a saved training.
struct SavedFile {
  let name: String
  let bytes: [UInt8]
  /// The array of an archive that is meant; `nil` where the file has only one.
  let array: String?
  private let sum: FileSum

  /// The numbers of a tensor as NumPy writes an array, in its shape.
  static func array(_ name: String, _ tensor: Tensor) -> SavedFile {
    SavedFile(
      "\(name).npy", NPYFormat.bytes(extents: tensor.shape.extents, elements: tensor.elements))
  }

  /// The archive of all these tensors, once for each of them.
  static func archive(of tensors: [(name: String, tensor: Tensor)]) -> [SavedFile] {
    let bytes = NPZFormat.bytes(
      of: tensors.map { ($0.name, $0.tensor.shape.extents, $0.tensor.elements) })
    let whole = SavedFile("parameters.npz", bytes)
    return tensors.map { SavedFile(whole, array: $0.name) }
  }

  private init(_ name: String, _ bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
    array = nil
    sum = FileSum(of: bytes)
  }

  private init(_ whole: SavedFile, array: String) {
    name = whole.name
    bytes = whole.bytes
    sum = whole.sum
    self.array = array
  }

  /// The numbers of a tensor as rows with all digits, where a vector is one row, as it is in a
  /// product.
  static func rows(_ name: String, _ tensor: Tensor) -> SavedFile {
    let columns = tensor.shape.extents.last ?? 1
    var text = ""
    for (index, element) in tensor.elements.enumerated() {
      text += element.description
      text += (index + 1) % columns == 0 ? "\n" : ","
    }
    return SavedFile("\(name).csv", Array(text.utf8))
  }

  /// The name, the array and the sum, as the summary has them.
  var json: JSON {
    guard let array else { return ["file": name] + sum.json }
    return ["file": name, "array": array] + sum.json
  }
}
