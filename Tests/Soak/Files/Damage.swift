import Learning

extension RandomNumbers {
  /// One of the files with one to eight damages.
  mutating func damaged(_ corpus: [[UInt8]]) -> [UInt8] {
    var file = corpus[below(corpus.count)]
    for _ in 0...below(1 + below(8)) where file.count < 20_000 { damage(&file, corpus) }
    return file
  }

  private mutating func damage(_ file: inout [UInt8], _ corpus: [[UInt8]]) {
    let place = below(file.count + 1)
    let end = min(file.count, place + below(12))
    switch below(12) {
    case 0 where place < file.count:
      file[place] ^= 1 << UInt8(below(8))
    case 1 where place < file.count:
      file[place] = UInt8(below(256))
    case 2:
      file.removeSubrange(place..<end)
    case 3:
      file.insert(contentsOf: file[place..<end], at: below(file.count + 1))
    case 4:
      let other = corpus[below(corpus.count)]
      let first = below(other.count)
      file.insert(contentsOf: other[first..<min(other.count, first + below(40))], at: place)
    case 5:
      let opening = Self.openings[below(Self.openings.count)]
      for _ in 0..<below(below(8) == 0 ? 1_000 : 10) { file.insert(contentsOf: opening, at: place) }
    case 6:
      let token = Array(Self.tokens[below(Self.tokens.count)].utf8)
      file.insert(contentsOf: token, at: place)
    case 7:
      let token = Array(Self.tokens[below(Self.tokens.count)].utf8)
      file.replaceSubrange(place..<end, with: token)
    case 8 where below(50) == 0:
      let piece = Array(file[place..<end])
      for _ in 0..<below(2_000) { file.insert(contentsOf: piece, at: place) }
    case 9:
      swapLines(&file)
    case 10:
      // One name for another: functions call each other, lines use what is below them.
      let names = file.indices.filter { file[$0] >= 0x61 && file[$0] <= 0x7A }
      if !names.isEmpty {
        file[names[below(names.count)]] = file[names[below(names.count)]]
      }
    default:
      file.insert(UInt8(0x20 + below(0x60)), at: place)
    }
  }

  private mutating func swapLines(_ file: inout [UInt8]) {
    var lines = file.split(separator: 0x0A, omittingEmptySubsequences: false)
    lines.swapAt(below(lines.count), below(lines.count))
    file = Array(lines.joined(separator: [0x0A]))
  }

  private static let openings: [[UInt8]] = ["(", ")", "-", "x^", "max(x,", "[", "f(", "\n", "x+"]
    .map { Array($0.utf8) }

  private static let tokens = [
    "x", "f", "w", "=", "==", "+", "-", "*", "/", "^", "**", "(", ")", "[", "]", ",", "#", "@",
    ".T",
    "\n", "\r\n", "param ", "minimize ", "expect ", "expect grad ", " with sgd(lr = 0.1)",
    " after 2",
    "max(", "elu(", "alpha = ", "pi", "1e999", "1e-999", "1_000", "1__0", ".5", "nan", "inf", "±",
    "+-", "<=", "−", "×", "·", "÷", "x′", "손실", "e\u{301}", "\u{FEFF}", "\u{0}", "\u{1B}[2J", "\t",
    "\u{202E}", "²", "\"", "sum(", "data d", "f(a) = f(a)\n", "g(a) = a+a\n", "1.2.3", "≤",
    "\u{301}", "[1, 2]", "[[1, 2], [3, 4]]", "[x, y]", "[0]", "[:, 1]", "[-1]", ".T[0]", " @ ",
    "zeros(2, 3)", "zeros(99999, 99999)", "eye(2)", "randn(2, seed = 7)", "uniform(2, -1, 1)",
    "csv(\"W.csv\")", "csv(\"bad.csv\")", "axis = 0", "axis = -1", "softmax(", "hinge(", "mean(",
    "cross_entropy(", "mse(", "reshape(", "concat(", "one_hot(", "maxout(", "dot(", "norm(",
    "data d = csv(\"d.csv\", label = class)\n", "d.x", "d.y", "d.z", "%", "20%", "true",
    "label = 0", "test = 50%", "batch = 2", "standardize = true", "report ", "accuracy(",
    "report accuracy(scores, d.y)\n", "show W1 as images(1, 2)\n", "show 4 decimals\n", "[1:]",
    "[:, ::2]", "[::-1]", "keep = true", "½",
    "stop_gradient(", " as images(", "adam(",
    "minimize loss with adam(beta1 = 0.5)\n", "step(0.1, every = 2, factor = 0.5)",
    "cosine(1, over = 9)", "linear(1, 0, over = 9)", "weight_decay = 1",
    "log_softmax(", "margin = 2", "min(", "max(x)", "[[", "]]", ":", "1e15", "0.5",
  ]
}
