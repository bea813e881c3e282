import ExpressionLanguage
import Screen
import Testing
import Visualizer

/// The pane below the picture, line by line.
@Suite struct ExplanationTests {
  /// The pane after some keys, its heading first, without blank lines at the end.
  private func pane(_ source: String, _ keys: String) throws -> [String] {
    let lines = try shown(source, columns: 80, rows: 40, keys: keys).view.lines
    let start = try #require(lines.lastIndex { $0.hasPrefix("── ") })
    return lines[start...].dropLast().filter { !$0.isEmpty }
  }

  @Test func `the chain rule grows line by line at one operand`() throws {
    let source = "x = -2\ny = 5\nz = -4\nq = x + y\nf = q * z"
    #expect(
      try pane(source, "ccns") == [
        "── × f → q ────────────────────────────────────────────────── swap multiplier ──",
        " upstream    ∂f/∂f = 1.00   the seed",
      ])
    #expect(try pane(source, "ccnss").last == " local       ∂f/∂q = z")
    #expect(try pane(source, "ccnsss").last == " local       ∂f/∂q = z = -4.00")
    #expect(
      try pane(source, "ccnssss").last == " downstream  1.00 × (-4.00) = -4.00   goes to q")
    #expect(
      try pane(source, "ccnsssss").last
        == " sum         ∂f/∂q = 0.00 + (-4.00) = -4.00   1 of 1 in")
    #expect(
      try pane(source, "ccnn") == [
        "── × f → z ────────────────────────────────────────────────── swap multiplier ──",
        " upstream    ∂f/∂f               = 1.00   the seed",
        " local       ∂f/∂z = q           = 3.00",
        " downstream  1.00 × 3.00         = 3.00   goes to z",
        " sum         ∂f/∂z = 0.00 + 3.00 = 3.00   1 of 1 in",
        " before      q got 1.00 × (-4.00) = -4.00",
      ])
  }

  @Test func `a fork counts what has arrived and names what it waits for`() throws {
    let source = "a = 2\nb = 3\nu = a*b\np = u*u\nr = u*a\nf = p + r"
    let first = try pane(source, "ccnn5s")
    #expect(
      first.contains { $0.contains("∂f/∂u = 0.00") && $0.hasSuffix("1 of 3 in, waiting for p, p") })
    let last = try pane(source, "ccnnnn")
    #expect(last.contains { $0.contains("∂f/∂u = 8.00 + 6.00") && $0.contains("3 of 3 in") })
  }

  @Test func `the patterns of the lecture are named`() throws {
    let source = "x = 3\ny = -4\nz = 2\nw = -1\nf = 2*(x*y + max(z, w))"
    #expect(try pane(source, "ccnnn")[0].contains("gradient distributor"))
    #expect(try pane(source, "ccnnnn")[0].contains("gradient router"))
    #expect(try pane(source, "ccnnnnn")[0].contains("swap multiplier"))
    #expect(try pane("x = 2\ny = 2\nf = max(x, y)", "ccnn")[0].contains("a tie"))
    #expect(try pane("x = 3\nf = x*x", "ccnn").contains { $0.contains("gradient adder") })
  }

  @Test func `a gate through which nothing gets says so`() throws {
    #expect(
      try pane("x = -1\nf = relu(x)", "ccnn").contains { $0.contains("nothing gets through") })
  }

  @Test func `a formula is shown with symbols and with numbers`() throws {
    let forward = try pane("x = -2\ny = 5\nq = x + y", "n")
    #expect(
      forward == [
        "── + q ────────────────────────────────────────────────── computes its output ──",
        " operands   x = -2.00   y = 5.00", " formula    q = x + y",
        "            = (-2.00) + 5.00 = 3.00",
      ])
    let sigmoid = try pane("x = 0\nf = sigmoid(x)", "ccnn")
    #expect(sigmoid.contains(" local       ∂f/∂x = f × (1 − f)"))
    #expect(sigmoid.contains { $0.hasPrefix("             = 0.50 × (1 − 0.50)") })
  }

  @Test func `an update shows all four numbers`() throws {
    #expect(
      try pane("w = 0\nf = (w-3)^2", "i").dropFirst() == [
        " rule   w ← w − learning rate × ∂f/∂w", "        = 0.0000 − 0.01 × (-6.0000) = 0.0600",
        " output f: 9.0000 → 8.6436  once all have moved",
        " All parameters use the gradients from before any of them moved.",
      ])
  }

  @Test func `looking at a node tells its value, gradient, users and note`() throws {
    let unused = try pane(forkAndFunction, "<Tab><Tab><Tab>")
    #expect(unused[0].hasPrefix("── unused"))
    #expect(unused.contains { $0.contains("no path leads from here to 손실") })
    let x = try pane(forkAndFunction, "<Tab><Tab>")
    #expect(x.contains { $0.contains("a fork: its gradients are added") })
    #expect(x.contains(" note       measured"))
  }
}
