// Layers of libraries, as parameters and functions.
extension FileTranslation {
  /// The lines for a layer, or for several one after the other, that is called like a function.
  mutating func layers(
    _ name: String, _ expression: ForeignExpression
  ) throws(Untranslated) -> [String] {
    guard case .call(let function, let arguments) = expression, let path = function.path else {
      throw Untranslated()
    }
    var made: [String] = []
    let body: ForeignExpression
    if FunctionTranslation.key(path) == "sequential" {
      var parts = arguments.map(\.value)
      if parts.count == 1, case .list(let inner) = parts[0] { parts = inner }
      var value = ForeignExpression.name("x")
      for (number, part) in parts.enumerated() {
        guard case .call(let layer, let settings) = part, let path = layer.path else {
          throw Untranslated()
        }
        value = try apply(path, settings, to: value, "\(name)\(number + 1)", &made)
      }
      body = value
    } else {
      let key = FunctionTranslation.key(path)
      if key.hasSuffix("loss") || key == "crossentropyloss" {
        return [
          try functionLine(
            name, ["a", "b"],
            .call(
              function,
              [.init(name: nil, value: .name("a")), .init(name: nil, value: .name("b"))]
                + arguments))
        ]
      }
      body = try apply(path, arguments, to: .name("x"), name, &made)
    }
    let line = try functionLine(name, ["x"], body)
    return made + [line]
  }

  private mutating func apply(
    _ path: String, _ settings: [ForeignExpression.Argument], to operand: ForeignExpression,
    _ name: String, _ made: inout [String]
  ) throws(Untranslated) -> ForeignExpression {
    switch FunctionTranslation.key(path) {
    case "linear":
      var notation = notation
      let sizes = settings.filter { $0.name == nil || $0.name?.hasSuffix("features") == true }
      guard sizes.count == 2 else { throw Untranslated() }
      let (inner, outer) = (try notation.whole(sizes[0].value), try notation.whole(sizes[1].value))
      var hasBias = true
      if let bias = settings.first(where: { $0.name == "bias" })?.value, case .name("False") = bias
      {
        hasBias = false
      }
      // As `nn.Linear` begins: between ±1/√inputs.
      let bound = "\((1 / Double(max(1, inner)).squareRoot() * 1000).rounded() / 1000)"
      made.append("param \(name)_W = uniform(\(inner), \(outer), -\(bound), \(bound))")
      names.values.insert("\(name)_W")
      let product = ForeignExpression.binary("@", operand, .name("\(name)_W"))
      guard hasBias else { return product }
      made.append("param \(name)_b = uniform(\(outer), -\(bound), \(bound))")
      names.values.insert("\(name)_b")
      return .binary("+", product, .name("\(name)_b"))
    case "identity", "dropout", "flatten": throw Untranslated()
    default:
      return .call(
        .name(String(path.split(separator: ".").last ?? "")),
        [.init(name: nil, value: operand)] + settings)
    }
  }
}
