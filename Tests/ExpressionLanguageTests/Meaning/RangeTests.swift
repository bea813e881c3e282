import ComputationGraph
import ExpressionLanguage
import TestSupport
import Testing

/// Ranges in an index. The numbers are those that numpy gives for arange(5) and arange(12) as 3×4.
@Suite struct RangeTests {
  private static let leaves = """
    v = [0, 1, 2, 3, 4]
    A = [[0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10, 11]]

    """
  private static let vector = "axis 0 of a vector of 5, which has the places 0 to 4"

  @Test(arguments: [
    ("v[1:]", [4], [1, 2, 3, 4]),
    ("v[:-1]", [4], [0, 1, 2, 3]),
    ("v[1:3]", [2], [1, 2]),
    ("v[-3:-1]", [2], [2, 3]),
    ("v[:]", [5], [0, 1, 2, 3, 4]),
    ("v[::2]", [3], [0, 2, 4]),
    ("v[1::2]", [2], [1, 3]),
    ("v[::3]", [2], [0, 3]),
    ("v[::-1]", [5], [4, 3, 2, 1, 0]),
    ("v[3:0:-1]", [3], [3, 2, 1]),
    ("v[3:0:-2]", [2], [3, 1]),
    ("v[-1::-2]", [3], [4, 2, 0]),
    ("v[:2:-1]", [2], [4, 3]),
    ("v[0:5]", [5], [0, 1, 2, 3, 4]),
    ("v[4:5]", [1], [4]),
    ("v[::9]", [1], [0]),
    ("v[3::-1]", [4], [3, 2, 1, 0]),
    ("A[:, 1:3]", [3, 2], [1, 2, 5, 6, 9, 10]),
    ("A[1:]", [2, 4], [4, 5, 6, 7, 8, 9, 10, 11]),
    ("A[:2, 1]", [2], [1, 5]),
    ("A[1, :2]", [2], [4, 5]),
    ("A[0:1]", [1, 4], [0, 1, 2, 3]),
    ("A[:, ::-1]", [3, 4], [3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8]),
    ("A[::2, ::2]", [2, 2], [0, 2, 8, 10]),
    ("A[1:, 1:]", [2, 3], [5, 6, 7, 9, 10, 11]),
    ("A[::-1, 3]", [3], [11, 7, 3]),
    ("A[1:][0]", [4], [4, 5, 6, 7]),
    ("A.T[1:3]", [2, 3], [1, 5, 9, 2, 6, 10]),
    ("A[1:3, -2:]", [2, 2], [6, 7, 10, 11]),
  ])
  func `a range takes what numpy takes`(
    _ expression: String, _ extents: [Int], _ elements: [Double]
  ) throws {
    let tensor = try read(Self.leaves + "f = \(expression)").tensor("f")
    #expect(tensor.shape.extents == extents)
    #expect(tensor.elements == elements)
  }

  @Test func `the gradient of a range goes back to the places it was taken from`() throws {
    let document = try read(
      Self.leaves + "w = [1, 10, 100]\nf = sum(v[3:0:-1] * w) + sum(A[1:, ::2] * A[:2, 1:3])")
    var numbers = document.numbers
    numbers.backpropagate(from: document.output, in: document.graph)
    func gradient(_ name: String) throws -> [Double] {
      let node = try #require(document.node(named: name))
      return numbers.gradient(of: node, in: document.graph).elements
    }
    #expect(try gradient("v") == [0, 100, 10, 1, 0])
    // ∂/∂A of Σ A[1:, ::2]·A[:2, 1:3], by jax.grad.
    #expect(try gradient("A") == [0, 4, 6, 0, 1, 8, 12, 0, 5, 0, 6, 0])
  }

  @Test(arguments: [
    ("[1:3]", "[1:3]"), ("[:, 1:]", "[:, 1:4]"), ("[::2]", "[0:3:2]"), ("[::-1]", "[2::-1]"),
    ("[:, 3:0:-2]", "[:, 3:0:-2]"), ("[1, :-1]", "[1, 0:3]"), ("[:, :]", "[:, :]"),
  ])
  func `a gate shows the range it takes`(_ written: String, _ symbol: String) throws {
    let document = try read(Self.leaves + "f = A\(written)")
    #expect(document.graph.primitive(of: document.output)?.symbol == symbol)
    #expect(document.labels[Int(document.output.index)] == "f")
    // What is shown can be written in its place.
    let again = try read(Self.leaves + "f = A\(symbol)")
    #expect(try again.tensor("f") == document.tensor("f"))
  }

  @Test(arguments: [
    ("v[2:9]", "the range 2:9 goes beyond \(vector); write 2:"),
    ("v[-9:2]", "the range -9:2 goes beyond \(vector); write :2"),
    ("v[9:0:-1]", "the range 9:0:-1 goes beyond \(vector); write :0:-1"),
    ("v[7:]", "the range 7: goes beyond \(vector)"),
    ("v[:-7]", "the range :-7 goes beyond \(vector)"),
    ("A[:, 2:9]", "the range 2:9 goes beyond axis 1 of 3×4, which has the places 0 to 3; write 2:"),
    ("v[2:2]", "the range 2:2 takes nothing of \(vector)"),
    ("v[5:]", "the range 5: takes nothing of \(vector)"),
    ("v[3:1]", "the range 3:1 takes nothing of \(vector)"),
    ("v[0:3:-1]", "the range 0:3:-1 takes nothing of \(vector)"),
    ("v[7]", "axis 0 of a vector of 5 has the places 0 to 4, and no place 7"),
    ("v[1:2, 0:1]", "a vector of 5 has 1 axis and is given 2 indices"),
    ("v[0].T[1:]", "a number has no elements to choose from"),
    ("v[1:2:0]", "expected a step that is not 0 and found '0'"),
    ("v[:x]", "expected a whole number, ':' or ']' and found 'x'"),
    ("v[::0.5]", "expected a step, which is a whole number, and found 0.5"),
    ("v[1:2:1:1]", "expected ',' or ']' and found ':'"),
    ("v[1:", "this '[' is never closed"),
  ])
  func `a range that is none is told with what is there`(
    _ expression: String, _ sentence: String
  ) {
    let all = messages(Self.leaves + "f = \(expression)")
    #expect(all.contains("error: \(sentence)\n"), "\(all)")
  }

  @Test func `what a message offers takes what numpy would have taken`() throws {
    for (beyond, offered) in [("2:9", "2:"), ("-9:2", ":2"), ("9:0:-1", ":0:-1")] {
      #expect(messages(Self.leaves + "f = v[\(beyond)]").contains("; write \(offered)\n"))
    }
    #expect(try read(Self.leaves + "f = v[2:]").tensor("f").elements == [2, 3, 4])
    #expect(try read(Self.leaves + "f = v[:2]").tensor("f").elements == [0, 1])
    #expect(try read(Self.leaves + "f = v[:0:-1]").tensor("f").elements == [4, 3, 2, 1])
  }
}
