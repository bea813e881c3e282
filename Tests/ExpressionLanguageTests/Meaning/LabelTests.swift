import ComputationGraph
import ExpressionLanguage
import TestSupport
import Testing

/// What nodes are called: no two gates alike, also inside of functions and where names are long.
@Suite struct LabelTests {
  private func gates(_ document: Document) -> [String] {
    let graph = document.graph
    return graph.ids.filter { graph.role(of: $0) == .gate }.map { document.labels[Int($0.index)] }
  }

  @Test func `an expression that occurs again has a number`() throws {
    #expect(
      try gates(read("x = 3\ny = 2\nf = x*x + x*x + y*y*x*x")).sorted()
        == ["f", "x*x", "x*x #2", "x*x+x*x", "y*y", "y*y*x", "y*y*x*x"])
  }

  @Test func `gates inside of calls are named by what the function is called with`() throws {
    let document = try read(
      """
      w = 2
      b = 1
      layer(a) = relu(w*a + b)
      twice(a) = layer(layer(a))
      x = 3
      y = 4
      f = twice(x) + layer(y) + layer(y)
      """)
    #expect(
      gates(document) == [
        "w*x", "w*x+b", "layer(x)", "w*layer(x)", "w*layer(x)+b", "twice(x)", "w*y", "w*y+b",
        "layer(y)", "twice(x)+layer(y)", "w*y #2", "w*y+b #2", "layer(y) #2", "f",
      ])
  }

  @Test func `no two gates of an example are called alike, open or closed`() throws {
    for text in [
      "f(a, b) = mse(a, b) + max(a)\nx = [1, 2]\ny = [3, 4]\nz = f(x, y) + f(y, x) + f(x, y)",
      "g(a) = maxout(a, 2*a, [1, 2])\nx = [1, 2]\nf = sum(g(x)*g(x) + [x[0], 1])",
    ] {
      let document = try read(text)
      #expect(Set(gates(document)).count == gates(document).count)
      let all = Set(document.graph.ids.filter { document.graph.canOpen($0) })
      let opened = document.opened(try document.graph.opening(all))
      #expect(Set(gates(opened)).count == gates(opened).count)
    }
  }

  @Test func `long names are cut in the middle, and two never look alike`() throws {
    let document = try read(
      """
      hidden_layer_preactivation_1 = 3
      hidden_layer_preactivation_2 = 4
      hidden_layer_preactivation_of_the_first_row_1 = 5
      f = hidden_layer_preactivation_1*hidden_layer_preactivation_2 - hidden_layer_preactivation_of_the_first_row_1
      """)
    let names = document.labels.map { document.shortNames[$0] }
    #expect(Set(names).count == names.count, "\(names)")
    #expect(names.allSatisfy { $0.count <= 18 })
    #expect(names[0] == "hidden_la…vation_1")
    #expect(names[1] == "hidden_la…vation_2")
    #expect(document.shortNames["w*x"] == "w·x")
  }

  @Test func `many long names that differ in the middle only are numbered`() throws {
    let lines = (0..<40).map {
      "aaaaaaaaaaaaaaaaaaaaaaaaa\($0 / 10)_\($0 % 10)bbbbbbbbbbbbbbbbbbbbbbbb = \($0)"
    }
    let document = try read(lines.joined(separator: "\n"))
    let names = document.labels.map { document.shortNames[$0] }
    #expect(Set(names).count == 40)
    #expect(names.allSatisfy { $0.count <= 18 })
  }
}
