import ComputationGraph
import Foundation
import Testing

/// The worked examples of the lecture with every number, as they stand in the reference file.
package struct LectureReference: Decodable {
  /// A number, a vector or a matrix.
  package struct Entries: Decodable {
    package let tensor: Tensor

    package init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let number = try? container.decode(Double.self) {
        tensor = Tensor(number)
      } else if let vector = try? container.decode([Double].self) {
        tensor = try Tensor(vector, shape: Shape([vector.count]))
      } else {
        let matrix = try container.decode([[Double]].self)
        tensor = try Tensor(
          matrix.flatMap { $0 }, shape: Shape([matrix.count, matrix.first?.count ?? 0]))
      }
    }
  }

  package struct Gate: Decodable {
    package let name: String
    package let op: String
    package let args: [String]
    package let params: [String: Double]
  }

  package struct BackwardStep: Decodable {
    package let gate: String
    package let to: String
    package let upstream: Entries
    /// `nil` where no gradient of single elements exists.
    package let local: Entries?
    package let downstream: Entries
    package let gradBefore, gradAfter: Entries

    enum CodingKeys: String, CodingKey {
      case gate, to, upstream, local, downstream
      case gradBefore = "grad_before"
      case gradAfter = "grad_after"
    }
  }

  package struct Example: Decodable, CustomTestStringConvertible {
    package let id: String
    package let expression: String
    package let inputs: [String: Entries]
    package let graph: [Gate]
    package let output: String
    package let seedGradient: Entries
    package let forward: [String: Entries]
    package let gradients: [String: Entries]
    package let backwardSteps: [BackwardStep]

    enum CodingKeys: String, CodingKey {
      case id, expression, inputs, graph, output, forward, gradients
      case seedGradient = "seed_gradient"
      case backwardSteps = "backward_steps"
    }

    package var testDescription: String { id }
  }

  /// What is known after so many updates: values by their names, gradients with a `d` before them.
  package typealias Row = [String: Double]

  package let examples: [Example]
  /// Activation functions at several points: `z`, the values, and the slopes with a `d` before them.
  package let activations: [Row]
  package let updates: Updates
  package let demos: Demos

  /// What comes of classic mistakes.
  package struct Demos: Decodable {
    package struct Zeroing: Decodable {
      package let zeroed, notZeroed: [Row]
      enum CodingKeys: String, CodingKey {
        case zeroed
        case notZeroed = "not_zeroed"
      }
    }

    package struct EarlyUpdate: Decodable {
      package let w1, w2, x, t, lr: Double
      package let correct: [String: Double]
      package let wrong: Double
      enum CodingKeys: String, CodingKey {
        case w1, w2, x, t, lr, correct
        case wrong = "wrong_dw1_if_w2_updated_first"
      }
    }

    package struct Overwriting: Decodable {
      package let right, wrong: Double
      package let staged: [String: Double]
    }

    package let zeroing: Zeroing
    package let earlyUpdate: EarlyUpdate
    package let overwriting: Overwriting
    package let dyingReLU: Steps

    package struct Steps: Decodable {
      package let steps: [Row]
    }

    enum CodingKeys: String, CodingKey {
      case zeroing = "forget_zero"
      case earlyUpdate = "update_before_backprop_finished"
      case overwriting = "overwrite_instead_of_accumulate"
      case dyingReLU = "dying_relu"
    }
  }

  package struct Updates: Decodable {
    package let xyz: [Row]
    package let xyzAfter100: Row
    package let sigmoid: [NumbersOfRow]
    package let quadratic: Quadratic

    /// A row without what is no number.
    package struct NumbersOfRow: Decodable {
      package let row: Row

      package init(from decoder: any Decoder) throws {
        row = try [String: Number](from: decoder).compactMapValues(\.value)
      }

      private struct Number: Decodable {
        let value: Double?
        init(from decoder: any Decoder) throws { value = try? Double(from: decoder) }
      }
    }

    package struct Quadratic: Decodable {
      package struct Trace: Decodable {
        /// w before each of the first iterations.
        package let first: [Double]
        /// How many iterations it takes to come closer to 3 than 0.001; `nil` if it never does.
        package let stepsToOneThousandth: Int?

        enum CodingKeys: String, CodingKey {
          case first
          case stepsToOneThousandth = "steps_to_1e_3"
        }
      }
      package let byRate: [String: Trace]
      enum CodingKeys: String, CodingKey { case byRate = "by_lr" }
    }

    enum CodingKeys: String, CodingKey {
      case xyz = "xyz_lr_0_01"
      case xyzAfter100 = "xyz_lr_0_01_step100"
      case sigmoid = "sigmoid_neuron_minimise_f_lr_0_01"
      case quadratic = "quadratic_w_minus_3_squared"
    }
  }

  package static let shared: LectureReference = {
    do {
      guard
        let url = Bundle.module.url(
          forResource: "lecture_examples", withExtension: "json", subdirectory: "Reference")
      else { preconditionFailure("the reference file is not in the bundle") }
      return try JSONDecoder().decode(LectureReference.self, from: Data(contentsOf: url))
    } catch {
      preconditionFailure("the reference file cannot be read: \(error)")
    }
  }()

  /// The example with this id.
  package static func example(_ id: String) throws -> Example {
    try #require(shared.examples.first { $0.id == id })
  }
}
