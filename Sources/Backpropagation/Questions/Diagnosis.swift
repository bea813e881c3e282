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
  /// Not wrong, but rounded to a single digit that could stand for many numbers.
  case imprecise
  case mistake(Mistake)
  /// A tensor of another shape than the right one.
  case wrongShape(Shape)
  case wrong
}

/// A number and the precision with which it was written.
public struct WrittenNumber: Hashable, Sendable {
  /// Its value.
  public let value: Double
  /// The power of ten of its last digit: −2 for `0.20`.
  public let lastPlace: Int
  /// The number of digits without leading zeros.
  public let digits: Int

  /// Reads `-0.2`, `−0.2`, `.5`, `+3` or `1e-3`; `nil` for everything else.
  public init?(_ text: String) {
    let characters = text.filter { $0 != " " && $0 != "_" }.map { $0 == "−" ? "-" : $0 }
    let parts = characters.split(maxSplits: 1, omittingEmptySubsequences: false) {
      $0 == "e" || $0 == "E"
    }
    let signed = parts[0]
    let mantissa = signed.drop { $0 == "-" || $0 == "+" }
    let dot = mantissa.firstIndex(of: ".")
    let figures = mantissa.filter { $0 != "." }
    guard signed.count - mantissa.count <= 1, mantissa.count - figures.count <= 1,
      !figures.isEmpty, figures.allSatisfy({ $0.isASCII && $0.isWholeNumber }),
      let exponent = parts.count > 1 ? Int(String(parts[1])) : 0, abs(exponent) < 400
    else { return nil }
    let decimals = dot.map { mantissa.endIndex - 1 - $0 } ?? 0
    // Every such text can be written as its figures and a power of ten.
    let sign = signed.first == "-" ? "-" : ""
    guard let value = Double(sign + String(figures) + "e" + String(exponent - decimals)),
      value.isFinite
    else { return nil }
    self.value = value
    lastPlace = exponent - decimals
    digits = figures.drop { $0 == "0" }.count
  }
}

extension Question {
  /// Returns whether an answer is right, or which mistake it is.
  ///
  /// Of all numbers that it could stand for, the nearest counts, so a parameter's old value is not
  /// taken for the new one that differs in the fourth decimal only. A mistake that gives the right
  /// number, as far as it is shown, does not count.
  public func verdict(on answer: Answer) -> Verdict {
    switch answer {
    case .written(let written):
      let isDigit = written.digits == 1 && isRounded(number, to: written)
      // A digit that the right number has does not tell when it was rounded.
      let verdict = nearest(but: isDigit ? .roundedTooEarly : nil) {
        distance(of: written, to: $0.elements[entry])
      }
      if let verdict { return verdict }
      guard isDigit else { return .wrong }
      return isTelling(written) ? .right : .imprecise
    case .computed(let tensor):
      if let computed = tensor.scalar {
        return nearest(but: nil) { distance(of: computed, to: $0.elements[entry]) } ?? .wrong
      }
      guard tensor.shape == expected.shape else {
        return tensor.transposed.shape == expected.shape
          && distance(of: tensor.transposed, to: expected) != nil
          ? .mistake(.missingTranspose) : .wrongShape(tensor.shape)
      }
      return nearest(but: nil) { distance(of: tensor, to: $0) } ?? .wrong
    }
  }

  /// Whether a number written with one digit stands for the right one alone: that is within a tenth
  /// of it, and no known mistake has the same digit.
  private func isTelling(_ written: WrittenNumber) -> Bool {
    abs(written.value - number) <= 0.1 * abs(number)
      && !mistakes.contains {
        $0.mistake != .roundedTooEarly && isToldApart($0.numbers)
          && isRounded($0.numbers.elements[entry], to: written)
      }
  }

  private func isRounded(_ number: Double, to written: WrittenNumber) -> Bool {
    abs(written.value - number) <= Self.half(ofPlace: written.lastPlace)
  }

  /// The right numbers or a mistake's, whichever are nearest; `nil` where none are near. One mistake
  /// can be left out.
  private func nearest(but excluded: Mistake?, _ distance: (Tensor) -> Double?) -> Verdict? {
    var best = distance(expected).map { (Verdict.right, $0) }
    for wrong in mistakes where wrong.mistake != excluded {
      guard isToldApart(wrong.numbers), isPlausible(wrong), let distance = distance(wrong.numbers),
        best.map({ distance < $0.1 }) ?? true
      else { continue }
      best = (.mistake(wrong.mistake), distance)
    }
    return best?.0
  }

  /// Whether numbers look different from the right ones, above all at the entry, which most answers
  /// are about.
  private func isToldApart(_ numbers: Tensor) -> Bool {
    distance(of: numbers.elements[entry], to: number) == nil
      || numbers.elements.count > 1 && distance(of: numbers, to: expected) == nil
  }

  /// Whether a mistake can have led to a number: rounding leads away by a digit or two, not to
  /// another number.
  private func isPlausible(_ wrong: WrongNumbers) -> Bool {
    guard wrong.mistake == .roundedTooEarly else { return true }
    let distance = abs(wrong.numbers.elements[entry] - number)
    return distance <= max(0.5 * abs(number), 2 * Self.half(ofPlace: -decimals))
  }

  /// The distance of a written number from the one it may stand for; `nil` if it cannot.
  private func distance(of written: WrittenNumber, to number: Double) -> Double? {
    let distance = abs(written.value - number)
    let isRounded = written.digits >= 2 && isRounded(number, to: written)
    let isAsShown =
      written.lastPlace >= -decimals && (written.value != 0 || number == 0)
      && distance <= Self.half(ofPlace: -decimals)
    return isRounded || isAsShown || distance <= 1e-9 * abs(number) ? distance : nil
  }

  /// The distance of a computed number from the one it may be; `nil` if it looks different when
  /// shown.
  private func distance(of computed: Double, to number: Double) -> Double? {
    let distance = abs(computed - number)
    let allowed = min(Self.half(ofPlace: -decimals), 0.05 * abs(number))
    return distance <= max(allowed, 1e-12) ? distance : nil
  }

  private func distance(of tensor: Tensor, to other: Tensor) -> Double? {
    var sum = 0.0
    for (computed, number) in zip(tensor.elements, other.elements) {
      guard let distance = distance(of: computed, to: number) else { return nil }
      sum += distance
    }
    return sum
  }

  /// Half a unit of a decimal place, with room for the binary form of numbers written in decimal.
  private static func half(ofPlace place: Int) -> Double {
    (Double("0.5e\(place)") ?? 0) * (1 + 1e-9)
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
