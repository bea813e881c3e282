import Cells
import GraphLayout
import Testing

@Suite struct PreferenceTests {
  private func rows(_ layout: Layout) -> [Int?] { layout.origins.map(\.row) }

  @Test(arguments: Look.allCases)
  func `drawn again from its own rows, a picture stays as it is`(_ look: Look) {
    for (name, build) in Sketch.named {
      let diagram = build(look).diagram
      let first = Layout(diagram)
      let again = Layout(diagram, preferring: LayoutPreferences(rows: rows(first)))
      #expect(again == first, "\(name)")
    }
  }

  @Test func `old rows decide what stands above, where both ways are equally good`() {
    let diagram = Sketch.sumTimes(.compact).diagram
    let usual = Layout(diagram).origins
    let turned = Layout(
      diagram, preferring: LayoutPreferences(rows: [6, 3, 0, nil, nil])
    ).origins
    #expect(usual[0].row < usual[1].row && usual[1].row < usual[2].row)
    #expect(turned[0].row > turned[1].row && turned[1].row > turned[2].row)
  }

  @Test func `a low window gets leaves beside their gates`() {
    let diagram = Sketch.sigmoidNeuron(.compact).diagram
    let low = Layout(
      diagram, preferring: LayoutPreferences(size: Size(columns: 90, rows: 12)))
    #expect(low.size.rows <= 12)
    #expect(low.crossings == 0)
  }

  @Test func `ranks keep the wished distance`() {
    let diagram = Sketch.sumTimes(.compact).diagram
    let layout = Layout(diagram, preferring: LayoutPreferences(minimumGap: 3))
    #expect(layout.origins[3].column == 8 + 3)
    #expect(brokenPromises(layout, of: diagram) == [])
  }

  @Test func `no depth of graph is too much`() {
    let layout = Layout(Sketch.chain(.compact, 20_000).diagram)
    #expect(layout.size.rows == 3)
    #expect(layout.crossings == 0)
  }
}
