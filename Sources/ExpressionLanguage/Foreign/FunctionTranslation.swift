/// A call in another language, with its arguments taken apart.
struct FunctionTranslation {
  /// The name of the function in small letters and without `_`.
  let key: String
  /// The name with its library.
  let path: String
  var positional: [ForeignExpression]
  var named: [String: ForeignExpression] = [:]

  /// The spelling by which a function is looked up.
  static func key(_ name: String) -> String {
    String((name.split(separator: ".").last ?? "").lowercased().filter { $0 != "_" })
  }

  /// The functions of the language, by their keys.
  static let own = Dictionary(
    BuiltInFunction.names.map { (key($0), $0) }, uniquingKeysWith: { first, _ in first })

  /// Functions of the language by other names, with the same arguments.
  static let synonyms = [
    "ln": "log", "avg": "mean", "average": "mean", "sigm": "sigmoid", "logistic": "sigmoid",
    "expit": "sigmoid", "σ": "sigmoid", "logsig": "sigmoid", "fabs": "abs", "absolute": "abs",
    "maximum": "max", "minimum": "min", "fmax": "max", "fmin": "min", "amax": "max", "amin": "min",
    "sqr": "square", "swish": "silu", "mseloss": "mse", "meansquarederror": "mse",
    "crossentropyloss": "cross_entropy", "reducesum": "sum", "reducemean": "mean",
    "reducemax": "max", "reducemin": "min", "nansum": "sum", "relu6": "", "rectifier": "relu",
    "rect": "relu", "poslin": "relu", "tansig": "tanh", "th": "tanh", "tgh": "tanh",
    "logsumexp": "", "vdot": "dot", "inner": "dot", "logistic_sigmoid": "sigmoid",
    "lrelu": "leaky_relu", "leakyrelu": "leaky_relu", "sen": "sin", "wurzel": "sqrt",
    "betrag": "abs", "summe": "sum", "mittel": "mean", "mittelwert": "mean",
    "squaredloss": "mse", "quadrat": "square",
  ].filter { !$0.value.isEmpty }

  /// The keys of functions that are written with other signs or several functions.
  private static let composed: Set = [
    "lg", "log2", "log10", "log1p", "expm1", "tan", "tg", "cot", "sinh", "cosh", "pow", "power",
    "matmul", "mm", "mv", "bmm", "add", "subtract", "sub", "multiply", "mul", "divide", "div",
    "truedivide", "negative", "neg", "reciprocal", "clip", "clamp", "where", "transpose", "t",
    "outer", "einsum", "array", "asarray", "tensor", "aslongtensor", "constant", "variable",
    "astensor", "float", "float32", "float64", "double", "int", "longtensor", "floattensor",
    "arange", "linspace", "full", "zeroslike", "oneslike", "identity", "rand", "normal", "cat",
    "concatenate", "hstack", "vstack", "stack", "view", "flatten", "ravel", "squeeze", "unsqueeze",
    "expanddims", "permute", "swapaxes", "len", "numel", "length", "item", "detach", "numpy", "cpu",
    "cuda", "to", "astype", "clone", "copy", "tolist", "contiguous", "logsumexp", "var", "std",
    "trace", "binarycrossentropy", "bceloss", "bcewithlogitsloss",
    "binarycrossentropywithlogits", "nllloss", "l1loss", "hypot", "parameter", "stopgradient",
    "logaddexp", "logsigmoid", "sec", "csc", "prod", "requiresgrad", "dot", "vmap", "jit", "relu6",
    "hardtanh", "softsign", "identityfunction", "log₂", "logsoftmax", "c", "size", "sum",
    "standardnormal", "sigmoidcrossentropywithlogits", "softmaxcrossentropywithintegerlabels",
  ]

  static let knownNames: Set<String> = composed.subtracting(
    [
      "t", "c", "int", "double", "to", "size", "mv", "mm", "cat", "add", "sub", "mul", "div", "var",
      "copy",
    ])
    .union(synonyms.keys).union(own.keys)

  /// Arguments that say nothing about values.
  private static let ignored: Set = [
    "dtype", "device", "copy", "out", "order", "inplace", "generator", "key", "name", "layout",
    "trainable", "memory_format", "subok", "trainable_", "approximate",
  ]

  init(
    path: String, _ arguments: [ForeignExpression.Argument], receiver: ForeignExpression? = nil
  ) {
    key = Self.key(path)
    self.path = path
    positional = receiver.map { [$0] } ?? []
    for argument in arguments {
      if let name = argument.name {
        if !Self.ignored.contains(name) { named[name] = argument.value }
      } else {
        positional.append(argument.value)
      }
    }
  }

  /// Takes an argument out, by one of its names.
  mutating func take(_ names: String...) -> ForeignExpression? {
    for name in names { if let value = named.removeValue(forKey: name) { return value } }
    return nil
  }

  /// Takes out an argument that stands at a place or has one of these names.
  mutating func take(at place: Int, or names: String...) -> ForeignExpression? {
    for name in names { if let value = named.removeValue(forKey: name) { return value } }
    return positional.count == place + 1 ? positional.removeLast() : nil
  }
}
