// Where a graph is shown first.
extension Application {
  /// Goes to a place in the words of `:goto`, as soon as there is a graph; returns why it cannot.
  package mutating func go(toPlace words: String) -> String? {
    guard case .session(var session) = scene else {
      startingPlace = words
      return nil
    }
    startingPlace = nil
    if case .refused(let why) = CommandWords.go(to: words, in: &session) { return why }
    scene = .session(session)
    return nil
  }
}
