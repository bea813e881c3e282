import Backpropagation
import ComputationGraph
import ExpressionLanguage
import Testing

/// Each mistake on a number of the scalar lecture and on an array: the numbers are worked out by hand
/// from the file, not taken from the program.
@Suite struct MistakeTests {
  // MARK: One use of the chain rule

  @Test func `forgot the upstream: the local gradient alone`() throws {
    var neuron = try QuestionCase(Board.neuron)
    // ∂m1/∂x1 = w1 = −3; the right one is 0.1966 · −3.
    #expect(try neuron.question(.downstream, "x1").verdict("-3") == .mistake(.forgotUpstream))
    var l2 = try QuestionCase(Board.l2)
    // ∂s/∂q = 2q = (0.44, 0.52); with upstream (1, 1) that is right, so L is made 5 times as large.
    #expect(try l2.question(.downstream, "q", from: "s").verdict("0.44") == .right)
    var scaled = try QuestionCase(Board.l2 + "\nL = f*5")
    let question = try scaled.question(.downstream, "q", from: "s")
    #expect(try question.verdict("0.44") == .mistake(.forgotUpstream))
    #expect(try question.verdict([0.44, 0.52]) == .mistake(.forgotUpstream))
    // W gets xᵀ in each row for an upstream gradient of ones.
    let product = try scaled.question(.downstream, "W")
    #expect(try product.verdict([0.2, 0.4, 0.2, 0.4]) == .mistake(.forgotUpstream))
  }

  @Test func `forgot the local: the upstream gradient alone`() throws {
    var neuron = try QuestionCase(Board.neuron)
    #expect(try neuron.question(.downstream, "x1").verdict("0.2") == .mistake(.forgotLocal))
    #expect(try neuron.question(.downstream, "den").verdict("1") == .mistake(.forgotLocal))
    var l2 = try QuestionCase(Board.l2 + "\nL = f*5")
    let question = try l2.question(.downstream, "q", from: "s")
    #expect(try question.verdict("5") == .mistake(.forgotLocal))
    #expect(try question.verdict([5, 5]) == .mistake(.forgotLocal))
    var mean = try QuestionCase("x = [1, 2, 3, 4]\nm = mean(x)\nL = 8*m")
    #expect(try mean.question(.downstream, "x").verdict("2") == .right)
    #expect(try mean.question(.downstream, "x").verdict("8") == .mistake(.forgotLocal))
  }

  @Test func `the other sign`() throws {
    var neuron = try QuestionCase(Board.neuron)
    #expect(try neuron.question(.downstream, "den").verdict("0.53") == .mistake(.wrongSign))
    #expect(try neuron.question(.value, "neg").verdict("1") != .right)
    var l2 = try QuestionCase(Board.l2)
    #expect(
      try l2.question(.downstream, "x").verdict([0.112, -0.636]) == .mistake(.wrongSign))
  }

  @Test func `operands of × swapped: the own value for the other operand's`() throws {
    var neuron = try QuestionCase(Board.neuron)
    // x1 gets 0.1966 · w1; with its own value −2 it would be −0.39.
    #expect(try neuron.question(.downstream, "x1").verdict("-0.39") == .mistake(.swappedOperands))
    var product = try QuestionCase("a = [2, 3]\nb = [5, -7]\nc = a*b\nL = sum([1, 10]*c)")
    // b gets (1, 10) · a = (2, 30); with its own values (5, −70).
    let question = try product.question(.downstream, "b")
    #expect(try question.verdict([2, 30]) == .right)
    #expect(try question.verdict([5, -70]) == .mistake(.swappedOperands))
    #expect(try question.verdict("5") == .mistake(.swappedOperands))
  }

  @Test func `the router and the quotient: the local gradient of the other operand`() throws {
    var router = try QuestionCase("x = 4\ny = 2\nm = max(x, y)\nL = 3*m")
    #expect(try router.question(.downstream, "x").verdict("0") == .mistake(.swappedOperands))
    #expect(try router.question(.downstream, "y").verdict("3") == .mistake(.forgotLocal))
    var quotient = try QuestionCase("x = 3\ny = 2\nq = x/y\nL = 5*q")
    // ∂q/∂x = 1/2, ∂q/∂y = −3/4.
    #expect(try quotient.question(.downstream, "x").verdict("-3.75") == .mistake(.swappedOperands))
  }

  @Test func `a missing transpose, or the factors of a product in the wrong order`() throws {
    var l2 = try QuestionCase(Board.l2)
    // ∂f/∂W = 2q xᵀ = [[0.088, 0.176], [0.104, 0.208]]; x (2q)ᵀ is its transpose.
    let weights = try l2.question(.downstream, "W")
    #expect(try weights.verdict([0.088, 0.104, 0.176, 0.208]) == .mistake(.missingTranspose))
    // ∂f/∂x = Wᵀ (0.44, 0.52) = (−0.112, 0.636); W (0.44, 0.52) = (0.304, 0.284).
    let inputs = try l2.question(.downstream, "x")
    #expect(try inputs.verdict([-0.112, 0.636]) == .right)
    #expect(try inputs.verdict([0.304, 0.284]) == .mistake(.missingTranspose))
    #expect(try inputs.verdict("0.304") == .mistake(.missingTranspose))

    // G = [[1, 2], [−1, 4]]. ∂L/∂X = G Wᵀ = [[0, 6], [−6, 12]]; G W = [[2, 5], [−2, 13]],
    // W G = [[3, 0], [−3, 12]]. ∂L/∂W = Xᵀ G = [[−2, 14], [−3, 24]]; X G = [[−1, 10], [−2, 26]].
    var square = try QuestionCase(Board.square)
    let x = try square.question(.downstream, "X")
    #expect(try x.verdict([0, 6, -6, 12]) == .right)
    #expect(try x.verdict([2, 5, -2, 13]) == .mistake(.missingTranspose))
    #expect(try x.verdict([3, 0, -3, 12]) == .mistake(.missingTranspose))
    let w = try square.question(.downstream, "W")
    #expect(try w.verdict([-2, 14, -3, 24]) == .right)
    #expect(try w.verdict([-1, 10, -2, 26]) == .mistake(.missingTranspose))
    #expect(try w.verdict([-2, -3, 14, 24]) == .mistake(.missingTranspose), "its transpose")
  }

  @Test func `an answer in the transposed shape is a missing transpose`() throws {
    var matmul = try QuestionCase(Board.matmul)
    let question = try matmul.question(.downstream, "x")
    #expect(try question.verdict([0, 16, -9, -24, 9, -30]) == .right)
    let transposed = try Tensor([0, -24, 16, 9, -9, -30], shape: Shape([3, 2]))
    #expect(question.verdict(on: .computed(transposed)) == .mistake(.missingTranspose))
  }

  @Test func `a value taken for the gradient`() throws {
    var first = try QuestionCase(Board.first)
    #expect(try first.question(.seed, "f").verdict("-12") == .mistake(.tookValueForGradient))
    #expect(try first.question(.downstream, "x").verdict("-2") == .mistake(.tookValueForGradient))
    #expect(try first.question(.downstream, "x").verdict("5") == .mistake(.tookValueForGradient))
    // −12, the value of the gate, times the local gradient −4.
    #expect(try first.question(.downstream, "q").verdict("48") == .mistake(.tookValueForGradient))
    var l2 = try QuestionCase(Board.l2)
    let question = try l2.question(.downstream, "W")
    #expect(try question.verdict([0.1, 0.5, -0.3, 0.8]) == .mistake(.tookValueForGradient))
    #expect(try question.verdict("0.10") == .mistake(.tookValueForGradient))
  }

  @Test func `rounded too early: 0.40 and −0.60, but not the slide's own 0.4`() throws {
    var neuron = try QuestionCase(Board.neuron)
    // 0.20 · −3.00 and 0.20 · 2.00, where 0.1966 gives −0.59 and 0.39.
    #expect(try neuron.question(.downstream, "x1").verdict("-0.60") == .mistake(.roundedTooEarly))
    #expect(try neuron.question(.downstream, "x0").verdict("0.40") == .mistake(.roundedTooEarly))
    #expect(try neuron.question(.downstream, "x0").verdict("0.4") == .right)
    var tensor = try QuestionCase("a = [0.126, 3]\nb = [40, 50]\nc = a*b\nL = sum(c)*0.504")
    // b gets 0.504 · (0.126, 3) = (0.0635, 1.512); rounded first 0.50 · (0.13, 3) = (0.065, 1.5).
    #expect(
      try tensor.question(.downstream, "b").verdict([0.065, 1.5]) == .mistake(.roundedTooEarly))
    // 2q = (0.446, …) is rounded before the product.
    var product = try QuestionCase("W = [[7, 9]]\nx = [0.446, 1]\nq = W @ x\nL = sum(q*q)*0.1")
    #expect(try product.question(.value, "q").verdict("12.15") == .mistake(.roundedTooEarly))
  }

  @Test func `the local gradient at the output, and at the operand`() throws {
    var gate = try QuestionCase("x = 1\ns = sigmoid(x)\nt = tanh(s)\nL = 10*t")
    // σ(1) = 0.7311; tanh(0.7311) = 0.6237. tanh′ is 1 − 0.6237²; 1 − 0.7311² = 0.4655 is not.
    #expect(
      try gate.question(.downstream, "s").verdict("4.66") == .mistake(.mistookOperandForOutput))
    var square = try QuestionCase("x = [3, 5]\ns = x^2\nL = sum(s)")
    // 2z = (18, 50) in place of 2x.
    #expect(
      try square.question(.downstream, "x").verdict([18, 50]) == .mistake(.mistookOperandForOutput))
  }

  @Test func `added where the chain rule multiplies`() throws {
    var neuron = try QuestionCase(Board.neuron)
    #expect(try neuron.question(.downstream, "x1").verdict("-2.80") == .mistake(.wrongOperation))
    var l2 = try QuestionCase(Board.l2 + "\nL = f*5")
    #expect(
      try l2.question(.downstream, "q", from: "s").verdict([5.44, 5.52])
        == .mistake(.wrongOperation))
  }

  // MARK: Sums

  @Test func `overwrote in place of adding`() throws {
    var staged = try QuestionCase(Board.staged)
    let sum = try staged.question(.sum, "x", index: 1)
    #expect(try sum.verdict("2.06") == .right)
    #expect(try sum.verdict("0.51") == .mistake(.overwrote))
    #expect(try sum.verdict("1.55") == .mistake(.forgotContribution))
    #expect(try sum.verdict("1.04") == .mistake(.wrongSign))
    // W is used in the data loss and in the regularisation: x = (1, 2) and 2W arrive.
    var fork = try QuestionCase(
      "W = [[0.5, -1]]\nx = [1, 2]\ns = W @ x\nR = sum(W^2)\nL = sum(s) + R")
    let matrix = try fork.question(.sum, "W")
    #expect(try matrix.verdict([2, 0]) == .right)
    #expect(try matrix.verdict([1, 2]) == .mistake(.overwrote))
    #expect(try matrix.verdict([1, -2]) == .mistake(.forgotContribution))
  }

  @Test func `the sum where one contribution is asked for`() throws {
    var staged = try QuestionCase(Board.staged)
    #expect(
      try staged.question(.downstream, "x", index: 2).verdict("2.06") == .mistake(.tookSum))
    var fork = try QuestionCase(
      "W = [[0.5, -1]]\nx = [1, 2]\ns = W @ x\nR = sum(W^2)\nL = sum(s) + R")
    #expect(
      try fork.question(.downstream, "W", index: 1).verdict([2, 0]) == .mistake(.tookSum))
  }

  @Test func `a bias gets the sum over the batch, and not what one row sends`() throws {
    var bias = try QuestionCase(Board.bias)
    let question = try bias.question(.downstream, "b")
    #expect(try question.verdict([4.5, 5]) == .right)
    #expect(try question.verdict([1, 2]) == .mistake(.forgotToSum))
    #expect(try question.verdict([3, -1]) == .mistake(.forgotToSum))
    #expect(try question.verdict("0.5") == .mistake(.forgotToSum))
    var scalar = try QuestionCase("x = [1, 2, 4]\nb = 3\ns = x*b\nL = sum(s)")
    #expect(try scalar.question(.downstream, "b").verdict("7") == .right)
    #expect(try scalar.question(.downstream, "b").verdict("4") == .mistake(.forgotToSum))
  }

  // MARK: The forward pass

  @Test func `the operands the wrong way round, another operation, or none`() throws {
    var difference = try QuestionCase("x = 3\ny = 5\nd = x - y\nq = d / y\nf = q^2")
    #expect(try difference.question(.value, "d").verdict("2") == .mistake(.swappedOperands))
    #expect(try difference.question(.value, "d").verdict("8") == .mistake(.wrongOperation))
    #expect(try difference.question(.value, "q").verdict("-2.5") == .mistake(.swappedOperands))
    #expect(try difference.question(.value, "f").verdict("-0.4") == .mistake(.handedOn))
    var first = try QuestionCase(Board.first)
    #expect(try first.question(.value, "f").verdict("-1") == .mistake(.wrongOperation))
    #expect(try first.question(.value, "q").verdict("5") == .mistake(.handedOn))
    var mean = try QuestionCase("x = [1, 2, 6]\nm = mean(x)")
    #expect(try mean.question(.value, "m").verdict("9") == .mistake(.wrongOperation))
  }

  @Test func `rows and columns of a product mixed up`() throws {
    // X W = [[2, 5], [6, 12]]; W X = [[−1, −1], [9, 15]]; Xᵀ W = [[2, 8], [4, 13]].
    var square = try QuestionCase(Board.square)
    let question = try square.question(.value, "Y")
    #expect(try question.verdict([2, 5, 6, 12]) == .right)
    #expect(try question.verdict([-1, -1, 9, 15]) == .mistake(.swappedOperands))
    #expect(try question.verdict([2, 8, 4, 13]) == .mistake(.missingTranspose))
  }

  @Test func `the number from before the update`() throws {
    var first = try QuestionCase(Board.first)
    // After an update f is −12.4124.
    let f = try first.question(.value, "f", iteration: 1)
    #expect(try f.verdict("-12.41") == .right)
    #expect(try f.verdict("-12") == .ambiguous(.outOfDate))
    #expect(try f.verdict("-12.00") == .mistake(.outOfDate))
  }

  // MARK: The update

  @Test func `an update without the rate, uphill, or only the step`() throws {
    // w = 2, gradient −0.1966, rate 0.01: 2.001966.
    var neuron = try QuestionCase(Board.neuron)
    let weight = try neuron.question(.update, "w0")
    #expect(try weight.verdict("2.1966") == .mistake(.forgotLearningRate))
    #expect(try weight.verdict("1.998") == .mistake(.movedUphill))
    #expect(try weight.verdict("0.001966") == .mistake(.gaveStep))
    #expect(try weight.verdict("-0.1966") == .mistake(.tookGradientForValue))
    #expect(try weight.verdict("-2.002") == .mistake(.wrongSign))
    // W − 0.01 · 2q xᵀ.
    var l2 = try QuestionCase(Board.l2)
    let matrix = try l2.question(.update, "W")
    #expect(try matrix.verdict([0.09912, 0.49824, -0.30104, 0.79792]) == .right)
    #expect(try matrix.verdict([0.012, 0.324, -0.404, 0.592]) == .mistake(.forgotLearningRate))
    #expect(try matrix.verdict([0.10088, 0.50176, -0.29896, 0.80208]) == .mistake(.movedUphill))
    #expect(try matrix.verdict([0.088, 0.176, 0.104, 0.208]) == .mistake(.tookGradientForValue))
    #expect(try matrix.verdict([0.1, 0.5, -0.3, 0.8]) == .mistake(.handedOn))
  }
  @Test func `plain gradient descent where the optimizer has another rule`() throws {
    // After one iteration v = 4, then g = 2w = 3.2 and v = 0.9 · 4 + 3.2 = 6.8: w = 1.6 − 0.1 · 6.8.
    var momentum = try QuestionCase(
      "param w = 2\nf = w^2\nminimize f with momentum(lr = 0.1, momentum = 0.9)")
    let weight = try momentum.question(.update, "w", iteration: 1)
    #expect(try weight.verdict("0.92") == .right)
    #expect(try weight.verdict("1.28") == .mistake(.forgotMoments))
    var matrix = try QuestionCase(
      "param W = [[2, 1]]\nf = sum(W^2)\nminimize f with momentum(lr = 0.1, momentum = 0.9)")
    let weights = try matrix.question(.update, "W", iteration: 1)
    #expect(try weights.verdict([0.92, 0.46]) == .right)
    #expect(try weights.verdict([1.28, 0.64]) == .mistake(.forgotMoments))
  }
}
