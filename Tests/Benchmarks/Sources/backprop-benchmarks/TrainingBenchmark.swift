import Backpropagation
import ExpressionLanguage
import Learning

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Trains files of expressions as the program does, in turn with `training.py`, which has the same
/// networks.
enum TrainingBenchmark {
  static func run() throws -> [NetworkResult] {
    let cases = try TrainingCase.all()
    var ours: [[Double]] = cases.map { _ in [] }
    var theirs = ours
    for round in 0..<7 {
      let baseline = NumpyBaseline.run("training.py", TrainingCase.dataFolder)
      for (index, training) in cases.enumerated() {
        let (milliseconds, loss) = training.run()
        ours[index].append(milliseconds)
        guard let baseline, baseline.count == cases.count else { continue }
        theirs[index].append(baseline[index].milliseconds)
        let other = baseline[index].loss
        if round == 0, abs(loss - other) > 1e-6 * abs(other) {
          fatalError("\(training.name): the loss is \(loss), and \(other) with numpy")
        }
      }
    }
    return cases.indices.map {
      NetworkResult(
        network: cases[$0].name, milliseconds: ours[$0].median,
        baselineMilliseconds: theirs[$0].isEmpty ? nil : theirs[$0].median)
    }
  }

  /// The end of the lecture's notes: after 10,000 updates 0.98 of the spiral's points are right.
  static func runToTheEnd() throws -> (seconds: Double, accuracy: Double) {
    let document = try TrainingCase.document("spiral-net.expr")
    let scoring = document.scoring(.training).map { [DataSet.Part.training: $0] } ?? [:]
    var training = MeasuredTraining(of: document.objective, scoring: scoring)
    var last: Measurement?
    let time = nanoseconds { last = training.measure(at: 10_000) }
    guard let accuracy = last?.scores[.training]?.reports.first, accuracy == 0.98 else {
      fatalError("spiral-net.expr has learned something else")
    }
    return (time / 1e9, accuracy)
  }
}

/// A file to train, and for how long.
private struct TrainingCase {
  let name: String
  let document: Document
  let iterations: Int

  private static let graphs = #filePath.replacing(
    "Tests/Benchmarks/Sources/backprop-benchmarks/TrainingBenchmark.swift", with: "Graphs/")
  static let dataFolder = graphs + "data"

  /// The same as in `training.py`, in its order.
  static func all() throws -> [TrainingCase] {
    [
      TrainingCase(
        name: "spiral 300x2-3", document: try document("spiral-linear.expr"), iterations: 1000),
      TrainingCase(
        name: "spiral 300x2-100-3", document: try document("spiral-net.expr"), iterations: 200),
      TrainingCase(
        name: "digits 1797x64-32-10", document: try digits("sgd(lr = 0.01)"), iterations: 50),
      TrainingCase(
        name: "digits 1797x64-32-10, Adam", document: try digits("adam(lr = 0.01)"), iterations: 50),
    ]
  }

  /// The median of the milliseconds that an iteration takes, and the last loss.
  func run() -> (milliseconds: Double, loss: Double) {
    var training = Training(of: document.objective)
    var last = Double.nan
    let time = nanoseconds {
      _ = training.run(from: 0, count: iterations) { _, loss, _ in
        last = loss
        return false
      }
    }
    return (time / 1e6 / Double(iterations), last)
  }

  /// A file of the folder `Graphs`.
  static func document(_ name: String) throws -> Document {
    try make(Syntax(parsing: bytes(graphs + name)))
  }

  private static func digits(_ optimizer: String) throws -> Document {
    try make(
      Syntax(
        parsing: """
          data d = csv("data/digits.csv", label = digit)
          param W1 = csv("W1")
          param b1 = zeros(32)
          param W2 = csv("W2")
          param b2 = zeros(10)
          scores = relu(d.x @ W1 + b1) @ W2 + b2
          loss = cross_entropy(scores, d.y)
          minimize loss with \(optimizer)
          """))
  }

  private static func make(_ syntax: Syntax) throws -> Document {
    var tables: FileTables = [
      "W1": .success(leaf(rows: 64, columns: 32, first: 2)),
      "W2": .success(leaf(rows: 32, columns: 10, first: 3)),
    ]
    for file in syntax.files where tables[file.path] == nil {
      var reader = CSVReader(labelName: file.labelName)
      let bytes = bytes(graphs + file.path)
      try bytes.withUnsafeBytes { try reader.read($0) }
      tables[file.path] = .success(try reader.finish())
    }
    return try Document.make(from: syntax, files: tables).get()
  }

  /// 0.1 × sin(first + 0, 0.7, 1.4 …): as good as random here, and easy to repeat.
  private static func leaf(rows: Int, columns: Int, first: Int) -> CSVTable {
    CSVTable(
      columnNames: nil, columnCount: columns,
      elements: (0..<rows * columns).map { 0.1 * sin(Double(first) + 0.7 * Double($0)) })
  }

  private static func bytes(_ path: String) -> [UInt8] {
    guard let file = fopen(path, "r") else { fatalError("\(path) cannot be read") }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&chunk, 1, chunk.count, file)
      if count == 0 { return bytes }
      bytes += chunk[..<count]
    }
  }
}
