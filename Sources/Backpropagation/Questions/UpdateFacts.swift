import ComputationGraph
import Learning

/// A parameter that moves by the rule of an optimizer.
struct UpdateFacts: QuestionFacts {
  let optimizer: Optimizer
  let learningRate: Double
  let iteration: Int
  /// The parameter, its gradient, and what the rule remembers of earlier moves.
  var old, gradient: Tensor
  var moments: [Tensor]

  init(_ update: ParameterUpdate) {
    (optimizer, learningRate) = (update.optimizer, update.learningRate)
    (iteration, old, gradient) = (update.iteration, update.old, update.gradient)
    moments = update.momentsBefore
  }

  var answer: Tensor? {
    var graph = Graph()
    guard let leaf = try? graph.appendLeaf(old.elements, shape: old.shape, role: .parameter) else {
      return nil
    }
    var numbers = Numbers(initialValuesOf: graph)
    numbers.setGradient(of: leaf, to: gradient, in: graph)
    var memory = moments.flatMap(\.elements)
    optimizer.move(
      graph.places(of: leaf), in: &numbers, moments: &memory, from: 0, learningRate: learningRate,
      iteration: iteration)
    return numbers.value(of: leaf, in: graph)
  }

  /// What the rule makes of the gradient is `old − new`.
  var mistakes: [(Mistake, Tensor?)] {
    guard let new = answer else { return [] }
    let step = old.with(new, -)
    var list: [(Mistake, Tensor?)] = [
      (.movedUphill, old.with(step, +)),
      (.forgotLearningRate, old.with(step) { $0 - $1 / learningRate }),
      (.forgotLearningRate, old.with(step) { $0 + $1 / learningRate }),
      (.gaveStep, step), (.gaveStep, step.map { -$0 }), (.handedOn, old),
      (.tookGradientForValue, gradient), (.wrongSign, new.map { -$0 }),
    ]
    if !optimizer.isPlain {
      list.append((.forgotMoments, old.with(gradient) { $0 - learningRate * $1 }))
    }
    return list
  }

  func mapped(_ change: (Double) -> Double) -> UpdateFacts {
    var facts = self
    facts.old = old.map(change)
    facts.gradient = gradient.map(change)
    facts.moments = moments.map { $0.map(change) }
    return facts
  }

  func influences(on entry: Int) -> [Influence] {
    // Every entry moves by itself.
    var facts = self
    facts.old = Tensor(old.elements[entry])
    facts.gradient = Tensor(gradient.elements[entry])
    facts.moments = moments.map { Tensor($0.elements[entry]) }
    return facts.influencesOfNumbers
  }

  private var influencesOfNumbers: [Influence] {
    func influence(_ path: WritableKeyPath<UpdateFacts, Tensor>) -> Influence {
      let number = self[keyPath: path].elements[0]
      let slope = Influence.slope(at: number) { changed in
        var facts = self
        facts[keyPath: path] = Tensor(changed)
        return facts.answer?.scalar
      }
      return Influence(number: number, slope: slope)
    }
    let first = [influence(\.old), influence(\.gradient)]
    return first + moments.indices.map { influence(\.moments[$0]) }
  }
}
