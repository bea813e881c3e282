/// Why something that was typed or asked for cannot be done, in a sentence for the last line.
package struct Refusal: Error, Hashable, Sendable {
  package let message: String

  package init(_ message: String) { self.message = message }
}
