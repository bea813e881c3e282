import ComputationGraph

/// A built-in function: its meaning and its parameters.
///
/// Operands are expressions. Sizes and most options are written as numbers, because the shape of
/// a graph depends on them.
struct BuiltInFunction {
  enum Meaning {
    case elementwise(Elementwise)
    case primitive(Primitive)
    /// Elementwise for two operands; the largest or smallest element of a single one.
    case choice(Elementwise, Primitive.Reduction)
    case reduction(Primitive.Reduction)
    case dot, meanSquare, maxout, concatenate, reshape, oneHot
    case filled(Double)
    case identity, normal, uniform, file
  }

  /// A parameter that can be given by name, after the operands.
  struct Option {
    enum Kind {
      /// An expression, with a default.
      case operand(standard: Double, text: String)
      /// A whole number, at least `from`.
      case whole(from: Int, isRequired: Bool)
      /// A number, which is required.
      case number
    }
    let name: String
    let kind: Kind
    /// Whether it must be given by name, because without one it would be taken for something else.
    let needsName: Bool

    var isRequired: Bool {
      switch kind {
      case .operand: false
      case .whole(_, let isRequired): isRequired
      case .number: true
      }
    }
  }

  let meaning: Meaning
  var operands = 1...1
  var sizes = 0...0
  var options: [Option] = []

  /// The possible numbers of arguments without names, if the options `names` are given by name.
  func argumentCounts(givenByName names: [String]) -> ClosedRange<Int> {
    let others = options.filter { !$0.needsName && !names.contains($0.name) }
    let least = operands.lowerBound + sizes.lowerBound + others.count(where: \.isRequired)
    let isEndless = operands.upperBound == .max || sizes.upperBound == .max
    return least...(isEndless ? .max : operands.upperBound + sizes.upperBound + others.count)
  }

  /// The function with this name, if there is one.
  static func named(_ name: String) -> BuiltInFunction? { table[name] }

  /// The names of all built-in functions, in alphabetical order.
  static let names = table.keys.sorted()

  private static let axis = Option(
    name: "axis", kind: .whole(from: -9, isRequired: false), needsName: true)
  private static let seed = Option(
    name: "seed", kind: .whole(from: 0, isRequired: false), needsName: true)

  private static let table: [String: BuiltInFunction] = [
    "exp": of(.exp), "log": of(.log), "sqrt": of(.sqrt), "abs": of(.abs), "square": of(.square),
    "sin": of(.sin), "cos": of(.cos), "tanh": of(.tanh), "sigmoid": of(.sigmoid),
    "relu": of(.relu), "softplus": of(.softplus), "gelu": of(.gelu), "silu": of(.silu),
    "leaky_relu": BuiltInFunction(
      meaning: .elementwise(.leakyReLU), options: [operand("slope", 0.01, "0.01")]),
    "elu": BuiltInFunction(meaning: .elementwise(.elu), options: [operand("alpha", 1, "1")]),
    "max": BuiltInFunction(
      meaning: .choice(.maximum, .maximum), operands: 1...2, options: [axis]),
    "min": BuiltInFunction(
      meaning: .choice(.minimum, .minimum), operands: 1...2, options: [axis]),
    "sum": BuiltInFunction(meaning: .reduction(.sum), options: [axis]),
    "mean": BuiltInFunction(meaning: .reduction(.mean), options: [axis]),
    "norm": BuiltInFunction(meaning: .primitive(.norm)),
    "softmax": BuiltInFunction(meaning: .primitive(.softmax)),
    "log_softmax": BuiltInFunction(meaning: .primitive(.logSoftmax)),
    "dot": BuiltInFunction(meaning: .dot, operands: 2...2),
    "cross_entropy": BuiltInFunction(meaning: .primitive(.crossEntropy), operands: 2...2),
    "hinge": BuiltInFunction(
      meaning: .primitive(.hinge), operands: 2...2, options: [operand("margin", 1, "1")]),
    "mse": BuiltInFunction(meaning: .meanSquare, operands: 2...2),
    "maxout": BuiltInFunction(meaning: .maxout, operands: 2...(.max)),
    "concat": BuiltInFunction(meaning: .concatenate, operands: 1...(.max), options: [axis]),
    "reshape": BuiltInFunction(meaning: .reshape, sizes: 1...(.max)),
    "one_hot": BuiltInFunction(
      meaning: .oneHot,
      options: [
        Option(name: "classes", kind: .whole(from: 1, isRequired: true), needsName: false)
      ]),
    "zeros": BuiltInFunction(meaning: .filled(0), operands: 0...0, sizes: 1...(.max)),
    "ones": BuiltInFunction(meaning: .filled(1), operands: 0...0, sizes: 1...(.max)),
    "eye": BuiltInFunction(meaning: .identity, operands: 0...0, sizes: 1...1),
    "randn": BuiltInFunction(
      meaning: .normal, operands: 0...0, sizes: 1...(.max), options: [seed]),
    "uniform": BuiltInFunction(
      meaning: .uniform, operands: 0...0, sizes: 1...(.max),
      options: [
        Option(name: "low", kind: .number, needsName: false),
        Option(name: "high", kind: .number, needsName: false), seed,
      ]),
    "csv": BuiltInFunction(meaning: .file),
  ]

  private static func of(_ primitive: Elementwise) -> BuiltInFunction {
    BuiltInFunction(meaning: .elementwise(primitive))
  }

  private static func operand(_ name: String, _ standard: Double, _ text: String) -> Option {
    Option(name: name, kind: .operand(standard: standard, text: text), needsName: false)
  }
}
