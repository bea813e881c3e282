import ComputationGraph
import Learning

/// A number to be predicted, and the numbers that known mistakes give.
public struct Question: Sendable {
  /// A mistake and the numbers that it gives, in the shape of the right ones.
  struct WrongNumbers: Hashable, Sendable {
    let mistake: Mistake
    let numbers: Tensor
    /// What it makes of the numbers that are given.
    let fromGiven: Tensor
  }

  /// The place where it is asked.
  public let place: QuestionPlace
  /// The node whose value or gradient is asked for.
  public let node: Node.ID
  /// The right numbers.
  public let expected: Tensor
  /// Which of them is asked for, counted row by row from 0.
  public let entry: Int
  /// The number of decimals that are shown of numbers like this.
  public let decimals: Int
  /// How many digits the numbers have from which the answer is computed.
  public let given: GivenDigits
  /// How far a number can lie from the right one that is computed from the numbers given.
  let spread: Double
  /// The known mistakes with their numbers, the most usual first.
  let mistakes: [WrongNumbers]
  /// What is behind it; `nil` where the right numbers do not follow from those given.
  let facts: (any QuestionFacts)?

  /// The right number.
  public var number: Double { expected.elements[entry] }

  /// A question at the position `place.asked`, whose snapshot is given, where `decimals` decimals of
  /// values and gradients are shown.
  ///
  /// Of a tensor one entry is asked for: the first that is not trivial, or one that `seed` chooses.
  public init(_ place: QuestionPlace, at snapshot: Snapshot, decimals: Int, seed: UInt64? = nil) {
    // A parameter moves by little: more decimals are needed to see it.
    let decimals = place.number == .update ? decimals + 2 : decimals
    let asked = snapshot.numbers(askedAt: place)
    let expected = asked.expected
    let rounding = Rounding(decimals: decimals)
    func fitting(_ numbers: Tensor?) -> Tensor? {
      numbers.flatMap { $0.shape == expected.shape ? $0 : nil }
    }
    let wrong = asked.facts.mistakes.map { ($0, fitting($1)) }
    let early = asked.facts.roundedOnTheWay(rounding.shown).compactMap(fitting)
    let telling = wrong.compactMap { mistake, numbers in
      mistake == .wrongSign || mistake == .tookZeroForSeed ? nil : numbers
    }
    let entry = Self.entry(of: expected, telling + early, seed: seed)
    let spread = GivenSpread(
      asked.facts, of: expected.elements[entry], entry: entry, decimals: decimals)
    let fromGiven = asked.facts.mapped(spread.digits.given).mistakes.map { fitting($0.1) }
    self.place = place
    self.decimals = decimals
    self.expected = expected
    self.entry = entry
    node = asked.node
    given = spread.digits
    facts = spread.follows ? asked.facts : nil
    self.spread = spread.width
    mistakes =
      wrong.indices.compactMap { index in
        let (mistake, numbers) = wrong[index]
        guard let numbers else { return nil }
        let fromGiven = index < fromGiven.count ? fromGiven[index] : nil
        return WrongNumbers(mistake: mistake, numbers: numbers, fromGiven: fromGiven ?? numbers)
      } + early.map { WrongNumbers(mistake: .roundedTooEarly, numbers: $0, fromGiven: $0) }
  }

  /// An entry that is not trivial, if there is one: neither 0 nor the same with every mistake.
  private static func entry(of expected: Tensor, _ mistaken: [Tensor], seed: UInt64?) -> Int {
    func isTelling(_ place: Int) -> Bool {
      let number = expected.elements[place]
      return number != 0 && number.isFinite
        && mistaken.contains { !$0.elements[place].isSame(as: number) }
    }
    let candidates = expected.elements.indices.prefix(4096)
    guard let seed else { return candidates.first(where: isTelling) ?? 0 }
    let telling = candidates.filter(isTelling)
    var random = RandomNumbers(seed: seed)
    guard !telling.isEmpty else { return random.below(candidates.count) }
    return telling[random.below(telling.count)]
  }
}

extension Timeline {
  /// The next question after `position` whose number is computed and wanted. A held gate gives what a
  /// person has set and sends 0, so it is left out, and so are gradients of data. The seed, which is
  /// always the same, can be left out where there is anything else to ask.
  ///
  /// There always is one, because every iteration has a seed.
  public func nextQuestion(after position: Position, withSeed: Bool = true) -> QuestionPlace {
    var place = plan.question(after: position)
    var seed: QuestionPlace?
    while isHeld(place) || plan.isAboutData(place) || place.number == .seed && !withSeed {
      if place.number == .seed {
        if let seed { return seed }
        seed = place
      }
      place = plan.question(after: place.answered)
    }
    return place
  }

  /// Whether a question is about a held gate, whose number nobody can compute.
  public func isHeld(_ place: QuestionPlace) -> Bool {
    let unit: StepPlan.Unit
    switch place.action {
    case .forward(let index): unit = plan.units[index]
    case .flow(let index): unit = plan.units[plan.flows[index].unit]
    case .zero, .seed, .update: return false
    }
    return givenValues(in: place.asked.iteration).held.contains {
      unit.nodes.contains(Int($0.node.index))
    }
  }

  /// The question at a place, as it stands when everything before it has happened.
  public mutating func question(
    _ place: QuestionPlace, decimals: Int = 2, seed: UInt64? = nil
  ) -> Question {
    Question(place, at: snapshot(at: place.asked), decimals: decimals, seed: seed)
  }
}
