/// The reason why a command or an input is refused, in a sentence for the last line.
package struct Refusal: Error, Hashable, Sendable {
  package let message: String

  package init(_ message: String) { self.message = message }
}
