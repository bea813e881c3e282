import ComputationGraph

/// Resolves calls of built-in functions: matches arguments with parameters, and takes sizes and
/// options out of the instructions, so that only operands are computed.
struct CallResolution {
  private let text: TokenText
  private(set) var code: PostfixExpressions
  /// The number of random arrays without a seed so far.
  private var unseededCount: UInt64 = 0

  init(_ code: PostfixExpressions, _ text: TokenText) {
    self.text = text
    self.code = code
  }

  /// The arguments of one call.
  private struct Given {
    let function: BuiltInFunction
    let name: String
    let token: Int
    /// The arguments without names, operands first.
    var unnamed: [Argument] = []
    /// The arguments for options.
    var options: [String: Argument] = [:]
  }

  /// Replaces the call at `index` by the operation of the function.
  mutating func resolve(
    _ function: BuiltInFunction, named name: String, _ arguments: [Argument], at index: Int
  ) throws(Diagnostic) {
    var given = Given(
      function: function, name: name, token: Int(code.instructions[index].written.first))
    for argument in arguments {
      guard let token = argument.nameToken else {
        given.unnamed.append(argument)
        continue
      }
      let optionName = text.spelling(of: token)
      guard function.options.contains(where: { $0.name == optionName }) else {
        throw Diagnostic(
          .unknownArgument(optionName, function: name), at: text.span(of: token),
          notes: dataNote(given, optionName) ?? keepNote(given, optionName)
            ?? function.options.first.map { [.hasArgument($0.name, function: name)] } ?? [])
      }
      if given.options.updateValue(argument, forKey: optionName) != nil {
        throw Diagnostic(.repeatedParameter(optionName), at: text.span(of: token))
      }
    }
    try takeUnnamedOptions(in: &given)
    let operation = try operation(given)
    code.replace(at: index, with: code.action(for: operation))
  }

  /// The note that `keepdims`, as the option is called elsewhere, is `keep`.
  private func keepNote(_ given: Given, _ option: String) -> [Diagnostic.Note]? {
    guard ["keepdims", "keepdim"].contains(option), given.function.isFlag("keep") else {
      return nil
    }
    let name = given.options[option]?.nameToken
    return [.didYouMean("keep", name.map { Correction(text.span(of: $0), "keep") })]
  }

  /// The note that `csv(…, label = …)` belongs in a line that begins with `data`.
  private func dataNote(_ given: Given, _ option: String) -> [Diagnostic.Note]? {
    guard ["csv", "npy"].contains(given.name), DataStatement.settings.contains(option),
      given.token >= 2, text[given.token - 1].kind == .equals
    else { return nil }
    return [.write(.inserting("data ", before: text.span(of: given.token - 2)))]
  }

  /// Options follow operands and sizes.
  private func takeUnnamedOptions(in given: inout Given) throws(Diagnostic) {
    let function = given.function
    let expected = function.argumentCounts(givenByName: Array(given.options.keys))
    guard expected.contains(given.unnamed.count) else {
      let option = function.options.first { $0.needsName }
      throw Diagnostic(
        .wrongArgumentCount(function: given.name, expected: expected, given: given.unnamed.count),
        at: text.span(of: given.token),
        notes: given.unnamed.count < expected.lowerBound
          ? [] : option.map { [.hasArgument($0.name, function: given.name)] } ?? [])
    }
    let open = function.options.filter { !$0.needsName && given.options[$0.name] == nil }
    // After an unlimited number of sizes, options are required.
    let optionCount =
      function.sizes.upperBound == .max
      ? open.count
      : open.isEmpty ? 0 : given.unnamed.count - function.operands.upperBound
    for (option, argument) in zip(open, given.unnamed.suffix(optionCount)) {
      given.options[option.name] = argument
    }
    given.unnamed.removeLast(optionCount)
  }

  private mutating func operation(_ given: Given) throws(Diagnostic) -> Operation {
    let operandCount = given.unnamed.count
    switch given.function.meaning {
    case .primitive(let primitive):
      if operandCount + given.options.count == primitive.arity { return .primitive(primitive) }
      guard let option = given.function.options.last,
        case .operand(let standard, let text) = option.kind
      else { preconditionFailure("an operand is missing that has no standard") }
      return .completed(primitive, standard: standard, text: text)
    case .choice(let primitive, let reduction):
      if operandCount == 2, given.options.isEmpty {
        return .primitive(.elementwise(primitive))
      }
      guard operandCount == 1 else {
        let option = given.function.options.first { given.options[$0.name] != nil }?.name ?? ""
        throw Diagnostic(
          .wrongArgumentCount(
            function: given.name + "(…, \(option) = …)", expected: 1...1, given: operandCount),
          at: text.span(of: given.token))
      }
      return .reduce(
        reduction, axis: try wholeOption("axis", given), keeps: try flag("keep", given))
    case .reduction(let reduction):
      return .reduce(
        reduction, axis: try wholeOption("axis", given), keeps: try flag("keep", given))
    case .dot: return .dot
    case .meanSquare: return .meanSquare
    case .maxout: return .maxout(count: operandCount)
    case .concatenate:
      return .concatenate(count: operandCount, axis: try wholeOption("axis", given) ?? 0)
    case .reshape: return .reshape(try sizes(given.unnamed.dropFirst()))
    case .oneHot: return .primitive(.oneHot(classes: try wholeOption("classes", given) ?? 1))
    case .filled(let value):
      return .constructor(.filled(value, try sizes(given.unnamed[...])))
    case .identity: return .constructor(.identity(try sizes(given.unnamed[...])[0]))
    case .normal:
      let sizes = try sizes(given.unnamed[...])
      return .constructor(.normal(sizes, seed: try seed(given)))
    case .uniform:
      let sizes = try sizes(given.unnamed[...])
      let low = try numberOption("low", given)
      let high = try numberOption("high", given)
      return .constructor(.uniform(sizes, low: low, high: high, seed: try seed(given)))
    case .file:
      return .file(token: try quoted(given.unnamed[0], "the name of a file in quotes"))
    case .arrayFile:
      let token = try quoted(given.unnamed[0], "the name of a file in quotes")
      let array =
        given.unnamed.count > 1
        ? try quoted(given.unnamed[1], "the name of an array in quotes") : nil
      return .arrayFile(token: token, array: array)
    }
  }

  /// The token of a text in quotes.
  private mutating func quoted(
    _ argument: Argument, _ description: String
  ) throws(Diagnostic) -> Int {
    guard case .text = code.instructions[argument.root].action
    else { throw expected(description, argument) }
    let token = Int(code.instructions[argument.root].written.first)
    remove(argument)
    return token
  }
}

// Written numbers that are not operands.
extension CallResolution {
  private mutating func sizes(_ arguments: ArraySlice<Argument>) throws(Diagnostic) -> [Int] {
    var sizes: [Int] = []
    for argument in arguments {
      sizes.append(try whole(argument, from: 1, "a size, which is a whole number from 1 on,"))
    }
    return sizes
  }

  private mutating func wholeOption(_ name: String, _ given: Given) throws(Diagnostic) -> Int? {
    guard let argument = given.options[name],
      case .whole(let least, _)? = given.function.options.first(where: { $0.name == name })?.kind
    else { return nil }
    let bound = least > 0 ? " from \(least) on" : ""
    return try whole(argument, from: least, "a whole number\(bound) for '\(name)'")
  }

  /// The seed; if it is left out, the number of the array among those without one, counted from 1.
  private mutating func seed(_ given: Given) throws(Diagnostic) -> UInt64 {
    if let seed = try wholeOption("seed", given) { return UInt64(seed) }
    unseededCount += 1
    return unseededCount
  }

  private mutating func numberOption(_ name: String, _ given: Given) throws(Diagnostic) -> Double {
    guard let argument = given.options[name] else { preconditionFailure("an option is missing") }
    return try number(argument, "a number for '\(name)'")
  }

  private mutating func flag(_ name: String, _ given: Given) throws(Diagnostic) -> Bool {
    guard let argument = given.options[name] else { return false }
    guard case .truth(let value) = code.instructions[argument.root].action else {
      let span = text.span(of: code.instructions[argument.root].written)
      let written = text.source.text(of: span).lowercased()
      let meant = ["true": "true", "false": "false", "1": "true", "0": "false"][written]
      throw expected("true or false for '\(name)'", argument)
        .with(meant.map { [.write(Correction(span, $0))] } ?? [])
    }
    remove(argument)
    return value
  }

  private mutating func whole(
    _ argument: Argument, from least: Int, _ description: String
  ) throws(Diagnostic) -> Int {
    let value = try number(argument, description)
    guard let whole = Int(exactly: value), whole >= least, whole < 1 << 53 else {
      throw expected(description, argument)
    }
    return whole
  }

  private mutating func number(
    _ argument: Argument, _ description: String
  ) throws(Diagnostic) -> Double {
    guard case .number(let value) = code.instructions[argument.root].action
    else { throw expected(description, argument) }
    remove(argument)
    return value
  }

  /// Leaves nothing to compute of an argument that the operation now contains.
  private mutating func remove(_ argument: Argument) {
    code.replace(at: argument.root, with: .setting)
  }

  private func expected(_ description: String, _ argument: Argument) -> Diagnostic {
    text.expected(description, found: code.instructions[argument.root].written)
  }
}
