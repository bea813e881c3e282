import Backpropagation
import ComputationGraph
import Debugging
import ExpressionLanguage
import Screen
import Testing
import Visualizer

/// The first example of the lecture.
private let firstExample = "x = -2; y = 5; z = -4; q = x + y; f = q * z".lines

@Suite struct WhatIfTests {
  private func value(_ name: String, _ application: Application) throws -> Double? {
    let debugger = try #require(application.debugger)
    let node = try #require(debugger.document.node(named: name))
    return debugger.snapshot.numbers.value(of: node, in: debugger.document.graph).scalar
  }

  @Test func `e and a number answer what if x were 3`() throws {
    var application = try shown(firstExample, keys: "ccc:set x 3<Enter>")
    #expect(application.debugger?.position.isBeginning == true)
    let lines = application.view.lines
    #expect(lines[0].contains("what if   iteration 0"))
    #expect(lines.contains { $0.contains("f") && $0.contains("-12.00 → -32.00") })
    #expect(lines.joined().contains("~-12.0 "))
    try application.press("c")
    #expect(try value("f", application) == -32)
    #expect(!application.view.lines.joined().contains("~-12"))
  }

  @Test(arguments: ["W[0,1]", "W[0, 1]", "W[ 0 ,1 ]"])
  func `one entry is set by its indices`(_ entry: String) throws {
    let source = "W = [[1, 2], [3, 4]]\nf = sum(W)"
    let application = try shown(source, keys: "n:set \(entry) 2*5<Enter>")
    let debugger = try #require(application.debugger)
    let node = try #require(debugger.document.node(named: "W"))
    #expect(
      debugger.snapshot.numbers.value(of: node, in: debugger.document.graph).elements
        == [1, 10, 3, 4])
  }

  @Test(arguments: [
    (":set W[2,0] 3<Enter>", "W is 2×2: its entries go from 0 to 1, 1"),
    (":set W[1] 3<Enter>", "an entry of W, which is 2×2, has 2 indices"),
    (":set f[0] 3<Enter>", "f is a single number"),
    (":set V[0] 3<Enter>", "there is nothing to set called 'V'"),
    (":set W[0,1] [1, 2]<Enter>", "W is a single number, and this is 2"),
    (":set lr -1<Enter>", "a learning rate is greater than 0"),
    (":set lr 0<Enter>", "a learning rate is greater than 0"),
  ])
  func `what cannot be set is said`(_ keys: String, _ words: String) throws {
    let lines = try shown("W = [[1, 2], [3, 4]]\nf = sum(W)", keys: keys).view.lines
    #expect(lines.suffix(2).joined().contains(words), "\(lines.suffix(2))")
  }

  @Test func `e begins with the old value, and typing replaces it`() throws {
    var application = try shown(firstExample, keys: "<Tab>e")
    #expect(application.view.lines.last == " x = -2")
    #expect(application.view.styleLines.last?.contains("s") == true)
    try application.press("3*2<Enter>")
    #expect(try value("x", application) == 6)
    #expect(try value("x", try shown(firstExample, keys: "<Tab>e<Right>5<Enter>")) == -25)
    #expect(try value("x", try shown(firstExample, keys: "<Tab>e<Esc>")) == -2)
    #expect(try value("x", try shown(firstExample, keys: "<Tab>e<Enter>")) == -2)
  }

  @Test func `without a leaf to change e says where to go`() throws {
    #expect(
      try shown(firstExample, keys: "ce").view.lines.last
        == " move to a leaf first: Tab or the arrow keys")
  }

  @Test func `u returns to where the change was made, and the numbers with it`() throws {
    let before = try shown(firstExample, keys: "cccN")
    var application = before
    try application.press(":set y 1<Enter>ccu<Tab><Esc>")
    #expect(application.view == before.view)
    try application.press(":set y 1<Enter>c:set z 1<Enter>:reset<Enter>")
    #expect(application.view.lines.last == " 2 changes taken back")
    #expect(try value("y", application) == 5)
    #expect(try value("z", application) == -4)
  }

  @Test func `'' goes back to where one was, with everything computed again`() throws {
    let application = try shown(firstExample, keys: "ccc:set x 3<Enter>''")
    let before = try shown(firstExample, keys: "ccc")
    #expect(application.debugger?.position == before.debugger?.position)
    #expect(try value("f", application) == -32)
  }

  @Test func `a gate that is set is held and marked, and its operands get nothing`() throws {
    let application = try shown(firstExample, keys: ":set q 8<Enter>cccN")
    #expect(application.view.lines.joined().contains("!8.00"))
    let end = try shown(firstExample, keys: ":set q 8<Enter>ccc")
    #expect(try value("f", end) == -32)
    let debugger = try #require(end.debugger)
    let x = try #require(debugger.document.node(named: "x"))
    #expect(debugger.snapshot.numbers.gradient(of: x, in: debugger.document.graph) == Tensor(0))
    #expect(end.view.lines.joined().contains("nothing goes on to"))
  }

  @Test func `an array is set whole or by an entry`() throws {
    let source = "W = [[1, 2], [3, 4]]; f = sum(W * W)".lines
    var application = try shown(source, keys: "<Tab>v<Right>e7<Enter>")
    let document = try #require(application.debugger?.document)
    let w = try #require(document.node(named: "W"))
    func elements() -> [Double]? {
      application.debugger?.snapshot.numbers.value(of: w, in: document.graph).elements
    }
    #expect(elements() == [1, 7, 3, 4])
    try application.press("<Esc>:set W [[1, 1], [0, 2]]<Enter>")
    #expect(elements() == [1, 1, 0, 2])
    try application.press(":set W 5<Enter>")
    #expect(elements() == [5, 5, 5, 5])
    try application.press(":set W randn(2, 2, seed = 3)<Enter>c")
    #expect(Set(elements() ?? []).count == 4)
  }

  @Test(arguments: [
    ("x hello", "a value is made of numbers and functions of them; 'hello' is neither"),
    ("x [1, 2]", "x is a single number, and this is 2"),
    ("x 1/0", "'1/0' is no finite number"),
    ("x 2 +", "expected "),
  ])
  func `what is no value is said in one sentence`(_ text: String, _ answer: String) throws {
    let application = try shown(firstExample, keys: ":set \(text)<Enter>")
    #expect(application.view.lines.last?.contains(answer) == true)
    #expect(try value("x", application) == -2)
  }

  @Test func `an edit stays when gates are opened, and inside them there is nothing to set`() throws
  {
    let source = "x = 1; s = sigmoid(x); f = s * 2".lines
    let application = try shown(source, keys: "ccc:set x 0<Enter>cc:goto s<Enter><Enter>")
    #expect(try value("x", application) == 0)
    #expect(try value("s", application) == 0.5)
    #expect(application.debugger?.document.graph.count ?? 0 > 5)
    let inside = try shown(source, keys: "c:goto s<Enter><Enter>g<Tab><Tab>e3<Enter>")
    #expect(inside.view.lines.last?.contains("inside an open gate") == true)
  }
}
