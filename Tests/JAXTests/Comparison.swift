import Foundation

/// Programs with JAX's numbers, and what backprop printed for the same files.
struct Comparison {
  let programs: [JAX.Program]
  /// In the order of the programs.
  let evaluations: [Evaluation]
  /// In how many programs each construct of the generator occurs.
  let constructs: [String: Int]

  /// Made once for all tests.
  static let shared = Result { try Comparison() }

  private init() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let reference = try JAX.reference(in: folder)
    programs = reference.programs
    constructs = reference.constructs
    evaluations = try Evaluation.all(of: programs.map { folder.appending(path: $0.file).path })
  }
}

extension Evaluation {
  /// Where JAX's numbers are others: a line for each value and each gradient.
  func differences(from program: JAX.Program) -> [String] {
    guard nodes.map(\.name) == program.definitions.map(\.name), output == program.output else {
      return ["the names are \(nodes.map(\.name)), the output is \(output)"]
    }
    return zip(nodes, program.definitions).flatMap { node, expected -> [String] in
      if node.shape != expected.shape {
        return ["\(node.name) has the shape \(node.shape), not \(expected.shape)"]
      }
      let value = Self.difference(of: node.value, from: expected.value)
      var lines = value.map { ["the value of \(node.name) is \($0)"] } ?? []
      switch (node.gradient, expected.gradient) {
      case (nil, nil): break
      case (let gradient?, let expected?):
        if let text = Self.difference(of: gradient, from: expected) {
          lines.append("the gradient of \(node.name) is \(text)")
        }
      case (nil, _?): lines.append("\(node.name) has no gradient")
      case (_?, nil): lines.append("\(node.name) has a gradient, and no path to the output")
      }
      return lines
    }
  }

  /// The two numbers that differ most; `nil` if all agree.
  private static func difference(of numbers: [Double], from expected: [Double]) -> String? {
    guard numbers.count == expected.count else {
      return "made of \(numbers.count) numbers, for JAX of \(expected.count)"
    }
    let errors = zip(numbers, expected).map(relativeError)
    guard let place = errors.indices.max(by: { errors[$0] < errors[$1] }),
      errors[place] > tolerance
    else { return nil }
    let index = numbers.count > 1 ? ", at place \(place) of \(numbers.count)" : ""
    return "\(numbers[place]), for JAX \(expected[place])\(index)"
  }

  /// A wrong derivative differs in the first digits, and rounding, where sums cancel, by less than
  /// 1e-10: this is above the one and far below the other.
  private static let tolerance = 1e-9

  /// Relative to JAX's number, or to 0.001 where that is smaller: what should be 0 is nothing but
  /// rounding, and that has the size of the terms that cancel.
  private static func relativeError(_ number: Double, _ expected: Double) -> Double {
    let error = abs(number - expected) / max(abs(expected), 1e-3)
    return error.isNaN ? .infinity : error
  }
}
