import ComputationGraph

// Places and parts of arrays.
extension OwnNotation {
  mutating func indexed(
    _ base: ForeignExpression, _ indices: [ForeignExpression.Index]
  ) throws(Untranslated) -> OwnText {
    // `x.shape[0]`.
    if case .member(let owner, "shape") = base, case .at(let axis)? = indices.first,
      indices.count == 1, let extents = try extents(owner)
    {
      let axis = try signedWhole(axis)
      let counted = axis < 0 ? axis + extents.count : axis
      guard extents.indices.contains(counted) else { throw Untranslated() }
      return OwnText("\(extents[counted])")
    }
    // `Exp[x]` of Mathematica.
    if case .name(let name) = base, !names.values.contains(name), names.isFunction(name) {
      var arguments: [ForeignExpression.Argument] = []
      for case .at(let argument) in indices { arguments.append(.init(name: nil, value: argument)) }
      guard arguments.count == indices.count else { throw Untranslated() }
      return try call(base, arguments)
    }
    if indices.contains(where: { if case .newAxis = $0 { true } else { false } }) {
      return try withNewAxes(base, indices)
    }
    if let picked = try pickedByLabels(base, indices) { return picked }
    var texts: [String] = []
    for index in indices {
      switch index {
      case .at(let place): texts.append("\(try signedWhole(place))")
      case .range(nil, nil): texts.append(":")
      case .range(let first, let last):
        var text = ""
        if let first { text += "\(try signedWhole(first))" }
        text += ":"
        if let last { text += "\(try signedWhole(last))" }
        texts.append(text)
      case .newAxis: throw Untranslated()
      }
    }
    return OwnText(try own(base).atLeast(.operand) + "[" + texts.joined(separator: ", ") + "]")
  }

  mutating func signedWhole(_ expression: ForeignExpression) throws(Untranslated) -> Int {
    if case .negative(let operand) = expression { return -(try whole(operand)) }
    return try whole(expression)
  }

  /// `x[:, None]`: the same numbers with axes of one place between the others.
  private mutating func withNewAxes(
    _ base: ForeignExpression, _ indices: [ForeignExpression.Index]
  ) throws(Untranslated) -> OwnText {
    guard var rest = try extents(base) else { throw Untranslated() }
    var sizes: [Int] = []
    for index in indices {
      switch index {
      case .newAxis: sizes.append(1)
      case .range(nil, nil):
        guard !rest.isEmpty else { throw Untranslated() }
        sizes.append(rest.removeFirst())
      default: throw Untranslated()
      }
    }
    return try reshaped(base, to: sizes + rest)
  }

  mutating func reshaped(
    _ base: ForeignExpression, to sizes: [Int]
  ) throws(Untranslated) -> OwnText {
    let text = try text(base)
    return OwnText("reshape(\(([text] + sizes.map(String.init)).joined(separator: ", ")))")
  }

  /// `p[range(n), y]`: of each row the entry of its label.
  private mutating func pickedByLabels(
    _ base: ForeignExpression, _ indices: [ForeignExpression.Index]
  ) throws(Untranslated) -> OwnText? {
    guard indices.count == 2, case .at(let rows) = indices[0], case .at(let labels) = indices[1],
      case .call(let function, _) = rows, let path = function.path,
      ["range", "arange"].contains(path.split(separator: ".").last ?? ""),
      let classes = try extents(base)?.last
    else { return nil }
    let mask = "one_hot(\(try text(labels)), \(classes))"
    return OwnText("sum(\(try own(base).atLeast(.product))*\(mask), axis = 1)")
  }

  /// `x(1)` and `A(:, 2)` of MATLAB, which counts from 1.
  mutating func countedFromOne(
    _ base: ForeignExpression, _ arguments: [ForeignExpression.Argument]
  ) throws(Untranslated) -> OwnText {
    guard let extents = try extents(base) else { throw Untranslated() }
    if arguments.count == 1, case .name(":") = arguments[0].value {
      return extents.count == 1 ? try own(base) : try reshaped(base, to: [extents.reduce(1, *)])
    }
    var texts: [String] = []
    // A column of MATLAB is a matrix here.
    let isColumn = arguments.count == 1 && extents.count == 2 && extents[1] == 1
    guard isColumn || arguments.count == extents.count else { throw Untranslated() }
    for argument in arguments {
      switch argument.value {
      case .name(":"): texts.append(":")
      case .name("end"): texts.append("-1")
      default:
        let place = try whole(argument.value)
        guard place >= 1 else { throw Untranslated("places are counted from 0, as in x[0]") }
        texts.append("\(place - 1)")
      }
    }
    if isColumn { texts.append("0") }
    return OwnText(try own(base).atLeast(.operand) + "[" + texts.joined(separator: ", ") + "]")
  }
}
