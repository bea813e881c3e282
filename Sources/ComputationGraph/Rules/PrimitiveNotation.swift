extension Primitive {
  /// The symbol in the gate: `+`, `@`, `Σ`.
  public var symbol: String {
    switch self {
    case .elementwise(let elementwise): elementwise.symbol
    case .matrixProduct: "@"
    case .transpose: "T"
    case .reduce(let reduction, let axis, keeps: _):
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

  /// The name in a formula.
  var name: String {
    switch self {
    case .elementwise(.leakyReLU): "leaky_relu"
    case .elementwise(.stopGradient): "stop_gradient"
    case .reduce(let reduction, axis: _, keeps: _): reduction.name
    case .reshape: "reshape"
    case .crossEntropy: "cross_entropy"
    default: symbol
    }
  }

  /// The settings that follow the operands in a formula.
  var settings: [String] {
    switch self {
    case .reduce(_, let axis, let keeps):
      (axis.map { ["axis = \($0)"] } ?? []) + (keeps ? ["keep = true"] : [])
    case .concatenate(let axis): ["axis = \(axis)"]
    case .reshape(let shape): [shape.extents.map(String.init).joined(separator: ", ")]
    case .oneHot(let classes): [String(classes)]
    default: []
    }
  }

  /// The output written with operands that are names or numbers that bind tightly.
  public func formula(_ x: [String]) -> String {
    BoardFormula.gate(self, x.indices.map { .operand($0) }).text(BoardFormula.Names(x))
  }

  private static func text(of selections: [Selection]) -> String {
    let parts = selections.map { selection in
      switch selection {
      case .at(let place): String(place)
      case .all: ":"
      case .range(let first, let count, step: 1): "\(first):\(first + count)"
      case .range(let first, let count, let step):
        Self.text(first, end: first + (count - 1) * step + step.signum(), step)
      }
    }
    return "[" + parts.joined(separator: ", ") + "]"
  }

  /// A range in steps. One that goes backwards to place 0 has no end that could be written.
  private static func text(_ first: Int, end: Int, _ step: Int) -> String {
    "\(first):\(end < 0 ? "" : String(end)):\(step)"
  }
}

extension Primitive.Reduction {
  /// The name in the language.
  public var name: String { rawValue }

  /// The symbol in the gate.
  public var symbol: String { self == .sum ? "Σ" : name }
}
