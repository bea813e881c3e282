import Learning

// minimize = "minimize" name [ "with" ( name | call ) ]
extension MinimizeStatement {
  /// Reads the rest of the statement after `minimize`.
  init(_ tokens: inout TokenReader, _ names: inout NameTable) throws(Diagnostic) {
    nameToken = tokens.next
    try tokens.expectName("a name after 'minimize'")
    // A name may be `with`, but `minimize with f` lacks one.
    if tokens.isNext("with"), tokens.kindAfterNext == .name,
      tokens.text.spelling(of: tokens.next + 1) != "with"
    {
      throw tokens.expected("a name after 'minimize'")
    }
    name = tokens.valueName(in: &names)
    var optimizer = Optimizer()
    if tokens.kind != .endOfLine {
      guard tokens.isNext("with") else {
        let isComputed = tokens.kind != .name && tokens.kind != .number
        throw tokens.expected("'with'").with(
          isComputed ? [.instead("what is minimized is computed in a line of its own")] : [])
      }
      tokens.next += 1
      guard tokens.kind == .name else {
        throw tokens.expected("'sgd', or another way to minimize,")
      }
      var call = SettingCall(text: tokens.text, nameToken: tokens.next)
      if tokens.kindAfterNext == .leftParenthesis {
        call = try tokens.settingCall(names)
      } else {
        tokens.next += 1
      }
      optimizer = try call.optimizer()
    }
    self.optimizer = optimizer
  }
}

extension SettingCall {
  /// The optimizer that the call describes, with the settings and defaults of PyTorch's
  /// `torch.optim`.
  fileprivate func optimizer() throws(Diagnostic) -> Optimizer {
    func expectSettings(_ names: [String]) throws(Diagnostic) {
      try self.expectSettings(named: ["lr"] + names + ["weight_decay"])
    }
    let rule: Optimizer.Rule
    var rate = 0.01
    switch name {
    case "sgd":
      try expectSettings([])
      rule = .sgd
    case "momentum":
      try expectSettings(["momentum"])
      rule = .momentum(try number("momentum", .belowOne) ?? 0.9)
    case "nesterov":
      try expectSettings(["momentum"])
      rule = .nesterov(try number("momentum", .belowOne) ?? 0.9)
    case "rmsprop":
      try expectSettings(["smoothing", "epsilon"])
      rule = .rmsprop(
        smoothing: try number("smoothing", .belowOne) ?? 0.99,
        epsilon: try number("epsilon", .positive) ?? 1e-8)
    case "adam":
      try expectSettings(["beta1", "beta2", "epsilon"])
      rate = 0.001
      rule = .adam(
        beta1: try number("beta1", .belowOne) ?? 0.9,
        beta2: try number("beta2", .belowOne) ?? 0.999,
        epsilon: try number("epsilon", .positive) ?? 1e-8)
    case let name:
      throw unknown(
        .unknownOptimizer(name), among: ["sgd", "momentum", "nesterov", "rmsprop", "adam"])
    }
    return Optimizer(
      rule, schedule: try schedule() ?? .constant(rate),
      weightDecay: try number("weight_decay", .notNegative) ?? 0)
  }

  /// `lr = 0.1` or `lr = step(0.1, every = 100, factor = 0.5)`.
  private func schedule() throws(Diagnostic) -> Schedule? {
    guard let setting = setting("lr") else { return nil }
    switch setting.value {
    case .number: return .constant(try rate(setting))
    case .call(let call): return try call.asSchedule()
    case .word, .text, .percent, .list: throw expected("a number for 'lr'", setting)
    }
  }

  /// The schedule that the call describes.
  private func asSchedule() throws(Diagnostic) -> Schedule {
    switch name {
    case "step":
      let rate = try rate(
        rates(["first"], ["every", "factor"], "step(0.1, every = 100, factor = 0.5)")[0])
      return .step(
        rate, every: try wholeNumber("every", from: 1) ?? 1,
        factor: try number("factor", .positive) ?? 1)
    case "exponential":
      let rate = try rate(rates(["first"], ["factor"], "exponential(0.1, factor = 0.99)")[0])
      return .exponential(rate, factor: try number("factor", .positive) ?? 1)
    case "cosine":
      let rate = try rate(rates(["first"], ["over"], "cosine(0.1, over = 1000)")[0])
      return .cosine(rate, over: try wholeNumber("over", from: 1) ?? 1)
    case "linear":
      let ends = try rates(["first", "last"], ["over"], "linear(0.1, 0.01, over = 1000)")
      let first = try rate(ends[0], mayBeZero: true)
      // From 0 to 0 nothing moves, which is said of the last rate.
      let last = try rate(ends[1], mayBeZero: first > 0)
      return .linear(first, to: last, over: try wholeNumber("over", from: 1) ?? 1)
    case let name:
      throw unknown(.unknownSchedule(name), among: ["step", "exponential", "cosine", "linear"])
    }
  }

  /// The learning rates of a schedule, one for each of `places`; its other settings must be given by
  /// name.
  private func rates(
    _ places: [String], _ names: [String], _ example: String
  ) throws(Diagnostic) -> [Setting] {
    try expectSettings(unnamed: places.count, named: names)
    func missing(_ argument: String) -> Diagnostic {
      Diagnostic(
        .missingArgument(argument, function: name), at: nameSpan,
        notes: [.instead("it is written \(example)")])
    }
    let given = unnamed
    if given.count < places.count {
      throw missing("the \(places[given.count]) learning rate")
    }
    for name in names where setting(name) == nil { throw missing("'\(name)'") }
    return given
  }

  /// A learning rate, which must be above 0 to descend; at one end of a line it may be 0.
  private func rate(_ setting: Setting, mayBeZero: Bool = false) throws(Diagnostic) -> Double {
    let value = try number("lr", setting, .any)
    if mayBeZero {
      return try number("lr", setting, SettingRange(words: "at least 0 to descend") { $0 >= 0 })
    }
    let reason = value == 0 ? "above 0 for anything to move" : "above 0 to descend"
    return try number("lr", setting, SettingRange(words: reason) { $0 > 0 })
  }

  private func unknown(_ problem: Diagnostic.Problem, among names: [String]) -> Diagnostic {
    let near = Diagnostic.Note.nearest(to: name, among: names, at: nameSpan)
    return Diagnostic(problem, at: nameSpan, notes: [near ?? .oneOf(names)])
  }
}
