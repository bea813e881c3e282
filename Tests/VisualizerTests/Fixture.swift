import Backpropagation
import Cells
import Debugging
import ExpressionLanguage
import Screen
import Visualizer

/// The sigmoid neuron of the lecture, in gates.
let sigmoidNeuron = """
  # The sigmoid neuron
  w0 = 2
  x0 = -1
  w1 = -3
  x1 = -2
  w2 = -3
  dot = w0*x0 + w1*x1 + w2
  f = 1/(1+exp(-dot))
  """

/// A fork, a function that opens, a leaf that does not reach the output, a name in another script.
let forkAndFunction = """
  # Forks and functions
  param θ = 0.5
  x = 3    # measured
  unused = 1
  neuron(a, b) = tanh(a*b + 1)
  손실 = neuron(θ, x)*θ + max(x, θ)
  expect unused = 1
  """

/// An application that shows `source`, after some keys.
func shown(
  _ source: String, columns: Int = 80, rows: Int = 24, keys: String = ""
) throws -> Application {
  let syntax = Syntax(parsing: source)
  let document = try Document.make(from: syntax).get()
  var application = Application(
    name: "test.expr", source: syntax.source, document: document,
    size: Size(columns: columns, rows: rows))
  try application.press(keys)
  return application
}

extension Application {
  /// Plays a key script.
  mutating func press(_ keys: String) throws {
    guard let script = KeyScript(keys) else { throw BadScript(keys: keys) }
    for key in script.keys { update(.key(key)) }
  }
}

struct BadScript: Error {
  let keys: String
}

extension Frame {
  /// What the program has to say in the last lines, as one; the last line where that is nothing.
  var message: String {
    var said: [String] = []
    for (line, styles) in zip(lines, styleLines).reversed() {
      guard !styles.isEmpty, styles.allSatisfy({ $0 == "s" || $0 == " " }) else { break }
      said.insert(line, at: 0)
    }
    return said.isEmpty ? lines.last ?? "" : said.joined()
  }
}

extension Debugger {
  /// How many micro-steps have been made since the beginning.
  var microSteps: Int { position.iteration * timeline.plan.stepsPerIteration + position.progress }
}
