// The calls of another language as calls of this one.
extension OwnNotation {
  mutating func call(
    _ function: ForeignExpression, _ arguments: [ForeignExpression.Argument]
  ) throws(Untranslated) -> OwnText {
    switch function {
    case .function(let parameters, let body):
      guard parameters.count == arguments.count else { throw Untranslated() }
      let values = Dictionary(
        zip(parameters, arguments.map(\.value)), uniquingKeysWith: { first, _ in first })
      return try own(body.replacing(values))
    case .call(let maker, let settings):
      return try made(by: maker, settings, arguments)
    case .name(let name) where names.values.contains(name) && !names.functions.contains(name):
      guard dialect.isMATLAB else { throw Untranslated() }
      return try countedFromOne(function, arguments)
    case .name(let name) where names.functions.contains(name):
      guard arguments.allSatisfy({ $0.name == nil }) else { throw Untranslated() }
      var texts: [String] = []
      for argument in arguments { texts.append(try text(argument.value)) }
      return OwnText("\(name)(\(texts.joined(separator: ", ")))")
    case .name("dot") where try areVectors(arguments.map(\.value)):
      return OwnText("dot(\(try text(arguments[0].value)), \(try text(arguments[1].value)))")
    // MATLAB alone converts by it; elsewhere a function of that name doubles.
    case .name("double") where !dialect.isMATLAB: throw Untranslated()
    case .name(let name): return try translated(FunctionTranslation(path: name, arguments))
    case .member(let owner, let name):
      if let path = owner.path, isModule(path) {
        return try translated(FunctionTranslation(path: path + "." + name, arguments))
      }
      if name == "backward" || name == "step" || name == "zero_grad" {
        throw Untranslated("gradients are always computed")
      }
      return try translated(FunctionTranslation(path: name, arguments, receiver: owner))
    default: throw Untranslated()
    }
  }

  /// Whether these are two vectors of one length.
  private mutating func areVectors(_ values: [ForeignExpression]) throws(Untranslated) -> Bool {
    guard values.count == 2, let extents = try extents(values[0]) else { return false }
    let others = try self.extents(values[1])
    return extents.count == 1 && extents == others
  }

  /// `nn.MSELoss()(a, b)`: the call of a function that a call has made.
  private mutating func made(
    by maker: ForeignExpression, _ settings: [ForeignExpression.Argument],
    _ arguments: [ForeignExpression.Argument]
  ) throws(Untranslated) -> OwnText {
    guard let path = maker.path else { throw Untranslated() }
    switch FunctionTranslation.key(path) {
    case "vmap", "jit":
      guard let function = settings.first?.value else { throw Untranslated() }
      return try call(function, arguments)
    case "grad", "valueandgrad":
      throw Untranslated("gradients are always computed; expect grad x = 1 promises one")
    default:
      guard isModule(path) else { throw Untranslated() }
      return try call(maker, arguments + settings.filter { $0.name != nil })
    }
  }

  mutating func translated(_ given: FunctionTranslation) throws(Untranslated) -> OwnText {
    var given = given
    if let flag = given.take("requires_grad"), case .name("True") = flag { isParameter = true }
    if ["csv", "loadtxt", "genfromtxt", "readcsv", "csvread", "readmatrix"].contains(given.key),
      given.positional.count == 1, case .text(let file) = given.positional[0], !file.contains("\"")
    {
      return OwnText("csv(\"\(file)\")")
    }
    if let array = try madeArray(&given) { return array }
    if let composed = try composed(&given) { return composed }
    if let loss = try loss(&given) { return loss }
    let name = FunctionTranslation.synonyms[given.key] ?? FunctionTranslation.own[given.key]
    guard let name, let function = BuiltInFunction.named(name) else {
      throw Untranslated(Self.absent[given.key])
    }
    if ["sum", "mean", "max", "min", "softmax", "log_softmax", "norm"].contains(name) {
      return try along(name, &given)
    }
    return try plain(name, function, &given)
  }

  /// What is in the place of functions that the language lacks.
  private static let absent = [
    "argmax": "report accuracy(scores, labels) compares the largest score with the label",
    "argmin": "nothing here says where the smallest is; min(x) says how small it is",
    "inv": "nothing here inverts a matrix", "det": "nothing here computes determinants",
    "sign": "there is no 'sign'; abs(x) and relu(x) have it in their gradients",
    "round": "nothing here rounds", "floor": "nothing here rounds", "ceil": "nothing here rounds",
    "cumsum": "sum(x) adds all of an axis", "sort": "nothing here sorts",
    "dropout": "there is no dropout; weight_decay of an optimizer, or a term such as "
      + "0.01*sum(W^2) in the loss, regularizes",
    "conv2d": "there are no convolutions; '@' multiplies matrices",
    "loadtxt": "csv(\"points.csv\") reads a file",
    "readcsv": "csv(\"points.csv\") reads a file",
  ]

  /// A function with the same arguments here.
  private mutating func plain(
    _ name: String, _ function: BuiltInFunction, _ given: inout FunctionTranslation
  ) throws(Untranslated) -> OwnText {
    let options = ["negative_slope": "slope", "num_classes": "classes", "dim": "axis"]
    var texts: [String] = []
    for operand in given.positional { texts.append(try text(operand)) }
    if ["softmax", "log_softmax"].contains(name) { given.named = [:] }
    for (option, value) in given.named.sorted(by: { $0.key < $1.key }) {
      let own = options[option] ?? option
      guard function.options.contains(where: { $0.name == own }) else { throw Untranslated() }
      texts.append("\(own) = \(try text(value))")
    }
    guard !texts.isEmpty else { throw Untranslated() }
    return OwnText("\(name)(\(texts.joined(separator: ", ")))")
  }

  /// A sum, a mean and the like, along an axis or of everything.
  private mutating func along(
    _ name: String, _ given: inout FunctionTranslation
  ) throws(Untranslated) -> OwnText {
    let isChoice = name == "max" || name == "min"
    let isElementwise =
      isChoice && given.positional.count == 2 && given.named.isEmpty
      && (!given.path.contains(".") || given.key.hasSuffix("imum") || given.key.hasPrefix("f"))
      && !["amax", "amin"].contains(given.key) && given.path != "max_"
      || dialect.isMATLAB
        && isChoice && given.positional.count == 2
    if isElementwise {
      let (a, b) = (try text(given.positional[0]), try text(given.positional[1]))
      return OwnText("\(name)(\(a), \(b))")
    }
    if isChoice, given.positional.count > 2 {
      // `max(x, [], 2)` of MATLAB.
      if case .list(let none) = given.positional[1], none.isEmpty {
        given.positional.remove(at: 1)
      } else {
        throw Untranslated()
      }
    }
    let ord = given.take("ord", "p")
    if let ord, (try? text(ord)) != "2" { throw Untranslated() }
    let keeps = given.take("keepdims", "keepdim", "keep_dims")
    var isKept = false
    if let keeps, case .name("True") = keeps { isKept = true }
    if let keeps, case .name("true") = keeps { isKept = true }
    var axisGiven = given.take("axis", "dim", "axes")
    if axisGiven == nil, given.positional.count == 2 { axisGiven = given.positional.removeLast() }
    guard given.positional.count == 1, given.named.isEmpty else { throw Untranslated() }
    let operand = given.positional[0]
    let operandText = try text(operand)
    var axis: Int?
    switch axisGiven {
    case nil, .name("None"):
      if dialect.isMATLAB, name != "norm" { axis = try firstAxisOfMATLAB(operand) }
    case .tuple(let axes):
      guard try extents(operand)?.count == axes.count else { throw Untranslated() }
    case let given?:
      axis = try signedWhole(given)
      if dialect.isMATLAB { axis = (axis ?? 1) - 1 }
    }
    if name.hasSuffix("softmax") { return try softmax(name, operand, axis) }
    if name == "norm" { return try norm(operand, axis) }
    guard let axis else {
      let all = "\(name)(\(operandText))"
      if isKept {
        let ones = Array(repeating: "1", count: try extents(operand)?.count ?? 0)
        guard !ones.isEmpty else { throw Untranslated() }
        return OwnText("reshape(\(([all] + ones).joined(separator: ", ")))")
      }
      return OwnText(all)
    }
    let hasKeep = BuiltInFunction.named(name)?.options.contains { $0.name == "keep" } ?? false
    if isKept, hasKeep { return OwnText("\(name)(\(operandText), axis = \(axis), keep = true)") }
    let along = "\(name)(\(operandText), axis = \(axis))"
    guard isKept else { return OwnText(along) }
    guard var sizes = try extents(operand) else { throw Untranslated() }
    let counted = axis < 0 ? axis + sizes.count : axis
    guard sizes.indices.contains(counted) else { throw Untranslated() }
    sizes[counted] = 1
    return OwnText("reshape(\(([along] + sizes.map(String.init)).joined(separator: ", ")))")
  }

  /// MATLAB adds the columns of a matrix, and all of a row or a column.
  private mutating func firstAxisOfMATLAB(
    _ operand: ForeignExpression
  ) throws(Untranslated) -> Int? {
    guard let extents = try extents(operand) else {
      if operand.names.allSatisfy({ !names.values.contains($0) }) { return nil }
      throw Untranslated()
    }
    return extents.count == 2 && extents[0] > 1 && extents[1] > 1 ? 0 : nil
  }

  private mutating func softmax(
    _ name: String, _ operand: ForeignExpression, _ axis: Int?
  ) throws(Untranslated) -> OwnText {
    let text = try own(operand)
    if axis == nil || axis == -1 { return OwnText("\(name)(\(text.text))") }
    guard let count = try extents(operand)?.count else { throw Untranslated() }
    if axis == count - 1 { return OwnText("\(name)(\(text.text))") }
    guard axis == 0, count == 2 else { throw Untranslated() }
    return OwnText("\(name)(\(text.atLeast(.operand)).T).T")
  }

  private mutating func norm(
    _ operand: ForeignExpression, _ axis: Int?
  ) throws(Untranslated) -> OwnText {
    let text = try text(operand)
    guard let axis, try extents(operand)?.count ?? 1 > 1 else { return OwnText("norm(\(text))") }
    return OwnText("sqrt(sum(square(\(text)), axis = \(axis)))")
  }
}
