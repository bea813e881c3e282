import ComputationGraph

/// What is taken of one axis, as it is written: `2`, `-1`, `:`, `1:`, `:-1`, `::2`.
///
/// A number below 0 counts from the end. Ranges are those of Python: from a place, up to another one
/// without it, in steps; what is left out is the beginning or the end. Unlike there, a range that goes
/// beyond the axis is not cut, and none is empty: both are mistakes.
enum WrittenIndex: Hashable, Sendable {
  case at(Int)
  case range(from: Int?, upTo: Int?, step: Int)

  /// The range of all places.
  static let all = WrittenIndex.range(from: nil, upTo: nil, step: 1)

  /// What is wrong with an index for an axis of some size.
  enum Problem: Error {
    /// There is no place with this number.
    case noPlace(Int)
    /// The range begins or ends beyond the axis.
    case beyond
    /// The range has no places.
    case empty
  }

  /// The places along an axis of `extent`.
  func selection(of extent: Int) throws(Problem) -> Primitive.Selection {
    switch self {
    case .at(let written):
      let place = written < 0 ? written + extent : written
      guard (0..<extent).contains(place) else { throw .noPlace(written) }
      return .at(place)
    case .range(from: nil, upTo: nil, step: 1):
      return .all
    case .range(let from, let upTo, let step):
      // Backwards a range begins with the last place and ends before place 0.
      let first = try Self.bound(from, of: extent) ?? (step > 0 ? 0 : extent - 1)
      let end = try Self.bound(upTo, of: extent) ?? (step > 0 ? extent : -1)
      // The whole axis begins at its size only backwards, where nothing is.
      guard step > 0 || first < extent else { throw .beyond }
      let distance = step > 0 ? end - first : first - end
      guard distance > 0 else { throw .empty }
      let count = (distance + abs(step) - 1) / abs(step)
      return .range(first: first, count: count, step: step)
    }
  }

  /// The place of a bound, which may be the end of the axis.
  private static func bound(_ written: Int?, of extent: Int) throws(Problem) -> Int? {
    guard let written else { return nil }
    let place = written < 0 ? written + extent : written
    guard (0...extent).contains(place) else { throw .beyond }
    return place
  }

  /// The range that takes what is there of one that goes beyond an axis of `extent`, as numpy would;
  /// `nil` if that is nothing.
  func cut(to extent: Int) -> WrittenIndex? {
    guard case .range(let from, let upTo, let step) = self else { return nil }
    func isBeyond(_ bound: Int) -> Bool { bound > extent || bound < -extent }
    let cut = WrittenIndex.range(
      from: from.flatMap { isBeyond($0) || step < 0 && $0 == extent ? nil : $0 },
      upTo: upTo.flatMap { isBeyond($0) ? nil : $0 }, step: step)
    // A bound on the wrong side leaves nothing: what begins after the end, or ends before the beginning.
    let (low, high) = step > 0 ? (upTo, from) : (from, upTo)
    guard low.map({ $0 >= -extent }) != false, high.map({ $0 <= extent }) != false,
      (try? cut.selection(of: extent)) != nil
    else { return nil }
    return cut
  }

  /// The index as it is written.
  var text: String {
    switch self {
    case .at(let place): String(place)
    case .range(let from, let upTo, let step):
      (from.map(String.init) ?? "") + ":" + (upTo.map(String.init) ?? "")
        + (step == 1 ? "" : ":\(step)")
    }
  }
}
