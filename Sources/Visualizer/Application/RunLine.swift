import Debugging
import Screen
import Sentences

extension Run {
  /// `iteration 3 of 10`.
  var progress: String { "iteration \(reached)" + (last > reached ? " of \(last)" : "") }

  /// One line with the progress of a run, its remaining time, and how to stop it.
  func line(width: Int) -> StyledLine {
    var line = StyledLine(" ▶ ", .title)
    switch goal {
    case .position:
      line.append("iteration \(reached) of \(last)", .title)
      line.append("  \(bar(share, width: max(4, width / 6)))  ", .value)
      line.append(remaining.map { "\($0) left" } ?? "", .faint)
    case .condition(let condition):
      line.append("iteration \(reached)", .title)
      line.append(" until \(condition.text)   \(rate)", .faint)
    case .breakpoint(let direction, _):
      line.append("iteration \(reached)", .title)
      line.append(
        direction == .forward ? " looking for a breakpoint" : " looking back for a breakpoint",
        .faint)
    case .endless:
      line.append("iteration \(reached)", .title)
      line.append("   \(pace.words)", .faint)
    }
    line.append("   r", .key)
    line.append(" pause ", .faint)
    line.append(" < >", .key)
    line.append(" pace", .faint)
    return line
  }

  /// The share of the iterations that have been computed.
  private var share: Double { Double(reached - first) / Double(max(1, last - first)) }

  private func bar(_ share: Double, width: Int) -> String {
    let done = max(0, min(width, Int(share * Double(width))))
    return String(repeating: "━", count: done) + String(repeating: "·", count: width - done)
  }

  private var rate: String {
    guard milliseconds > 500, reached > first else { return pace.words }
    return "\(Int(Double(reached - first) / milliseconds * 1000)) iterations a second"
  }

  /// The remaining time at the pace so far.
  private var remaining: String? {
    guard milliseconds > 300, share > 0 else { return nil }
    return durationText(seconds: milliseconds / 1000 * (1 - share) / share)
  }
}
