import ComputationGraph
import Learning

// minimize = "minimize" name [ "with" ( name | call ) ]
extension Parser {
  func minimize() throws(Diagnostic) -> MinimizeStatement {
    next += 1
    let nameToken = next
    guard kind == .name else { throw expected("a name after 'minimize'") }
    if reservedWord(at: next) != nil { throw reserved(next) }
    let name = valueName()
    var optimizer = Optimizer()
    if kind != .endOfLine {
      guard kind == .name, text(next) == "with" else {
        let error = expected("'with'")
        let isComputed = kind != .name && kind != .number
        let loss = ["loss", "cost", "total"].first { names.existing($0) == nil } ?? "result"
        let note = Diagnostic.Note.write("\(loss) = … in a line of its own, and minimize \(loss)")
        throw Diagnostic(error.problem, at: error.span, notes: isComputed ? [note] : [])
      }
      next += 1
      guard kind == .name else { throw expected("'sgd', or another way to minimize,") }
      var call = SettingCall(nameToken: next)
      if kindAfterNext == .leftParenthesis { call = try settingCall() } else { next += 1 }
      optimizer = try self.optimizer(call)
    }
    return MinimizeStatement(
      name: name, nameToken: nameToken, optimizer: optimizer, lastToken: next - 1)
  }

  /// The rules with their settings and standard values, which are those of PyTorch's `torch.optim`.
  private func optimizer(_ call: SettingCall) throws(Diagnostic) -> Optimizer {
    func expectSettings(_ names: [String]) throws(Diagnostic) {
      try self.expectSettings(of: call, named: ["lr"] + names + ["weight_decay"])
    }
    let rule: Optimizer.Rule
    var rate = 0.01
    switch text(call.nameToken) {
    case "sgd":
      try expectSettings([])
      rule = .sgd
    case "momentum":
      try expectSettings(["momentum"])
      rule = .momentum(try number("momentum", of: call, .belowOne) ?? 0.9)
    case "nesterov":
      try expectSettings(["momentum"])
      rule = .nesterov(try number("momentum", of: call, .belowOne) ?? 0.9)
    case "rmsprop":
      try expectSettings(["smoothing", "epsilon"])
      rule = .rmsprop(
        smoothing: try number("smoothing", of: call, .belowOne) ?? 0.99,
        epsilon: try number("epsilon", of: call, .positive) ?? 1e-8)
    case "adam":
      try expectSettings(["beta1", "beta2", "epsilon"])
      rate = 0.001
      rule = .adam(
        beta1: try number("beta1", of: call, .belowOne) ?? 0.9,
        beta2: try number("beta2", of: call, .belowOne) ?? 0.999,
        epsilon: try number("epsilon", of: call, .positive) ?? 1e-8)
    case let name:
      throw unknown(
        .unknownOptimizer(name), call, among: ["sgd", "momentum", "nesterov", "rmsprop", "adam"])
    }
    return Optimizer(
      rule, schedule: try schedule(call) ?? .constant(rate),
      weightDecay: try number("weight_decay", of: call, .notNegative) ?? 0)
  }

  /// `lr = 0.1` or `lr = step(0.1, every = 100, factor = 0.5)`.
  private func schedule(_ call: SettingCall) throws(Diagnostic) -> Schedule? {
    guard let setting = setting("lr", of: call) else { return nil }
    switch setting.value {
    case .number: return .constant(try rate(setting))
    case .call(let course): return try schedule(course: course)
    case .word, .text, .percent: throw expected("a number for 'lr'", setting)
    }
  }

  private func schedule(course call: SettingCall) throws(Diagnostic) -> Schedule {
    switch text(call.nameToken) {
    case "step":
      let rate = try firstRate(call, ["every", "factor"], "step(0.1, every = 100, factor = 0.5)")
      return .step(
        rate, every: try wholeNumber("every", of: call, from: 1) ?? 1,
        factor: try number("factor", of: call, .positive) ?? 1)
    case "exponential":
      let rate = try firstRate(call, ["factor"], "exponential(0.1, factor = 0.99)")
      return .exponential(rate, factor: try number("factor", of: call, .positive) ?? 1)
    case "cosine":
      let rate = try firstRate(call, ["over"], "cosine(0.1, over = 1000)")
      return .cosine(rate, over: try wholeNumber("over", of: call, from: 1) ?? 1)
    case let name:
      throw unknown(.unknownSchedule(name), call, among: ["step", "exponential", "cosine"])
    }
  }

  /// The rate with which a schedule begins; all else that it takes has to be given by name.
  private func firstRate(
    _ call: SettingCall, _ names: [String], _ example: String
  ) throws(Diagnostic) -> Double {
    try expectSettings(of: call, unnamed: 1, named: names)
    let function = text(call.nameToken)
    guard let first = call.unnamed.first else {
      throw Diagnostic(
        .missingArgument("the first learning rate", function: function),
        at: tokens[call.nameToken].span, notes: [.write(example)])
    }
    for name in names where setting(name, of: call) == nil {
      throw Diagnostic(
        .missingArgument("'\(name)'", function: function), at: tokens[call.nameToken].span,
        notes: [.write(example)])
    }
    return try rate(first)
  }

  /// The number of a learning rate, which says how far to go downhill and so is above 0.
  private func rate(_ setting: Setting) throws(Diagnostic) -> Double {
    let value = try number("lr", setting, .any)
    let reason = value == 0 ? "above 0 for anything to move" : "above 0 to descend"
    return try number("lr", setting, SettingRange(words: reason) { $0 > 0 })
  }

  private func unknown(
    _ problem: Diagnostic.Problem, _ call: SettingCall, among names: [String]
  ) -> Diagnostic {
    let near = nearest(to: text(call.nameToken), among: names)
    return Diagnostic(
      problem, at: tokens[call.nameToken].span,
      notes: [near.map { .didYouMean($0) } ?? .oneOf(names)])
  }
}
