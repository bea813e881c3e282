import ComputationGraph
import Learning

/// The statements of a file, before any number is known.
///
/// Parsing never fails as a whole: lines with mistakes are left out and reported.
public struct Syntax: Sendable {
  /// The text, for messages.
  public var source: SourceText { text.source }
  /// The mistakes, in the order of the text, each once.
  public let diagnostics: [Diagnostic]
  /// The names that are used and never defined, in the order of their first use.
  public let freeInputs: [FreeInput]

  /// The data files that are needed, each once, in the order of their first mention.
  public let files: [FileReference]

  let text: TokenText
  let comments: [Comment]
  let names: NameTable
  let code: PostfixExpressions
  let numbersAlone: NumbersAlone
  let statements: [Statement]

  /// Reads the bytes of a file.
  public init(parsing utf8: [UInt8]) {
    let isTooLarge = utf8.count > 1 << 30
    let source = SourceText(isTooLarge ? [] : utf8)
    let invalidByte = source.firstInvalidByte
    let isReadable = !isTooLarge && invalidByte == nil
    let lexer = Lexer(isReadable ? source : SourceText([]))
    text = TokenText(lexer.tokens, of: source)
    let file = StatementReader(text)
    let check = NameCheck(file)

    var diagnostics = file.diagnostics + check.diagnostics
    if isTooLarge { diagnostics.append(Diagnostic(.fileTooLarge, at: nil)) }
    if let invalidByte {
      let span = SourceSpan(start: invalidByte, end: invalidByte + 1)
      diagnostics.append(Diagnostic(.notUTF8(byte: source.utf8[invalidByte]), at: span))
    }
    if diagnostics.isEmpty, !file.statements.contains(where: { $0.value != nil }) {
      diagnostics.append(Diagnostic(.nothingToCompute, at: nil, notes: Self.way(out: file)))
    }
    self.diagnostics = diagnostics.sorted { ($0.span?.start ?? 0) < ($1.span?.start ?? 0) }
    freeInputs = check.freeInputs
    comments = lexer.comments
    names = file.reader.names
    code = check.code
    numbersAlone = NumbersAlone(in: code)
    statements = file.statements
    files = Self.files(code.operations, statements, text)
  }

  /// What could be computed in a file that has only functions.
  private static func way(out file: StatementReader) -> [Diagnostic.Note] {
    guard let function = file.statements.last(where: { $0.function != nil })?.function else {
      return []
    }
    let call = function.call(file.reader.names, file.reader.text)
    return [
      .write(
        .appending("\(file.reader.names.freeForResult) = \(call)", to: file.reader.text.source))
    ]
  }

  /// The files that are named, each with its first mention.
  private static func files(
    _ operations: [Operation], _ statements: [Statement], _ text: TokenText
  ) -> [FileReference] {
    func path(_ token: Int) -> String { text.source.path(text.span(of: token)) }
    var tokens: [Int] = []
    var labelNames: [String: String] = [:]
    var headers: [String: Bool] = [:]
    var arrays: Set<String> = []
    for operation in operations {
      if case .file(let token) = operation { tokens.append(token) }
      if case .arrayFile(let token, _) = operation {
        tokens.append(token)
        arrays.insert(path(token))
      }
    }
    for case .data(let data) in statements {
      tokens.append(data.fileToken)
      if data.call.name == "npy" { arrays.insert(path(data.fileToken)) }
      if case .name(let name)? = data.label { labelNames[path(data.fileToken)] = name }
      if let header = data.header { headers[path(data.fileToken)] = header }
    }
    var seen: Set<String> = []
    return tokens.sorted().compactMap { token in
      let path = path(token)
      guard seen.insert(path).inserted else { return nil }
      return FileReference(
        path: path, span: text.span(of: token), labelName: labelNames[path],
        header: headers[path], holdsArrays: arrays.contains(path))
    }
  }

  /// Reads a text.
  public init(parsing text: String) {
    self.init(parsing: Array(text.utf8))
  }

  /// Whether a mistake has been found in a statement, whose name then denotes nothing.
  func hasMistake(_ statement: Statement) -> Bool {
    guard !diagnostics.isEmpty else { return false }
    let range: TokenRange
    switch statement {
    case .value(let value):
      range = TokenRange(value.nameToken, value.lastToken)
    case .function(let function):
      let last = code.instructions[function.body.upperBound - 1].written.last
      range = TokenRange(function.nameToken, Int(last))
    case .data(let data): range = TokenRange(data.nameToken - 1, data.lastToken)
    case .minimize(let minimize): range = TokenRange(minimize.nameToken, minimize.nameToken)
    case .report(let report): range = report.written
    case .show(let show): range = TokenRange(show.nameToken, show.lastToken)
    case .decimals(let decimals): range = decimals.written
    case .expect(let expect): range = expect.written
    }
    let span = text.span(of: range)
    let next = diagnostics.indices.partitionPoint {
      (diagnostics[$0].span?.start ?? 0) >= span.start
    }
    return next < diagnostics.count && (diagnostics[next].span?.start ?? 0) < span.end
  }
}
