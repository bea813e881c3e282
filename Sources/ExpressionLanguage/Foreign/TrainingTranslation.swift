import ComputationGraph

// Lines about gradients, updates and layers.
extension FileTranslation {
  /// `minimize loss`, written in other ways.
  mutating func objective(
    _ word: String, _ tokens: [ForeignToken]
  ) throws(Untranslated) -> [String]? {
    let isMaximized = word.hasPrefix("max") || word == "argmax" || word == "ascend"
    var tokens = tokens
    if ["min", "max", "train"].contains(word), tokens.first?.text == "(" { return nil }
    if tokens.first?.text == ":" { tokens.removeFirst() }
    if word.hasPrefix("arg"), tokens.first?.text == "_" { return nil }
    let settings: Set = ["with", "using", "by", "via", "mit", "durch"]
    let end = tokens.firstIndex { $0.kind == .name && settings.contains($0.text) } ?? tokens.count
    var subject = Array(tokens[..<end])
    guard !subject.isEmpty else { throw Untranslated() }
    if let respect = subject.firstIndex(where: { $0.text == "over" || $0.text == "wrt" }) {
      subject = Array(subject[..<respect])
    }
    if subject.first?.text == "(", subject.last?.text == ")" {
      subject = Array(subject[1..<(subject.count - 1)])
    }
    var method = ""
    if end < tokens.count {
      method = " with \(try optimizer(Array(tokens[(end + 1)...])))"
    }
    if subject.count > 2, isDefinition(subject, at: 0) {
      let lines = try definition(subject)
      return lines + ["minimize \(subject[0].text)\(method)"]
    }
    let value = try read(subject)
    if case .name(let name) = value, !isMaximized {
      return ["minimize \(OwnNotation.ownName(name))\(method)"]
    }
    var notation = notation
    let names = ["loss", "cost", "objective", "result"]
    let name = names.first { !self.names.values.contains($0) } ?? "total"
    self.names.values.insert(name)
    let text = try notation.text(isMaximized ? .negative(value) : value)
    return ["\(name) = \(text)", "minimize \(name)\(method)"]
  }

  /// `sgd(lr = 0.1)` for `torch.optim.SGD([w], lr=0.1)`.
  private mutating func optimizer(_ tokens: [ForeignToken]) throws(Untranslated) -> String {
    let words = tokens.map(\.text)
    if words == ["gradient", "descent"] || words == ["Gradientenabstieg"] { return "sgd" }
    let expression = try read(tokens)
    switch expression {
    case .call(let function, let arguments):
      guard let path = function.path else { throw Untranslated() }
      return try optimizer(path, arguments)
    default:
      guard let path = expression.path else { throw Untranslated() }
      return try optimizer(path, [])
    }
  }

  private mutating func optimizer(
    _ path: String, _ arguments: [ForeignExpression.Argument]
  ) throws(Untranslated) -> String {
    let key = FunctionTranslation.key(path)
    var given: [String: String] = [:]
    var isNesterov = false
    var notation = notation
    let places = path.contains("optax") || path.contains("keras") || !path.contains(".") ? 0 : 1
    var place = 0
    for argument in arguments {
      switch argument.name {
      case nil:
        if place == places { given["lr"] = try notation.text(argument.value) }
        place += 1
      case "alpha" where key != "rmsprop", "lr", "learning_rate", "eta", "rate", "learningrate",
        "step_size":
        given["lr"] = try notation.text(argument.value)
      case "alpha", "rho", "decay": given["smoothing"] = try notation.text(argument.value)
      case "eps", "epsilon": given["epsilon"] = try notation.text(argument.value)
      case "betas":
        guard case .tuple(let betas) = argument.value, betas.count == 2 else {
          throw Untranslated()
        }
        given["beta1"] = try notation.text(betas[0])
        given["beta2"] = try notation.text(betas[1])
      case "b1", "beta_1": given["beta1"] = try notation.text(argument.value)
      case "b2", "beta_2": given["beta2"] = try notation.text(argument.value)
      case "nesterov":
        if case .name("True") = argument.value { isNesterov = true }
      case "params": place += 1
      case "momentum", "weight_decay", "beta1", "beta2", "smoothing":
        given[argument.name ?? ""] = try notation.text(argument.value)
      default: throw Untranslated()
      }
    }
    let name: String
    switch key {
    case "sgd", "gd", "gradientdescent", "momentum", "nesterov":
      name =
        isNesterov
        ? "nesterov"
        : given["momentum"] != nil && key != "nesterov"
          ? "momentum" : key.hasPrefix("g") ? "sgd" : key
    case "adam", "rmsprop": name = key
    default: throw Untranslated("there are sgd, momentum, nesterov, rmsprop and adam")
    }
    let order = ["lr", "momentum", "smoothing", "beta1", "beta2", "epsilon", "weight_decay"]
    let listed = order.compactMap { setting in given[setting].map { "\(setting) = \($0)" } }
    return listed.isEmpty ? name : "\(name)(\(listed.joined(separator: ", ")))"
  }

  /// An update by hand, which `minimize` makes.
  mutating func descent(_ tokens: [ForeignToken]) throws(Untranslated) -> [String] {
    guard !training.hasOptimizer, let loss = training.loss else {
      if training.hasOptimizer, training.loss != nil { return [] }
      throw Untranslated("updates are made by 'minimize', as in minimize loss with sgd(lr = 0.1)")
    }
    guard let end = tokens.firstIndex(where: { ["-=", "="].contains($0.text) }) else {
      throw Untranslated()
    }
    let change = try read(Array(tokens[(end + 1)...]))
    // `lr * w.grad`, or `w - lr * w.grad`.
    var step = change
    if case .binary("-", _, let subtracted) = change { step = subtracted }
    let rate: ForeignExpression
    switch step {
    case .binary("*", let a, .member(_, "grad")): rate = a
    case .binary("*", .member(_, "grad"), let a): rate = a
    case .member(_, "grad"): rate = .number("1")
    default:
      throw Untranslated("updates are made by 'minimize', as in minimize loss with sgd(lr = 0.1)")
    }
    training.hasOptimizer = true
    training.isSaid = true
    var notation = notation
    let text = try notation.text(rate)
    guard let number = Double(text) ?? notation.value(text)?.scalar, number > 0 else {
      throw Untranslated()
    }
    let written = Double(text) != nil ? text : "\(number)"
    return ["minimize \(loss) with sgd(lr = \(written))"]
  }

  /// A call that is a deed and no value, such as `loss.backward()`.
  mutating func deed(_ expression: ForeignExpression) throws(Untranslated) -> [String]? {
    guard case .call(let function, _) = expression else { return nil }
    if case .name(let name) = function,
      ["rng", "srand", "tic", "toc", "seed", "figure"].contains(name),
      !names.functions.contains(name)
    {
      return []
    }
    guard case .member(let owner, let name) = function else { return nil }
    let quiet: Set = [
      "step", "zero_grad", "zero_", "train", "eval", "manual_seed", "seed", "show", "plot",
      "requires_grad_", "retain_grad", "compile", "title", "xlabel", "ylabel", "legend", "append",
      "watch", "apply_gradients", "log", "set_printoptions", "no_grad", "filterwarnings", "scatter",
      "figure", "grid", "savefig", "set_seed", "set_title",
    ]
    if name == "log", owner.path.map({ $0 == "console" }) != true { return nil }
    if quiet.contains(name) { return [] }
    guard name == "backward" else { return nil }
    if case .name(let loss) = owner {
      if training.hasOptimizer || training.isSaid || training.hasDescent { return [] }
      training.isSaid = true
      return ["minimize \(renamed[loss] ?? loss)"]
    }
    var notation = notation
    let text = try notation.text(owner)
    let fresh = ["loss", "total", "result"].first { !names.values.contains($0) } ?? "objective"
    names.values.insert(fresh)
    return ["\(fresh) = \(text)", "minimize \(fresh)"]
  }

  /// What a name is given that is no value: an optimizer, a layer, a loss, the key of a generator.
  mutating func object(
    _ name: String, _ tokens: [ForeignToken]
  ) throws(Untranslated) -> [String]? {
    let words = tokens.map(\.text)
    let isMade = names.objects.contains(name)
    if isMade {
      if words.contains("optim") || words.contains("optimizers") || words.contains("optax") {
        guard let loss = training.loss ?? lastValue else {
          throw Untranslated(
            "updates are made by 'minimize', as in minimize loss with sgd(lr = 0.1)")
        }
        return ["minimize \(loss) with \(try optimizer(tokens))"]
      }
      return []
    }
    if words.contains("gradient"), words.contains("tape") || words.contains("t") {
      guard let loss = training.loss, !training.hasOptimizer else { return [] }
      training.isSaid = true
      return ["minimize \(loss)"]
    }
    if words.first == "None" { return [] }
    guard names.functions.contains(name), words.contains("nn") || words.contains("keras") else {
      return nil
    }
    return try layers(name, read(tokens))
  }

  /// `jax.grad(f)(x)`: the value of `f`, whose gradients are computed anyway.
  func differentiated(_ expression: ForeignExpression) throws(Untranslated) -> [String]? {
    guard case .call(.call(let maker, let functions), let arguments) = expression,
      let path = maker.path, ["grad", "valueandgrad"].contains(FunctionTranslation.key(path)),
      case .name(let function)? = functions.first?.value, names.functions.contains(function)
    else { return nil }
    var lines: [String] = []
    var texts: [String] = []
    let parameters = parametersOfFunctions[function] ?? []
    for (number, argument) in arguments.enumerated() {
      var notation = notation
      var text = try notation.text(argument.value)
      if case .name = argument.value {
      } else {
        // A number of its own has no gradient, but a name has.
        guard number < parameters.count, !names.values.contains(parameters[number]) else {
          throw Untranslated(
            "gradients are always computed, of every name; expect grad x = 1 promises one")
        }
        lines.append("\(parameters[number]) = \(text)")
        text = parameters[number]
      }
      texts.append(text)
    }
    let names = ["value", "output", "result"]
    let name = names.first { !self.names.values.contains($0) } ?? freeName
    return lines + ["\(name) = \(function)(\(texts.joined(separator: ", ")))"]
  }

  private var lastValue: String? {
    let assigned = statements.compactMap { statement -> String? in
      let tokens = statement.tokens
      guard tokens.count > 2, tokens[0].kind == .name, tokens[1].text == "=",
        names.values.contains(tokens[0].text)
      else { return nil }
      return tokens[0].text
    }
    return assigned.last { $0.hasPrefix("loss") } ?? assigned.last
  }
}
