import ComputationGraph

/// A place on the timeline where a number can be asked for before it is seen.
public struct QuestionPlace: Hashable, Sendable {
  /// Which number of an action it is.
  public enum Number: String, CaseIterable, Hashable, Sendable {
    /// The value of a gate.
    case value
    /// The gradient of the output with respect to itself.
    case seed
    /// The gradient that a gate sends to one of its operands.
    case downstream
    /// The sum at an operand with that gradient, if something had arrived before.
    case sum
    /// The new value of a parameter.
    case update
  }

  /// The action.
  public let action: Action
  /// The number asked for.
  public let number: Number
  /// The position at which the question can be seen and its number cannot.
  public let asked: Position
  /// The first position at which the number is seen.
  let seen: Position
  /// The position to go to with the right answer: the action has been made, or as much of it as can
  /// be made before the next question.
  public let answered: Position
}

extension StepPlan {
  /// The first number that can be asked for and is not seen yet at `position`.
  ///
  /// Every iteration has one, because the seed is.
  public func question(after position: Position) -> QuestionPlace {
    let isUnderWay = step(at: position)?.isDone == false
    var next = isUnderWay ? position : self.position(after: position, .microStep)
    while true {
      guard let step = step(at: next) else { preconditionFailure("a position without a step") }
      let places = questions(about: step.action, in: step.iteration)
      if let place = places.first(where: { $0.seen > position }) { return place }
      next = self.position(after: end(of: step.action, in: step.iteration), .microStep)
    }
  }

  /// All numbers that can be asked for in an iteration, in their order; of some phases only.
  public func questions(
    ofIteration iteration: Int, in phases: Set<Phase> = Set(Phase.allCases)
  ) -> [QuestionPlace] {
    actions.filter { phases.contains($0.phase) }
      .flatMap { questions(about: $0, in: iteration) }
  }

  /// Whether a gradient is asked for that nothing needs: that of data, of a label, or of what is
  /// computed from these alone. Where there is no parameter, every gradient is wanted.
  public func isAboutData(_ place: QuestionPlace) -> Bool {
    guard case .flow(let index) = place.action, !parameters.isEmpty else { return false }
    return firstParameter[Int(flows[index].operand.index)] >= Int32(parameters.count)
  }

  /// The numbers of one action of an iteration.
  private func questions(about action: Action, in iteration: Int) -> [QuestionPlace] {
    let range = range(of: action)
    let (begun, done) = (range.lowerBound + 1, range.upperBound)
    func place(_ number: QuestionPlace.Number, _ asked: Int, _ seen: Int, _ answered: Int)
      -> QuestionPlace
    {
      QuestionPlace(
        action: action, number: number, asked: position(asked, in: iteration),
        seen: position(seen, in: iteration), answered: position(answered, in: iteration))
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
      return [place(.downstream, begun, done - 1, done - 1), place(.sum, done - 1, done, done)]
    }
  }
}
