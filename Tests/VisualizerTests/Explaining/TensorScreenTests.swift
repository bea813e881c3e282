import Backpropagation
import Debugging
import ExpressionLanguage
import Screen
import Testing
import Visualizer

/// f = |W x|², the first vectorised example of the lecture.
let vectorized = """
  # f = |W x|²
  W = [[0.1, 0.5], [-0.3, 0.8]]
  x = [0.2, 0.4]
  q = W @ x
  f = sum(q^2)
  """

/// A batch of two rows through a layer with a bias.
let batch = """
  X = [[1, 2, 0], [0, 1, -1]]
  param W = [[0.1, 0.2], [0.3, -0.1], [0, 0.5]]
  param b = [0.1, -0.1]
  scores = X @ W + b
  L = cross_entropy(scores, [0, 1])
  """

/// What the screen says of vectors and matrices.
@Suite struct TensorScreenTests {
  private func lines(_ source: String, _ keys: String, columns: Int = 120) throws -> [String] {
    try shown(source, columns: columns, rows: 40, keys: keys).view.lines
  }

  @Test func `small tensors stand in the picture with their entries, values above gradients below`()
    throws
  {
    let text = try lines(vectorized, "ccc").joined(separator: "\n")
    for row in ["0.10   0.50", "-0.30   0.80", "─2×2─", "0.09   0.18", "0.10   0.21"] {
      #expect(text.contains(row), "\(row)")
    }
    #expect(text.contains("─q 2─"))
  }

  @Test func `an entry is called not computed only where it is not`() throws {
    let source = "W = [[1, 2], [3, 4]]\nh = relu(W)\nf = sum(h)"
    let before = try lines(source, ":goto 0<Enter><Tab>v").joined(separator: "\n")
    #expect(!before.contains("nothing was computed for it yet"))
    #expect(before.contains("it was given; its gradient comes in the backward pass"))
    let empty = try lines(source, "<Tab><Tab>v").joined(separator: "\n")
    #expect(empty.contains("nothing was computed for it yet"))
  }

  @Test func `large tensors are heat maps, in ASCII as well`() throws {
    let source = "X = randn(64, 100, seed = 1)\nW = randn(100, 10, seed = 2)\nf = sum((X @ W)^2)"
    let frame = try shown(source, columns: 120, rows: 40, keys: "ccc").view
    let text = frame.lines.joined(separator: "\n")
    #expect(text.contains("─64×100─") && text.contains("▓"))
    #expect(frame.ascii.lines.joined().utf8.allSatisfy { $0 < 0x80 })
    #expect(text.contains("a 64×100 matrix"))
  }

  @Test func `the shapes say why dW is the upstream gradient times xᵀ`() throws {
    let pane = try lines(vectorized, "ccnnnsssss")
    #expect(
      pane.contains(" upstream    ∂f/∂q = [0.44, 0.52]   2, from ^2"))
    #expect(
      pane.contains(
        " shapes      ∂f/∂q @ x    2×1 @ 2×1   ✗ the inner sizes 1 and 2 differ"))
    #expect(
      pane.contains("             ∂f/∂q @ xᵀ   2×1 @ 1×2   ✓ 2×2, the shape of W"))
    #expect(
      pane.contains(
        " downstream  goes to W = [[0.09, 0.18], [0.10, 0.21]]   2×2, its shape"))
    let square = try lines(vectorized, "ccc")
    #expect(
      square.contains("             Wᵀ @ ∂f/∂q   2×2 @ 2×1   ✓ 2×1, the shape of x"))
  }

  @Test func `the result of an array is not cut off at 80 columns`() throws {
    let update = try lines(vectorized, "cccn", columns: 80)
    #expect(update.contains("        = [[0.1000, 0.5000], [-0.3000, 0.8000]]"))
    #expect(update.contains("          − 0.01 × [[0.0880, 0.1760], [0.1040, 0.2080]]"))
    #expect(update.contains("        = [[0.0991, 0.4982], [-0.3010, 0.7979]]"))
    let forward = try lines(vectorized, "n", columns: 80)
    #expect(forward.contains(" result     = [0.22, 0.26]"))
  }

  @Test func `broadcasting names the axis that is summed`() throws {
    let pane = try lines(batch, "ccnnn", columns: 80)
    #expect(
      pane.contains(" summed      b (2) was copied along axis 0 (2 times): its gradients are added")
    )
    #expect(
      try lines(batch, "nn").contains(
        " copied     b along axis 0 (2 times): [0.10, -0.10] → [[0.10, -0.10], [0.10, -0.10]]"))
    #expect(
      try lines("z = [1, -2, 3]\nh = relu(z)\nL = sum(h)", "ccnnn").contains {
        $0.contains("the diagonal of a 3×3 Jacobian that is never formed")
      })
  }

  @Test func `all entries are seen with v, and what is behind the picked one`() throws {
    let view = try lines(vectorized, "ccc<S-Tab><S-Tab>vjl")
    #expect(view[0].hasPrefix(" W   2×2"))
    #expect(view.contains { $0.contains("── W[1, 1] ──") })
    #expect(
      view.contains(
        " gradient   from q: ∂q[1] · x[1] = 0.52 × 0.40 = 0.21"))
    let output = try lines(vectorized, "ccc<S-Tab><Tab>v")
    #expect(
      output.contains(" value      row 0 of W · x = 0.10 × 0.20 + 0.50 × 0.40 = 0.22"))
    let updated = try lines(vectorized, "i<Tab><S-Tab><S-Tab>v")
    #expect(updated[0].contains("2×2"))
    #expect(updated[1].contains("change"))
    let closed = try lines(vectorized, "ccc<S-Tab><S-Tab>vq")
    #expect(closed[0].contains("backward"))
    #expect(try lines("x = 1\nf = x", "<Tab>v").last?.contains("single number") == true)
    let bias = try lines(batch, "ccc:goto b<Enter><Tab><S-Tab>v")
    #expect(bias[0].contains("2"))
  }

  @Test func `what is behind an entry is never cut where lines are free`() throws {
    let long =
      "W = [[1.5, 2.5, -3.5, 4.5, 5.5], [1, 1, 1, 1, 1]]\nx = [-1, 2, -3, 4, 5]\n"
      + "q = W @ x\nL = sum(q)"
    let view = try lines(long, "ccc<S-Tab><Tab>v", columns: 60)
    let place = try #require(view.lastIndex { $0.hasPrefix(" value") })
    #expect(
      view[place...(place + 2)] == [
        " value      row 0 of W · x = 1.50 × (-1.00) + 2.50 × 2.00",
        "            + (-3.50) × (-3.00) + 4.50 × 4.00 + 5.50 × 5.00",
        "            = 59.50",
      ])
  }

  @Test func `entries of vectors are named by their indices`() throws {
    func gradient(_ source: String, _ keys: String) throws -> String? {
      try lines(source, keys).first { $0.hasPrefix(" gradient") }
    }
    let row = "param v = [1, 2]\nparam W = [[3, 4, 5], [6, 7, 8]]\ny = v @ W\nL = sum(y)"
    #expect(
      try gradient(row, "ccc<Tab><Tab><Tab>vjl")
        == " gradient   from y: v[1] · ∂y[1] = 2.00 × 1.00 = 2.00")
    let dot = "param v = [1, 2]\nparam w = [3, 4]\nL = v @ w"
    #expect(
      try gradient(dot, "ccc<Tab>vj") == " gradient   from L: ∂L · w[1] = 1.00 × 4.00 = 4.00")
    #expect(
      try gradient(dot, "ccc<Tab><Tab>vj")
        == " gradient   from L: v[1] · ∂L = 2.00 × 1.00 = 2.00")
  }

  @Test func `a bias gets the sum over its copies`() throws {
    var application = try shown(batch, columns: 120, rows: 40, keys: "ccc")
    for _ in 0..<12 where !application.view.lines.contains(where: { $0.hasPrefix("── b ─") }) {
      try application.press("<Tab>")
    }
    try application.press("v")
    #expect(
      application.view.lines.contains {
        $0.contains("the sum over 2 copies of upstream × local = ") && $0.hasSuffix(" = 0.23")
      })
  }

  @Test func `a matrix product opens into its scalar gates and closes again`() throws {
    var application = try shown(vectorized, columns: 140, rows: 44, keys: "ccc")
    let closed = application.view
    try application.press("<Enter>")
    let text = application.view.lines.joined(separator: "\n")
    #expect(text.contains("[0, 1]") && text.contains("concat"))
    #expect(text.contains("0.09   0.18"), "the gradient of W agrees")
    try application.press("<Enter>")
    #expect(application.view.lines.dropLast() == closed.lines.dropLast())
  }

  @Test func `the sigmoid overflows open and not closed, and the origin is named`() throws {
    let source = "x = -800\nf = sigmoid(x)"
    let closed = try lines(source, "ccc")
    #expect(!closed.contains { $0.contains("NaN") || $0.contains("inf") })
    let open = try lines(source, "n<Enter>cc").joined(separator: "\n")
    #expect(open.contains("NaN") || open.contains("inf"))
    #expect(open.contains("is inf: larger than any number"))
  }

  @Test func `a step keeps its place when a primitive opens`() throws {
    var application = try shown(vectorized, columns: 140, rows: 44, keys: "cccin")
    let before = try #require(application.debugger)
    try application.press("<Tab><Tab><Tab>o")
    let after = try #require(application.debugger)
    #expect(after.snapshot.iteration == before.snapshot.iteration)
    #expect(after.snapshot.phase == before.snapshot.phase)
  }
}
