/// Why something that was typed or asked for cannot be done, in a sentence for the last line.
struct Refusal: Error, Hashable {
  let message: String

  init(_ message: String) { self.message = message }
}
