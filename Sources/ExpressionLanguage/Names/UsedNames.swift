/// The names that a file comes to use: those that its output, a report, a picture or a promise is
/// computed from.
struct UsedNames {
  private let syntax: Syntax
  private var used: Set<Name> = []
  private var called: Set<Name> = []

  init(in syntax: Syntax) {
    self.syntax = syntax
    for instruction in syntax.code.instructions {
      if case .call(let name, _, _) = instruction.action { called.insert(name) }
    }
    var waiting: [Range<Int>] = []
    let bodies = Self.bodies(of: syntax.statements)
    func use(_ name: Name, _ used: inout Set<Name>) {
      if used.insert(name).inserted, let body = bodies[name] { waiting.append(body) }
    }
    if let output = syntax.outputName { use(output, &used) }
    for statement in syntax.statements {
      if let subject = statement.subject { use(subject, &used) }
      if case .report(let report) = statement { waiting += report.bodies }
    }
    while let body = waiting.popLast() {
      for instruction in syntax.code.instructions[body] {
        switch instruction.action {
        case .name(let name), .call(let name, _, _): use(name, &used)
        case .number, .argument, .primitive, .operation, .text, .truth, .setting: continue
        }
      }
    }
  }

  /// The definitions that nothing uses, in the order of the file.
  var unusedValues: [ValueStatement] {
    syntax.statements.compactMap(\.value).filter { !used.contains($0.name) }
  }

  /// The data of which neither features nor labels are used.
  var unusedData: [DataStatement] {
    syntax.statements.compactMap(\.data).filter {
      !used.contains($0.features) && !used.contains($0.labels)
    }
  }

  /// The functions that nothing calls, in the order of the file.
  var uncalledFunctions: [FunctionStatement] {
    syntax.statements.compactMap(\.function).filter { !called.contains($0.name) }
  }

  /// What each name is computed from.
  private static func bodies(of statements: [Statement]) -> [Name: Range<Int>] {
    var bodies: [Name: Range<Int>] = [:]
    for statement in statements {
      switch statement {
      case .value(let value): bodies[value.name] = value.body
      case .function(let function): bodies[function.name] = function.body
      case .data, .minimize, .report, .show, .decimals, .expect: continue
      }
    }
    return bodies
  }
}

extension Syntax {
  /// The name that is differentiated: that after `minimize`, or else the last one defined.
  var outputName: Name? {
    for case .minimize(let minimize) in statements { return minimize.name }
    return statements.last { $0.value != nil }?.value?.name
  }
}
