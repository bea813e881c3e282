import Backpropagation
import Exercises
import ExpressionLanguage
import Foundation
import TestSupport
import Testing

/// What is said of the mistakes of learners, each with a number and with an array. The mistaken
/// answers are worked out here, not taken from the program.
@Suite struct DiagnosisTests {
  /// The reply to a first answer to the question about `asked`: a part of its first line and the
  /// subject. Of an array the entry in the subject is asked for, whichever seed chooses it.
  private func reply(
    to answer: Double, _ source: String, asking asked: String, for subject: String,
    files: [String: String] = [:]
  ) throws -> String {
    let document = try read(source, files: files)
    for seed in 1...64 {
      var dialogue = QuizDialogue(
        document, phases: Set(Phase.allCases), count: nil, seed: UInt64(seed))
      while let question = dialogue.ask() {
        if question.contains(asked), question.contains("\n  \(subject) = ?") {
          return dialogue.take(String(format: "%.6g", answer))
        }
        while dialogue.isOpen { _ = dialogue.take("?") }
      }
    }
    Issue.record("nothing asks \(asked) for \(subject)")
    return ""
  }

  private func sigmoid(_ x: Double) -> Double { 1 / (1 + exp(-x)) }

  @Test func `the 2 of a square`() throws {
    // ∂L/∂(y−t) = 2 · (0.7 − 1.2).
    let number = try reply(
      to: 0.7 - 1.2, "y = 0.7\nt = 1.2\nL = (y - t)^2", asking: "^2 L", for: "∂L/∂(y-t)")
    #expect(number.contains("without the 2 of the square"))
    #expect(number.contains("look at the local gradient"))
    #expect(!number.contains("="), "the formula comes later")
    let array = try reply(
      to: 3 * (0.5 - 2), "y = [1, 0.5]\nt = [3, 2]\nL = 3*sum((y - t)^2)", asking: "^2",
      for: "∂L/∂(y-t)[1]")
    #expect(array.contains("without the 2 of the square"))
    let cube = try reply(
      to: 4 * 4, "x = 2\nf = 4*x^3 - x", asking: "^3 x^3 send", for: "part of ∂f/∂x")
    #expect(cube.contains("without the exponent, which comes down in front"))
  }

  @Test func `one factor of the slope of a sigmoid, and the slope at its output`() throws {
    let scalar = "q = 2\ns = sigmoid(q)\nf = 3*s"
    let y = sigmoid(2)
    for part in [3 * y, 3 * (1 - y)] {
      let said = try reply(to: part, scalar, asking: "σ s", for: "∂f/∂q")
      #expect(said.contains("one part of the local gradient alone"), "\(part)")
      #expect(said.contains("look at the local gradient; upstream gradient and product are right"))
    }
    let atOutput = try reply(
      to: 3 * sigmoid(y) * (1 - sigmoid(y)), scalar, asking: "σ s", for: "∂f/∂q")
    #expect(atOutput.contains("the local gradient at the wrong number"))
    let array = "q = [2, -1]\ns = sigmoid(q)\nf = sum([3, 5]*s)"
    let z = sigmoid(-1)
    for part in [5 * z, 5 * (1 - z)] {
      let said = try reply(to: part, array, asking: "σ s", for: "∂f/∂q[1]")
      #expect(said.contains("one part of the local gradient alone"), "\(part)")
    }
    let arrayAtOutput = try reply(
      to: 5 * sigmoid(z) * (1 - sigmoid(z)), array, asking: "σ s", for: "∂f/∂q[1]")
    #expect(arrayAtOutput.contains("the local gradient at the wrong number"))
    // tanh′ is 1 − tanh², also where tanh is taken once more.
    let t = tanh(0.5)
    let hyperbolic = try reply(
      to: 1 - tanh(t) * tanh(t), "x = 0.5\nf = tanh(x)", asking: "tanh", for: "∂f/∂x")
    #expect(hyperbolic.contains("the local gradient at the wrong number"))
  }

  private static let oneRow = "param s = [1, 2, 0.5]\nL = cross_entropy(s, 1)"
  private static let rows =
    "param s = [[1, 2, 0.5], [0, 1, -1]]\nL = cross_entropy(s, [1, 2])"

  @Test func `cross-entropy: the label, the base, and the mean`() throws {
    let one = [exp(1.0), exp(2.0), exp(0.5)]
    let share = one[1] / one.reduce(0, +)
    let second = [exp(0.0), exp(1.0), exp(-1.0)]
    let other = second[2] / second.reduce(0, +)

    let label = try reply(to: share, Self.oneRow, asking: "send to s", for: "∂L/∂s[1]")
    #expect(label.contains("the softmax alone; at the label 1 is taken away"))
    let labels = try reply(to: other / 2, Self.rows, asking: "send to s", for: "∂L/∂s[1, 2]")
    #expect(labels.contains("the softmax alone; at the label 1 is taken away"))

    let base = try reply(to: -log10(share), Self.oneRow, asking: "CE", for: "L")
    #expect(base.contains("with the logarithm to base 10"))
    let bases = try reply(
      to: -(log10(share) + log10(other)) / 2, Self.rows, asking: "CE", for: "L")
    #expect(bases.contains("with the logarithm to base 10"))
    let slope = try reply(
      to: 3 / (2 * log(10)), "x = 2\nf = 3*log(x)", asking: "send to x", for: "∂f/∂x")
    #expect(slope.contains("with the logarithm to base 10"))

    let sum = try reply(to: -(log(share) + log(other)), Self.rows, asking: "CE", for: "L")
    #expect(sum.contains("the sum; the loss is the mean, so 1/N is missing"))
    let sent = try reply(to: other - 1, Self.rows, asking: "send to s", for: "∂L/∂s[1, 2]")
    #expect(sent.contains("the sum; the loss is the mean, so 1/N is missing"))
  }

  @Test func `mean squares: the 2 and the mean`() throws {
    let one = "p = 0.7\ny = 1.2\nL = 3*mse(p, y)"
    let factor = try reply(to: 3 * (0.7 - 1.2), one, asking: "send to p", for: "∂L/∂p")
    #expect(factor.contains("without the 2 of the square"))
    let several = "p = [1, 4, 2]\ny = [3, 2.5, 2]\nL = mse(p, y)"
    let factors = try reply(to: (4 - 2.5) / 3, several, asking: "send to p", for: "∂L/∂p[1]")
    #expect(factors.contains("without the 2 of the square"))
    let mean = try reply(to: 2 * (4 - 2.5), several, asking: "send to p", for: "∂L/∂p[1]")
    #expect(mean.contains("so 1/N is missing"))
    let value = try reply(to: 4 + 1.5 * 1.5, several, asking: "What does mse", for: "L")
    #expect(value.contains("so 1/N is missing"))
  }

  @Test func `the seed taken for 0`() throws {
    let number = try reply(
      to: 0, "q = 2\ns = sigmoid(q)", asking: "send to q", for: "∂s/∂q")
    #expect(number.contains("as if the backward pass began with 0; ∂s/∂s is 1"))
    let array = try reply(
      to: 0, "x = [1, 2]\nf = sum(x^2)", asking: "^2", for: "∂f/∂x[1]")
    #expect(array.contains("as if the backward pass began with 0; ∂f/∂f is 1"))
  }

  @Test func `one gate of the chain left out`() throws {
    // L = 5·σ(w·x): at w the gradient is 5 · σ′ · x; without σ′ it is 5 · x.
    let number = try reply(
      to: 5 * 1.5, "w = 0.4\nx = 1.5\nz = w*x\ny = sigmoid(z)\nL = 5*y", asking: "send to w",
      for: "∂L/∂w")
    #expect(number.contains("one gate of the chain is left out"))
    #expect(number.contains("look at the upstream gradient"))
    // Two gates further up: 7 · tanh′(σ(z)) · σ′(z) · x without tanh′.
    let (z, x) = (0.6, 1.5)
    let further = try reply(
      to: 7 * sigmoid(z) * (1 - sigmoid(z)) * x,
      "w = 0.4\nx = 1.5\nz = w*x\ny = sigmoid(z)\nt = tanh(y)\nL = 7*t", asking: "send to w",
      for: "∂L/∂w")
    #expect(further.contains("one gate of the chain is left out"))
    // ∂L/∂b = Σ over the rows of tanh′ · 2; without tanh′ it is 2 for each of three rows.
    let array = try reply(
      to: 2 * 3, "x = [[1, 2], [0, 1], [-1, 1]]\nb = [0.5, -0.2]\nL = sum(2*tanh(x + b))",
      asking: "send to b", for: "∂L/∂b[1]")
    #expect(array.contains("one gate of the chain is left out"))
    // Inside of a function: e^x · (1 − tanh²) without e^x is the slope of tanh alone.
    let inside = try reply(
      to: 4 * (1 - pow(tanh(exp(0.3)), 2)), "g(x) = tanh(exp(x))\na = 0.3\nL = 4*g(a)",
      asking: "send to a", for: "∂L/∂a")
    #expect(inside.contains("one gate of the chain is left out"))
  }

  @Test func `two copies of one operand are two questions`() throws {
    var dialogue = QuizDialogue(
      try read("x = 3\nf = x*x"), phases: [.backward], count: nil, seed: 1)
    var asked: [Substring] = []
    while let question = dialogue.ask() {
      asked.append(question.split(separator: "\n")[0].dropFirst(4))
      while dialogue.isOpen { _ = dialogue.take("?") }
    }
    #expect(
      asked.map(String.init) == [
        " backward  What does × f send to x, its first operand?",
        " backward  What does × f send to x, its second operand?",
        " backward  What has x collected when this has arrived, too?",
      ])
  }
}
