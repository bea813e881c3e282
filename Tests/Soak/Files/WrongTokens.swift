import ExpressionLanguage
import Learning

/// Right files in which one token is wrong: whatever a message offers, the file with it has this
/// mistake no more.
struct WrongTokens: Driver {
  static let abstract = "files with one wrong token, and what their messages offer"
  static let wholeCount = 20_000
  #if DEBUG
    static let secondsForAnAnswer: Int? = 60
  #else
    static let secondsForAnAnswer: Int? = 10
  #endif

  private var offers = 0
  private var messages = 0

  init(_ settings: Settings) {}

  mutating func input(_ number: Int, _ random: inout RandomNumbers) -> [UInt8]? {
    random.withWrongToken(Corpus.texts)
  }

  static func pieces(of input: [UInt8]) -> [ArraySlice<UInt8>] {
    input.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
  }

  mutating func attempt(_ input: [UInt8]) throws {
    let file = Corpus.read(input)
    guard case .failure(let list) = file.document([:]) else { return }
    messages += 1
    for diagnostic in list.diagnostics {
      for correction in diagnostic.notes.compactMap(\.correction) {
        offers += 1
        let changed = Corpus.read(correction.applied(to: input))
        guard case .failure(let after) = changed.document([:]) else { continue }
        try demand(
          !after.diagnostics.contains {
            $0.problem == diagnostic.problem && $0.span == diagnostic.span
          },
          "after what is offered there is the same mistake:\n"
            + diagnostic.text(file: "f", source: file.syntax.source))
      }
    }
  }

  var figures: String { "\(messages) files had messages, which offered \(offers) changes" }

  func finish(afterTrying count: Int) throws {
    try demand(messages > count / 4, "hardly any file had a mistake")
    try demand(offers > messages / 10, "hardly any message offered anything")
  }

  /// The messages of some of the files, drawn by lot, to be read by a person.
  static func list(_ count: Int, seed: UInt64) -> String {
    var random = RandomNumbers(seed: seed)
    var texts: [String] = ["seed \(seed)"]
    var drawn: Set<Int> = []
    while texts.count <= 2 * count, drawn.count < wholeCount {
      let number = random.below(wholeCount)
      guard drawn.insert(number).inserted else { continue }
      var numbers = RandomNumbers(seed: seed, input: number)
      let input = numbers.withWrongToken(Corpus.texts)
      let file = Corpus.read(input)
      guard case .failure(let list) = file.document([:]) else { continue }
      var again = RandomNumbers(seed: seed, input: number)
      texts.append("--- \(number)\n" + changedLines(of: again.one(of: Corpus.texts), in: input))
      texts.append(list.text(file: "f", source: file.syntax.source))
    }
    return texts.joined(separator: "\n")
  }
}

extension WrongTokens {
  /// The lines of a right file that one token has changed, as they were and as they are.
  private static func changedLines(of right: String, in wrong: [UInt8]) -> String {
    func lines(_ text: String) -> [Substring] {
      text.split(separator: "\n", omittingEmptySubsequences: false).map { $0.prefix { $0 != "#" } }
    }
    let before = lines(right)
    let after = lines(String(decoding: wrong, as: UTF8.self))
    let first = zip(before, after).prefix { $0 == $1 }.count
    let last = zip(before.dropFirst(first).reversed(), after.dropFirst(first).reversed())
      .prefix { $0 == $1 }.count
    let rows =
      before[first..<before.count - last].map { "was \($0)" }
      + after[first..<after.count - last].map { "is  \($0)" }
    return rows.joined(separator: "\n")
  }
}

extension RandomNumbers {
  /// One of some files with one of its tokens left out, doubled, exchanged with the next one, or
  /// replaced by a token of another file.
  mutating func withWrongToken(_ files: [String]) -> [UInt8] {
    var tokens = Self.tokens(of: one(of: files))
    let places = tokens.indices.filter { tokens[$0].first?.isWhitespace == false }
    let place = one(of: places)
    switch below(4) {
    case 0: tokens.remove(at: place)
    case 1: tokens.insert(tokens[place], at: place)
    case 2:
      if let next = places.first(where: { $0 > place }) { tokens.swapAt(place, next) }
    default:
      let others = Self.tokens(of: one(of: files)).filter { $0.first?.isWhitespace == false }
      tokens[place] = one(of: others)
    }
    return Array(tokens.joined().utf8)
  }

  /// The words, numbers, signs and blanks of a file; a comment is left out.
  private static func tokens(of file: String) -> [String] {
    var tokens: [String] = []
    var isComment = false
    for character in file {
      if character == "#" { isComment = true }
      if character.isNewline { isComment = false }
      if isComment { continue }
      let isWord = character.isLetter || character.isNumber || character == "_" || character == "."
      let wasWord = tokens.last?.last.map { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }
      if isWord, wasWord == true {
        tokens[tokens.count - 1].append(character)
      } else {
        tokens.append(String(character))
      }
    }
    return tokens
  }
}
