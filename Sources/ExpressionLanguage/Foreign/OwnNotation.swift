import ComputationGraph

/// Text in the language of files, and how tightly it holds together.
struct OwnText {
  enum Strength: Int { case sum = 1, product, sign, power, operand }

  let text: String
  let strength: Strength

  init(_ text: String, _ strength: Strength = .operand) {
    self.text = text
    self.strength = strength
  }

  /// The text, in parentheses if it holds less tightly than needed.
  func atLeast(_ needed: Strength) -> String {
    strength.rawValue >= needed.rawValue ? text : "(\(text))"
  }
}

/// Writes foreign expressions in the language of files.
struct OwnNotation {
  let names: ForeignNames
  let dialect: ForeignDialect
  /// What an expression of this language is worth after the lines above; `nil` if that is unknown.
  let value: (String) -> Tensor?
  /// Whether something said that the value is to be trained, as `requires_grad=True` does.
  var isParameter = false

  mutating func text(_ expression: ForeignExpression) throws(Untranslated) -> String {
    try own(expression).text
  }

  /// The extents of an expression; none for a number.
  mutating func extents(_ expression: ForeignExpression) throws(Untranslated) -> [Int]? {
    value(try text(expression))?.shape.extents
  }

  /// The whole number that an expression is.
  mutating func whole(_ expression: ForeignExpression) throws(Untranslated) -> Int {
    if case .number(let text) = expression, let whole = Int(text) { return whole }
    let known = value(try text(expression))
    guard let number = known?.scalar, let whole = Int(exactly: number) else { throw Untranslated() }
    return whole
  }

  mutating func own(_ expression: ForeignExpression) throws(Untranslated) -> OwnText {
    switch expression {
    case .number(let text): return OwnText(text)
    case .name(let name): return try named(name)
    case .text:
      throw Untranslated("text in quotes names a file, as in csv(\"points.csv\")")
    case .member(let owner, let name): return try member(name, of: owner)
    case .call(let function, let arguments): return try call(function, arguments)
    case .index(let base, let indices): return try indexed(base, indices)
    case .list(let elements), .tuple(let elements): return try array(elements)
    case .negative(let operand):
      return OwnText("-" + (try own(operand)).atLeast(.power), .sign)
    case .binary(let sign, let left, let right): return try binary(sign, left, right)
    case .choice(let condition, let yes, let no): return try choice(condition, yes, no)
    case .function:
      throw Untranslated("a function has a line of its own, f(a, b) = expression")
    case .transposed(let operand): return try transposed(operand)
    }
  }

  mutating func array(_ elements: [ForeignExpression]) throws(Untranslated) -> OwnText {
    guard !elements.isEmpty else { throw Untranslated() }
    var texts: [String] = []
    for element in elements { texts.append(try text(element)) }
    return OwnText("[" + texts.joined(separator: ", ") + "]")
  }

  mutating func transposed(_ operand: ForeignExpression) throws(Untranslated) -> OwnText {
    if case .list(let rows) = operand {
      let columns = rows.map { row -> [ForeignExpression] in
        if case .list(let elements) = row { elements } else { [row] }
      }
      let isMatrix = rows.contains { if case .list = $0 { true } else { false } }
      let count = columns.first?.count ?? 0
      guard columns.allSatisfy({ $0.count == count }) else { throw Untranslated() }
      // A row of numbers becomes a column.
      return try array(
        isMatrix
          ? (0..<count).map { column in .list(columns.map { $0[column] }) }
          : columns.map { .list($0) })
    }
    return OwnText(try own(operand).atLeast(.operand) + ".T")
  }
}

// Operators.
extension OwnNotation {
  mutating func binary(
    _ sign: String, _ left: ForeignExpression, _ right: ForeignExpression
  ) throws(Untranslated) -> OwnText {
    // A sum with `(a, b)` rather lacks the name of a function.
    for case .tuple in [left, right] { throw Untranslated() }
    switch sign {
    case "+", "-":
      return OwnText(
        "\(try own(left).atLeast(.sum)) \(sign) \(try factor(right, .product))", .sum)
    case "*", ".*":
      var isMatrixProduct = false
      if sign == "*" { isMatrixProduct = try multipliesMatrices(left, right) }
      return try product(isMatrixProduct ? " @ " : "*", left, right)
    case "/", "./": return try product("/", left, right)
    case "@": return try product(" @ ", left, right)
    case "^":
      if case .name("e") = left, !names.values.contains("e") {
        return OwnText("exp(\(try text(right)))")
      }
      return OwnText(
        "\(try own(left).atLeast(.operand))^\(try own(right).atLeast(.sign))", .power)
    case "//":
      if case .number(let a) = left, case .number(let b) = right, let a = Int(a), let b = Int(b),
        b > 0
      {
        return OwnText("\(a / b)")
      }
      throw Untranslated("'/' divides with decimals, and nothing here rounds")
    case "%": throw Untranslated("nothing here takes remainders")
    case "\\": throw Untranslated("nothing here solves equations")
    default:
      throw Untranslated(
        "there are no comparisons; max, min, relu and abs choose between values")
    }
  }

  /// A right operand; a sign before it is put in parentheses.
  private mutating func factor(
    _ expression: ForeignExpression, _ needed: OwnText.Strength
  ) throws(Untranslated) -> String {
    let own = try own(expression)
    return own.text.hasPrefix("-") ? own.atLeast(.power) : own.atLeast(needed)
  }

  private mutating func product(
    _ sign: String, _ left: ForeignExpression, _ right: ForeignExpression
  ) throws(Untranslated) -> OwnText {
    OwnText(
      "\(try own(left).atLeast(.product))\(sign)"
        + (try factor(right, .power)), .product)
  }

  /// Whether `*` is a product of matrices, as in MATLAB.
  private mutating func multipliesMatrices(
    _ left: ForeignExpression, _ right: ForeignExpression
  ) throws(Untranslated) -> Bool {
    // A transposed operand of a product is meant as in textbooks.
    if case .transposed(let operand) = left, !dialect.isMATLAB {
      guard try isArray(operand) else { return false }
      return try isArray(right)
    }
    guard dialect.isMATLAB else { return false }
    guard try isArray(left), try isArray(right) else { return false }
    if case .transposed(let row) = left, try extents(row)?.count == 1,
      try extents(right)?.count == 1
    {
      // A column times a row, which a vector without an orientation cannot say.
      throw Untranslated("a column times a row is reshape(a, n, 1)*b")
    }
    return true
  }

  private mutating func isArray(_ expression: ForeignExpression) throws(Untranslated) -> Bool {
    guard let extents = try extents(expression) else {
      if expression.names.allSatisfy({ !names.values.contains($0) }) { return false }
      throw Untranslated()
    }
    return !extents.isEmpty
  }

  /// One of two values.
  mutating func choice(
    _ condition: ForeignExpression, _ yes: ForeignExpression, _ no: ForeignExpression
  ) throws(Untranslated) -> OwnText {
    let none = Untranslated("there are no conditions; max, min, relu and abs choose between values")
    guard case .binary(let sign, let left, let right) = condition,
      ["<", ">", "<=", ">="].contains(sign)
    else { throw none }
    // As a question whether the first is greater.
    let isGreater = sign.hasPrefix(">")
    let (great, small) = (try text(isGreater ? left : right), try text(isGreater ? right : left))
    let (yesText, noText) = (try text(yes), try text(no))
    if yesText == great, noText == small || Self.isZero(small) && Self.isZero(noText) {
      return OwnText(Self.isZero(small) ? "relu(\(great))" : "max(\(great), \(small))")
    }
    if yesText == small, noText == great { return OwnText("min(\(great), \(small))") }
    // Of a value and 0: |x|, and a slope below 0.
    if Self.isZero(small), yesText == great {
      if noText == "-\(great)" { return OwnText("abs(\(great))") }
      if case .binary("*", let a, let b) = no {
        for (slope, x) in [(a, b), (b, a)] where try text(x) == great {
          return OwnText("leaky_relu(\(great), slope = \(try text(slope)))")
        }
      }
      if case .binary("*", let alpha, .binary("-", let exponential, .number("1"))) = no,
        try text(exponential) == "exp(\(great))"
      {
        return OwnText("elu(\(great), alpha = \(try text(alpha)))")
      }
    }
    if Self.isZero(great), noText == small, yesText == "-\(small)" {
      return OwnText("abs(\(small))")
    }
    if Self.isZero(great), noText == small, Self.isZero(yesText) {
      return OwnText("relu(\(small))")
    }
    throw none
  }
}

extension OwnNotation {
  /// Whether a text is 0, or an array of nothing else.
  private static func isZero(_ text: String) -> Bool {
    Double(text) == 0 || text.hasPrefix("zeros(")
  }
}

// Names.
extension OwnNotation {
  private mutating func named(_ name: String) throws(Untranslated) -> OwnText {
    if names.values.contains(name) || names.functions.contains(name) {
      return OwnText(Self.ownName(name))
    }
    switch name {
    case "π", "pi": return OwnText("pi")
    case "e": return OwnText("exp(1)")
    case "True", "False", "None", "inf", "Inf", "NaN", "nan": throw Untranslated()
    default: break
    }
    if names.modules.contains(name) { throw Untranslated() }
    return OwnText(Self.ownName(name))
  }

  /// The name without a clash with a word of the language.
  static func ownName(_ name: String) -> String {
    ["data", "minimize", "report", "show"].contains(name) ? name + "_" : name
  }

  private mutating func member(
    _ name: String, of owner: ForeignExpression
  ) throws(Untranslated) -> OwnText {
    let path = owner.path ?? ""
    if isModule(path) {
      switch name {
      case "pi": return OwnText("pi")
      case "e", "E": return OwnText("exp(1)")
      default: throw Untranslated()
      }
    }
    switch name {
    case "T", "mT", "H": return try transposed(owner)
    case "data", "values", "real": return try own(owner)
    case "grad":
      throw Untranslated(
        "gradients are shown, and a line of a file promises one: expect grad w = 1")
    case "size", "shape", "ndim":
      guard let extents = try extents(owner) else { throw Untranslated() }
      if name == "ndim" { return OwnText("\(extents.count)") }
      guard name == "size", !extents.isEmpty else { throw Untranslated() }
      return OwnText("\(extents.reduce(1, *))")
    case "x", "y":
      guard case .name(let data) = owner else { throw Untranslated() }
      return OwnText(data + "." + name)
    default: throw Untranslated()
    }
  }

  /// Whether a path begins with the name of a library.
  func isModule(_ path: String) -> Bool {
    let root = String(path.prefix { $0 != "." })
    return names.modules.contains(root) && !names.values.contains(root)
  }
}
