import ComputationGraph
import ExpressionLanguage
import Learning
import Testing
import TestSupport

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Files that are damaged at random: whatever is in them, there is a graph or a message.
///
/// The same inputs are tried on every machine; `BACKPROP_FUZZ_INPUTS` says how many, where it is set.
@Suite struct FuzzTests {
  @Test func `a damaged file is answered with a graph or with messages`() throws {
    let count =
      getenv("BACKPROP_FUZZ_INPUTS").flatMap { Int(String(cString: $0)) }
      ?? Soak.count(4_000, of: 20_000)
    let corpus = validFiles.map { Array($0.utf8) }
    // The most work that a file can ask for: it is stopped at two million nodes.
    let largest =
      "f0(a) = a + a\n"
      + (1...60).map { "f\($0)(a) = f\($0 - 1)(f\($0 - 1)(a))\n" }.joined() + "y = f60(1)"
    let limit =
      Soak.isOn
      ? 5 * processorTime { #expect(messages(largest).contains("more than 2000000 nodes")) }
      : .infinity
    var slowest = 0.0
    var documents = 0
    for seed in 0..<count {
      var random = RandomNumbers(seed: UInt64(seed))
      let input = random.damaged(corpus)
      let time = try processorTime { documents += try check(input, seed: seed) ? 1 : 0 }
      slowest = max(slowest, time)
    }
    #expect(documents > count / 100, "hardly anything was still valid")
    #expect(slowest < limit, "a damaged file asks for more work than the largest")
    print("\(count) damaged files, \(documents) with a graph, slowest \(slowest) of \(limit) s")
  }

  @Test func `every beginning of a valid file is answered`() throws {
    for file in validFiles {
      let bytes = Array(file.utf8)
      for end in 0...bytes.count { try _ = check(Array(bytes[..<end]), seed: end) }
    }
  }

  @Test func `the valid files are valid`() throws {
    for file in validFiles {
      let syntax = Syntax(parsing: file)
      let inputs = Dictionary(uniqueKeysWithValues: syntax.freeInputs.map { ($0.name, 0.5) })
      #expect(messages(file, inputs: inputs, files: files) == "")
    }
  }

  /// Reads a file, with values for its free inputs and without; returns whether it has a graph.
  private func check(_ bytes: [UInt8], seed: Int) throws -> Bool {
    let syntax = Syntax(parsing: bytes)
    var place = 0
    for diagnostic in syntax.diagnostics.prefix(100) {
      if let span = diagnostic.span {
        try #require(span.start >= place && span.end >= span.start, "seed \(seed)")
        try #require(span.end <= bytes.count, "seed \(seed)")
        place = span.start
      }
    }
    for input in syntax.freeInputs.prefix(100) {
      try #require(syntax.source.text(of: input.span).utf8.count > 0, "seed \(seed)")
    }
    var inputs: [String: Double] = [:]
    for input in syntax.freeInputs { inputs[input.name] = 0.5 }

    let hasGraph = try check(
      Document.make(from: syntax, inputs: inputs, files: files), syntax, seed)
    if !syntax.freeInputs.isEmpty || !syntax.diagnostics.isEmpty {
      let isRefused = try !check(Document.make(from: syntax), syntax, seed)
      try #require(isRefused, "seed \(seed)")
    }
    inputs["nowhere"] = 1
    inputs["f"] = 2
    _ = try check(Document.make(from: syntax, inputs: inputs, files: files), syntax, seed)
    return hasGraph
  }

  private func check(
    _ result: Result<Document, DiagnosticList>, _ syntax: Syntax, _ seed: Int
  ) throws -> Bool {
    switch result {
    case .success(let document):
      try #require(syntax.diagnostics.isEmpty, "seed \(seed)")
      try #require(document.graph.count <= 2_000_000, "seed \(seed)")
      try #require(document.labels.count == document.graph.count, "seed \(seed)")
      try #require(document.labels.allSatisfy { !$0.isEmpty }, "seed \(seed)")
      try #require(Int(document.output.index) < document.graph.count, "seed \(seed)")
      for part in DataSet.Part.allCases where document.graph.placeCount < 10_000 {
        guard let scoring = document.scoring(part) else { continue }
        var scorer = Scorer(scoring)
        let parameters = scoring.parameters.flatMap { scoring.graph.initialValue(of: $0) }
        try #require(
          scorer.scores(of: parameters).reports.count == document.reports.count, "seed \(seed)")
      }
      let numbers = document.numbers
      for expectation in document.expectations {
        let value = numbers.value(of: expectation.node, in: document.graph)
        try #require(value.shape == expectation.bounds.shape || expectation.bounds.shape.isScalar)
        _ = expectation.isKept(by: value)
      }
      if document.graph.placeCount < 100_000 {
        var numbers = numbers
        numbers.setGradient(
          of: document.output,
          to: Tensor(shape: document.graph.shape(of: document.output)) { _ in 1 },
          in: document.graph)
        Tape(of: document.graph, feeding: document.output).backward(in: &numbers)
      }
      return true
    case .failure(let list):
      try #require(!list.diagnostics.isEmpty, "seed \(seed)")
      let text = list.text(file: "f", source: syntax.source)
      try #require(text.utf8.count < 60_000, "seed \(seed)")
      let isPrintable = text.utf8.allSatisfy { $0 == 0x0A || $0 >= 0x20 && $0 != 0x7F }
      try #require(isPrintable, "seed \(seed)")
      return false
    }
  }
}

extension RandomNumbers {
  /// One of the files with one to eight damages.
  fileprivate mutating func damaged(_ corpus: [[UInt8]]) -> [UInt8] {
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
    "report accuracy(scores, d.y)\n", "show W1 as images(1, 2)\n", " as images(", "adam(",
    "minimize loss with adam(beta1 = 0.5)\n", "step(0.1, every = 2, factor = 0.5)",
    "cosine(1, over = 9)", "weight_decay = 1",
    "log_softmax(", "margin = 2", "min(", "max(x)", "[[", "]]", ":", "1e15", "0.5",
  ]
}

/// The files of numbers that are there.
private let files: FileTables = [
  "W.csv": table(Array("a,b\n1,2\n3,4\n".utf8)),
  "bad.csv": table(Array("1,2\n3,x\n".utf8)),
  "d.csv": table(Array("a,b,class\n1,2,0\n3,4,1\n5,6,2\n7,8,0\n9,9,1\n".utf8)),
]

/// Everything the language has, in small files.
private let validFiles = [
  """
  # Rows of data.
  data d = csv("d.csv", label = class, test = 20%, batch = 2, seed = 1, standardize = true)
  linear(x, W, b) = x @ W + b
  param W1 = 0.1*randn(2, 3, seed = 2)
  param b1 = zeros(3)
  scores = linear(d.x, W1, b1)
  loss = cross_entropy(scores, d.y) + 0.01*sum(W1^2)
  minimize loss with adam(lr = step(0.1, every = 10, factor = 0.5), weight_decay = 0.1)
  report accuracy(scores, d.y)
  report mean(scores)
  show W1 as images(1, 2)
  expect grad W1 < 9 after 2
  """,
  """
  data points = csv("d.csv", label = -1, test = 0.5)
  x = 3
  report sum(points.x) / x
  f = mse(sum(points.x, axis = 1), points.y) * x
  minimize f with nesterov(lr = cosine(0.1, over = 9), momentum = 0.5)
  """,
  """
  # A network of two layers.
  param W1 = 0.1 * randn(3, 4, seed = 1)
  param b1 = zeros(4)
  param W2 = uniform(4, 3, -1, 1) - 0.5*ones(4, 3)
  X = [[1, 2, 3], [4, 5, 6]]
  y = [0, 2]
  h = relu(X @ W1 + b1)
  scores = h @ W2
  loss = cross_entropy(scores, y) + 0.01*sum(W1^2) + hinge(scores, y, margin = 2)
  minimize loss with sgd(lr = 0.1)
  expect b1 = [0, 0, 0, 0]
  expect grad W2 < [[9, 9, 9], [9, 9, 9], [9, 9, 9], [9, 9, 9]] after 1
  expect h >= 0
  """,
  """
  x = 2
  y = -3
  v = [x, y, 1]
  W = csv("W.csv")
  A = [[1, 2],
    [3, 4]]
  a = A.T[0] * A[:, 1] + A[0, -1] - A[1]
  b = concat(v, a) + one_hot(1, 5)
  c = reshape(b, 5, 1) @ [softmax(b)]
  d = maxout(A, A.T, eye(2)) @ [x, y]
  e = mse(d, [1, 2]) + dot(v, v) + norm(c) + max(c) - min(mean(c, axis = 0))
  g = sum(log_softmax(c), axis = -1) / max(W, 1)[0, 0]
  layer(s, t) = tanh(s @ t) + t
  f = e + sum(g) + sum(layer(A, eye(2))) + max(A[0], axis = 0) + hinge(v, 1)
  expect A = [[1, 2.0], [3, 4]] ± 0.1
  """,
  """
  # The first worked example of the lecture.
  x = -2                 # the first operand
  y = 5
  z = -4
  q = x + y
  f = q * z              # the output

  expect f = -12
  expect grad x = -4
  """,
  "f = (x+y)*z",
  """
  sigmoid(t) = 1/(1 + exp(-t))
  param w0 = 2
  param w1 = -3
  param w2 = -(2 + 1)
  x0 = -1
  x1 = -2
  f = sigmoid(w0*x0 + w1*x1 + w2)   # one gate or four
  minimize f with sgd(lr = 0.001)
  expect f = 0.73 ± 0.01
  expect grad w0 = -0.20 after 0
  expect f < 0.8 after 10
  """,
  """
  double(a) = a + a
  quad(a) = double(double(a))
  oct(a, b) = quad(a)*double(b) + k
  f = oct(x, y) + oct(k, 2)
  g = f*2
  """,
  """
  x = 1_000
  y = .5e-3
  θ = x′ − 2·x × 3 ÷ y
  손실 = max(θ, min(x,
    elu(-y, alpha = 2) + leaky_relu(x)   # goes on in brackets
    ))
  """,
  """
  x = 0.5
  a = exp(x) + log(x) + sqrt(x) + abs(x) + square(x)
  b = sin(x)*cos(x)/tanh(x) - relu(x)^2 + softplus(x)**-x
  c = gelu(x) + silu(-x^2^x) + sigmoid(+x)
  f = a + b + c
  d = f
  expect d > -1e3
  expect f >= -inf
  """,
]
