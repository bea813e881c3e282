/// The judgement on one learning rate in one state: what the loss does with it, by which loss, and
/// compared with which.
public struct RateVerdict: Hashable, Sendable {
  /// What the loss does.
  public enum Outcome: Hashable, Sendable {
    /// It falls, and after ten updates it is not above what it was.
    case falls
    /// It falls to −∞.
    case fallsWithoutBound
    /// It does not change.
    case stays
    /// It is larger after one update, and not after ten.
    case overshoots
    /// It is larger after ten updates, and not larger than after one.
    case isTooLarge
    /// It grows from one update to ten, or out of all bounds.
    case diverges
    /// It was no finite number before any update, so no learning rate is to blame.
    case undefinedBefore
  }

  /// What the loss does.
  public let outcome: Outcome
  /// The loss that decided: after one update, or after ten.
  public let number: Double
  /// The loss before.
  public let bound: Double

  /// Whether nothing speaks against the rate.
  public var isFine: Bool {
    switch outcome {
    case .falls, .stays, .fallsWithoutBound: true
    case .overshoots, .isTooLarge, .diverges, .undefinedBefore: false
    }
  }
}

extension RateTrial {
  /// The judgement on the rate.
  public var verdict: RateVerdict {
    func verdict(_ outcome: RateVerdict.Outcome, by loss: Double) -> RateVerdict {
      RateVerdict(outcome: outcome, number: loss, bound: lossBefore)
    }
    let last = lossAfterTen ?? lossAfter
    guard lossBefore.isFinite else { return verdict(.undefinedBefore, by: lossBefore) }
    guard lossAfter.isFinite, last.isFinite else {
      let first = lossAfter.isFinite ? last : lossAfter
      return verdict(first == -.infinity ? .fallsWithoutBound : .diverges, by: first)
    }
    if last > lossBefore, lossAfterTen != nil {
      return verdict(last > lossAfter ? .diverges : .isTooLarge, by: last)
    }
    if lossAfter > lossBefore { return verdict(.overshoots, by: lossAfter) }
    return verdict(lossAfter == lossBefore ? .stays : .falls, by: lossAfter)
  }
}
