import ComputationGraph
import ExpressionLanguage

/// A value as it is typed: anything that can follow `param w =` in a file.
package enum ValueText {
  /// The numbers of a text in the given shape; a single number fills any shape.
  package static func tensor(_ text: String, shape: Shape, name: String) throws(Refusal) -> Tensor {
    let line = String(text.prefix { $0 != "\n" && $0 != "\r" && $0 != "#" })
    guard line.contains(where: { $0 != " " }) else {
      throw Refusal("\(name) needs a value, such as \(example(of: shape))")
    }
    let syntax = Syntax(parsing: "param value = " + line)
    if let free = syntax.freeInputs.first {
      throw Refusal("a value is made of numbers and functions of them; '\(free.name)' is neither")
    }
    switch Document.make(from: syntax) {
    case .failure(let list):
      throw Refusal(list.diagnostics.first?.sentence ?? "'\(text)' is no value")
    case .success(let document):
      let given = document.graph.shape(of: document.output)
      let elements = Array(document.graph.initialValue(of: document.output))
      guard elements.allSatisfy(\.isFinite) else {
        throw Refusal("'\(line)' is no finite number")
      }
      if given.count == 1, let number = elements.first {
        return Tensor(shape: shape) { _ in number }
      }
      guard given == shape else {
        throw Refusal(
          "\(name) is \(shape.isScalar ? "a single number" : "\(shape)"), "
            + "and this is \(given)")
      }
      return Tensor(shape: shape) { elements[$0] }
    }
  }

  /// A tensor as it is typed: `-2`, `[[1, 2], [3, 4]]`; empty if that would be long.
  package static func text(_ tensor: Tensor) -> String {
    guard tensor.elements.count <= 16 else { return "" }
    return tensor.written(NumberText.shortest)
  }

  private static func example(of shape: Shape) -> String {
    switch shape.extents.count {
    case 0: "3 or 2*pi"
    case 1: "[1, 2, 3] or ones(\(shape))"
    default:
      "0 or randn(\(shape.extents.map(String.init).joined(separator: ", ")), seed = 1)"
    }
  }
}
