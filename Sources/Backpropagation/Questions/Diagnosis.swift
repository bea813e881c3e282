import ComputationGraph

/// An answer to a question.
public enum Answer: Hashable, Sendable {
  /// A number as it was written.
  case written(WrittenNumber)
  /// The result of a formula: one number, or all entries.
  case computed(Tensor)
}

/// The verdict on an answer.
public enum Verdict: Hashable, Sendable {
  case right
  /// The right number and that of a mistake can both be written like this: more digits tell which.
  case ambiguous(Mistake)
  /// Zeros alone, where the number is small but not 0.
  case onlyZeros
  case mistake(Mistake)
  /// A tensor of another shape than the right one.
  case wrongShape(Shape)
  case wrong

  /// Whether more digits are asked for: the answer is neither right nor wrong.
  public var isOpen: Bool {
    switch self {
    case .ambiguous, .onlyZeros: true
    case .right, .mistake, .wrongShape, .wrong: false
    }
  }
}

extension Question {
  /// Returns whether an answer is right, or which mistake it is.
  ///
  /// Right is whatever follows from the numbers given, whatever is nearer to the right number than
  /// that, and the right number cut off or rounded at any digit, as long as one is left that is not 0.
  /// So is what is nearer than cutting it off at the last place that is shown, unless it is a known
  /// mistake. A mistake that gives the right number, as far as that follows, does not count.
  public func verdict(on answer: Answer) -> Verdict {
    switch answer {
    case .written(let written): verdict(on: written)
    case .computed(let tensor): verdict(on: tensor)
    }
  }

  // MARK: Numbers that were written

  private func verdict(on written: WrittenNumber) -> Verdict {
    let distance = abs(written.value - number)
    if written.value.isSame(as: number) || distance <= spread { return .right }
    if written.value == 0 { return verdictOnZero(writtenAt: written.lastPlace) }
    let isNear = distance <= number.tolerance(decimals)
    if let fit = written.fit(number - spread, number + spread) {
      let rivals = mistakes.filter { $0.mistake != .roundedTooEarly && isToldApart($0) }
        .compactMap { wrong in self.fit(written, wrong).map { (wrong.mistake, $0) } }
      let closest = rivals.min { $0.1 < $1.1 }
      return closest.map { $0.1 <= fit ? .ambiguous($0.0) : .right } ?? .right
    }
    if let (mistake, missed) = nearestMistake(to: written), !isNear || missed < distance {
      return .mistake(mistake)
    }
    return isNear ? .right : .wrong
  }

  private func verdictOnZero(writtenAt lastPlace: Int) -> Verdict {
    if lastPlace < 0, abs(number) < Double.unit(ofPlace: lastPlace) { return .onlyZeros }
    let mistake = mistakes.first { isToldApart($0) && $0.numbers.elements[entry] == 0 }
    return mistake.map { .mistake($0.mistake) } ?? .wrong
  }

  /// How what was written can stand for the number of a mistake.
  private func fit(_ written: WrittenNumber, _ wrong: WrongNumbers) -> WrittenNumber.Fit? {
    let (exact, given) = (wrong.numbers.elements[entry], wrong.fromGiven.elements[entry])
    // Beyond a kink a mistake can make quite another number of the numbers given.
    return abs(exact - given) <= 0.01 * abs(exact)
      ? written.fit(exact, given) : written.fit(exact, exact)
  }

  /// The mistake whose number is nearest, and how far away that is.
  private func nearestMistake(to written: WrittenNumber) -> (Mistake, Double)? {
    var nearest: (Mistake, Double)?
    for wrong in mistakes where isToldApart(wrong) && isPlausible(wrong) {
      let number = wrong.numbers.elements[entry]
      guard let fit = fit(written, wrong) else { continue }
      let missed = fit == .equal ? 0 : abs(written.value - number)
      // A single digit stands for too many numbers to tell a mistake by.
      let isTelling =
        fit == .equal || fit <= .cutOff && written.digits >= 2
        || written.lastPlace >= -decimals && missed <= Double.unit(ofPlace: -decimals) / 2
      guard isTelling, nearest.map({ missed < $0.1 }) ?? true else { continue }
      nearest = (wrong.mistake, missed)
    }
    return nearest
  }

  /// Whether a mistake gives another number than what follows from the numbers given.
  private func isToldApart(_ wrong: WrongNumbers) -> Bool {
    let other = wrong.numbers.elements[entry]
    guard other.isFinite, number.isFinite else { return !other.isSame(as: number) }
    return abs(other - number) > max(2 * spread, 1e-9 * abs(number))
  }

  /// Whether a mistake can have led to a number: rounding leads away by a digit or two, not to
  /// another number.
  private func isPlausible(_ wrong: WrongNumbers) -> Bool {
    guard wrong.mistake == .roundedTooEarly else { return true }
    let distance = abs(wrong.numbers.elements[entry] - number)
    return distance <= max(0.5 * abs(number), Double.unit(ofPlace: -decimals))
  }

  // MARK: Numbers that were computed

  private func verdict(on tensor: Tensor) -> Verdict {
    guard let computed = tensor.scalar else { return verdict(onAll: tensor) }
    if computed.isSame(as: number) || abs(computed - number) <= spread { return .right }
    var nearest = distance(
      of: computed, to: number, orTo: number, within: number.tolerance(decimals)
    )
    .map { (Verdict.right, $0) }
    for wrong in mistakes where isToldApart(wrong) && isPlausible(wrong) {
      guard
        let missed = distance(
          of: computed, to: wrong.numbers.elements[entry], orTo: wrong.fromGiven.elements[entry]),
        nearest.map({ missed < $0.1 }) ?? true
      else { continue }
      nearest = (.mistake(wrong.mistake), missed)
    }
    return nearest?.0 ?? .wrong
  }

  private func verdict(onAll tensor: Tensor) -> Verdict {
    guard tensor.shape == expected.shape else {
      return tensor.transposed.shape == expected.shape && isRight(tensor.transposed)
        ? .mistake(.missingTranspose) : .wrongShape(tensor.shape)
    }
    var nearest: (Verdict, Double)?
    if isRight(tensor) {
      nearest = (.right, total(tensor, expected, expected, within: .infinity) ?? 0)
    }
    // A mistake whose numbers look the same is none.
    for wrong in mistakes where total(wrong.numbers, expected, expected) == nil {
      guard let missed = total(tensor, wrong.numbers, wrong.fromGiven),
        nearest.map({ missed < $0.1 }) ?? true
      else { continue }
      nearest = (.mistake(wrong.mistake), missed)
    }
    return nearest?.0 ?? .wrong
  }

  /// Whether all entries of a tensor are right.
  private func isRight(_ tensor: Tensor) -> Bool {
    tensor.elements.indices.allSatisfy { place in
      let (computed, number) = (tensor.elements[place], expected.elements[place])
      if distance(of: computed, to: number, orTo: number, within: number.tolerance(decimals)) != nil
      {
        return true
      }
      guard let facts, number.isFinite else { return false }
      let influences = facts.influences(on: place)
      return abs(computed - number)
        <= influences.reduce(0) { $0 + abs($1.slope) * given.margin(of: $1.number) }
    }
  }

  /// The sum of the distances of all entries; `nil` if one looks different.
  private func total(
    _ tensor: Tensor, _ numbers: Tensor, _ others: Tensor, within allowed: Double = 0
  ) -> Double? {
    var sum = 0.0
    for place in tensor.elements.indices {
      guard
        let distance = distance(
          of: tensor.elements[place], to: numbers.elements[place], orTo: others.elements[place],
          within: allowed)
      else { return nil }
      sum += distance
    }
    return sum
  }

  /// The distance of a computed number from one of two that it may be; `nil` if it looks different
  /// when shown, and is further away than is allowed.
  private func distance(
    of computed: Double, to number: Double, orTo other: Double, within allowed: Double = 0
  ) -> Double? {
    if computed.isSame(as: number) || computed.isSame(as: other) { return 0 }
    let distance = min(abs(computed - number), abs(computed - other))
    let looks = min(Double.unit(ofPlace: -decimals) / 2 * (1 + 1e-9), 0.05 * abs(number))
    return distance <= max(allowed, looks, 1e-12) ? distance : nil
  }
}

/// Numbers as they are shown, and copied from the screen.
struct Rounding {
  private let scale: Double

  init(decimals: Int) { scale = Double("1e\(decimals)") ?? 1 }

  /// The number with the decimals shown; a small one that would be 0 with two digits.
  func shown(_ number: Double) -> Double {
    let rounded = (number * scale).rounded() / scale
    guard rounded == 0, number != 0, number.isFinite else { return rounded }
    var small = scale
    while abs(number * small) < 9.5, small < 1e300 { small *= 10 }
    return (number * small).rounded() / small
  }
}
