import Backpropagation
import ComputationGraph
import Debugging
import Screen
import Sentences
import Testing
import Visualizer

/// Gates without a name, called what the screen calls them; and keys that ask and return.
@Suite struct CalledNodeTests {
  private static let source = "x = 3\ny = 4\nf = (x*y - 1)^2 + x*x"

  private func debugger(_ keys: String) throws -> Debugger {
    try #require(try shown(Self.source, keys: keys).debugger)
  }

  @Test(arguments: ["x·y", "x*y", "x * y", "(x×y)"])
  func `goto finds a gate by its expression`(_ name: String) throws {
    let debugger = try debugger(":goto \(name)<Enter>")
    #expect(debugger.snapshot.step?.action == .forward(unit: 0))
  }

  @Test func `break, path and set find it, too`() throws {
    let product = Node.ID(2)
    #expect(try debugger(":break x·y<Enter>").breakpoints.nodes == [product])
    #expect(
      try debugger(":break grad x·y - 1 > 5<Enter>").breakpoints.entries.first?.breakpoint
        == .gradient(Node.ID(4), .above(5)))
    #expect(
      try shown(Self.source, keys: "cc:path x·y<Enter>").view.lines.contains {
        $0.contains("∂f/∂(x·y) along 1 path")
      })
    let held = try debugger("c:set x·y 7<Enter>c")
    #expect(held.words.value(product) == Tensor(7))
  }

  @Test func `two paths through x·x say through which operand`() throws {
    let lines = try shown(Self.source, keys: "cc:path x<Enter>").view.lines
    #expect(lines.contains { $0.contains("x·x ← x (operand 1)") })
    #expect(lines.contains { $0.contains("x·x ← x (operand 2)") })
  }

  @Test func `w leads away and back to where one was`() throws {
    let before = try debugger("ccc<Tab>")
    for back in ["w", "<Esc>", "''"] {
      let keys = back == "''" ? "ccc<Tab>w1n''" : "ccc<Tab>w11" + back
      let after = try debugger(keys)
      #expect(after.position == before.position, "\(keys)")
      if back != "''" { #expect(after.attention.focus == before.attention.focus) }
    }
  }

  @Test func `a nudge of an array asks for an entry`() throws {
    let source = "param W = [[1, 2], [3, 4]]\nf = sum(W*W)"
    let application = try shown(source, keys: "cc:goto W<Enter>ccc<Tab>+")
    let asked = application.view.lines
    #expect(asked.contains { $0.contains("which entry? h j k l picks it, + and - nudge it") })
    let nudged = try shown(source, keys: "cc<Tab>+lj+").view.lines
    #expect(nudged.contains { $0.contains("nudge W[1, 1] = 4.00") })
    #expect(try shown(source, keys: "cc<Tab>+lj++").view.lines.contains { $0.contains("▸   +0.1") })
  }
}
