import Cells
import ComputationGraph

/// How numbers become text: with how many decimals, how much of an array, and whether at all.
package struct Writing: Hashable, Sendable {
  package var decimals: Int
  /// Whether numbers are dots, for somebody who is to say first what they are.
  package var isHidden: Bool

  package init(decimals: Int = 2, isHidden: Bool = false) {
    self.decimals = decimals
    self.isHidden = isHidden
  }

  /// The most entries that are written out.
  package static let mostEntries = 16

  /// A number with the decimals, and `more` of them.
  package func text(_ number: Double, more: Int = 0) -> String {
    shown(NumberText.fixed(number, decimals: decimals + more))
  }

  /// A number in at most `width` columns.
  package func fitted(_ number: Double, more: Int = 0, width: Int) -> String {
    shown(NumberText.fitted(number, decimals: decimals + more, width: width))
  }

  /// A number with so many digits that count, whatever the decimals are.
  package func significant(_ number: Double, digits: Int) -> String {
    shown(NumberText.significant(number, digits: digits))
  }

  /// A number, or the entries of a small tensor, or the shape of a large one.
  package func text(_ tensor: Tensor, more: Int = 0) -> String {
    Self.text(tensor) { text($0, more: more) }
  }

  /// A tensor with its numbers as `written` writes them.
  package static func text(_ tensor: Tensor, _ written: (Double) -> String) -> String {
    tensor.elements.count > mostEntries && !tensor.shape.isScalar
      ? "a \(tensor.shape.noun)" : tensor.written(written)
  }

  /// A number or a tensor where something stands next to it: `(-2.00)`.
  package func factor(_ tensor: Tensor, more: Int = 0) -> String {
    Self.factor(text(tensor, more: more), of: tensor)
  }

  /// Parentheses around the text of a negative number.
  package static func factor(_ text: String, of tensor: Tensor) -> String {
    tensor.shape.isScalar && tensor.elements[0] < 0 ? "(\(text))" : text
  }

  /// A number, or the norm of a tensor.
  package func single(_ tensor: Tensor) -> String {
    tensor.elements.count == 1 ? text(tensor.elements[0]) : "‖\(text(tensor.norm))‖"
  }

  /// A number, or the shape and the norm of a tensor, where there is little room.
  package func short(_ tensor: Tensor) -> String {
    tensor.elements.count <= 3 ? text(tensor) : "\(tensor.shape) ‖\(text(tensor.norm))‖"
  }

  /// The text of a number, or dots in its place.
  package func shown(_ number: String) -> String { isHidden ? Self.dots(number.columns) : number }

  /// A comment of the file, whose numbers may tell as much as those of the graph.
  package func comment(_ text: String) -> String {
    guard isHidden else { return text }
    return text.split(separator: " ", omittingEmptySubsequences: false).map { word in
      word.contains { $0.isASCII && $0.isNumber } && !(word.first?.isLetter ?? false)
        ? Self.dots(word.columns) : String(word)
    }.joined(separator: " ")
  }

  /// Dots at the right end of so many columns: neither its length nor where it begins tells how large
  /// a number is.
  private static func dots(_ columns: Int) -> String {
    String(repeating: " ", count: max(0, columns - 2))
      + String(repeating: "·", count: min(2, columns))
  }
}

extension Tensor {
  /// The root of the sum of the squares of the entries.
  fileprivate var norm: Double { elements.reduce(0) { $0 + $1 * $1 }.squareRoot() }
}

extension Shape {
  /// `vector of 40`, `64×32 matrix`.
  fileprivate var noun: String {
    switch extents.count {
    case 0: "number"
    case 1: "vector of \(self)"
    case 2: "\(self) matrix"
    default: "\(self) tensor"
    }
  }
}
