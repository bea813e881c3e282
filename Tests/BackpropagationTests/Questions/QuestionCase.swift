import Backpropagation
import ComputationGraph
import ExpressionLanguage
import Testing
import TestSupport

/// The questions about a file, found by what they ask for.
struct QuestionCase {
  let document: Document
  var timeline: Timeline

  init(_ source: String) throws {
    document = try read(source)
    timeline = Timeline(Training(of: document.objective))
  }

  /// What `number` of a name is asked for; of several, what `gate` sends or the one with the index.
  mutating func question(
    _ number: QuestionPlace.Number, _ name: String, from gate: String? = nil, iteration: Int = 0,
    index: Int = 0, seed: UInt64? = nil
  ) throws -> Question {
    let plan = timeline.plan
    let places = plan.questions(ofIteration: iteration).filter { place in
      guard place.number == number else { return false }
      switch place.action {
      case .forward(let unit): return plan.units[unit].output == document.node(named: name)
      case .flow(let index):
        let flow = plan.flows[index]
        let sender = plan.units[flow.unit].output
        return flow.operand == document.node(named: name)
          && (gate == nil || document.labels[Int(sender.index)] == gate)
      case .update(let index): return plan.parameters[index] == document.node(named: name)
      case .zero, .seed: return true
      }
    }
    try #require(index < places.count)
    return timeline.question(places[index], seed: seed)
  }
}

extension Question {
  /// What a written number is, or numbers row by row in the shape of the right ones.
  func verdict(_ text: String) throws -> Verdict {
    verdict(on: .written(try #require(WrittenNumber(text))))
  }

  func verdict(_ numbers: [Double]) throws -> Verdict {
    verdict(on: .computed(try Tensor(numbers, shape: expected.shape)))
  }
}

/// Files of the lecture whose numbers everybody knows.
enum Board {
  /// f = −12; gradients −4, −4, 3.
  static let first = "x = -2\ny = 5\nz = -4\nq = x + y\nf = q * z"

  /// The sigmoid neuron in gates: upstream 0.1966 at the products.
  static let neuron = """
    param w0 = 2\nx0 = -1\nparam w1 = -3\nx1 = -2\nparam w2 = -3\nm0 = w0*x0\nm1 = w1*x1
    s01 = m0 + m1\ndot = s01 + w2\nneg = -dot\ne = exp(neg)\nden = e + 1\nf = 1/den
    """

  /// Gradients of x: 0.5121, 0.9526 … in three parts; the sum is 2.0596.
  static let staged = """
    x = 3\ny = -4\nsigy = sigmoid(y)\nnum = x + sigy\nsigx = sigmoid(x)\nxpy = x + y
    xpysqr = xpy^2\nden = sigx + xpysqr\ninvden = 1/den\nf = num*invden
    """

  /// q = W x; ∂f/∂W = 2q xᵀ, ∂f/∂x = Wᵀ 2q.
  static let l2 = "W = [[0.1, 0.5], [-0.3, 0.8]]\nx = [0.2, 0.4]\nq = W @ x\ns = q^2\nf = sum(s)"

  /// Square matrices, so that no shape keeps anybody from a mistake.
  static let square = """
    X = [[1, 2], [3, 5]]\nW = [[2, -1], [0, 3]]\nY = X @ W\nL = sum([[1, 2], [-1, 4]] * Y)
    """

  /// The slide's product: x is 2×3, w is 3×4.
  static let matmul = """
    x = [[2, 1, -3], [-3, 4, 2]]\nw = [[3, 2, 1, -1], [2, 1, 3, 2], [3, 2, 1, -2]]
    y = x @ w\nL = sum([[2, 3, -3, 9], [-8, 1, 4, 6]] * y)
    """

  /// A bias that is added to every row of a batch.
  static let bias = """
    x = [[1, 2], [3, 4], [5, 6]]\nparam b = [0.5, -1]\ns = x + b
    L = sum([[1, 2], [3, -1], [0.5, 4]] * s)
    """
}
