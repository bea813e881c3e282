/// Translations of functions that have another name or form in other languages.
enum ForeignFunction {
  /// `exp(x)` for `np.exp(x)`, `x.T` for `transpose(x)`; `nil` if there is no equivalent.
  static func translation(of name: String, _ arguments: [String]) -> String? {
    let lowercased = name.lowercased()
    switch (lowercased, arguments.count) {
    case ("transpose", 1), ("t", 1): return operand(arguments[0]) + ".T"
    case ("pow", 2), ("power", 2): return arguments.map(operand).joined(separator: "^")
    case ("matmul", 2), ("mm", 2), ("mv", 2):
      return arguments.map(operand).joined(separator: " @ ")
    case ("log2", 1), ("log10", 1): return "log(\(arguments[0]))/log(\(lowercased.dropFirst(3)))"
    case ("tan", 1): return "sin(\(arguments[0]))/cos(\(arguments[0]))"
    case ("array", 1), ("tensor", 1): return arguments[0]
    default: break
    }
    let own = otherNames[lowercased] ?? lowercased
    guard BuiltInFunction.named(own) != nil else { return nil }
    let takesSizes = sizesFunctions.contains(own)
    let given = arguments.map { takesSizes ? withoutBrackets($0) : $0 }
    return "\(own)(\(given.joined(separator: ", ")))"
  }

  /// The translation of `owner.name(…)`, a function of a module or of a value.
  static func translation(ofMember name: String, owner: String, _ arguments: [String]) -> String? {
    if isModule(owner) { return translation(of: name, arguments) }
    let isProduct = name == "dot" && arguments.count == 1
    return translation(of: isProduct ? "matmul" : name, [owner] + arguments)
  }

  /// Whether a name is that of a library, whose functions need no prefix here.
  static func isModule(_ name: String) -> Bool {
    modules.contains(String(name.prefix { $0 != "." }))
  }

  /// The functions whose arguments are sizes, which need no brackets of their own.
  static let sizesFunctions: Set = ["zeros", "ones", "randn", "uniform", "reshape"]

  private static let modules: Set = [
    "np", "numpy", "math", "torch", "F", "nn", "tf", "jnp", "jax", "scipy", "Math",
  ]

  private static let otherNames = [
    "ln": "log", "avg": "mean", "average": "mean", "sigm": "sigmoid", "logistic": "sigmoid",
    "expit": "sigmoid", "fabs": "abs", "absolute": "abs", "maximum": "max", "minimum": "min",
    "sqr": "square", "leakyrelu": "leaky_relu", "swish": "silu", "concatenate": "concat",
    "cat": "concat", "mse_loss": "mse", "mean_squared_error": "mse",
    "crossentropy": "cross_entropy",
    "logsoftmax": "log_softmax", "onehot": "one_hot", "normal": "randn", "identity": "eye",
    "view": "reshape", "detach": "stop_gradient", "stopgradient": "stop_gradient",
  ]

  /// An operand of `^` or `@`, in parentheses if it needs them.
  private static func operand(_ text: String) -> String {
    let isArray = text.hasPrefix("[") && text.hasSuffix("]")
    let isTight = isArray || !text.contains { "+-*/@^".contains($0) }
    return isTight || text.hasPrefix("(") && text.hasSuffix(")") ? text : "(\(text))"
  }

  private static func withoutBrackets(_ text: String) -> String {
    let isInBrackets =
      text.hasPrefix("(") && text.hasSuffix(")") || text.hasPrefix("[") && text.hasSuffix("]")
    return isInBrackets ? String(text.dropFirst().dropLast()) : text
  }
}
