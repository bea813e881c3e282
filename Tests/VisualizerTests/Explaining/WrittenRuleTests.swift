import Cells
import Screen
import Testing
import Visualizer

/// The formulas in the pane and in hints are those that give the numbers beside them.
@Suite struct WrittenRuleTests {
  private func pane(_ source: String, _ keys: String) throws -> String {
    try shown(source, columns: 100, rows: 40, keys: keys).view.lines.joined(separator: "\n")
  }

  private let classifier = """
    X = [[1, 2, -1], [0.5, -1, 3]]
    param W = [[0.1, -0.2, 0.3], [0.4, 0, -0.1], [-0.3, 0.2, 0.1]]
    param b = [0.1, 0, -0.1]
    s = X @ W + b
    L = cross_entropy(s, [2, 0])
    """

  @Test func `of a batch every row has its share of the gradient`() throws {
    let text = try pane(classifier, "ccn5s")
    #expect(text.contains(" rule        ∂L/∂L / rows × (softmax(s) − one_hot(labels))"))
    let one = try pane("s = [1.3, -0.4, -0.1]\nL = cross_entropy(s, 2)", "ccn5s")
    #expect(one.contains(" rule        ∂L/∂L × (softmax(s) − one_hot(label))"))
  }

  @Test func `a hint of a loss has the numbers of the entry asked for`() throws {
    let text = try pane(classifier, "ccnp9<Enter>8<Enter>7<Enter>")
    #expect(text.contains(" numbers    1.00 / 2.00 × (0.6997 − 0.00)"))
  }

  @Test func `the hinge loss counts violated margins, and says what a margin is`() throws {
    let source = """
      param s = [[3.2, 5.1, -1.7], [1.3, 4.9, 2], [2.2, 2.5, -3.1]]
      L = hinge(s, [0, 1, 2])
      """
    let text = try pane(source, "ccn5s")
    #expect(text.contains(" rule        ∂L/∂L / rows × ([m > 0] − one_hot(labels) × Σ [m > 0])"))
    #expect(text.contains(" where       m = (s − s[labels] + 1) × (1 − one_hot(labels))"))
  }

  @Test func `the largest entries share, and the rule says so`() throws {
    let text = try pane("v = [1, 3, 3]\nf = max(v)", "ccn5s")
    #expect(text.contains(" rule        ∂f/∂f × [v = f] / ties"))
    #expect(text.contains("[0.00, 0.50, 0.50]"))
    let tie = try pane("v = [1, 3, 4]\nw = [2, 3, 1]\nf = sum(max(v, w))", "ccnn5s")
    #expect(tie.contains("1 if v > w, ½ if they are equal, else 0 = [0.00, 0.50, 1.00]"))
  }

  @Test func `a function is written with the arguments of the file, in its order`() throws {
    let ratio = "p = 2\nq = 8\nratio(a, b) = b/a\nu = ratio(p, q)"
    let text = try pane(ratio, "n")
    #expect(text.contains(" formula    u = ratio(p, q)\n            = ratio(2.00, 8.00) = 4.00"))
    let twice = try pane("p = 2\nq = 8\nf(a, b, c) = (1 + a)*b\nu = f(p, p, q)", "n")
    #expect(twice.contains(" formula    u = f(p, p, q)\n            = f(2.00, 2.00, 8.00) = 6.00"))
    let opened = try pane(ratio + "\nv = sigmoid(u)", "<Tab>On")
    #expect(!opened.contains("ratio(q, p)"))
  }

  @Test func `the local gradient of a closed function is the run of its inside`() throws {
    let source = "param w = [1, 2]\nt = [0.5, 0.25]\nloss = mse(w, t)"
    let text = try pane(source, "ccn5s")
    #expect(
      text.contains(" local       ∂loss/∂w = [0.50, 1.75]   all paths through its inside"))
    let hint = try pane(source, "ccnp9<Enter>8<Enter>7<Enter>")
    #expect(hint.contains(" formula    ∂loss/∂loss × ∂loss/∂w"))
    #expect(hint.contains(" numbers    1.00 × 0.50"))
    let scalar = try pane("param d = 3\nloss = mse(d, 4)", "ccn5s")
    #expect(scalar.contains("∂loss/∂d"))
    #expect(scalar.contains(" downstream  1.00 × (-2.00)            = -2.00"))
  }
}
