import ComputationGraph

/// The lines of a file with mistakes as they would be in the language of files, found by reading
/// them as people write them who come from Python, MATLAB, TeX or school.
struct FileTranslation {
  /// Lines of the file and what they become.
  struct Block {
    /// The lines, counted from 1.
    let lines: ClosedRange<Int>
    /// What stands in their place; nothing if they are left out.
    let text: [String]
    /// Other lines that change with them, because a name has another spelling from there on.
    var others: [(line: Int, text: String)] = []
  }

  /// A statement of the file, which may go over several lines.
  struct Statement {
    let lines: ClosedRange<Int>
    let indent: Int
    let tokens: [ForeignToken]
    let comment: String?
    let text: String
  }

  private(set) var blocks: [Block] = []
  /// What the program has in place of what a line says, by lines.
  private(set) var instead: [Int: String] = [:]

  let source: SourceText
  let statements: [Statement]
  var names = ForeignNames()
  var dialect = ForeignDialect()
  /// The lines with mistakes.
  let mistaken: Set<Int>
  /// What an expression is worth after some lines.
  let evaluate: (_ lines: [String], _ expression: String) -> Tensor?
  /// The lines above the statement that is being translated, as they will be.
  var lines: [String] = []
  /// The names of values that have been given another one since, with their present spelling.
  var renamed: [String: String] = [:]
  /// What is minimized and how, where lines about training say so.
  var training = ForeignTraining()
  var lineOfBlock = 1
  /// The arguments of the functions of the file.
  var parametersOfFunctions: [String: [String]] = [:]
  /// The names that have been given another spelling, and from which line on.
  private var renamings: [(line: Int, name: String, fresh: String)] = []

  init(
    of source: SourceText, mistaken: Set<Int>,
    evaluate: @escaping (_ lines: [String], _ expression: String) -> Tensor?
  ) {
    self.source = source
    self.mistaken = mistaken
    self.evaluate = evaluate
    dialect = ForeignDialect(of: source)
    statements = Self.statements(of: source, dialect)
    collectNames()
    translateAll()
  }

  /// The block that a line belongs to.
  func block(ofLine line: Int) -> Block? { blocks.first { $0.lines.contains(line) } }

  /// The lines of the statement that a line belongs to.
  func lines(of line: Int) -> ClosedRange<Int>? {
    statements.first { $0.lines.contains(line) }?.lines
  }

  private mutating func translateAll() {
    var index = 0
    while index < statements.count {
      let statement = statements[index]
      lineOfBlock = statement.lines.lowerBound
      let count = blockCount(at: index)
      let group = Array(statements[index..<index + count])
      let range = statement.lines.lowerBound...group[count - 1].lines.upperBound
      index += count
      guard range.contains(where: mistaken.contains) else {
        if dialect.isMATLAB, changeMeaning(of: statement) { continue }
        keep(statement)
        continue
      }
      do throws(Untranslated) {
        if count == 1, index < statements.count, statements[index].continues(statement) {
          throw Untranslated()
        }
        var text = try isFunction(statement) ? function(group) : translated(statement)
        if let comment = statement.comment, count == 1 {
          if text.isEmpty {
            if !comment.isEmpty { text = ["# " + comment] }
          } else {
            text[text.count - 1] += "  # " + comment
          }
        }
        lines += text
        blocks.append(Block(lines: range, text: text))
        for line in text { defineOwn(line) }
      } catch {
        if let words = error.instead { instead[statement.lines.lowerBound] = words }
      }
    }
    renameLaterLines()
  }

  /// Whether a statement begins a function as Python, MATLAB or JavaScript write it.
  private func isFunction(_ statement: Statement) -> Bool {
    guard let first = statement.tokens.first, first.kind == .name,
      ["def", "function", "func", "fn"].contains(first.text)
    else { return false }
    return statement.tokens.contains { $0.text == "(" } && statement.tokens.count > 4
      && statement.tokens[1].kind == .name
      && (["def", "function"].contains(first.text) || statement.tokens.contains { $0.text == "{" })
      && statement.tokens.contains { [":", "{"].contains($0.text) }
        != (first.text == "function" && statement.tokens.dropFirst(2).first?.text == "=")
  }

  /// Changes a line without a mistake that means another thing here, such as the `A*x` of MATLAB,
  /// together with the last line that has one.
  private mutating func changeMeaning(of statement: Statement) -> Bool {
    guard let last = blocks.indices.last, statement.lines.count == 1,
      let meant = try? translated(statement), meant.count == 1
    else { return false }
    dialect.isMATLAB = false
    defer { dialect.isMATLAB = true }
    guard let said = try? translated(statement), said != meant else { return false }
    blocks[last].others.append((statement.lines.lowerBound, meant[0]))
    lines += meant
    return true
  }

  /// Keeps a line without a mistake, with the present spelling of its names.
  private mutating func keep(_ statement: Statement) {
    let text = (statement.lines).map { source.line($0) }.joined(separator: "\n")
    lines.append(Self.replacing(renamed, in: text))
    let tokens = statement.tokens
    if let first = tokens.first, names.functions.contains(first.text), isDefinition(tokens, at: 0),
      let close = tokens.firstIndex(where: { $0.text == ")" })
    {
      parametersOfFunctions[first.text] =
        tokens[..<close].dropFirst(2).filter { $0.kind == .name }.map(\.text)
    }
  }

  private mutating func defineOwn(_ line: String) {
    let words = line.split(separator: " ", maxSplits: 3).map(String.init)
    if words.count > 2, words[1] == "=" { names.values.insert(words[0]) }
    if words.count > 3, words[0] == "param", words[2] == "=" { names.values.insert(words[1]) }
  }

  /// Writes the notation of this file, as far as it has been read.
  var notation: OwnNotation {
    let lines = lines
    let evaluate = evaluate
    return OwnNotation(names: names, dialect: dialect) { evaluate(lines, $0) }
  }

  mutating func read(_ tokens: [ForeignToken]) throws(Untranslated) -> ForeignExpression {
    guard !tokens.isEmpty else { throw Untranslated() }
    let expression = try ForeignParser.read(tokens, names, dialect)
    return renamed.isEmpty
      ? expression : expression.replacing(renamed.mapValues { .name($0) })
  }
}

// Names that are given a value again.
extension FileTranslation {
  /// A name that no line uses, for the next value of one that has a value already.
  mutating func rename(_ name: String) -> String {
    var number = 2
    while names.values.contains("\(name)\(number)") || names.functions.contains("\(name)\(number)")
    {
      number += 1
    }
    let fresh = "\(name)\(number)"
    names.values.insert(fresh)
    renamed[name] = fresh
    renamings.append((lineOfBlock, name, fresh))
    return fresh
  }

  /// Gives the lines below the spelling that is valid there.
  private mutating func renameLaterLines() {
    for (place, renaming) in renamings.enumerated() {
      guard let index = blocks.firstIndex(where: { $0.lines.contains(renaming.line) }) else {
        continue
      }
      let end = renamings[(place + 1)...].first { $0.name == renaming.name }?.line ?? .max
      for statement in statements
      where statement.lines.lowerBound > renaming.line && statement.lines.lowerBound <= end
        && !statement.lines.contains(where: mistaken.contains)
      {
        for line in statement.lines {
          let text = source.line(line)
          let changed = Self.replacing([renaming.name: renaming.fresh], in: text)
          if changed != text { blocks[index].others.append((line, changed)) }
        }
      }
    }
  }

  /// A line with other names in place of some, outside of its comment.
  private static func replacing(_ names: [String: String], in text: String) -> String {
    guard !names.isEmpty else { return text }
    var result = ""
    var name = ""
    var isComment = false
    func flushed() -> String { isComment ? name : names[name] ?? name }
    for character in text {
      if character.isLetter || character.isNumber || "_'′".contains(character) {
        name.append(character)
      } else {
        result += flushed()
        name = ""
        if character == "#" { isComment = true }
        result.append(character)
      }
    }
    return result + flushed()
  }
}

/// What lines about training say.
struct ForeignTraining {
  /// The name of the loss whose gradients are asked for.
  var loss: String?
  /// Whether some line makes an update by hand.
  var hasDescent = false
  /// Whether some line says how to minimize.
  var hasOptimizer = false
  /// Whether a line has become `minimize …` already.
  var isSaid = false
}

extension FileTranslation.Statement {
  /// Whether it goes on with what the statement before it, which ends with a comma, has begun.
  fileprivate func continues(_ before: Self) -> Bool {
    guard before.tokens.last?.text == ",", let first = tokens.first else { return false }
    return first.kind == .number || first.text == "[" || first.text == "("
  }
}
