/// An expression of another language, as a tree.
indirect enum ForeignExpression {
  case number(String)
  case name(String)
  case text(String)
  /// `a.b`.
  case member(ForeignExpression, String)
  case call(ForeignExpression, [Argument])
  /// `a[0, 1:2]`.
  case index(ForeignExpression, [Index])
  case list([ForeignExpression])
  case tuple([ForeignExpression])
  case negative(ForeignExpression)
  case binary(String, ForeignExpression, ForeignExpression)
  /// `a if c else b`.
  case choice(if: ForeignExpression, then: ForeignExpression, else: ForeignExpression)
  /// `lambda a, b: …`.
  case function([String], ForeignExpression)
  case transposed(ForeignExpression)

  struct Argument {
    let name: String?
    let value: ForeignExpression
  }

  enum Index {
    case at(ForeignExpression)
    case range(ForeignExpression?, ForeignExpression?)
    /// `None` or `np.newaxis`.
    case newAxis
  }
}

/// The reason why something has no translation.
struct Untranslated: Error {
  /// What the program has in its place, as a sentence without a capital; `nil` if nothing is known.
  let instead: String?

  init(_ instead: String? = nil) { self.instead = instead }

  /// A quotient whose lower part goes on without a sign.
  static let quotient = "1/2x is (1/2)*x to some and 1/(2*x) to others; brackets say which"
}

extension ForeignExpression {
  /// `np.random.randn` for the expression of that form.
  var path: String? {
    switch self {
    case .name(let name): name
    case .member(let owner, let name): owner.path.map { $0 + "." + name }
    default: nil
    }
  }

  /// Whether it is `(a, b)` or `[a, b]`.
  var isWrittenOut: Bool {
    switch self {
    case .tuple, .list: true
    default: false
    }
  }

  /// All names in it.
  var names: [String] {
    switch self {
    case .number, .text: []
    case .name(let name): [name]
    case .member(let owner, _): owner.names
    case .call(let function, let arguments):
      function.names + arguments.flatMap { $0.value.names }
    case .index(let base, let indices):
      base.names
        + indices.flatMap { index -> [String] in
          switch index {
          case .at(let place): place.names
          case .range(let first, let last): (first?.names ?? []) + (last?.names ?? [])
          case .newAxis: []
          }
        }
    case .list(let all), .tuple(let all): all.flatMap(\.names)
    case .negative(let operand), .transposed(let operand): operand.names
    case .binary(_, let left, let right): left.names + right.names
    case .choice(let condition, let yes, let no): condition.names + yes.names + no.names
    case .function(let parameters, let body): body.names.filter { !parameters.contains($0) }
    }
  }

  /// The expression with others in place of some names.
  func replacing(_ values: [String: ForeignExpression]) -> ForeignExpression {
    func changed(_ expression: ForeignExpression) -> ForeignExpression {
      expression.replacing(values)
    }
    return switch self {
    case .number, .text: self
    case .name(let name): values[name] ?? self
    case .member(let owner, let name): .member(changed(owner), name)
    case .call(let function, let arguments):
      .call(
        changed(function),
        arguments.map { Argument(name: $0.name, value: changed($0.value)) })
    case .index(let base, let indices):
      .index(
        changed(base),
        indices.map { index in
          switch index {
          case .at(let place): .at(changed(place))
          case .range(let first, let last): .range(first.map(changed), last.map(changed))
          case .newAxis: .newAxis
          }
        })
    case .list(let all): .list(all.map(changed))
    case .tuple(let all): .tuple(all.map(changed))
    case .negative(let operand): .negative(changed(operand))
    case .transposed(let operand): .transposed(changed(operand))
    case .binary(let sign, let left, let right): .binary(sign, changed(left), changed(right))
    case .choice(let condition, let yes, let no):
      .choice(if: changed(condition), then: changed(yes), else: changed(no))
    case .function(let parameters, let body):
      .function(parameters, body.replacing(values.filter { !parameters.contains($0.key) }))
    }
  }
}

/// What names stand for in the whole file.
struct ForeignNames {
  /// The names that some line gives a value.
  var values: Set<String> = []
  /// The names that some line defines as functions.
  var functions: Set<String> = []
  /// Names of libraries and of what they make, which have no value of their own.
  var modules: Set<String> = [
    "np", "numpy", "math", "torch", "F", "nn", "tf", "jnp", "jax", "scipy", "Math", "optim", "init",
    "cmath", "random", "special", "stats", "keras", "optax", "lax", "npr", "onp", "sp", "sympy",
    "autograd", "K", "cp", "cupy", "mx", "mlx",
  ]

  /// Names of what has no value of its own: an optimizer, a generator, a device.
  var objects: Set<String> = []

  /// Whether a name has a value, or is an entry of one that has, as `x_i` of `x`.
  func isValue(_ name: String) -> Bool {
    if values.contains(name) || ["π", "pi"].contains(name) { return true }
    guard let end = name.lastIndex(where: { $0 == "_" }) else {
      return ["ᵢ", "ⱼ"].contains(name.suffix(1)) && values.contains(String(name.dropLast()))
    }
    return values.contains(String(name[..<end]))
  }

  /// A token, or the names with values that it consists of, as `wx` of `w` and `x`; the fewest.
  func factors(of tokens: [ForeignToken], at index: Int) -> [ForeignToken] {
    let token = tokens[index]
    let letters = Array(token.text)
    let isMember = index > 0 && tokens[index - 1].text == "."
    let isNamedArgument = index + 1 < tokens.count && ["=", "."].contains(tokens[index + 1].text)
    guard token.kind == .name, !isMember, !isNamedArgument, (2...12).contains(letters.count),
      !isValue(token.text), !isFunction(token.text), !modules.contains(token.text)
    else { return [token] }
    var best: [[String]?] = [[]]
    for end in 1...letters.count {
      var shortest: [String]?
      for start in 0..<end {
        guard let before = best[start] else { continue }
        let piece = String(letters[start..<end])
        guard values.contains(piece) || piece == "π", before.count + 1 < shortest?.count ?? .max
        else { continue }
        shortest = before + [piece]
      }
      best.append(shortest)
    }
    // A name with a letter too many is no product of equal ones, which is written as a square.
    guard let names = best[letters.count], Set(names).count == names.count else { return [token] }
    return names.enumerated().map { place, name in
      ForeignToken(
        kind: .name, text: name, hasSpaceBefore: place == 0 && token.hasSpaceBefore)
    }
  }

  /// Whether a name is called like a function, and no value has it.
  func isFunction(_ name: String) -> Bool {
    if values.contains(name) { return false }
    return functions.contains(name) || BuiltInFunction.named(name) != nil
      || FunctionTranslation.knownNames.contains(FunctionTranslation.key(name))
  }
}
