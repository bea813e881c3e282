import ComputationGraph
import ExpressionLanguage
import Testing
import TestSupport

/// Files that no person writes: they are answered at once, with a graph or a message.
@Suite struct LimitsTests {
  @Test func `a chain of 200,000 terms is a graph`() throws {
    let chain = Array(repeating: "x", count: 200_000).joined(separator: "+")
    let document = try read("x = 1\nf = \(chain)")
    #expect(document.graph.count == 200_000)
    #expect(document.result == 200_000)
  }

  @Test func `a file of 100,000 lines is a graph, in ten times the work of 10,000`() throws {
    func file(_ lines: Int) -> [UInt8] {
      var text = "param x0 = 1 # the first\n"
      for line in 1...lines { text += "x\(line) = 0.5*x\(line - 1) + sin(x\(line - 1))\n" }
      return Array(text.utf8)
    }
    let (short, long) = (file(10_000), file(100_000))
    var document: Document?
    func read(_ bytes: [UInt8]) throws {
      document = try Document.make(from: Syntax(parsing: bytes)).get()
    }
    let ratio = try growth(from: { try read(short) }, to: { try read(long) })
    #expect(document?.graph.count == 400_001)
    #expect(document?.definitions.count == 100_001)
    // What is not linear takes a hundred times as much.
    #expect(ratio < 30)
  }

  @Test(arguments: ["(", "-", "x^", "max(1,", "2*(", "+("])
  func `nesting ends at a depth that no person writes`(_ opening: String) {
    for count in [1_000, 100_000] {
      let text = "f = " + String(repeating: opening, count: count) + "1"
      #expect(messages(text).contains("expected at most 64 levels of nesting and found more"))
      #expect(messages(text).split(separator: "\n").count == 3)
    }
  }

  @Test func `64 levels are fine`() throws {
    let open = String(repeating: "(", count: 64)
    let close = String(repeating: ")", count: 64)
    #expect(try read("f = \(open)2\(close)").result == 2)
    #expect(try read("f = " + String(repeating: "-", count: 63) + "2^2").result == -4)
  }

  @Test func `functions that unfold without end are stopped`() {
    var text = "f0(a) = a + a\n"
    for level in 1...60 { text += "f\(level)(a) = f\(level - 1)(f\(level - 1)(a))\n" }
    // Without a single node, and with two nodes a call.
    for body in Soak.some(1, of: ["a", "a + a"]) {
      #expect(
        messages(text.replacing("a + a", with: body) + "x = 1\ny = f60(x)") == """
          f:63:5: error: the file makes more than 2000000 nodes
          63 | y = f60(x)
             |     ^^^
          """)
    }
  }

  @Test func `calls in functions end at a depth that no person writes`() throws {
    func chain(_ length: Int) -> String {
      var text = "f1(a) = a + 1\n"
      for level in 2...length { text += "f\(level)(a) = f\(level - 1)(a) + 1\n" }
      return text + "x = 0\ny = f\(length)(x)"
    }
    #expect(try read(chain(64)).result == 64)
    #expect(
      messages(chain(65)) == """
        f:67:5: error: functions call functions too deeply here
        67 | y = f65(x)
           |     ^^^
        """)
  }

  @Test func `a line of a million characters is cut around the caret`() {
    let long = String(repeating: "x+", count: 500_000)
    #expect(
      messages("f = " + long + "$" + long) == """
        f:1:1000005: error: found '$', which means nothing here
        1 | …x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+$x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x…
          |                                                  ^
        """)
    let digits = String(repeating: "9", count: 1_000_000)
    #expect(
      messages("f = \(digits)").hasPrefix(
        "f:1:5: error: 99999999999999999999999… is too large: numbers end at about 1.8e308\n"))
    let name = String(repeating: "n", count: 1_000_000)
    #expect(messages("f = \(name)").count < 600)
    #expect(messages("f = \(name)(2) + 1").count < 600)
    #expect(messages("expect \(name) = 1").count < 600)
  }

  @Test func `many mistakes are counted, not printed`() {
    let text = (1...1000).map { "x\($0) = $\n" }.joined()
    let lines = messages(text).split(separator: "\n")
    #expect(lines.count == 81)
    #expect(lines.last == "and 980 more")
    let names = (1...3000).map { "sigmod\($0)(\($0))" }.joined(separator: "+")
    #expect(messages("f = \(names)").hasSuffix("and 2980 more"))
    let free = (1...100_000).map { "n\($0)" }.joined(separator: "+")
    #expect(messages("f = \(free)").contains("'n10' and 99990 more"))
  }
}
