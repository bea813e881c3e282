import Backpropagation
import ComputationGraph
import Debugging
import Explanations
import ExpressionLanguage
import Foundation
import Sentences
import Testing
import Visualizer

/// What is behind an entry, for every primitive: each sum that is shown is computed again from its text.
@Suite struct EntryBreakdownTests {
  private static let leaves = """
    param A = [[0.5, -1, 2], [1.5, 0.25, -0.75]]
    param B = [[1, 2], [0.5, -1], [3, 0.5]]
    param x = [0.3, -0.6, 1.2]
    param y = [2, 0.5, 1.5]
    param s = 0.7

    """

  /// An expression with each primitive; of arrays so that something flows to every entry.
  static let expressions = [
    "A + x", "A - x", "A*x", "A/y", "y^x", "-A", "A^2", "sqrt(y)", "exp(A)", "log(y)", "abs(A)",
    "sin(A)", "cos(A)", "tanh(A)", "max(A, x)", "min(A, x)", "sigmoid(A)", "relu(A)",
    "leaky_relu(A)", "leaky_relu(x, slope = s)", "elu(A)", "softplus(A)", "gelu(A)", "silu(A)",
    "stop_gradient(A)*A", "A*s", "s - x", "A @ B", "A @ x", "y @ B", "dot(x, y)", "A.T", "sum(A)",
    "sum(A, axis = 0)", "sum(A, axis = 1, keep = true)", "mean(A)", "mean(A, axis = 1)", "max(A)",
    "max(A, axis = 0)", "min(A, axis = 1)", "softmax(A)", "softmax(x)", "log_softmax(A)",
    "norm(x)", "norm(A)", "hinge(A, [0, 2])", "hinge(x, 1)", "cross_entropy(A, [0, 2])",
    "cross_entropy(x, 2)", "reshape(A, 3, 2)", "concat(A, B.T)", "concat(x, y)", "A[1]", "A[:, 0]",
    "A[0, 2]", "A[:, 1:]", "x[::-1]", "x[::2]", "[x, y]", "x*x", "mse(x, y)",
    "one_hot([1, 0], 3)*A",
  ]

  @Test(arguments: expressions)
  func `every sum that is shown gives the number`(_ expression: String) throws {
    let source =
      Self.leaves + "z = \(expression)\nw = sin(z)\nloss = sum(w*w) + sum(A) + sum(x*y)"
    let application = try shown(source, columns: 100, rows: 40, keys: "O:set decimals 12<Enter>ccc")
    let debugger = try #require(application.debugger)
    try check(debugger)
  }

  private func check(_ debugger: Debugger) throws {
    let (graph, snapshot) = (debugger.document.graph, debugger.snapshot)
    var compared = 0
    for node in graph.ids where !graph.shape(of: node).isScalar {
      guard graph.role(of: node) != .constant, snapshot.plan.reachesOutput[Int(node.index)],
        snapshot.valueState(of: node) != .unknown || graph.primitive(of: node) == nil
      else { continue }
      let shape = graph.shape(of: node)
      let name = debugger.words.name(node)
      for place in 0..<shape.count {
        let breakdown = EntryBreakdown(
          words: debugger.words, node: node, indices: shape.indices(of: place), update: nil)
        if let value = breakdown.value {
          let number = debugger.words.value(node).elements[place]
          try expectTrue(value.text, number, "\(name)[\(place)]")
        } else {
          #expect(graph.primitive(of: node) == nil, "\(name) has no line")
        }
        guard snapshot.gradientState(of: node) == .fresh else { continue }
        let lines = breakdown.contributions.map(\.text)
        #expect(!lines.isEmpty, "\(name) has nothing behind its gradient")
        let gradient = debugger.words.gradient(node).elements[place]
        var total = 0.0
        for line in lines where line != "the seed, where the chain rule begins" {
          #expect(!line.contains("nothing"), "\(line)")
          if line.hasPrefix("together") {
            try expectTrue(line, gradient, "∂\(name)[\(place)]")
          } else if let amount = try expectTrue(line, nil, "∂\(name)[\(place)]") {
            total += amount
          }
          compared += 1
        }
        #expect(abs(total - gradient) < 1e-9, "∂\(name)[\(place)]: \(total), not \(gradient)")
      }
    }
    #expect(compared > 0)
  }

  /// Computes the last but one part of `words = sum = result` from its text, and compares it with the
  /// result, and this with the number.
  @discardableResult
  private func expectTrue(
    _ line: String, _ number: Double?, _ what: String
  ) throws -> Double? {
    let stated = line.components(separatedBy: "   and ")[0]
    if stated.hasSuffix(": 0") { return 0 }
    let parts = stated.components(separatedBy: " = ").flatMap { $0.components(separatedBy: ": ") }
    let result = try #require(Double(parts[parts.count - 1]), "\(what): \(line)")
    if let number { #expect(abs(result - number) < 1e-9, "\(what): \(line)") }
    guard parts.count > 2 || line.hasPrefix("together"), !line.contains("among") else {
      return result
    }
    let text = parts[parts.count - 2].replacing("²", with: "^2").replacing("σ(", with: "sigmoid(")
      .replacing(/√([0-9.]+)/) { "sqrt(\($0.output.1))" }
    if text.contains("… (") { return result }
    let computed = Result { () throws(Formula.Problem) in
      try Formula(text).value { _ throws(Formula.Problem) in throw Formula.Problem("a name") }
    }
    switch computed {
    case .success(let tensor):
      #expect(abs(try #require(tensor.scalar) - result) < 1e-9, "\(what): \(line)")
    case .failure(let problem):
      // A name in place of numbers says where an entry comes from.
      #expect(parts.count == 2 || text.contains("["), "\(what): \(line): \(problem.sentence)")
    }
    return result
  }

  @Test func `zeros are counted, and what is more than can be read`() throws {
    let source = """
      param W = ones(40, 2)
      x = concat(ones(20), zeros(20))
      loss = sum(x @ W)^2
      """
    let debugger = try #require(try shown(source, keys: "ccc").debugger)
    let node = try #require(debugger.document.node(named: "W"))
    func lines(_ node: Node.ID, _ indices: [Int]) -> [String] {
      let breakdown = EntryBreakdown(
        words: debugger.words, node: node, indices: indices, update: nil)
      return (breakdown.value.map { [$0] } ?? []).map(\.text) + breakdown.contributions.map(\.text)
    }
    #expect(lines(node, [0, 1]) == ["from x@W: x[0] · ∂(x@W)[1] = 1.00 × 80.00 = 80.00"])
    #expect(lines(node, [30, 1]) == ["from x@W: x[30] · ∂(x@W)[1] = 0.00 × 80.00 = 0.00"])
    let product = try #require(
      debugger.document.graph.ids.first { id in
        debugger.document.labels[Int(id.index)] == "x@W"
      })
    let text = lines(product, [0])[0]
    #expect(text.hasPrefix("x · column 0 of W = 1.00 × 1.00 + "))
    #expect(text.hasSuffix("1.00 × 1.00 + … (4 more) = 20.00   and 20 × 0"), "\(text)")
  }

  @Test func `at a fork the parts are added, and equal operands are told apart`() throws {
    let debugger = try #require(
      try shown("param x = [3, 4]\nf = sum(x*x) + sum(x)", keys: "ccc").debugger)
    let node = try #require(debugger.document.node(named: "x"))
    let breakdown = EntryBreakdown(words: debugger.words, node: node, indices: [1], update: nil)
    #expect(
      breakdown.contributions.map(\.text) == [
        "from sum(x): upstream × local = 1.00 × 1.00 = 1.00",
        "from x·x, as operand 1: upstream × local = 1.00 × 4.00 = 4.00",
        "from x·x, as operand 2: upstream × local = 1.00 × 4.00 = 4.00",
        "together = 1.00 + 4.00 + 4.00 = 9.00",
      ])
  }

  @Test func `a closed function says what it sends through its inside`() throws {
    let debugger = try #require(
      try shown("f(a) = a*a\nparam x = [3, 4]\ny = sum(f(x))", keys: "ccc").debugger)
    let node = try #require(debugger.document.node(named: "x"))
    let breakdown = EntryBreakdown(words: debugger.words, node: node, indices: [1], update: nil)
    #expect(breakdown.contributions.map(\.text) == ["from f(x): through its inside = 8.00"])
  }
}
