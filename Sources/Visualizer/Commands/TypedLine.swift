import Screen

/// A line that is typed, with completion.
struct TypedLine: Hashable, Sendable {
  private(set) var text = ""

  init(text: String = "") { self.text = text }

  /// The text, when it is finished.
  enum Result: Hashable, Sendable {
    case editing
    case cancelled
    case entered(String)
  }

  /// Handles a key; Tab completes to the common beginning of `candidates`.
  mutating func take(_ key: Key, candidates: (String) -> [String]) -> Result {
    switch key {
    case .character(let character):
      text.append(character)
    case .backspace:
      if text.isEmpty { return .cancelled }
      text.removeLast()
    case .control("u"):
      text = ""
    case .control("w"):
      while text.last == " " { text.removeLast() }
      while let last = text.last, last != " " { text.removeLast() }
    case .tab:
      complete(candidates(text))
    case .enter:
      return .entered(text)
    case .escape, .control("g"):
      return .cancelled
    default: break
    }
    return .editing
  }

  mutating func insert(_ pasted: String) { text += pasted.prefix { $0 != "\n" && $0 != "\r" } }

  /// Replaces the last word with the longest common beginning of all candidates.
  private mutating func complete(_ candidates: [String]) {
    guard var common = candidates.first else { return }
    for candidate in candidates.dropFirst() {
      common = String(zip(common, candidate).prefix { $0 == $1 }.map(\.0))
    }
    let start = text.lastIndex(of: " ").map(text.index(after:)) ?? text.startIndex
    guard common.count >= text[start...].count else { return }
    text = text[..<start] + common + (candidates.count == 1 ? " " : "")
  }
}
