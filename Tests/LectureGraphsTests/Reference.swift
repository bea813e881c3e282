import ComputationGraph
import Foundation
import Testing

/// The worked examples of the lecture with every number, computed by other programs.
struct Reference: Decodable {
  /// A number, a vector or a matrix.
  struct Entries: Decodable {
    let tensor: Tensor

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let number = try? container.decode(Double.self) {
        tensor = Tensor(number)
      } else if let vector = try? container.decode([Double].self) {
        tensor = try Tensor(vector, shape: Shape([vector.count]))
      } else {
        let rows = try container.decode([[Double]].self)
        tensor = try Tensor(
          rows.flatMap { $0 }, shape: Shape([rows.count, rows.first?.count ?? 0]))
      }
    }
  }

  struct Example: Decodable {
    let id: String
    /// What is differentiated. It gets a gradient other than 1 where the slide shows a part of a
    /// larger graph.
    let output: String
    let forward: [String: Entries]
    let gradients: [String: Entries]
    let backwardSteps: [BackwardStep]

    enum CodingKeys: String, CodingKey {
      case id, output, forward, gradients
      case backwardSteps = "backward_steps"
    }
  }

  struct BackwardStep: Decodable {
    let gate: String
    let to: String
    let upstream: Entries
    /// `nil` where no number for each element exists.
    let local: Entries?
    let downstream, gradBefore, gradAfter: Entries

    enum CodingKeys: String, CodingKey {
      case gate, to, upstream, local, downstream
      case gradBefore = "grad_before"
      case gradAfter = "grad_after"
    }
  }

  /// What is known after so many updates: values by their names, gradients with a `d` before them.
  typealias Row = [String: Double]

  let examples: [Example]
  /// Activation functions at several points: `z`, the values, and the slopes with a `d` before them.
  let activations: [Row]
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

  /// The example with this id.
  static func example(_ id: String) throws -> Example {
    try #require(shared.examples.first { $0.id == id })
  }
}

extension Reference {
  private enum Keys: String, CodingKey { case examples, activations, updates, demos }
  private enum UpdateKeys: String, CodingKey {
    case firstExample = "xyz_lr_0_01"
    case sigmoid = "sigmoid_neuron_minimise_f_lr_0_01"
  }
  private enum DemoKeys: String, CodingKey {
    case forgetZero = "forget_zero"
    case dyingReLU = "dying_relu"
  }
  private enum TableKeys: String, CodingKey { case zeroed, steps }

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
    examples = try file.decode([Example].self, forKey: .examples)
    activations = try file.decode([Row].self, forKey: .activations)
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

/// Of one shape, and each number equal to 1e-12, relative to the larger of 1 and the expected one.
func isClose(_ tensor: Tensor, _ expected: Tensor) -> Bool {
  tensor.shape == expected.shape && zip(tensor.elements, expected.elements).allSatisfy(isClose)
}

/// Equal to 1e-12, relative to the larger of 1 and the expected number.
func isClose(_ number: Double, _ expected: Double) -> Bool {
  abs(number - expected) <= 1e-12 * max(1, abs(expected))
}
