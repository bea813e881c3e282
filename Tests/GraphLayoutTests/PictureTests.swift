import Cells
import GraphLayout
import Testing

/// Pictures as a teacher would draw them; numbers go above and below the wires.
@Suite struct PictureTests {
  @Test func `compact: the first example of the lecture`() {
    #expect(
      picture(of: .sumTimes(.compact)) == """

        x ──────╮
                │
                │
        y ──────┴(+)──────┬(*)── f
                          │
                          │
        z ────────────────╯

        """)
  }

  @Test func `boxed: the first example of the lecture`() {
    #expect(
      picture(of: .sumTimes(.boxed)) == """

        x ──────╮
                │╭───╮       ╭───╮
                ╰│   │       │   │
        y ───────│ + ├───────│ * ├── f
                 │   │      ╭│   │
                 ╰───╯      │╰───╯
        z ──────────────────╯

        """)
  }

  @Test func `compact: the sigmoid neuron fits on a terminal of 80 columns`() {
    let sketch = Sketch.sigmoidNeuron(.compact)
    let layout = Layout(sketch.diagram)
    #expect(layout.size == Size(columns: 80, rows: 15))
    #expect(layout.crossings == 0)
    #expect(
      picture(of: sketch, layout) == """

        w0 ──────╮
                 │
                 │
        x0 ──────┴(×)──────╮
                           │
                           │
        w1 ──────┬(×)──────┴(+)──────┬(+)──────(×-1)──────(exp)──────(+1)──────(1/x)── f
                 │                   │
                 │                   │
        x1 ──────╯                   │
                                     │
                                     │
        w2 ──────────────────────────╯

        """)
  }

  @Test func `compact: a value used twice forks`() {
    #expect(
      picture(of: .diamond(.compact)) == """

        a ──────┬──────────┬(*)──────┬(+)
                │         ╭╯         │
                │         │          │
        b ──────┴(*)──────╋┬(*)──────╯
                          ╰╯
        """)
  }

  @Test func `compact: both operands of a square are drawn`() {
    #expect(
      picture(of: .square(.compact)) == """

        x ──────┬┬(*)
                ╰╯
        """)
  }

  @Test func `boxed: the operands of a difference keep their order`() {
    #expect(
      picture(of: .hinge(.boxed)) == """
                    ╭───╮      ╭────╮      ╭───────╮       ╭───╮
                    │   │      │    │      │       │       │   │
        car ────────│ - ├──────│ +1 ├──────│ max 0 ├───────│ + │
                   ╭│   │      │    │      │       │      ╭│   │
                   │╰───╯      ╰────╯      ╰───────╯      │╰───╯
        cat ───────┤                                      │
                   │╭───╮      ╭────╮      ╭───────╮      │
                   ││   │      │    │      │       │      │
        frog ──────┼│ - ├──────│ +1 ├──────│ max 0 ├──────╯
                   ╰│   │      │    │      │       │
                    ╰───╯      ╰────╯      ╰───────╯
        """)
  }

  @Test func `a chain is one straight line`() {
    for look in Look.allCases {
      let sketch = Sketch.chain(look, 40)
      #expect(Layout(sketch.diagram).size.rows == (look == .compact ? 3 : 5))
    }
  }

  @Test func `a long sum stays low`() {
    #expect(Layout(Sketch.longSum(.compact, 300).diagram).size.rows <= 9)
  }
}
