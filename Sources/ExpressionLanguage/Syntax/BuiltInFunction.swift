import ComputationGraph

/// A built-in function: its meaning and its parameters.
///
/// Operands are expressions. Sizes and most options are written as numbers, because the shape of
/// a graph depends on them.
struct BuiltInFunction {
  enum Meaning {
    case primitive(Primitive)
    /// Elementwise for two operands; the largest or smallest element of a single one.
    case choice(Elementwise, Primitive.Reduction)
    case reduction(Primitive.Reduction)
    case dot, meanSquare, maxout, concatenate, reshape, oneHot
    case filled(Double)
    case identity, normal, uniform, file, arrayFile
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
      /// `true` or `false`, which it is if left out.
      case flag
    }
    let name: String
    let kind: Kind

    /// Whether it must be given by name, because without a name it would be taken for something else.
    var needsName: Bool {
      switch kind {
      case .whole(_, isRequired: false), .flag: true
      case .whole(_, isRequired: true), .operand, .number: false
      }
    }

    var isRequired: Bool {
      if case .operand = kind { false } else { !needsName }
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

  /// Whether an option is written as `true` or `false`.
  func isFlag(_ option: String) -> Bool {
    options.contains { if case .flag = $0.kind { $0.name == option } else { false } }
  }

  /// The names of all built-in functions, in alphabetical order.
  static let names = table.keys.sorted()

  private static let axis = Option(name: "axis", kind: .whole(from: -(1 << 31), isRequired: false))
  private static let keep = Option(name: "keep", kind: .flag)
  private static let seed = Option(name: "seed", kind: .whole(from: 0, isRequired: false))
  private static let classes = Option(name: "classes", kind: .whole(from: 1, isRequired: true))

  private static let table: [String: BuiltInFunction] = [
    "exp": of(.exp), "log": of(.log), "sqrt": of(.sqrt), "abs": of(.abs), "square": of(.square),
    "sin": of(.sin), "cos": of(.cos), "tanh": of(.tanh), "sigmoid": of(.sigmoid),
    "relu": of(.relu), "softplus": of(.softplus), "gelu": of(.gelu), "silu": of(.silu),
    "stop_gradient": of(.stopGradient),
    "leaky_relu": of(.leakyReLU, operand("slope", 0.01, "0.01")),
    "elu": of(.elu, operand("alpha", 1, "1")),
    "max": .init(meaning: .choice(.maximum, .maximum), operands: 1...2, options: [axis, keep]),
    "min": .init(meaning: .choice(.minimum, .minimum), operands: 1...2, options: [axis, keep]),
    "sum": .init(meaning: .reduction(.sum), options: [axis, keep]),
    "mean": .init(meaning: .reduction(.mean), options: [axis, keep]),
    "norm": .init(meaning: .primitive(.norm)),
    "softmax": .init(meaning: .primitive(.softmax)),
    "log_softmax": .init(meaning: .primitive(.logSoftmax)),
    "dot": .init(meaning: .dot, operands: 2...2),
    "cross_entropy": .init(meaning: .primitive(.crossEntropy), operands: 2...2),
    "hinge": .init(
      meaning: .primitive(.hinge), operands: 2...2, options: [operand("margin", 1, "1")]),
    "mse": .init(meaning: .meanSquare, operands: 2...2),
    "maxout": .init(meaning: .maxout, operands: 2...(.max)),
    "concat": .init(meaning: .concatenate, operands: 1...(.max), options: [axis]),
    "reshape": .init(meaning: .reshape, sizes: 1...(.max)),
    "one_hot": .init(meaning: .oneHot, options: [classes]),
    "zeros": .init(meaning: .filled(0), operands: 0...0, sizes: 1...(.max)),
    "ones": .init(meaning: .filled(1), operands: 0...0, sizes: 1...(.max)),
    "eye": .init(meaning: .identity, operands: 0...0, sizes: 1...1),
    "randn": .init(meaning: .normal, operands: 0...0, sizes: 1...(.max), options: [seed]),
    "uniform": .init(
      meaning: .uniform, operands: 0...0, sizes: 1...(.max),
      options: [Option(name: "low", kind: .number), Option(name: "high", kind: .number), seed]),
    "csv": .init(meaning: .file),
    "npy": .init(meaning: .arrayFile, operands: 1...2),
  ]

  private static func of(_ primitive: Elementwise, _ options: Option...) -> BuiltInFunction {
    BuiltInFunction(meaning: .primitive(.elementwise(primitive)), options: options)
  }

  private static func operand(_ name: String, _ standard: Double, _ text: String) -> Option {
    Option(name: name, kind: .operand(standard: standard, text: text))
  }
}
