import Learning

/// The lines of a file and what they say, before any number is known.
///
/// Parsing never fails as a whole: lines with mistakes are left out and reported.
public struct Syntax: Sendable {
  /// The text, which messages quote.
  public let source: SourceText
  /// The mistakes, in the order of their places, each once.
  public let diagnostics: [Diagnostic]
  /// The names that are used and never defined, in the order of their first use.
  public let freeInputs: [FreeInput]

  /// The files of numbers that are needed, each once, in the order in which they are named.
  public let files: [FileReference]

  let tokens: [Token]
  let comments: [Comment]
  let names: NameTable
  let instructions: [Instruction]
  let operations: [Operation]
  let statements: [Statement]

  /// Reads the bytes of a file.
  public init(parsing utf8: [UInt8]) {
    let isTooLarge = utf8.count > 1 << 30
    let text = SourceText(isTooLarge ? [] : utf8)
    let invalidByte = text.firstInvalidByte
    let isReadable = !isTooLarge && invalidByte == nil
    let lexer = Lexer(isReadable ? text : SourceText([]))
    let tokens = lexer.tokens.joiningLinesInsideBrackets(text)
    let parser = Parser(text, tokens: tokens)
    let check = NameCheck(parser)

    var diagnostics = parser.diagnostics + check.diagnostics
    if isTooLarge { diagnostics.append(Diagnostic(.fileTooLarge, at: nil)) }
    if let invalidByte {
      let span = SourceSpan(start: invalidByte, end: invalidByte + 1)
      diagnostics.append(Diagnostic(.notUTF8(byte: text.utf8[invalidByte]), at: span))
    }
    if diagnostics.isEmpty, !parser.statements.contains(where: \.isValue) {
      diagnostics.append(Diagnostic(.nothingToCompute, at: nil))
    }
    self.diagnostics = diagnostics.sorted { ($0.span?.start ?? 0) < ($1.span?.start ?? 0) }
    source = text
    freeInputs = check.freeInputs
    self.tokens = tokens
    comments = lexer.comments
    names = parser.names
    instructions = check.instructions
    operations = check.operations
    var files: [FileReference] = []
    var seen: Set<String> = []
    for token in Self.fileTokens(check.operations, parser.statements) {
      let path = text.path(tokens[token].span)
      guard seen.insert(path).inserted else { continue }
      var labelName: String?
      for case .data(let data) in parser.statements {
        if case .name(let name)? = data.label, text.path(tokens[data.fileToken].span) == path {
          labelName = name
        }
      }
      files.append(FileReference(path: path, span: tokens[token].span, labelName: labelName))
    }
    self.files = files
    statements = parser.statements
  }

  /// The tokens that name files, in their order.
  private static func fileTokens(_ operations: [Operation], _ statements: [Statement]) -> [Int] {
    var tokens: [Int] = []
    for case .file(let token) in operations { tokens.append(token) }
    for case .data(let data) in statements { tokens.append(data.fileToken) }
    return tokens.sorted()
  }

  /// Reads a text.
  public init(parsing text: String) {
    self.init(parsing: Array(text.utf8))
  }
}

/// A name that is used and never defined: somebody has to give its value.
public struct FreeInput: Hashable, Sendable {
  /// The name.
  public let name: String
  /// Where it is first used.
  public let span: SourceSpan
}

extension Syntax {
  /// Whether a mistake has been found in a statement, whose name then stands for nothing.
  func hasMistake(_ statement: Statement) -> Bool {
    guard !diagnostics.isEmpty else { return false }
    let range: TokenRange
    switch statement {
    case .value(let value):
      range = TokenRange(value.nameToken, value.lastToken)
    case .function(let function):
      let last = instructions[function.body.upperBound - 1].written.last
      range = TokenRange(function.nameToken, Int(last))
    case .data(let data): range = TokenRange(data.nameToken - 1, data.lastToken)
    case .minimize(let minimize): range = TokenRange(minimize.nameToken, minimize.nameToken)
    case .report(let report): range = report.written
    case .show(let show): range = TokenRange(show.nameToken, show.lastToken)
    case .expect(let expect): range = expect.written
    }
    let start = tokens[Int(range.first)].span.start
    let end = tokens[Int(range.last)].span.end
    var low = 0
    var high = diagnostics.count
    while low < high {
      let middle = (low + high) / 2
      if (diagnostics[middle].span?.start ?? 0) < start { low = middle + 1 } else { high = middle }
    }
    return low < diagnostics.count && (diagnostics[low].span?.start ?? 0) < end
  }
}

extension SourceText {
  /// What stands between the quotes of a token.
  func path(_ span: SourceSpan) -> String {
    text(of: SourceSpan(start: span.start + 1, end: max(span.start + 1, span.end - 1)))
  }
}

extension Statement {
  fileprivate var isValue: Bool {
    if case .value = self { true } else { false }
  }
}
