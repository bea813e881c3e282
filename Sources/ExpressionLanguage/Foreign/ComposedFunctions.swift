// Functions of other languages that are written with operators or several functions here.
extension OwnNotation {
  mutating func composed(_ given: inout FunctionTranslation) throws(Untranslated) -> OwnText? {
    if ["clip", "clamp", "einsum"].contains(given.key), !names.functions.contains(given.path) {
      return try ofSeveral(&given)
    }
    switch given.positional.count {
    case 1: return try ofOne(&given)
    case 2:
      if let own = try ofTwo(&given) { return own }
      return try ofOne(&given)
    default: return try ofSeveral(&given)
    }
  }

  private mutating func ofOne(_ given: inout FunctionTranslation) throws(Untranslated) -> OwnText? {
    let x = given.positional[0]
    if let own = try unchanged(given.key, x) { return own }
    switch given.key {
    case "log2", "log10", "lg", "log₂":
      let base = given.key == "log2" || given.key == "log₂" ? 2 : 10
      return OwnText("log(\(try text(x)))/log(\(base))", .product)
    case "log1p": return OwnText("log(1 + \(try own(x).atLeast(.product)))")
    case "expm1": return OwnText("exp(\(try text(x))) - 1", .sum)
    case "tan", "tg": return try quotient("sin(\(try text(x)))", "cos(\(try text(x)))")
    case "cot": return try quotient("cos(\(try text(x)))", "sin(\(try text(x)))")
    case "sec": return try quotient("1", "cos(\(try text(x)))")
    case "csc": return try quotient("1", "sin(\(try text(x)))")
    case "sinh", "cosh":
      let (text, negated) = (try text(x), try text(.negative(x)))
      let sign = given.key == "sinh" ? "-" : "+"
      return OwnText("(exp(\(text)) \(sign) exp(\(negated)))/2", .product)
    case "negative", "neg": return try own(.negative(x))
    case "reciprocal": return try own(.binary("/", .number("1"), x))
    case "transpose", "t": return try transposed(x)
    case "logsigmoid": return OwnText("-softplus(\(try text(.negative(x))))", .sign)
    case "softsign": return try own(.binary("/", x, .binary("+", .number("1"), ownCall("abs", x))))
    case "relu6": return OwnText("min(relu(\(try text(x))), 6)")
    case "hardtanh": return OwnText("min(max(\(try text(x)), -1), 1)")
    case "logsumexp":
      let axis = given.take("axis", "dim")
      let end = try axis.map { axis throws(Untranslated) in ", axis = \(try signedWhole(axis))" }
      return OwnText("log(sum(exp(\(try text(x)))\(end ?? "")))")
    case "var", "std":
      guard given.named.isEmpty else { throw Untranslated() }
      let text = try own(x)
      let variance = "mean((\(text.atLeast(.product)) - mean(\(text.text)))^2)"
      // PyTorch and MATLAB divide by one less.
      if dialect.isMATLAB || given.path.hasPrefix("torch") { throw Untranslated() }
      return OwnText(given.key == "std" ? "sqrt(\(variance))" : variance)
    case "trace":
      guard let count = try extents(x)?.first else { throw Untranslated() }
      return OwnText("sum(\(try own(x).atLeast(.product))*eye(\(count)))")
    case "len", "numel", "length", "size":
      guard let extents = try extents(x) else { throw Untranslated() }
      if given.key == "size" { return nil }
      return OwnText("\(given.key == "len" ? extents.first ?? 1 : extents.reduce(1, *))")
    case "squeeze":
      guard let extents = try extents(x) else { throw Untranslated() }
      return try resized(x, extents, to: extents.filter { $0 != 1 })
    case "flatten", "ravel":
      guard let extents = try extents(x) else { throw Untranslated() }
      return try resized(x, extents, to: [extents.reduce(1, *)])
    case "detach", "stopgradient":
      guard BuiltInFunction.named("stop_gradient") != nil else {
        throw Untranslated("gradients flow to every operand; labels of losses get none")
      }
      return OwnText("stop_gradient(\(try text(x)))")
    default: return nil
    }
  }

  /// Functions that change the kind of a number and not its value.
  private mutating func unchanged(
    _ key: String, _ x: ForeignExpression
  ) throws(Untranslated) -> OwnText? {
    switch key {
    case "array", "asarray", "tensor", "constant", "astensor", "float", "float32", "float64",
      "double", "longtensor", "floattensor", "item", "numpy", "cpu", "cuda", "to", "astype",
      "clone", "copy", "tolist", "contiguous", "jit":
      return try own(x)
    case "int":
      if case .number(let text) = x, Int(text) != nil { return OwnText(text) }
      throw Untranslated("nothing here rounds")
    case "variable", "parameter":
      isParameter = true
      return try own(x)
    case "requiresgrad":
      isParameter = true
      return try own(x)
    default: return nil
    }
  }

  private func ownCall(_ name: String, _ operand: ForeignExpression) -> ForeignExpression {
    .call(.name(name), [.init(name: nil, value: operand)])
  }

  private func quotient(_ upper: String, _ lower: String) throws(Untranslated) -> OwnText {
    OwnText("\(upper)/\(lower)", .product)
  }

  private mutating func resized(
    _ x: ForeignExpression, _ extents: [Int], to sizes: [Int]
  ) throws(Untranslated) -> OwnText {
    if extents == sizes { return try own(x) }
    if sizes.isEmpty { return OwnText("sum(\(try text(x)))") }
    return try reshaped(x, to: sizes)
  }

  private mutating func ofTwo(_ given: inout FunctionTranslation) throws(Untranslated) -> OwnText? {
    let (x, y) = (given.positional[0], given.positional[1])
    switch given.key {
    case "pow", "power": return try binary("^", x, y)
    case "matmul", "mm", "mv", "bmm": return try binary("@", x, y)
    case "dot", "inner", "vdot":
      if given.path == "dot", given.positional.count == 2, try extents(x) == nil { return nil }
      guard let a = try extents(x), let b = try extents(y) else {
        return try binary("@", x, y)
      }
      return try binary(a.isEmpty || b.isEmpty ? "*" : "@", x, y)
    case "add": return try binary("+", x, y)
    case "subtract", "sub": return try binary("-", x, y)
    case "multiply", "mul": return try binary(".*", x, y)
    case "divide", "div", "truedivide": return try binary("/", x, y)
    case "log" where given.path.contains("math"):
      return try binary("/", ownCall("log", x), ownCall("log", y))
    case "hypot":
      return OwnText("sqrt(\(try own(x).atLeast(.operand))^2 + \(try own(y).atLeast(.operand))^2)")
    case "logaddexp": return OwnText("log(exp(\(try text(x))) + exp(\(try text(y))))")
    case "outer":
      guard let a = try extents(x), let b = try extents(y), a.count == 1, b.count == 1 else {
        throw Untranslated("the outer product of two vectors is reshape(a, n, 1)*b")
      }
      return OwnText(
        "\(try reshaped(x, to: [a[0], 1]).text)*\(try own(y).atLeast(.power))", .product)
    case "unsqueeze", "expanddims":
      guard var sizes = try extents(x) else { throw Untranslated() }
      let axis = try signedWhole(y)
      let place = axis < 0 ? axis + sizes.count + 1 : axis
      guard (0...sizes.count).contains(place) else { throw Untranslated() }
      sizes.insert(1, at: place)
      return try reshaped(x, to: sizes)
    case "squeeze":
      guard var sizes = try extents(x) else { throw Untranslated() }
      let axis = try signedWhole(y)
      let place = axis < 0 ? axis + sizes.count : axis
      guard sizes.indices.contains(place), sizes[place] == 1 else { throw Untranslated() }
      sizes.remove(at: place)
      return try resized(x, sizes + [1], to: sizes)
    case "size":
      guard let extents = try extents(x) else { throw Untranslated() }
      let axis = try whole(y) - (dialect.isMATLAB ? 1 : 0)
      guard extents.indices.contains(axis) else { throw Untranslated() }
      return OwnText("\(extents[axis])")
    case "to", "astype", "array", "tensor": return try own(x)
    case "logsumexp":
      return OwnText("log(sum(exp(\(try text(x))), axis = \(try signedWhole(y))))")
    case "relu", "sigmoid", "tanh", "exp": throw Untranslated()
    default: return nil
    }
  }

  private mutating func ofSeveral(_ given: inout FunctionTranslation) throws(Untranslated)
    -> OwnText?
  {
    switch given.key {
    case "where" where given.positional.count == 3:
      return try choice(given.positional[0], given.positional[1], given.positional[2])
    case "clip", "clamp":
      let low =
        given.positional.count > 1 ? given.positional[1] : given.take("min", "a_min", "min_val")
      let high = given.positional.count > 2 ? given.positional[2] : given.take("max", "a_max")
      let x = try text(given.positional[0])
      let raised = try low.map { low throws(Untranslated) in "max(\(x), \(try text(low)))" } ?? x
      return OwnText(
        try high.map { high throws(Untranslated) in "min(\(raised), \(try text(high)))" } ?? raised)
    case "transpose", "permute", "swapaxes":
      guard try extents(given.positional[0])?.count == 2 else { throw Untranslated() }
      return try transposed(given.positional[0])
    case "einsum": return try einsum(given.positional)
    default: return nil
    }
  }

  /// The sums of `einsum` that have an operator here.
  private mutating func einsum(_ arguments: [ForeignExpression]) throws(Untranslated) -> OwnText {
    guard case .text(let written) = arguments[0] else { throw Untranslated() }
    // The letters in the order in which they come up, so that `bi,ij->bj` is `ij,jk->ik`.
    var letters: [Character: Character] = [:]
    let pattern = String(
      written.filter { $0 != " " }.map { letter -> Character in
        guard letter.isLetter else { return letter }
        if let known = letters[letter] { return known }
        let next = Array("abcdef")[min(letters.count, 5)]
        letters[letter] = next
        return next
      })
    let x = arguments[1]
    if arguments.count == 2 {
      switch pattern {
      case "ab->ba": return try transposed(x)
      case "ab->", "a->": return OwnText("sum(\(try text(x)))")
      case "ab->a": return OwnText("sum(\(try text(x)), axis = 1)")
      case "ab->b": return OwnText("sum(\(try text(x)), axis = 0)")
      default: throw Untranslated()
      }
    }
    guard arguments.count == 3 else { throw Untranslated() }
    let y = arguments[2]
    switch pattern {
    case "ab,bc->ac", "ab,b->a", "a,a->", "a,a", "a,ab->b", "ab,bc": return try binary("@", x, y)
    case "ab,cb->ac": return try binary("@", x, .transposed(y))
    case "ab,ac->bc": return try binary("@", .transposed(x), y)
    case "ab,ab->", "ab,ab->a", "ab,ab->b":
      let axis = pattern.hasSuffix("a") ? ", axis = 1" : pattern.hasSuffix("b") ? ", axis = 0" : ""
      return OwnText("sum(\(try binary(".*", x, y).text)\(axis))")
    case "ab,ab->ab", "a,a->a": return try binary(".*", x, y)
    case "a,b->ab":
      guard let count = try extents(x)?.first else { throw Untranslated() }
      return OwnText(
        "\(try reshaped(x, to: [count, 1]).text)*\(try own(y).atLeast(.power))", .product)
    default: throw Untranslated()
    }
  }
}
