import Cells
import Learning
import Plots
import Screen
import Testing
import Visualizer

@Suite struct PlotTests {
  /// A series from its values at iterations 0, 1, 2 and so on.
  private func series(_ name: String, _ values: [Double]) -> Plot.Series {
    var curve = Curve()
    for value in values { curve.note(value, at: curve.nextIteration) }
    return Plot.Series(name: name, curve)
  }

  private func plot(
    _ values: [Double]..., scale: PlotScale = .linear, current: Int? = nil
  ) -> Plot {
    Plot(
      title: "loss", series: values.enumerated().map { series("run \($0.offset)", $0.element) },
      scale: scale, currentIteration: current)
  }

  private func frame(_ plot: Plot, _ columns: Int, _ rows: Int) -> Frame {
    var frame = Frame(size: Size(columns: columns, rows: rows))
    plot.draw(
      into: &frame, in: Rectangle(origin: Point(column: 0, row: 0), size: frame.size))
    return frame
  }

  /// (w − 3)² from w = 0 with a learning rate: the error is multiplied by 1 − 2·lr.
  private func quadratic(_ rate: Double, _ count: Int) -> [Double] {
    var error = -3.0
    return (0..<count).map { _ in
      defer { error *= 1 - 2 * rate }
      return error * error
    }
  }

  private var noise: [Double] {
    var state: UInt64 = 7
    return (0..<400).map {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return 2 / (1 + Double($0) / 40) + Double(state >> 40) / Double(1 << 24) * 0.3
    }
  }

  @Test(arguments: [(20, 5), (40, 10), (80, 24), (160, 48)])
  func `plots look as they should`(_ size: (Int, Int)) throws {
    let plots: [(String, Plot)] = [
      ("linear", plot(quadratic(0.1, 40), current: 12)),
      ("logarithmic", plot(quadratic(0.1, 40), scale: .logarithmic, current: 39)),
      (
        "three runs",
        plot(quadratic(0.1, 40), quadratic(0.01, 60), quadratic(1.02, 30), current: 39)
      ),
      ("noise", plot(noise)),
      ("a spike", plot((0..<5000).map { $0 == 3210 ? 9 : 1 / (1 + Double($0) / 500) })),
      ("not finite", plot(quadratic(1.1, 30) + [.infinity, .nan, .nan])),
      ("zeros on a logarithmic scale", plot([4, 2, 1, 0, 0.5, -1, 0.1], scale: .logarithmic)),
      ("a single point", plot([0.731])), ("no points", plot([])), ("constant", plot([9, 9, 9, 9])),
      ("huge", plot([-1.7e308, 0, 1.7e308])),
      ("tiny", plot([5, 100, 300].map { $0 * .leastNonzeroMagnitude })),
      ("around one", plot([1, 1.0000001, 1.0000003])),
    ]
    let sections = plots.map { name, plot in
      "=== \(name)\n" + picture(frame(plot, size.0, size.1))
        + "--- ASCII\n" + frame(plot, size.0, size.1).ascii.lines.joined(separator: "\n") + "\n"
    }
    try expectGolden(sections.joined(), "Views/plot-\(size.0)x\(size.1)")
  }

  @Test func `every size draws, and nothing outside of the rectangle`() {
    let drawn = plot(
      quadratic(0.1, 40), noise, [.nan, 1], [], scale: .logarithmic, current: 3)
    for columns in [0, 1, 2, 3, 7, 15, 16, 17, 39, 40, 81] {
      for rows in [0, 1, 2, 3, 4, 5, 6, 7, 8, 13, 30] {
        var frame = Frame(size: Size(columns: columns + 4, rows: rows + 4))
        for row in 0..<rows + 4 {
          frame.write(
            String(repeating: "#", count: columns + 4), at: Point(column: 0, row: row), .plain)
        }
        drawn.draw(
          into: &frame,
          in: Rectangle(
            origin: Point(column: 2, row: 2), size: Size(columns: columns, rows: rows)))
        for row in 0..<rows + 4 {
          for column in [0, 1, columns + 2, columns + 3] {
            #expect(frame[Point(column: column, row: row)].character == "#")
          }
        }
        for column in 0..<columns + 4 {
          for row in [0, 1, rows + 2, rows + 3] {
            #expect(frame[Point(column: column, row: row)].character == "#")
          }
        }
      }
    }
  }

  @Test func `one spike in many thousand values reaches the top`() {
    var values = Array(repeating: 1.0, count: 32_768)
    values[20_001] = 10
    values[10_001] = -8
    let lines = frame(plot(values), 80, 24).lines
    let isDrawn = lines.map { $0.contains { ("\u{2801}"..."\u{28FF}").contains($0) } }
    // From 10 at the top to −10 at the bottom of twenty rows.
    #expect(isDrawn[1...18].allSatisfy { $0 })
    #expect(isDrawn[19...20].allSatisfy { !$0 })
  }

  @Test(arguments: [
    ([0.0, 9], ["0", "2", "4", "6", "8", "10"]), ([-1, 1], ["-1.0", "-0.5", "0", "0.5", "1.0"]),
    ([2e-8, 9e-8], ["2e-8", "4e-8", "6e-8", "8e-8", "1e-7"]),
    ([1e6, 5e6], ["1e6", "2e6", "3e6", "4e6", "5e6"]),
  ])
  func `ticks are 1, 2 or 5 times a power of ten`(_ values: [Double], _ ticks: [String]) {
    let lines = frame(plot(values), 60, 24).lines
    let labels = lines.filter { $0.contains("┤") }
      .compactMap { $0.split(separator: "┤").first?.split(separator: " ").last }
    #expect(labels.reversed().map(String.init) == ticks)
  }

  @Test func `what is left out is said`() {
    #expect(plot([1, .nan, 2]).omissions == ["A is not finite at iteration 1"])
    #expect(
      plot([1, 2], [3, .infinity, .nan]).omissions == ["B is not finite from iteration 1 on"])
    #expect(
      plot([.nan, 1, .nan, 2]).omissions == ["A is not finite at 2 iterations, first at 0"])
    #expect(
      plot([1, 0, -1], scale: .logarithmic).omissions
        == ["A: 2 values not above 0 have no place on a logarithmic scale"])
    #expect(plot([1, 0, -1]).omissions == [])
  }

  @Test func `letters at the ends of curves that meet stand beside each other`() {
    let drawn = frame(plot([3, 2, 1], [0, 0.5, 1], [1, 1, 1]), 60, 20)
    let letters = drawn.styleLines.prefix(17).joined().filter { "ABC".contains($0) }
    #expect(Set(letters).count == 3)
    let ends = drawn.lines.prefix(17).joined().filter { "ABC".contains($0) }
    #expect(ends.sorted() == ["A", "B", "C"])
  }
}
