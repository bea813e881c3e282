import Backpropagation
import ComputationGraph
import ExpressionLanguage
import Testing

/// What the check of gradients finds of each mistake: it compares what the mistake makes with the
/// losses that the file's own formulas give.
@Suite struct BugCheckTests {
  struct Case: Sendable {
    let kind: Bug.Kind
    let text: String
    let place: String?
    /// Which gradients disagree, in iteration 0 and in iteration 1.
    let disagreeing: [[String]]

    init(_ kind: Bug.Kind, _ text: String, at place: String? = nil, _ disagreeing: [[String]]) {
      self.kind = kind
      self.text = text
      self.place = place
      self.disagreeing = disagreeing
    }
  }

  private static let square =
    "param w = 0\nerror = w - 3\nloss = error^2\nminimize loss with sgd(lr = 0.1)"
  private static let diamond =
    "param a = 2\nb = 3\nu = a * b\np = u * u\nr = u * a\nf = p + r\nminimize f with sgd(lr = 0.01)"
  private static func product(lr: Double) -> String {
    "param w1 = 0.5\nparam w2 = 2\nx = 1\nh = w1 * x\ny = w2 * h\nloss = (y - 3)^2\n"
      + "minimize loss with sgd(lr = \(lr))"
  }

  private static let cases = [
    Case(.noZeroing, square, [[], ["w"]]),
    Case(.overwrite, diamond, at: "u", [["a", "b", "u"], ["a", "b", "u"]]),
    Case(.wrongSign, square, [[], []]),
    Case(.earlyUpdate, product(lr: 0.01), [["w1", "x", "h"], ["w1", "x", "h"]]),
    Case(
      .missingTranspose, "x = [1, 1]\nparam W = [[1, 2], [3, 4]]\ny = W @ x\nL = sum([5, 6] * y)",
      [["x"], ["x"]]),
    Case(.staleValue, square, at: "error", [[], ["w", "error"]]),
    Case(.wrongOrder, diamond, at: "u", [["a", "b"], ["a", "b"]]),
  ]

  @Test(arguments: cases)
  func `the check disagrees where a mistake has come to, and nowhere else`(_ item: Case) throws {
    let file = try BuggyFile(item.text)
    var timeline = try file.timeline(item.kind, at: item.place)
    for (iteration, names) in item.disagreeing.enumerated() {
      let check = GradientCheck(of: timeline.evaluation(ofIteration: iteration))
      let found = file.document.definitions.filter { definition in
        let agreements = check.compare(definition.node).map(\.agreement)
        #expect(agreements.allSatisfy { $0 == .agrees || $0 == .disagrees })
        return agreements.contains(.disagrees)
      }.map(\.name)
      #expect(Set(found) == Set(names), "iteration \(iteration)")
      let isMoveRight = timeline.movesByGradients(in: iteration)
      #expect(isMoveRight == (item.kind != .wrongSign))
    }
    var right = try file.timeline(nil)
    for iteration in 0..<2 {
      let check = GradientCheck(of: right.evaluation(ofIteration: iteration))
      for definition in file.document.definitions {
        #expect(check.compare(definition.node).allSatisfy { $0.agreement == .agrees })
      }
      let isMoveRight = right.movesByGradients(in: iteration)
      #expect(isMoveRight)
    }
  }

  /// The gradient of w1 is −8 · (1 + lr) where w2 has moved too early.
  @Test(arguments: [(0.5, false), (2e-5, false), (5e-6, true)])
  func `two gradients agree up to a relative error of 1e-5`(_ lr: Double, _ agrees: Bool) throws {
    let file = try BuggyFile(Self.product(lr: lr))
    var timeline = try file.timeline(.earlyUpdate)
    let check = GradientCheck(of: timeline.evaluation(ofIteration: 0))
    let comparison = check.compare(try file.node("w1"), element: 0)
    #expect(comparison.agreement == (agrees ? .agrees : .disagrees))
    #expect(abs(comparison.relativeError / (lr / (1 + lr)) - 1) < 0.05)
    #expect(abs(comparison.numeric + 8) < 1e-6)
  }

  @Test func `a gradient that is half of the right one disagrees`() throws {
    let file = try BuggyFile("x = 3\nf = x * x")
    var timeline = try file.timeline(.overwrite)
    let check = GradientCheck(of: timeline.evaluation(ofIteration: 0))
    let comparison = check.compare(try file.node("x"), element: 0)
    #expect(comparison.analytic == 3)
    #expect(comparison.agreement == .disagrees)
  }
}
