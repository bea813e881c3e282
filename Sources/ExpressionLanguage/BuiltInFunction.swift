import ComputationGraph

/// A function that needs no definition.
struct BuiltInFunction {
  let primitive: Elementwise
  /// The second operand where it may be left out, such as `slope = 0.01`.
  let option: (name: String, standard: Double, text: String)?

  /// How many operands it may be given.
  var operandCounts: ClosedRange<Int> {
    option == nil ? primitive.arity...primitive.arity : 1...2
  }

  /// The function of this name, if there is one.
  static func named(_ name: String) -> BuiltInFunction? { table[name] }

  /// The names of all of them, in the order of the alphabet.
  static let names = table.keys.sorted()

  private static let table: [String: BuiltInFunction] = [
    "exp": of(.exp), "log": of(.log), "sqrt": of(.sqrt), "abs": of(.abs), "square": of(.square),
    "sin": of(.sin), "cos": of(.cos), "tanh": of(.tanh), "sigmoid": of(.sigmoid),
    "relu": of(.relu), "softplus": of(.softplus), "gelu": of(.gelu), "silu": of(.silu),
    "max": of(.maximum), "min": of(.minimum),
    "leaky_relu": of(.leakyReLU, ("slope", 0.01, "0.01")),
    "elu": of(.elu, ("alpha", 1, "1")),
  ]

  private static func of(
    _ primitive: Elementwise, _ option: (name: String, standard: Double, text: String)? = nil
  ) -> BuiltInFunction {
    BuiltInFunction(primitive: primitive, option: option)
  }

  /// The functions of the language that need vectors, which this version does not have.
  static let needingVectors: Set<String> = [
    "sum", "mean", "dot", "norm", "softmax", "log_softmax", "hinge", "cross_entropy", "mse",
    "reshape", "concat", "one_hot", "maxout", "csv", "zeros", "ones", "eye", "randn", "uniform",
  ]
}
