import GraphLayout
import TestSupport
import Testing

/// What holds for every layout of every diagram, looked up cell by cell.
@Suite struct LayoutPromiseTests {
  @Test(arguments: Look.allCases)
  func `the graphs of the lecture keep every promise`(_ look: Look) {
    for (name, build) in Sketch.named {
      let diagram = build(look).diagram
      #expect(brokenPromises(Layout(diagram), of: diagram) == [], "\(name)")
    }
  }

  @Test(arguments: Look.allCases)
  func `small random graphs keep every promise`(_ look: Look) {
    for seed in Soak.some(250, of: Array(0..<1000)) {
      let count = 2 + seed % 12
      let diagram = Sketch.random(look, seed: UInt64(seed), count: count).diagram
      let layout = Layout(diagram, preferring: LayoutPreferences(effort: 100 + seed % 10 * 1000))
      let problems = brokenPromises(layout, of: diagram)
      #expect(problems == [], "seed \(seed)")
      if !problems.isEmpty { return }
    }
  }

  @Test(arguments: Look.allCases)
  func `larger random graphs keep every promise`(_ look: Look) {
    for seed in 0..<4 {
      let diagram = Sketch.random(look, seed: UInt64(seed), count: 160, reach: 30).diagram
      let problems = brokenPromises(Layout(diagram), of: diagram)
      #expect(problems == [], "seed \(seed)")
      if !problems.isEmpty { return }
    }
  }

  @Test(arguments: Look.allCases)
  func `wires too long to go between the boxes run below them`(_ look: Look) {
    let diagram = Sketch.mirror(look, 80).diagram
    #expect(brokenPromises(Layout(diagram), of: diagram) == [])
  }

  @Test func `the same diagram gives the same layout`() {
    for (name, build) in Sketch.named {
      let diagram = build(.compact).diagram
      #expect(Layout(diagram) == Layout(diagram), "\(name)")
    }
  }
}
