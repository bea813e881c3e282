/// A sentence for the last line about a command that has been carried out.
package struct Note: Hashable, Sendable, ExpressibleByStringInterpolation {
  package let message: String

  package init(_ message: String) { self.message = message }
  package init(stringLiteral message: String) { self.init(message) }
}
