import Foundation

/// The reference: `reference.py`, which needs a `python3` that has JAX.
enum JAX {
  struct Reference: Decodable {
    let programs: [Program]
    let constructs: [String: Int]
  }

  struct Program: Decodable {
    let file, text, output: String
    let definitions: [Definition]
  }

  /// Numbers row by row; no gradient where no path leads to the output.
  struct Definition: Decodable {
    let name: String
    let shape: [Int]
    let value: [Double]
    let gradient: [Double]?
  }

  static let isInstalled: Bool = {
    let run = try? Run(python, ["python3", "-c", "import jax, numpy"])
    return run?.status == 0
  }()

  /// Writes random programs into a folder: 300, or `BACKPROP_JAX_PROGRAMS`, from the seed 1 or
  /// `BACKPROP_JAX_SEED`.
  static func reference(in folder: URL) throws -> Reference {
    let variables = ProcessInfo.processInfo.environment
    let script = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "reference.py")
    let run = try Run(
      python,
      [
        "python3", script.path, folder.path,
        "--programs", variables["BACKPROP_JAX_PROGRAMS"] ?? "300",
        "--seed", variables["BACKPROP_JAX_SEED"] ?? "1",
      ])
    if run.status != 0 { throw Failure(description: run.errors) }
    let file = folder.appending(path: "reference.json")
    return try JSONDecoder().decode(Reference.self, from: Data(contentsOf: file))
  }

  private static let python = URL(filePath: "/usr/bin/env")
}
