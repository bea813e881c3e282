// Functions that make arrays, or put them into other shapes.
extension OwnNotation {
  mutating func madeArray(_ given: inout FunctionTranslation) throws(Untranslated) -> OwnText? {
    let isRandom =
      given.path.contains("random") || given.path.contains("rng") || given.path.hasPrefix("torch")
    switch given.key {
    case "zeros", "ones", "randn":
      return try sized(given.key, &given)
    case "eye", "identity":
      guard !given.positional.isEmpty else { throw Untranslated() }
      if given.key == "identity", !given.path.contains("."),
        try extents(given.positional[0])?.isEmpty == false
      {
        return nil
      }
      return OwnText("eye(\(try whole(given.positional[0])))")
    case "full": return try filled(&given)
    case "zeroslike", "oneslike":
      guard let sizes = try extents(given.positional.first ?? .number("0")) else {
        throw Untranslated()
      }
      if sizes.isEmpty { return OwnText(given.key == "zeroslike" ? "0" : "1") }
      return OwnText("\(given.key.dropLast(4))(\(Self.list(sizes)))")
    case "rand", "random":
      guard isRandom || given.key == "rand" else { return nil }
      if given.key == "random", given.positional.isEmpty, given.named.isEmpty {
        throw Untranslated()
      }
      return try sized("uniform", &given, end: ", 0, 1")
    case "normal", "standardnormal", "gauss": return try normal(&given)
    case "uniform" where isRandom: return try uniform(&given)
    case "arange", "range", "linspace": return try counted(&given)
    case "reshape", "view": return try reshape(&given)
    case "concatenate", "cat", "concat", "hstack", "vstack", "stack": return try joined(&given)
    case "c":
      return try array(given.positional)
    default: return nil
    }
  }

  private static func list(_ sizes: [Int]) -> String {
    sizes.map(String.init).joined(separator: ", ")
  }

  /// The sizes that are given as arguments of their own or as one tuple.
  private mutating func sizes(_ given: inout FunctionTranslation) throws(Untranslated) -> [Int] {
    if let size = given.take("size", "shape") { given.positional = [size] }
    // The key of a random generator of JAX.
    if given.path.contains("random"), given.positional.count > 1,
      case .tuple = given.positional[1]
    {
      given.positional.removeFirst()
    }
    var sizes: [Int] = []
    for argument in given.positional {
      switch argument {
      case .tuple(let all), .list(let all):
        for size in all { sizes.append(try whole(size)) }
      case .member(let other, "shape"):
        guard let extents = try extents(other) else { throw Untranslated() }
        sizes += extents
      default: sizes.append(try whole(argument))
      }
    }
    if dialect.isMATLAB, sizes.count == 2, sizes.contains(1), sizes[0] == 1 { sizes.removeFirst() }
    guard sizes.allSatisfy({ $0 > 0 }) else { throw Untranslated() }
    return sizes
  }

  private mutating func sized(
    _ name: String, _ given: inout FunctionTranslation, end: String = ""
  ) throws(Untranslated) -> OwnText {
    let seed = given.take("seed")
    let sizes = try sizes(&given)
    if sizes.isEmpty { return OwnText(name == "zeros" ? "0" : "1") }
    let last = try seed.map { seed throws(Untranslated) in ", seed = \(try whole(seed))" } ?? ""
    return OwnText("\(name)(\(Self.list(sizes))\(end)\(last))")
  }

  private mutating func filled(_ given: inout FunctionTranslation) throws(Untranslated) -> OwnText {
    guard given.positional.count == 2 else { throw Untranslated() }
    let value = given.positional.removeLast()
    let sizes = try sizes(&given)
    let number = try text(value)
    guard sizes.count <= 2, sizes.reduce(1, *) <= 12, !sizes.isEmpty else {
      return OwnText("\(try own(value).atLeast(.product))*ones(\(Self.list(sizes)))", .product)
    }
    let row =
      "[" + Array(repeating: number, count: sizes[sizes.count - 1]).joined(separator: ", ") + "]"
    if sizes.count == 1 { return OwnText(row) }
    return OwnText("[" + Array(repeating: row, count: sizes[0]).joined(separator: ", ") + "]")
  }

  /// Normal numbers with a mean and a standard deviation.
  private mutating func normal(_ given: inout FunctionTranslation) throws(Untranslated) -> OwnText {
    let isJAX = given.path.contains("jax") || given.path.hasPrefix("random.normal")
    var (mean, deviation) = (given.take("loc", "mean"), given.take("scale", "std", "stddev"))
    if !isJAX, given.positional.count >= 2 {
      (mean, deviation) = (given.positional[0], given.positional[1])
      given.positional.removeFirst(2)
    }
    let array = try sized("randn", &given).text
    var own = OwnText(array)
    if let deviation, try text(deviation) != "1", try text(deviation) != "1.0" {
      own = OwnText("\(try self.own(deviation).atLeast(.product))*\(array)", .product)
    }
    if let mean, Double(try text(mean)) != 0 {
      own = OwnText("\(own.text) + \(try self.own(mean).atLeast(.product))", .sum)
    }
    return own
  }

  private mutating func uniform(_ given: inout FunctionTranslation) throws(Untranslated) -> OwnText
  {
    var (low, high) = (given.take("low", "minval"), given.take("high", "maxval"))
    let isJAX = given.path.contains("jax") || given.path.hasPrefix("random.uniform")
    if !isJAX, given.positional.count >= 2 {
      if case .tuple = given.positional[1] {
      } else {
        (low, high) = (given.positional[0], given.positional[1])
        given.positional.removeFirst(2)
      }
    }
    let ends = ", \(try text(low ?? .number("0"))), \(try text(high ?? .number("1")))"
    return try sized("uniform", &given, end: ends)
  }

  /// `arange(4)`, written out.
  private mutating func counted(_ given: inout FunctionTranslation) throws(Untranslated) -> OwnText
  {
    var numbers: [Double] = []
    for argument in given.positional {
      guard let number = Double(try text(argument)) else { throw Untranslated() }
      numbers.append(number)
    }
    var values: [Double] = []
    if given.key == "linspace" {
      guard numbers.count == 3, let count = Int(exactly: numbers[2]), (2...24).contains(count)
      else { throw Untranslated("an array is written out, as in [0, 1, 2]") }
      values = (0..<count).map {
        numbers[0] + (numbers[1] - numbers[0]) * Double($0) / Double(count - 1)
      }
    } else {
      let first = numbers.count > 1 ? numbers[0] : 0
      let end = numbers.count > 1 ? numbers[1] : numbers.first ?? 0
      let step = numbers.count > 2 ? numbers[2] : 1
      guard step != 0, (end - first) / step <= 24 else {
        throw Untranslated("an array is written out, as in [0, 1, 2]")
      }
      var count = 0
      while step > 0 ? first + Double(count) * step < end : first + Double(count) * step > end {
        values.append(first + Double(count) * step)
        count += 1
      }
    }
    guard !values.isEmpty else { throw Untranslated() }
    let texts = values.map { Int(exactly: $0).map(String.init) ?? "\($0)" }
    return OwnText("[" + texts.joined(separator: ", ") + "]")
  }

  private mutating func reshape(_ given: inout FunctionTranslation) throws(Untranslated) -> OwnText
  {
    guard !given.positional.isEmpty else { throw Untranslated() }
    let base = given.positional.removeFirst()
    if let shape = given.take("shape", "newshape") { given.positional = [shape] }
    var sizes: [Int] = []
    for argument in given.positional {
      switch argument {
      case .tuple(let all), .list(let all):
        for size in all { sizes.append(try signedWhole(size)) }
      default: sizes.append(try signedWhole(argument))
      }
    }
    if let open = sizes.firstIndex(of: -1) {
      guard let count = try extents(base)?.reduce(1, *) else { throw Untranslated() }
      let others = sizes.filter { $0 != -1 }.reduce(1, *)
      guard others > 0, count % others == 0 else { throw Untranslated() }
      sizes[open] = count / others
    }
    if dialect.isMATLAB {
      // MATLAB fills column by column.
      guard let count = try extents(base)?.filter({ $0 > 1 }).count, count <= 1,
        sizes.filter({ $0 > 1 }).count <= 1
      else { throw Untranslated("reshape(x, 2, 3) fills row by row") }
    }
    guard sizes.allSatisfy({ $0 > 0 }), !sizes.isEmpty else { throw Untranslated() }
    return try reshaped(base, to: sizes)
  }

  private mutating func joined(_ given: inout FunctionTranslation) throws(Untranslated) -> OwnText {
    var axisGiven = given.take("axis", "dim")
    var parts: [ForeignExpression]
    switch given.positional.first {
    case .tuple(let all), .list(let all):
      parts = all
      if axisGiven == nil, given.positional.count == 2 { axisGiven = given.positional[1] }
    default:
      guard given.key == "concat" else { throw Untranslated() }
      parts = given.positional
    }
    var axis = 0
    if let axisGiven { axis = try signedWhole(axisGiven) }
    var texts: [String] = []
    for part in parts { texts.append(try text(part)) }
    if given.key == "stack" {
      guard axis == 0 else { throw Untranslated("[a, b] stacks rows, and [a, b].T columns") }
      return OwnText("[" + texts.joined(separator: ", ") + "]")
    }
    let count = try extents(parts[0])?.count
    if given.key == "vstack", count == 1 {
      return OwnText("[" + texts.joined(separator: ", ") + "]")
    }
    if given.key == "hstack" {
      guard let count else { throw Untranslated() }
      axis = count == 1 ? 0 : 1
    }
    if axis != 0 { texts.append("axis = \(axis)") }
    return OwnText("concat(\(texts.joined(separator: ", ")))")
  }
}
