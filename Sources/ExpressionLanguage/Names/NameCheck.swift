/// Finds mistakes with names: undefined, defined twice, used too early, or used as something
/// they are not. Names that are used and never defined are the free inputs.
struct NameCheck {
  private let file: StatementReader
  private var calls: CallResolution
  private let declarations: Declarations
  private var reportedNames: Set<Name> = []
  private var freeNames: Set<Name> = []
  /// The functions that are computed from more than their arguments.
  private var usesOtherNames: Set<Name> = []
  private(set) var freeInputs: [FreeInput] = []
  private(set) var diagnostics: [Diagnostic]

  init(_ file: StatementReader) {
    self.file = file
    calls = CallResolution(file.reader.code, file.reader.text)
    declarations = Declarations(in: file)
    diagnostics = declarations.diagnostics + file.reader.text.lookAlikes
    for (index, statement) in file.statements.enumerated() { check(statement, index) }
    checkStatementsAboutNames()
  }

  /// The expressions of the file, in which calls of built-in functions have become operations.
  var code: PostfixExpressions { calls.code }

  private var names: NameTable { file.reader.names }
  private var tokens: TokenText { file.reader.text }

  private mutating func check(_ statement: Statement, _ index: Int) {
    switch statement {
    case .value(let value):
      checkBody(value.body, of: index)
      if value.isParameter { checkIsConstant(value.body) }
    case .function(let function):
      checkBody(function.body, of: index)
      if firstName(in: function.body) != nil { usesOtherNames.insert(function.name) }
    case .report(let report):
      // Reports are computed after everything else, so they may stand anywhere.
      for body in report.bodies { checkBody(body, of: file.statements.count) }
    case .data, .minimize, .show, .decimals, .expect: break
    }
  }

  private mutating func checkBody(_ body: Range<Int>, of statement: Int) {
    var text: Int?
    for index in body {
      let instruction = file.reader.code.instructions[index]
      switch instruction.action {
      case .name(let name):
        checkUse(of: name, at: Int(instruction.written.first), in: statement, mayBeFree: true)
      case .call(let name, _, _): checkCall(of: name, at: index, in: statement)
      case .text: text = text ?? index
      case .number, .argument, .primitive, .operation, .truth, .setting: break
      }
    }
    // The name of a file has become a setting by now, or its call has been reported.
    if let text, case .text = code.instructions[text].action, !hasMistake(in: body) {
      report(.textWithoutUse, at: Int(code.instructions[text].written.first))
    }
  }

  /// Whether a mistake between the tokens of these instructions has been reported.
  private func hasMistake(in body: Range<Int>) -> Bool {
    guard let last = diagnostics.last?.span?.start else { return false }
    let span = tokens.span(of: file.reader.code.instructions[body.upperBound - 1].written)
    return last >= span.start && last < span.end
  }

  /// Checks the use of a name as a value; one that `mayBeFree` becomes a free input if nothing
  /// defines it.
  private mutating func checkUse(of name: Name, at token: Int, in statement: Int, mayBeFree: Bool) {
    let text = names[name]
    switch declarations[name] {
    case .value(let definition), .part(let definition):
      checkOrder(name, definition, .usedInOwnDefinition(text), at: token, in: statement)
    case .function:
      reportOnce(name, .functionAsValue(text), at: token)
    case .data(let data, _):
      reportOnce(name, .dataAsValue(text, hasLabels: data.label != nil), at: token)
    case .noLabels(let definition):
      reportOnce(name, .noLabels(text, line: line(ofStatement: definition)), at: token)
    case .broken: break
    case nil where freeNames.contains(name): break
    case nil:
      if let dot = text.lastIndex(of: ".") {
        checkPart(name, of: String(text[..<dot]), String(text[dot...].dropFirst()), at: token)
      } else if !mayBeFree {
        let near = near(text, among: { names.texts.filter { isValue($0) } })
        reportOnce(name, .unknownName(text), at: token, notes: meant(near, text, at: token))
      } else if BuiltInFunction.named(text) != nil {
        reportOnce(name, .functionAsValue(text), at: token)
      } else {
        freeNames.insert(name)
        freeInputs.append(FreeInput(name: text, span: tokens.span(of: token)))
      }
    }
  }

  private mutating func checkCall(of name: Name, at index: Int, in statement: Int) {
    let token = Int(file.reader.code.instructions[index].written.first)
    let text = names[name]
    switch declarations[name] {
    case .function(let function, let definition):
      guard checkOrder(name, definition, .callsItself(text), at: token, in: statement) else {
        return
      }
      checkArguments(
        of: text, function.argumentCount, file.reader.code.arguments(ofCall: index), at: token)
    case .value:
      reportOnce(name, tokens.valueAsFunction(text, at: token))
    case .data(let data, _):
      reportOnce(name, .dataAsValue(text, hasLabels: data.label != nil), at: token)
    case .broken, .part, .noLabels: break
    case nil:
      if let builtIn = BuiltInFunction.named(text) {
        do throws(Diagnostic) {
          try calls.resolve(
            builtIn, named: text, file.reader.code.arguments(ofCall: index), at: index)
        } catch {
          // Where a name is no number at all, its order does not matter.
          if let last = diagnostics.last, last.span == error.span, last.isAboutOrder {
            diagnostics.removeLast()
          }
          diagnostics.append(error)
        }
      } else {
        reportUnknownFunction(name, at: token)
      }
    }
  }

  private mutating func checkArguments(
    of function: String, _ expected: Int, _ given: [Argument], at token: Int
  ) {
    if let named = given.lazy.compactMap(\.nameToken).first {
      report(.unknownArgument(tokens.spelling(of: named), function: function), at: named)
    } else if expected != given.count {
      report(
        .wrongArgumentCount(
          function: function, expected: expected...expected, given: given.count), at: token)
    }
  }

  private mutating func reportUnknownFunction(_ name: Name, at token: Int) {
    let text = names[name]
    if text == "accuracy" { return reportOnce(name, .accuracyInExpression, at: token) }
    if freeNames.contains(name) {
      return reportOnce(name, tokens.valueAsFunction(text, at: token))
    }
    let near =
      near(text, among: { names(of: \.function?.name) })
      ?? near(text, among: { BuiltInFunction.names + ["accuracy"] })
    let isForeign = FunctionTranslation.knownNames.contains(FunctionTranslation.key(text))
    let notes = isForeign ? [] : meant(near, text, at: token)
    reportOnce(name, .unknownFunction(text), at: token, notes: notes)
  }

  /// Whether a name is used below its definition; reports it otherwise.
  @discardableResult
  private mutating func checkOrder(
    _ name: Name, _ definition: Int, _ ownUse: Diagnostic.Problem, at token: Int, in statement: Int
  ) -> Bool {
    if definition == statement {
      reportOnce(name, ownUse, at: token)
    } else if definition > statement {
      let line = line(ofStatement: definition)
      reportOnce(name, .usedBeforeDefinition(names[name], line: line), at: token)
    }
    return definition < statement
  }
}

// The parts of data.
extension NameCheck {
  /// Reports a name such as `d.z`, which denotes nothing.
  private mutating func checkPart(_ name: Name, of data: String, _ part: String, at token: Int) {
    let owner = names.existing(data)
    switch owner.flatMap({ declarations[$0] }) {
    case .broken: break
    case .data(let statement, _):
      let hasLabels = statement.label != nil
      reportOnce(name, .unknownPart(part, of: data, hasLabels: hasLabels), at: token)
    case .value, .function, .part, .noLabels:
      reportOnce(
        name, .notData(data, part: part), at: token,
        notes: part == "t"
          ? [.write(Correction(tokens.span(of: names[name], at: token), "\(data).T"))] : [])
    case nil:
      let near = near(data, among: { names(of: \.data?.name) })
      let notes = meant(near.map { $0 + "." + part }, names[name], at: token)
      reportOnce(name, .unknownName(data), at: token, notes: notes)
    }
  }
}

// The statements about names.
extension NameCheck {
  /// Checks the names that are minimized, shown and expected, once all free inputs are known.
  private mutating func checkStatementsAboutNames() {
    var minimizeLine: Int?
    var decimalsLine: Int?
    for statement in file.statements {
      if case .decimals = statement {
        let token = statement.nameToken
        if let decimalsLine { report(.secondDecimals(line: decimalsLine), at: token - 1) }
        decimalsLine = decimalsLine ?? tokens.line(of: token)
      }
      guard let subject = statement.subject else { continue }
      let token = statement.nameToken
      if case .minimize = statement {
        if let minimizeLine {
          report(.secondMinimize(line: minimizeLine), at: token - 1)
          continue
        }
        minimizeLine = tokens.line(of: token)
      }
      // Like reports, these statements may stand anywhere.
      checkUse(of: subject, at: token, in: file.statements.count, mayBeFree: false)
    }
  }

  private func isValue(_ text: String) -> Bool {
    guard let name = names.existing(text) else { return false }
    switch declarations[name] {
    case .value, .part: return true
    default: return freeNames.contains(name)
    }
  }

  private func names(of name: (Statement) -> Name?) -> [String] {
    file.statements.compactMap { name($0).map { names[$0] } }
  }

  /// The note that another name is meant.
  private func meant(_ near: String?, _ text: String, at token: Int) -> [Diagnostic.Note] {
    near.map { [.didYouMean($0, Correction(tokens.span(of: text, at: token), $0))] } ?? []
  }

  /// A suggestion, if the mistake will be shown.
  private func near(_ text: String, among candidates: () -> [String]) -> String? {
    guard diagnostics.count < DiagnosticList.shownCount else { return nil }
    return nearest(to: text, among: candidates())
  }
}

// The initial values of parameters, which are computed before there is a graph.
extension NameCheck {
  private mutating func checkIsConstant(_ body: Range<Int>) {
    guard let (name, token) = firstName(in: body), !reportedNames.contains(name) else { return }
    diagnostics.append(
      Diagnostic(.notConstant(names[name]), at: tokens.span(of: names[name], at: token)))
  }

  /// The first name whose value is unknown before the graph is made.
  private func firstName(in body: Range<Int>) -> (Name, token: Int)? {
    for instruction in file.reader.code.instructions[body] {
      switch instruction.action {
      case .name(let name): return (name, Int(instruction.written.first))
      case .call(let name, _, _) where usesOtherNames.contains(name):
        return (name, Int(instruction.written.first))
      case .call, .number, .argument, .primitive, .operation, .text, .truth, .setting: continue
      }
    }
    return nil
  }
}

extension Diagnostic {
  /// Whether a name is only used too early.
  fileprivate var isAboutOrder: Bool {
    if case .usedBeforeDefinition = problem { true } else { false }
  }
}

// Reporting.
extension NameCheck {
  private mutating func report(
    _ problem: Diagnostic.Problem, at token: Int, notes: [Diagnostic.Note] = []
  ) {
    diagnostics.append(Diagnostic(problem, at: tokens.span(of: token), notes: notes))
  }

  /// Reports the first mistake with a name only.
  private mutating func reportOnce(
    _ name: Name, _ problem: Diagnostic.Problem, at token: Int, notes: [Diagnostic.Note] = []
  ) {
    reportOnce(name, Diagnostic(problem, at: tokens.span(of: names[name], at: token), notes: notes))
  }

  private mutating func reportOnce(_ name: Name, _ diagnostic: Diagnostic) {
    if reportedNames.insert(name).inserted { diagnostics.append(diagnostic) }
  }

  private func line(ofStatement index: Int) -> Int {
    tokens.line(of: file.statements[index].nameToken)
  }
}
