extension Primitive {
  /// What stands in the gate: `+`, `@`, `Σ`.
  public var symbol: String {
    switch self {
    case .elementwise(let elementwise): elementwise.symbol
    case .matrixProduct: "@"
    case .transpose: "T"
    case .reduce(let reduction, let axis):
      reduction.symbol + (axis.map { " axis \($0)" } ?? "")
    case .softmax: "softmax"
    case .logSoftmax: "log_softmax"
    case .norm: "norm"
    case .hinge: "hinge"
    case .crossEntropy: "cross_entropy"
    case .reshape(let shape): "→\(shape)"
    case .concatenate: "concat"
    case .oneHot: "one_hot"
    case .select(let selections): Self.text(of: selections)
    }
  }

  /// The output written with operands that are names or numbers that bind tightly.
  public func formula(_ x: [String]) -> String {
    let first = x.first ?? ""
    switch self {
    case .elementwise(let elementwise):
      return elementwise.formula(first, x.count > 1 ? x[1] : "")
    case .matrixProduct:
      return x.joined(separator: " @ ")
    case .transpose:
      return first + "ᵀ"
    case .reduce(let reduction, axis: nil):
      return "\(reduction.name)(\(first))"
    case .reduce(let reduction, let axis?):
      return "\(reduction.name)(\(first), axis = \(axis))"
    case .select(let selections):
      return first + Self.text(of: selections)
    case .reshape(let shape):
      return "reshape(\(first), \(shape.extents.map(String.init).joined(separator: ", ")))"
    case .concatenate(let axis):
      return "concat(\(x.joined(separator: ", ")), axis = \(axis))"
    case .oneHot(let classes):
      return "one_hot(\(first), \(classes))"
    case .softmax, .logSoftmax, .norm, .hinge, .crossEntropy:
      return "\(symbol)(\(x.joined(separator: ", ")))"
    }
  }

  private static func text(of selections: [Selection]) -> String {
    let parts = selections.map { selection in
      switch selection {
      case .at(let place): String(place)
      case .all: ":"
      }
    }
    return "[" + parts.joined(separator: ", ") + "]"
  }
}

extension Primitive.Reduction {
  /// The name in the language.
  public var name: String {
    switch self {
    case .sum: "sum"
    case .mean: "mean"
    case .maximum: "max"
    case .minimum: "min"
    }
  }

  /// What stands in the gate.
  public var symbol: String { self == .sum ? "Σ" : name }
}
