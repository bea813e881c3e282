/// An expression as the file writes it: `2`, `-1`, `1/2`, `sqrt(2)/2`.
package struct LiteralText {
  /// How tightly its parts hold together.
  package enum Binding: Int, Comparable, Sendable {
    case sum, product, sign, whole

    package static func < (a: Binding, b: Binding) -> Bool { a.rawValue < b.rawValue }
  }

  private let text: String
  package let binding: Binding

  package init(_ written: String) {
    text = String(written.map { $0 == "*" ? "·" : $0 })
    var (depth, binding) = (0, Binding.whole)
    var last: Character?
    for character in written {
      defer { last = character }
      if "([".contains(character) { depth += 1 }
      if ")]".contains(character) { depth -= 1 }
      guard depth == 0 else { continue }
      if "+-−".contains(character) {
        // The sign of an exponent, as in 1e-3, belongs to its number.
        if last == "e" || last == "E" { continue }
        binding = min(binding, last == nil ? .sign : .sum)
      } else if "*/×÷·@".contains(character) {
        binding = min(binding, .product)
      } else if character == "^" {
        binding = min(binding, .sign)
      }
    }
    self.binding = binding
  }

  /// The text, in parentheses unless it binds at least this tightly.
  package func text(bindingAtLeast least: Binding) -> String {
    binding >= least ? text : "(\(text))"
  }
}
