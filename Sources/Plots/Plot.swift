import Learning
import Screen

/// Curves over the iterations, to be drawn into a rectangle of any size.
///
/// A plot is a value and does not know the origin of its numbers.
package struct Plot: Hashable, Sendable {
  /// A number at an iteration.
  package struct Sample: Hashable, Sendable {
    let iteration: Int
    let value: Double
  }

  /// One curve.
  package struct Series: Hashable, Sendable {
    package let name: String
    /// The samples in the order of their iterations.
    let samples: [Sample]

    /// The numbers of a curve, if there is one.
    package init(name: String, _ curve: Curve?) {
      self.name = name
      samples = (curve?.values ?? []).enumerated().map {
        Sample(iteration: (curve?.first ?? 0) + $0.offset * (curve?.stride ?? 1), value: $0.element)
      }
    }
  }

  /// The subject of the plot.
  package let title: String
  /// The curves; the first is drawn over the others.
  package let series: [Series]
  package let scale: PlotScale
  /// The iteration marked by a line.
  package let currentIteration: Int?
  /// Where that iteration is in its epoch; `nil` where there are no batches.
  package let batch: BatchPlace?
  /// The text shown if there is nothing to draw.
  package let emptyText: String
  /// The range of iterations.
  package let iterations: ClosedRange<Int>

  /// A plot of the given iterations, or of all iterations of the series.
  package init(
    title: String, series: [Series], scale: PlotScale = .linear,
    iterations: ClosedRange<Int>? = nil, currentIteration: Int? = nil, batch: BatchPlace? = nil,
    emptyText: String = "there is nothing to draw"
  ) {
    self.title = title
    self.series = series
    self.scale = scale
    self.currentIteration = currentIteration
    self.batch = batch
    self.emptyText = emptyText
    let ends = series.flatMap { [$0.samples.first, $0.samples.last] }.compactMap(\.?.iteration)
    let first = ends.min() ?? 0
    self.iterations = iterations ?? first...max(first, ends.max() ?? 0)
  }

  /// Whether the plot can show a value.
  func shows(_ value: Double) -> Bool { value.isFinite && (scale == .linear || value > 0) }

  /// The range of the values that can be shown; `nil` if there are none.
  var valueRange: ClosedRange<Double>? {
    var range: ClosedRange<Double>?
    for sample in series.lazy.flatMap(\.samples)
    where shows(sample.value) && iterations.contains(sample.iteration) {
      let known = range ?? sample.value...sample.value
      range = min(known.lowerBound, sample.value)...max(known.upperBound, sample.value)
    }
    return range
  }

  /// The letter at the end of a curve and before its name.
  package static func marker(_ index: Int) -> Character {
    Character(Unicode.Scalar(UInt8(ascii: "A") + UInt8(index % 26)))
  }

  /// The style of a curve and of its letter.
  package static func style(_ index: Int) -> Style { Style.series[index % Style.series.count] }

  /// The values that are not drawn, in one sentence for each series and reason.
  package var omissions: [String] {
    series.enumerated().flatMap { index, series in
      let samples = series.samples.filter { iterations.contains($0.iteration) }
      return [notFinite(samples, index), notPositive(samples, index)].compactMap(\.self)
    }
  }

  private func notFinite(_ samples: [Sample], _ index: Int) -> String? {
    guard let first = samples.firstIndex(where: { !$0.value.isFinite }) else { return nil }
    let count = samples.count { !$0.value.isFinite }
    let iteration = samples[first].iteration
    if samples[first...].allSatisfy({ !$0.value.isFinite }) {
      return "\(Self.marker(index)) is not finite from iteration \(iteration) on"
    }
    return count == 1
      ? "\(Self.marker(index)) is not finite at iteration \(iteration)"
      : "\(Self.marker(index)) is not finite at \(count) iterations, first at \(iteration)"
  }

  private func notPositive(_ samples: [Sample], _ index: Int) -> String? {
    guard scale == .logarithmic else { return nil }
    let count = samples.count { $0.value <= 0 }
    guard count > 0 else { return nil }
    return "\(Self.marker(index)): \(count) value\(count == 1 ? "" : "s") not above 0 "
      + "\(count == 1 ? "has" : "have") no place on a logarithmic scale"
  }
}
