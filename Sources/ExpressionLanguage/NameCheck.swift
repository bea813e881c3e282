/// Finds the mistakes that concern names: not defined, defined twice, used too early, or as what
/// they are not. Names that are used and never defined are the free inputs.
struct NameCheck {
  private enum Declaration {
    case value(statement: Int)
    case function(FunctionStatement, statement: Int)
    case broken
  }

  private let parser: Parser
  private var calls: CallResolution
  private var declarations: [Declaration?]
  private var isReported: [Bool]
  private var isFreeInput: [Bool]
  /// For each function, whether it is computed from anything but its arguments.
  private var usesOtherNames: Set<Name> = []
  private(set) var freeInputs: [FreeInput] = []
  private(set) var diagnostics: [Diagnostic] = []

  init(_ parser: Parser) {
    self.parser = parser
    calls = CallResolution(parser)
    declarations = Array(repeating: nil, count: parser.names.texts.count)
    isReported = Array(repeating: false, count: declarations.count)
    isFreeInput = isReported
    declare()
    for (index, statement) in parser.statements.enumerated() { check(statement, index) }
    checkSubjects()
  }

  /// The instructions of the file, in which calls of built-in functions have become operations.
  var instructions: [Instruction] { calls.instructions }

  /// What the instructions do that is more than an elementwise primitive.
  var operations: [Operation] { calls.operations }

  /// Notes what each name is defined as; the first definition counts.
  private mutating func declare() {
    for name in parser.brokenNames { declarations[Int(name.index)] = .broken }
    for (index, statement) in parser.statements.enumerated() {
      let (name, token, declaration): (Name, Int, Declaration)
      switch statement {
      case .value(let value):
        (name, token, declaration) = (value.name, value.nameToken, .value(statement: index))
      case .function(let function):
        (name, token, declaration) = (
          function.name, function.nameToken, .function(function, statement: index)
        )
      case .minimize, .expect:
        continue
      }
      switch declarations[Int(name.index)] {
      case nil: declarations[Int(name.index)] = declaration
      case .broken: break
      case .value(let first), .function(_, let first):
        report(.alreadyDefined(parser.names[name], line: line(ofStatement: first)), at: token)
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
    case .minimize, .expect:
      break
    }
  }

  private mutating func checkBody(_ body: Range<Int>, of statement: Int) {
    var text: Int?
    for index in body {
      let instruction = parser.instructions[index]
      switch instruction.action {
      case .name(let name): checkUse(of: name, at: instruction, in: statement)
      case .call(let name, let count, let first):
        let arguments = parser.arguments[Int(first)..<Int(first + count)]
        checkCall(of: name, arguments, at: index, in: statement)
      case .text: text = text ?? index
      case .number, .argument, .primitive, .operation, .setting: break
      }
    }
    // What a file is read from has become a setting by now, or the call has been reported.
    if let text, case .text = calls.instructions[text].action, !hasMistake(in: body) {
      report(.textWithoutUse, at: Int(calls.instructions[text].written.first))
    }
  }

  /// Whether something between the tokens of these instructions has been reported.
  private func hasMistake(in body: Range<Int>) -> Bool {
    guard let last = diagnostics.last?.span?.start else { return false }
    let start = parser.tokens[Int(parser.instructions[body.upperBound - 1].written.first)].start
    let end = parser.tokens[Int(parser.instructions[body.upperBound - 1].written.last)].end
    return last >= start && last < end
  }

  private mutating func checkUse(of name: Name, at instruction: Instruction, in statement: Int) {
    let token = Int(instruction.written.first)
    let text = parser.names[name]
    switch declarations[Int(name.index)] {
    case .value(let definition):
      checkOrder(name, definition, .usedInOwnDefinition(text), at: token, in: statement)
    case .function:
      reportOnce(name, .functionAsValue(text), at: token)
    case .broken:
      break
    case nil:
      if BuiltInFunction.named(text) != nil {
        reportOnce(name, .functionAsValue(text), at: token)
      } else if !isFreeInput[Int(name.index)] {
        isFreeInput[Int(name.index)] = true
        freeInputs.append(FreeInput(name: text, span: parser.tokens[token].span))
      }
    }
  }

  private mutating func checkCall(
    of name: Name, _ arguments: ArraySlice<Argument>, at index: Int, in statement: Int
  ) {
    let token = Int(parser.instructions[index].written.first)
    let text = parser.names[name]
    switch declarations[Int(name.index)] {
    case .function(let function, let definition):
      guard checkOrder(name, definition, .callsItself(text), at: token, in: statement) else {
        return
      }
      checkArguments(of: text, function.argumentCount, arguments, at: token)
    case .value:
      if !isReported[Int(name.index)] {
        isReported[Int(name.index)] = true
        diagnostics.append(parser.valueAsFunction(text, at: token))
      }
    case .broken:
      break
    case nil:
      if let builtIn = BuiltInFunction.named(text) {
        do throws(Diagnostic) {
          try calls.resolve(builtIn, named: text, arguments, at: index)
        } catch {
          diagnostics.append(error)
        }
      } else {
        reportUnknownFunction(name, arguments.count, at: token)
      }
    }
  }

  private mutating func checkArguments(
    of function: String, _ expected: Int, _ given: ArraySlice<Argument>, at token: Int
  ) {
    if let named = given.lazy.compactMap(\.nameToken).first {
      report(.unknownArgument(parser.text(named), function: function), at: named)
    } else if expected != given.count {
      report(
        .wrongArgumentCount(
          function: function, expected: expected...expected, given: given.count), at: token)
    }
  }

  private mutating func reportUnknownFunction(_ name: Name, _ count: Int, at token: Int) {
    let text = parser.names[name]
    var notes: [Diagnostic.Note] = []
    if let near = near(text, among: { ownFunctionNames + BuiltInFunction.names }) {
      notes = [.didYouMean(near)]
    } else if count == 1 {
      notes = parser.valueAsFunction(text, at: token).notes
    }
    reportOnce(name, .unknownFunction(text), at: token, notes: notes)
  }

  /// Whether a name is used below its definition; if not, reports it.
  @discardableResult
  private mutating func checkOrder(
    _ name: Name, _ definition: Int, _ ownUse: Diagnostic.Problem, at token: Int, in statement: Int
  ) -> Bool {
    if definition == statement {
      reportOnce(name, ownUse, at: token)
    } else if definition > statement {
      let line = line(ofStatement: definition)
      reportOnce(name, .usedBeforeDefinition(parser.names[name], line: line), at: token)
    }
    return definition < statement
  }
}

// The statements about names.
extension NameCheck {
  /// Checks what is minimized and expected, when all free inputs are known.
  private mutating func checkSubjects() {
    var minimizeLine: Int?
    for statement in parser.statements {
      switch statement {
      case .minimize(let minimize):
        if let minimizeLine {
          report(.secondMinimize(line: minimizeLine), at: minimize.nameToken - 1)
        } else {
          minimizeLine = line(ofToken: minimize.nameToken)
          checkSubject(minimize.name, at: minimize.nameToken)
        }
      case .expect(let expect):
        checkSubject(expect.name, at: expect.nameToken)
      case .value, .function:
        break
      }
    }
  }

  private mutating func checkSubject(_ name: Name, at token: Int) {
    let text = parser.names[name]
    switch declarations[Int(name.index)] {
    case .value, .broken: break
    case .function: reportOnce(name, .functionAsValue(text), at: token)
    case nil where isFreeInput[Int(name.index)]: break
    case nil:
      let near = near(text, among: { parser.names.texts.filter { isValue($0) } })
      reportOnce(name, .unknownName(text), at: token, notes: near.map { [.didYouMean($0)] } ?? [])
    }
  }

  private func isValue(_ text: String) -> Bool {
    guard let name = parser.names.existing(text) else { return false }
    if case .value = declarations[Int(name.index)] { return true }
    return isFreeInput[Int(name.index)]
  }

  private var ownFunctionNames: [String] {
    parser.statements.compactMap { statement in
      if case .function(let function) = statement { parser.names[function.name] } else { nil }
    }
  }

  /// A suggestion, as long as the mistake is among those that are shown.
  private func near(_ text: String, among candidates: () -> [String]) -> String? {
    guard diagnostics.count < DiagnosticList.shownCount else { return nil }
    return nearest(to: text, among: candidates())
  }
}

// The initial values of parameters, which are numbers before there is a graph.
extension NameCheck {
  private func isConstant(_ body: Range<Int>) -> Bool { firstName(in: body) == nil }

  private mutating func checkIsConstant(_ body: Range<Int>) {
    guard let (name, token) = firstName(in: body), !isReported[Int(name.index)] else { return }
    report(.notConstant(parser.names[name]), at: token)
  }

  /// The first name whose value is not known before the graph is made, among those without mistakes.
  private func firstName(in body: Range<Int>) -> (Name, token: Int)? {
    for instruction in parser.instructions[body] {
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
    diagnostics.append(Diagnostic(problem, at: parser.tokens[token].span, notes: notes))
  }

  /// Reports a mistake at its first place only.
  private mutating func reportOnce(
    _ name: Name, _ problem: Diagnostic.Problem, at token: Int, notes: [Diagnostic.Note] = []
  ) {
    guard !isReported[Int(name.index)] else { return }
    isReported[Int(name.index)] = true
    report(problem, at: token, notes: notes)
  }

  private func line(ofToken token: Int) -> Int {
    parser.source.line(at: parser.tokens[token].span.start)
  }

  private func line(ofStatement index: Int) -> Int {
    switch parser.statements[index] {
    case .value(let value): line(ofToken: value.nameToken)
    case .function(let function): line(ofToken: function.nameToken)
    case .minimize(let minimize): line(ofToken: minimize.nameToken)
    case .expect(let expect): line(ofToken: expect.nameToken)
    }
  }
}
