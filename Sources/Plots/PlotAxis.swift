import Sentences

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The scale of the values of a plot.
package enum PlotScale: Hashable, Sendable {
  /// Equal differences are equally far apart.
  case linear
  /// Equal ratios are equally far apart; only values above 0 can be shown.
  case logarithmic
}

/// One axis of a plot: its range, and the numbers written beside it.
struct PlotAxis: Hashable, Sendable {
  /// A number beside the axis.
  struct Tick: Hashable, Sendable {
    /// The position along the axis, from 0 to 1.
    let fraction: Double
    let label: String
  }

  private let scale: PlotScale
  /// The number by which all values are divided so that no difference overflows.
  private let unit: Double
  /// The ends, divided by `unit`; base-10 logarithms on a logarithmic axis.
  private let lower: Double
  private let upper: Double
  let ticks: [Tick]

  /// The position of a number along the axis: 0 at the lower end, 1 at the upper end.
  func fraction(of number: Double) -> Double {
    let place = scale == .linear ? number / unit : log10(number)
    return (place - lower) / (upper - lower)
  }
}

extension PlotAxis {
  /// An axis for finite values with about `count` ticks; on a logarithmic axis they are above 0.
  init(_ scale: PlotScale, from least: Double, through greatest: Double, tickCount count: Int) {
    switch scale {
    case .linear: self.init(linearFrom: least, through: greatest, count: max(1, count))
    case .logarithmic:
      self.init(logarithmicFrom: log10(least), through: log10(greatest), count: max(1, count))
    }
  }

  /// An axis that ends exactly at its first and last iteration.
  init(iterations: ClosedRange<Int>, tickCount count: Int) {
    let (first, last) = (Double(iterations.lowerBound), Double(iterations.upperBound))
    let end = max(last, first + 1)
    let step = NiceStep(atLeast: max(1, (end - first) / Double(max(1, count))))
    let size = max(1, step.size)
    let least = Int((first / size).rounded(.up))
    let multiples = least...max(least, Int((end / size).rounded(.down)))
    self.init(
      scale: .linear, unit: 1, lower: first, upper: end,
      ticks: multiples.map {
        Tick(
          fraction: (Double($0) * size - first) / (end - first),
          label: NumberText.shortest(Double($0) * size))
      }.filter { (0...1).contains($0.fraction) })
  }

  /// A linear axis that starts and ends at multiples of a nice step.
  private init(linearFrom least: Double, through greatest: Double, count: Int) {
    // Beyond these magnitudes a difference overflows, or a step is no longer exact.
    let largest = max(abs(least), abs(greatest))
    let unit = largest > 1e290 ? 1e20 : largest < 1e-290 && largest > 0 ? 1e-200 : 1
    var (lower, upper) = (least / unit, greatest / unit)
    if upper - lower <= 1e-12 * max(abs(lower), abs(upper)) {
      // A single value is placed in the middle.
      let margin = lower == 0 ? 1 : abs(lower) / 2
      (lower, upper) = (lower - margin, upper + margin)
    }
    let step = NiceStep(atLeast: (upper - lower) / Double(count))
    let first = Int((lower / step.size + 1e-9).rounded(.down))
    let last = max(first + 1, Int((upper / step.size - 1e-9).rounded(.up)))
    (lower, upper) = (Double(first) * step.size, Double(last) * step.size)
    let shown = (unit: unit, largest: max(abs(first), abs(last)))
    self.init(
      scale: .linear, unit: unit, lower: lower, upper: upper,
      ticks: (first...last).map {
        Tick(
          fraction: Double($0 - first) / Double(last - first),
          label: step.text(of: $0, unit: shown.unit, largest: shown.largest))
      })
  }

  /// A logarithmic axis between powers of ten, or, if the range is narrow, between 1, 2 or 5 times
  /// a power of ten.
  private init(logarithmicFrom least: Double, through greatest: Double, count: Int) {
    let decades = greatest - least
    if decades >= 2 {
      let first = Int(least.rounded(.down))
      let last = Int(greatest.rounded(.up))
      let each = max(1, Int(NiceStep(atLeast: Double(last - first) / Double(count)).size))
      self.init(
        scale: .logarithmic, unit: 1, lower: Double(first), upper: Double(last),
        ticks: (first...last).filter { $0 % each == 0 }.map {
          Tick(
            fraction: Double($0 - first) / Double(last - first), label: Self.text(1, exponent: $0))
        })
      return
    }
    let steps = (Int(least.rounded(.down)) - 1...Int(greatest.rounded(.up))).flatMap { exponent in
      [1, 2, 5].map { (digit: $0, exponent: exponent, place: Double(exponent) + log10(Double($0))) }
    }
    let first = steps.lastIndex { $0.place <= least + 1e-12 } ?? 0
    var last = steps.firstIndex { $0.place >= greatest - 1e-12 } ?? steps.count - 1
    if last <= first { last = first + 1 }
    let (lower, upper) = (steps[first].place, steps[min(last, steps.count - 1)].place)
    self.init(
      scale: .logarithmic, unit: 1, lower: lower, upper: upper,
      ticks: steps[first...min(last, steps.count - 1)].map {
        Tick(
          fraction: ($0.place - lower) / (upper - lower),
          label: Self.text($0.digit, exponent: $0.exponent))
      })
  }

  private static func text(_ digit: Int, exponent: Int) -> String {
    switch exponent {
    case 0..<6: "\(digit)" + String(repeating: "0", count: exponent)
    case -4..<0: "0." + String(repeating: "0", count: -exponent - 1) + "\(digit)"
    default: "\(digit)e\(exponent)"
    }
  }
}

/// A step of 1, 2 or 5 times a power of ten.
struct NiceStep: Hashable, Sendable {
  private let digit: Int
  private let exponent: Int

  /// The smallest step that is at least `least`, which is above 0.
  init(atLeast least: Double) {
    let exponent = Int(log10(least).rounded(.down))
    // A rounding error such as 1.0000000001 must still count as 1.
    let mantissa = least / Self.power(exponent) * (1 - 1e-9)
    switch mantissa {
    case ...1: (digit, self.exponent) = (1, exponent)
    case ...2: (digit, self.exponent) = (2, exponent)
    case ...5: (digit, self.exponent) = (5, exponent)
    default: (digit, self.exponent) = (1, exponent + 1)
    }
  }

  /// The step as a number.
  var size: Double { Double(digit) * Self.power(exponent) }

  /// `count` steps, times a unit, with enough digits to distinguish it from its neighbours;
  /// `largest` is the greatest count on the same axis.
  package func text(of count: Int, unit: Double, largest: Int) -> String {
    let exponent = exponent + Int(log10(unit).rounded())
    let largestExponent = Int(log10(Double(max(1, largest * digit)))) + exponent
    if count == 0 { return "0" }
    if exponent >= -12, (-4..<6).contains(largestExponent) {
      return NumberText.fixed(Double(count) * size, decimals: max(0, -exponent))
    }
    let digits = String(abs(count * digit))
    let mantissa = digits.prefix(1)
    var rest = digits.dropFirst()
    while rest.last == "0" { rest.removeLast() }
    return (count < 0 ? "-" : "") + mantissa + (rest.isEmpty ? "" : "." + rest)
      + "e\(exponent + digits.count - 1)"
  }

  /// The number nearest to a power of ten.
  private static func power(_ exponent: Int) -> Double { Double("1e\(exponent)") ?? 0 }
}
