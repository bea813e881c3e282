// f(x, y, z) = (x + y)*z
// x = -2 …

extension StatementReader {
  /// The place of the function that a file is about, as textbooks write it: the only one that
  /// nothing calls, in a file that computes nothing else and says no values but those of names that
  /// the function uses. `nil` if the file has no such function.
  var loneFunction: Int? {
    guard brokenNames.isEmpty else { return nil }
    var called: Set<Name> = []
    for instruction in reader.code.instructions {
      if case .call(let name, _, _) = instruction.action { called.insert(name) }
    }
    let candidates = statements.indices.filter { place in
      statements[place].function.map { !called.contains($0.name) } ?? false
    }
    guard candidates.count == 1, let function = statements[candidates[0]].function else {
      return nil
    }
    var values: Set<String> = []
    for statement in statements {
      switch statement {
      case .value(let value):
        if computesFromNames(value) { return nil }
        values.insert(reader.names[value.name])
      case .data(let data):
        values.formUnion([data.features, data.labels].map { reader.names[$0] })
      case .minimize(let minimize): if minimize.name != function.name { return nil }
      case .function, .report, .show, .expect, .decimals: break
      }
    }
    return values.isEmpty || !values.isDisjoint(with: namesUsed(by: function))
      ? candidates[0] : nil
  }

  /// Whether a definition uses a name, so that it might be what is to be differentiated.
  private func computesFromNames(_ value: ValueStatement) -> Bool {
    !value.isParameter
      && reader.code.instructions[value.body].contains {
        if case .name = $0.action { true } else { false }
      }
  }

  /// The names of a function's arguments, and those of values that it uses besides.
  private func namesUsed(by function: FunctionStatement) -> Set<String> {
    var names = Set(function.argumentTokens.map { reader.text.spelling(of: $0) })
    for case .name(let name) in reader.code.instructions[function.body].map(\.action) {
      names.insert(reader.names[name])
    }
    return names
  }
}
