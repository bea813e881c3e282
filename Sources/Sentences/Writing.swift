import Cells
import ComputationGraph

/// The way numbers become text: the number of decimals, the part of an array, and whether they are
/// shown at all.
package struct Writing: Hashable, Sendable {
  package var decimals: Int
  /// Whether numbers are shown as dots, for a prediction of them.
  package var isHidden: Bool

  package init(decimals: Int = 2, isHidden: Bool = false) {
    self.decimals = decimals
    self.isHidden = isHidden
  }

  /// The greatest number of entries that are written out.
  package static let mostEntries = 16

  /// A number with the chosen decimals and `more` further ones.
  package func text(_ number: Double, more: Int = 0) -> String {
    shown(NumberText.fixed(number, decimals: decimals + more))
  }

  /// How many further decimals tell two numbers apart, from `least` on, where any do.
  package func decimals(telling old: Double, from new: Double, least: Int = 0) -> Int {
    guard old != new, old.isFinite, new.isFinite else { return least }
    let most = max(least, Self.mostDigits - decimals)
    func written(_ number: Double, _ more: Int) -> String {
      NumberText.fixed(number, decimals: decimals + more)
    }
    return (least...most).first { written(old, $0) != written(new, $0) } ?? least
  }

  /// How many further decimals tell the entry that has moved most from what it was.
  package func decimals(telling old: Tensor, from new: Tensor, least: Int = 0) -> Int {
    let pairs = zip(old.elements, new.elements)
    let most = pairs.max { abs($0.0 - $0.1) < abs($1.0 - $1.1) }
    return most.map { decimals(telling: $0.0, from: $0.1, least: least) } ?? least
  }

  /// Two numbers with as many decimals as tell them apart: `-2.00 → -1.96`.
  package func move(_ old: Double, _ new: Double, least: Int = 0) -> String {
    let more = decimals(telling: old, from: new, least: least)
    return "\(text(old, more: more)) → \(text(new, more: more))"
  }

  /// The decimals of a number of which every digit is shown.
  private static let mostDigits = 16

  /// A number in at most `width` columns.
  package func fitted(_ number: Double, more: Int = 0, width: Int) -> String {
    shown(NumberText.fitted(number, decimals: decimals + more, width: width))
  }

  /// A number with this many significant digits, whatever the decimals are.
  package func significant(_ number: Double, digits: Int) -> String {
    shown(NumberText.significant(number, digits: digits))
  }

  /// A number, or the entries of a small tensor, or the shape of a large one.
  package func text(_ tensor: Tensor, more: Int = 0) -> String {
    Self.text(tensor) { text($0, more: more) }
  }

  /// A tensor whose numbers are written by `written`.
  package static func text(_ tensor: Tensor, _ written: (Double) -> String) -> String {
    tensor.elements.count > mostEntries && !tensor.shape.isScalar
      ? "a \(tensor.shape.noun)" : tensor.written(written)
  }

  /// A number or a tensor as an operand: `(-2.00)`.
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

  /// A number, or the shape and the norm of a tensor, for places with little room.
  package func short(_ tensor: Tensor) -> String {
    tensor.elements.count <= 3 ? text(tensor) : "\(tensor.shape) ‖\(text(tensor.norm))‖"
  }

  /// The text of a number, or dots if numbers are hidden.
  package func shown(_ number: String) -> String { isHidden ? Self.dots(number.columns) : number }

  /// A comment of the file; its numbers, which may reveal those of the graph, are hidden with them.
  package func comment(_ text: String) -> String {
    guard isHidden else { return text }
    return text.split(separator: " ", omittingEmptySubsequences: false).map { word in
      word.contains { $0.isASCII && $0.isNumber } && !(word.first?.isLetter ?? false)
        ? Self.dots(word.columns) : String(word)
    }.joined(separator: " ")
  }

  /// Dots at the right end of this many columns, so that neither length nor position reveals the
  /// size of a number.
  private static func dots(_ columns: Int) -> String {
    String(repeating: " ", count: max(0, columns - 2))
      + String(repeating: "·", count: min(2, columns))
  }
}

extension Tensor {
  /// The square root of the sum of the squares of the entries.
  fileprivate var norm: Double { elements.euclideanNorm }
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
