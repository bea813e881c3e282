import ComputationGraph

/// Where on the timeline a number can be asked for before it is seen.
public struct QuestionPlace: Hashable, Sendable {
  /// Which number of an action it is.
  public enum Number: String, CaseIterable, Hashable, Sendable {
    /// What a gate computes.
    case value
    /// The gradient of the output with respect to itself.
    case seed
    /// What a gate sends to one of its operands.
    case downstream
    /// What an operand has collected with that, where something had arrived before.
    case sum
    /// Where a parameter moves.
    case update
  }

  /// What happens.
  public let action: Action
  /// The number asked for.
  public let number: Number
  /// The position at which the question can be seen and its number cannot.
  public let asked: Int
  /// The first position at which the number is seen.
  let seen: Int
  /// The position to go to with the right answer: the action has been made, or as much of it as can
  /// be made before the next question.
  public let answered: Int
}

extension StepPlan {
  /// The first number that can be asked for and is not seen yet at `position`.
  ///
  /// Every iteration has one, because the seed is.
  public func question(after position: Int) -> QuestionPlace {
    var next = position
    if let step = step(at: position), !step.isDone { next = position - 1 }
    while true {
      guard let step = step(at: next + 1) else { preconditionFailure("a position without a step") }
      let first = step.iteration * stepsPerIteration
      let places = questions(about: step.action, from: first)
      if let place = places.first(where: { $0.seen > position }) { return place }
      next = first + range(of: step.action).upperBound
    }
  }

  /// All numbers that can be asked for in an iteration, in their order; of some phases only.
  public func questions(
    ofIteration iteration: Int, in phases: Set<Phase> = Set(Phase.allCases)
  ) -> [QuestionPlace] {
    let first = iteration * stepsPerIteration
    let actions =
      units.indices.map { Action.forward(unit: $0) } + [.seed]
      + flows.indices.map { .flow($0) } + parameters.indices.map { .update($0) }
    return actions.filter { phases.contains($0.phase) }
      .flatMap { questions(about: $0, from: first) }
  }

  /// The numbers of one action, in the iteration that begins at `first`.
  private func questions(about action: Action, from first: Int) -> [QuestionPlace] {
    let range = range(of: action)
    let (begun, done) = (first + range.lowerBound + 1, first + range.upperBound)
    func place(_ number: QuestionPlace.Number, _ asked: Int, _ seen: Int, _ answered: Int)
      -> QuestionPlace
    {
      QuestionPlace(action: action, number: number, asked: asked, seen: seen, answered: answered)
    }
    switch action {
    case .forward: return [place(.value, begun, done, done)]
    case .zero: return []
    case .seed: return [place(.seed, done - 1, done, done)]
    case .update: return [place(.update, begun, done, done)]
    case .flow(let index):
      // The product is said one micro-step before it is added.
      guard let earliest = arrivals[Int(flows[index].operand.index)].first, earliest < index else {
        return [place(.downstream, begun, done - 1, done)]
      }
      return [
        place(.downstream, begun, done - 1, done - 1), place(.sum, done - 1, done, done),
      ]
    }
  }
}
