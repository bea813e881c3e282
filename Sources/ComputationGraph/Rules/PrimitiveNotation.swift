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
    case .crossEntropy: "CE"
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
    case .crossEntropy:
      return "cross_entropy(\(x.joined(separator: ", ")))"
    case .softmax, .logSoftmax, .norm, .hinge:
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

extension Primitive {
  /// How the gradient of the operand in `slot` follows from the upstream gradient, written with
  /// operands `x`, output `z` and `upstream`; `nil` where there is an elementwise local gradient.
  public func gradientRule(
    _ slot: Int, _ x: [String], output z: String, upstream: String
  ) -> String? {
    let first = x.first ?? ""
    switch self {
    case .elementwise:
      return nil
    case .matrixProduct:
      return slot == 0 ? "\(upstream) @ \(x[1])ᵀ" : "\(x[0])ᵀ @ \(upstream)"
    case .transpose:
      return "(\(upstream))ᵀ"
    case .reduce(.sum, _):
      return "\(upstream), copied to every entry summed"
    case .reduce(.mean, _):
      return "\(upstream) / count, copied to every entry"
    case .reduce(.maximum, _), .reduce(.minimum, _):
      return
        "\(upstream) to the \(self == .reduce(.maximum, axis: nil) ? "largest" : "extreme") entry, 0 to the others"
    case .softmax:
      return "\(z) × (\(upstream) − Σ \(upstream) × \(z))"
    case .logSoftmax:
      return "\(upstream) − softmax(\(first)) × Σ \(upstream)"
    case .norm:
      return "\(upstream) × \(first) / \(z)"
    case .hinge where slot == 0:
      return "\(upstream) × (1 per violated margin, −their count at the label)"
    case .hinge:
      return "\(upstream) × how many margins are violated"
    case .crossEntropy:
      return "\(upstream) × (softmax(\(first)) − one_hot(label))"
    case .reshape, .select, .concatenate, .oneHot:
      return "\(upstream), each entry back to where it came from"
    }
  }
}
