import Foundation
import Testing

/// The worked examples of the lecture with every number, computed by other programs.
struct Reference: Decodable {
  struct Example: Decodable {
    let id: String
    let seedGradient: Double
    let forward: [String: Double]
    let gradients: [String: Double]
    let backwardSteps: [BackwardStep]

    enum CodingKeys: String, CodingKey {
      case id, forward, gradients
      case seedGradient = "seed_gradient"
      case backwardSteps = "backward_steps"
    }
  }

  struct BackwardStep: Decodable {
    let gate: String
    let to: String
    let upstream, local, downstream: Double
    let gradBefore, gradAfter: Double

    /// All numbers of the step, in the order in which they are said.
    var numbers: [Double] { [upstream, local, downstream, gradBefore, gradAfter] }

    enum CodingKeys: String, CodingKey {
      case gate, to, upstream, local, downstream
      case gradBefore = "grad_before"
      case gradAfter = "grad_after"
    }
  }

  /// What is known after so many updates: values by their names, gradients with a `d` before them.
  typealias Row = [String: Double]

  let scalarExamples: [Example]
  /// The rows of the examples that are updated, from iteration 0 on.
  let firstExampleRows, sigmoidRows, quadraticRows, reluRows: [Row]

  static let shared: Reference = {
    let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let file = tests.appending(path: "BackpropagationTests/Reference/lecture_examples.json")
    do {
      return try JSONDecoder().decode(Reference.self, from: Data(contentsOf: file))
    } catch {
      preconditionFailure("the reference file cannot be read: \(error)")
    }
  }()

  /// The scalar example with this id.
  static func example(_ id: String) throws -> Example {
    try #require(shared.scalarExamples.first { $0.id == id })
  }
}

extension Reference {
  private enum Keys: String, CodingKey { case examples, updates, demos }
  private enum UpdateKeys: String, CodingKey {
    case firstExample = "xyz_lr_0_01"
    case sigmoid = "sigmoid_neuron_minimise_f_lr_0_01"
  }
  private enum DemoKeys: String, CodingKey {
    case forgetZero = "forget_zero"
    case dyingReLU = "dying_relu"
  }
  private enum TableKeys: String, CodingKey { case zeroed, steps }

  /// An example, or nothing where it is about vectors and matrices.
  private struct ScalarOnly: Decodable {
    let example: Example?
    init(from decoder: any Decoder) throws { example = try? Example(from: decoder) }
  }

  /// A row without what is no number.
  private struct Numbers: Decodable {
    let row: Row
    init(from decoder: any Decoder) throws {
      row = try [String: Number](from: decoder).compactMapValues(\.value)
    }
  }

  private struct Number: Decodable {
    let value: Double?
    init(from decoder: any Decoder) throws { value = try? Double(from: decoder) }
  }

  init(from decoder: any Decoder) throws {
    let file = try decoder.container(keyedBy: Keys.self)
    scalarExamples = try file.decode([ScalarOnly].self, forKey: .examples).compactMap(\.example)
    let updates = try file.nestedContainer(keyedBy: UpdateKeys.self, forKey: .updates)
    firstExampleRows = try updates.decode([Numbers].self, forKey: .firstExample).map(\.row)
    sigmoidRows = try updates.decode([Numbers].self, forKey: .sigmoid).map(\.row)
    let demos = try file.nestedContainer(keyedBy: DemoKeys.self, forKey: .demos)
    let forgetZero = try demos.nestedContainer(keyedBy: TableKeys.self, forKey: .forgetZero)
    quadraticRows = try forgetZero.decode([Numbers].self, forKey: .zeroed).map(\.row)
    let dyingReLU = try demos.nestedContainer(keyedBy: TableKeys.self, forKey: .dyingReLU)
    reluRows = try dyingReLU.decode([Numbers].self, forKey: .steps).map(\.row)
  }
}

/// Equal to 1e-12, relative to the larger of 1 and the expected number.
func isClose(_ number: Double, _ expected: Double) -> Bool {
  abs(number - expected) <= 1e-12 * max(1, abs(expected))
}
