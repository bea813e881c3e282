import ComputationGraph

/// The digits that are given for an answer, and how far what is computed from them can lie from it.
struct GivenSpread {
  let digits: GivenDigits
  /// The greatest distance between the right number and one that follows from the numbers given.
  let width: Double
  /// Whether the right number follows from them; that of a held gate does not.
  let follows: Bool

  /// The fewest digits from which the answer follows to half a unit of its last place that is
  /// wanted: the last decimal shown, or its second digit.
  init(_ facts: any QuestionFacts, of number: Double, entry: Int, decimals: Int) {
    let answer = facts.answer?.elements[entry]
    follows =
      answer.map { $0.isSame(as: number) || abs($0 - number) <= 1e-9 * abs(number) + 1e-12 }
      ?? false
    var digits = GivenDigits(decimals: decimals, digits: GivenDigits.range.lowerBound)
    guard follows, number.isFinite else {
      (self.digits, width) = (digits, 0)
      return
    }
    let influences = facts.influences(on: entry)
    let wanted = Double.unit(ofPlace: number.wantedPlace(decimals)) / 2
    var width = 0.0
    for count in GivenDigits.range {
      digits = GivenDigits(decimals: decimals, digits: count)
      width = influences.reduce(0) { sum, influence in
        // A number that the rule of an optimizer divides by may have no slope at 0.
        let reach = abs(influence.slope) * digits.margin(of: influence.number)
        return reach.isFinite ? sum + reach : sum
      }
      if width > wanted, count < GivenDigits.range.upperBound { continue }
      // Near a kink a rounded number can lie on its other side.
      let computed = facts.mapped(digits.given).answer?.elements[entry] ?? number
      guard computed.isFinite else { continue }
      width = max(width, abs(computed - number))
      if width <= wanted { break }
    }
    (self.digits, self.width) = (digits, width)
  }
}

extension Double {
  /// The place of the last digit that is wanted of an answer where so many decimals are shown: of a
  /// small one the second digit.
  func wantedPlace(_ decimals: Int) -> Int {
    self == 0 || !isFinite ? -decimals : min(-decimals, decimalExponent - 1)
  }

  /// How far it may be missed: as far as by cutting it off, or rounding it, at the last place that is
  /// wanted.
  func tolerance(_ decimals: Int) -> Double {
    let place = wantedPlace(decimals)
    let byRounding = abs(self - rounded(toPlace: place))
    // Binary numbers lie a little beside the decimal ones that they stand for.
    if byRounding <= 1e-9 * Double.unit(ofPlace: place) { return byRounding }
    return max(byRounding, abs(self - rounded(toPlace: place, .towardZero)))
  }
}
