import Foundation

/// What `backprop eval --json` printed about a file.
struct Evaluation {
  /// Numbers row by row; no gradient where no path leads to the output.
  struct Node {
    let name: String
    let shape: [Int]
    let value: [Double]
    let gradient: [Double]?
  }

  let output: String
  let nodes: [Node]

  /// Evaluates a file; throws what the program complained about.
  init(of file: URL, by program: URL) throws {
    let run = try Run(program, ["eval", "--json", file.path])
    try demand(run.status == 0, "status \(run.status): \(run.errors)")
    try self.init(json: Data(run.output.utf8))
  }

  private init(json: Data) throws {
    guard let object = try JSONSerialization.jsonObject(with: json) as? [String: Any],
      let output = object["output"] as? String, let nodes = object["nodes"] as? [[String: Any]]
    else { throw Fault("no evaluation: \(String(decoding: json, as: UTF8.self))") }
    self.output = output
    self.nodes = nodes.map { node in
      Node(
        name: node["name"] as? String ?? "", shape: node["shape"] as? [Int] ?? [],
        value: Self.numbers(node["value"]),
        gradient: node["gradient"] is NSNull ? nil : Self.numbers(node["gradient"]))
    }
  }

  /// A number or nested arrays, row by row. What is not finite is text, and NaN here.
  private static func numbers(_ json: Any?) -> [Double] {
    if let array = json as? [Any] { return array.flatMap { numbers($0) } }
    return [json as? Double ?? .nan]
  }
}
