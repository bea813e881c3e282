/// Finds mistakes with names: undefined, defined twice, used too early, or used as what they are
/// not. Names that are used and never defined are the free inputs.
struct NameCheck {
  private enum Declaration {
    case value(statement: Int)
    case function(FunctionStatement, statement: Int)
    case data(DataStatement, statement: Int)
    /// `d.x` or `d.y`.
    case part(statement: Int)
    case noLabels(statement: Int)
    case broken
  }

  private let file: StatementReader
  private var calls: CallResolution
  private var declarations: [Declaration?]
  private var isReported: [Bool]
  private var isFreeInput: [Bool]
  /// The functions that are computed from more than their arguments.
  private var usesOtherNames: Set<Name> = []
  private(set) var freeInputs: [FreeInput] = []
  private(set) var diagnostics: [Diagnostic] = []

  init(_ file: StatementReader) {
    self.file = file
    calls = CallResolution(file.reader.code, file.reader.text)
    declarations = Array(repeating: nil, count: file.reader.names.texts.count)
    isReported = Array(repeating: false, count: declarations.count)
    isFreeInput = isReported
    declare()
    for (index, statement) in file.statements.enumerated() { check(statement, index) }
    checkStatementsAboutNames()
  }

  /// The expressions of the file, in which calls of built-in functions have become operations.
  var code: PostfixExpressions { calls.code }

  private var names: NameTable { file.reader.names }
  private var tokens: TokenText { file.reader.text }

  /// Records the definition of each name; the first one counts.
  private mutating func declare() {
    for name in file.brokenNames { declarations[Int(name.index)] = .broken }
    var dataLine: Int?
    for (index, statement) in file.statements.enumerated() {
      let (name, token, declaration): (Name, Int, Declaration)
      switch statement {
      case .value(let value):
        (name, token, declaration) = (value.name, value.nameToken, .value(statement: index))
      case .function(let function):
        (name, token, declaration) = (
          function.name, function.nameToken, .function(function, statement: index)
        )
      case .data(let data):
        guard dataLine == nil else {
          report(.secondData(line: dataLine ?? 0), at: data.nameToken - 1)
          if declarations[Int(data.name.index)] == nil {
            declarations[Int(data.name.index)] = .broken
          }
          continue
        }
        dataLine = tokens.line(of: data.nameToken)
        (name, token, declaration) = (data.name, data.nameToken, .data(data, statement: index))
        declarations[Int(data.features.index)] = .part(statement: index)
        declarations[Int(data.labels.index)] =
          data.label == nil ? .noLabels(statement: index) : .part(statement: index)
      case .minimize, .report, .show, .expect:
        continue
      }
      switch declarations[Int(name.index)] {
      case nil: declarations[Int(name.index)] = declaration
      case .broken, .part, .noLabels: break
      case .value(let first), .function(_, let first), .data(_, let first):
        report(.alreadyDefined(names[name], line: line(ofStatement: first)), at: token)
      }
    }
  }

  private mutating func check(_ statement: Statement, _ index: Int) {
    switch statement {
    case .value(let value):
      checkBody(value.body, of: index)
      if value.isParameter { checkIsConstant(value.body) }
    case .function(let function):
      checkBody(function.body, of: index)
      if !isConstant(function.body) { usesOtherNames.insert(function.name) }
    case .report(let report):
      // Reports are computed after everything else, so they may stand anywhere.
      for body in report.bodies { checkBody(body, of: file.statements.count) }
    case .data, .minimize, .show, .expect:
      break
    }
  }

  private mutating func checkBody(_ body: Range<Int>, of statement: Int) {
    var text: Int?
    for index in body {
      let instruction = file.reader.code.instructions[index]
      switch instruction.action {
      case .name(let name): checkUse(of: name, at: instruction, in: statement)
      case .call(let name, _, _): checkCall(of: name, at: index, in: statement)
      case .text: text = text ?? index
      case .number, .argument, .primitive, .operation, .setting: break
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

  private mutating func checkUse(of name: Name, at instruction: Instruction, in statement: Int) {
    let token = Int(instruction.written.first)
    let text = names[name]
    switch declarations[Int(name.index)] {
    case .value(let definition):
      checkOrder(name, definition, .usedInOwnDefinition(text), at: token, in: statement)
    case .part(let definition):
      checkOrder(name, definition, .usedInOwnDefinition(text), at: token, in: statement)
    case .function:
      reportOnce(name, .functionAsValue(text), at: token)
    case .data(let data, _):
      reportOnce(name, .dataAsValue(text, hasLabels: data.label != nil), at: token)
    case .noLabels(let definition):
      reportOnce(name, .noLabels(text, line: line(ofStatement: definition)), at: token)
    case .broken:
      break
    case nil:
      if let dot = text.lastIndex(of: ".") {
        checkPart(name, of: String(text[..<dot]), String(text[dot...].dropFirst()), at: token)
      } else if BuiltInFunction.named(text) != nil {
        reportOnce(name, .functionAsValue(text), at: token)
      } else if !isFreeInput[Int(name.index)] {
        isFreeInput[Int(name.index)] = true
        freeInputs.append(FreeInput(name: text, span: tokens.span(of: token)))
      }
    }
  }

  private mutating func checkCall(
    of name: Name, at index: Int, in statement: Int
  ) {
    let token = Int(file.reader.code.instructions[index].written.first)
    let text = names[name]
    switch declarations[Int(name.index)] {
    case .function(let function, let definition):
      guard checkOrder(name, definition, .callsItself(text), at: token, in: statement) else {
        return
      }
      checkArguments(
        of: text, function.argumentCount, file.reader.code.arguments(ofCall: index), at: token)
    case .value:
      if !isReported[Int(name.index)] {
        isReported[Int(name.index)] = true
        diagnostics.append(tokens.valueAsFunction(text, at: token))
      }
    case .data(let data, _):
      reportOnce(name, .dataAsValue(text, hasLabels: data.label != nil), at: token)
    case .broken, .part, .noLabels:
      break
    case nil:
      if let builtIn = BuiltInFunction.named(text) {
        do throws(Diagnostic) {
          try calls.resolve(
            builtIn, named: text, file.reader.code.arguments(ofCall: index), at: index)
        } catch {
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
    if isFreeInput[Int(name.index)] {
      return reportOnce(
        name, .valueAsFunction(text), at: token,
        notes: tokens.valueAsFunction(text, at: token).notes)
    }
    let given = tokens.argumentTexts(openedAt: token + 1)
    var notes: [Diagnostic.Note] = []
    if let near = near(text, among: { ownFunctionNames }) {
      notes = [.didYouMean(near)]
    } else if let translation = ForeignFunction.translation(of: text, given) {
      notes = [.write(translation)]
    } else if let near = near(text, among: { BuiltInFunction.names + ["accuracy"] }) {
      notes = [.didYouMean(near)]
    }
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
    switch owner.flatMap({ declarations[Int($0.index)] }) {
    case .broken: break
    case .data(let statement, _):
      let hasLabels = statement.label != nil
      reportOnce(name, .unknownPart(part, of: data, hasLabels: hasLabels), at: token)
    case .value, .function, .part, .noLabels:
      reportOnce(
        name, .notData(data, part: part), at: token,
        notes: part == "t" ? [.write("\(data).T for the transposed")] : [])
    case nil:
      let near = near(data, among: { dataNames })
      let notes = near.map { [Diagnostic.Note.didYouMean($0 + "." + part)] } ?? []
      reportOnce(name, .unknownName(data), at: token, notes: notes)
    }
  }

  private var dataNames: [String] {
    file.statements.compactMap { statement in
      if case .data(let data) = statement { names[data.name] } else { nil }
    }
  }
}

// The statements about names.
extension NameCheck {
  /// Checks the names that are minimized, shown and expected, once all free inputs are known.
  private mutating func checkStatementsAboutNames() {
    var minimizeLine: Int?
    for statement in file.statements {
      switch statement {
      case .minimize(let minimize):
        if let minimizeLine {
          report(.secondMinimize(line: minimizeLine), at: minimize.nameToken - 1)
        } else {
          minimizeLine = tokens.line(of: minimize.nameToken)
          checkIsValue(minimize.name, at: minimize.nameToken)
        }
      case .show(let show):
        checkIsValue(show.name, at: show.nameToken)
      case .expect(let expect):
        checkIsValue(expect.name, at: expect.nameToken)
      case .value, .function, .data, .report:
        break
      }
    }
  }

  private mutating func checkIsValue(_ name: Name, at token: Int) {
    let text = names[name]
    switch declarations[Int(name.index)] {
    case .value, .part, .broken: break
    case .function: reportOnce(name, .functionAsValue(text), at: token)
    case .data(let data, _):
      reportOnce(name, .dataAsValue(text, hasLabels: data.label != nil), at: token)
    case .noLabels(let definition):
      reportOnce(name, .noLabels(text, line: line(ofStatement: definition)), at: token)
    case nil where isFreeInput[Int(name.index)]: break
    case nil:
      if let dot = text.lastIndex(of: ".") {
        return checkPart(
          name, of: String(text[..<dot]), String(text[dot...].dropFirst()), at: token)
      }
      let near = near(text, among: { names.texts.filter { isValue($0) } })
      reportOnce(name, .unknownName(text), at: token, notes: near.map { [.didYouMean($0)] } ?? [])
    }
  }

  private func isValue(_ text: String) -> Bool {
    guard let name = names.existing(text) else { return false }
    switch declarations[Int(name.index)] {
    case .value, .part: return true
    default: break
    }
    return isFreeInput[Int(name.index)]
  }

  private var ownFunctionNames: [String] {
    file.statements.compactMap { statement in
      if case .function(let function) = statement { names[function.name] } else { nil }
    }
  }

  /// A suggestion, as long as the mistake will be shown.
  private func near(_ text: String, among candidates: () -> [String]) -> String? {
    guard diagnostics.count < DiagnosticList.shownCount else { return nil }
    return nearest(to: text, among: candidates())
  }
}

// The initial values of parameters, which are computed before there is a graph.
extension NameCheck {
  private func isConstant(_ body: Range<Int>) -> Bool { firstName(in: body) == nil }

  private mutating func checkIsConstant(_ body: Range<Int>) {
    guard let (name, token) = firstName(in: body), !isReported[Int(name.index)] else { return }
    diagnostics.append(
      Diagnostic(.notConstant(names[name]), at: span(of: name, at: token)))
  }

  /// The first name whose value is unknown before the graph is made.
  private func firstName(in body: Range<Int>) -> (Name, token: Int)? {
    for instruction in file.reader.code.instructions[body] {
      switch instruction.action {
      case .name(let name): return (name, Int(instruction.written.first))
      case .call(let name, _, _) where usesOtherNames.contains(name):
        return (name, Int(instruction.written.first))
      case .call, .number, .argument, .primitive, .operation, .text, .setting: continue
      }
    }
    return nil
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
    guard !isReported[Int(name.index)] else { return }
    isReported[Int(name.index)] = true
    diagnostics.append(Diagnostic(problem, at: span(of: name, at: token), notes: notes))
  }

  /// The span of a name; a name such as `d.x` has three tokens.
  private func span(of name: Name, at token: Int) -> SourceSpan {
    tokens.span(of: TokenRange(token, names[name].contains(".") ? token + 2 : token))
  }

  private func line(ofStatement index: Int) -> Int {
    tokens.line(of: file.statements[index].nameToken)
  }
}

/// A name that is used and never defined: its value has to be given from outside.
public struct FreeInput: Hashable, Sendable {
  /// The name.
  public let name: String
  /// The span of its first use.
  public let span: SourceSpan
}
