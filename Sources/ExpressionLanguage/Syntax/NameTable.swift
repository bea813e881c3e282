/// A name as a number, so that facts about names can be kept in arrays.
struct Name: Hashable {
  let index: Int32
}

/// The names that occur in a file.
struct NameTable {
  /// The kind of thing that a line defines a name as.
  enum Definition { case value, function }

  private(set) var texts: [String] = []
  private var names: [String: Name] = [:]
  private var definitions: [Name: Definition] = [:]

  /// The name with this text, the same for all its Unicode encodings.
  mutating func name(_ text: String) -> Name {
    if let name = names[text] { return name }
    let name = Name(index: Int32(texts.count))
    texts.append(text)
    names[text] = name
    return name
  }

  /// The name with this text, if it occurs in the file.
  func existing(_ text: String) -> Name? { names[text] }

  /// Records the definition of a name; of two definitions, the first counts.
  mutating func define(_ name: Name, as definition: Definition) {
    definitions[name] = definitions[name] ?? definition
  }

  /// The definition of a name in the lines so far.
  func definition(of text: String) -> Definition? { names[text].flatMap { definitions[$0] } }

  /// The first of these names that is not taken.
  func free(among candidates: some Sequence<String>) -> String? {
    candidates.first { names[$0] == nil }
  }

  /// A free name to suggest for a loss.
  var freeForLoss: String { free(among: ["loss", "cost", "total"]) ?? "result" }

  /// A free name to suggest for what a call gives.
  var freeForResult: String { free(among: ["out", "result", "value"]) ?? "result′" }

  subscript(name: Name) -> String { texts[Int(name.index)] }
}
