import Foundation
import Testing

/// `backprop steps`: each line is an equation that is true, in text and in JSON.
@Suite struct StepsTests {
  private func objects(_ arguments: String...) throws -> [[String: Any]] {
    let run = try CommandRun(arguments: ["steps", "--json"] + arguments)
    return try run.lines.map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
  }

  private static let bias = """
    x = [[1, 2], [3, -1], [0.5, 0.2]]; param W = [[0.1], [0.4]]; param b = zeros(1); \
    q = x @ W + b; f = sum(q*q)
    """

  @Test func `the sum over the axis along which a bias was copied is said`() throws {
    let lines = try CommandRun("steps", "-e", Self.bias).lines
    let line = try #require(lines.first { $0.contains("q → b:") })
    #expect(line.contains(" × local [[1.0], [1.0], [1.0]], summed over axis 0, = downstream "))
    let flow = try #require(
      try objects("-e", Self.bias).first { $0["operand"] as? String == "b" })
    #expect(flow["summedOver"] as? [Int] == [0])
    let product = try #require(
      try objects("-e", Self.bias).first { $0["operand"] as? String == "x@W" })
    #expect(product["summedOver"] as? [Int] == [])
  }

  @Test func `both axes of a number that was copied to a matrix are named`() throws {
    let lines = try CommandRun("steps", "-e", "s = 2; f = sum(s + ones(2, 3))").lines
    #expect(lines.contains { $0.contains("summed over axes 0 and 1, = downstream 6") })
  }

  @Test func `a gate that is not elementwise says its rule`() throws {
    let lines = try CommandRun("steps", "-e", Self.bias).lines
    #expect(lines.contains { $0.contains("upstream 1; ∂f/∂f, copied to every entry summed; down") })
    #expect(lines.contains { $0.contains("; xᵀ @ ∂f/∂(x@W); downstream ") })
    let flow = try #require(
      try objects("-e", Self.bias).first { $0["operand"] as? String == "W" })
    #expect(flow["rule"] as? String == "xᵀ @ ∂f/∂(x@W)")
    #expect(flow["local"] is NSNull)
  }

  @Test func `large arrays are a shape and a norm, and JSON has all of them`() throws {
    let text = "param W = ones(20, 30); f = sum(W*W)"
    let run = try CommandRun("steps", "-e", text)
    #expect(run.lines.allSatisfy { $0.count < 300 })
    #expect(run.lines.contains { $0.hasPrefix("1  forward  W*W = 20×30, norm 24.4949") })
    let value = try #require(try objects("-e", text).first?["value"] as? [[Double]])
    #expect(value.count == 20 && value.allSatisfy { $0.count == 30 })
  }

  @Test func `the two ways back of x·x say which operand they go to`() throws {
    let lines = try CommandRun("steps", "-e", "x = 3; f = x*x").lines
    #expect(lines.contains { $0.contains("f → x, operand 1: ") })
    #expect(lines.contains { $0.contains("f → x, operand 2: ") })
    let numbers = try objects("-e", "x = 3; f = x*x").compactMap { $0["operandNumber"] as? Int }
    #expect(numbers == [1, 2])
  }

  @Test func `two calls of one function are told apart when they are open`() throws {
    let text = "w = 2; f(a) = relu(w*a); x = 3; z = 4; y = f(x) + f(z) + f(x)"
    let names = try objects("--open", "-e", text).filter { $0["phase"] as? String == "forward" }
    let gates = names.compactMap { $0["gate"] as? String }
    #expect(gates == ["w*x", "f(x)", "w*z", "f(z)", "f(x)+f(z)", "w*x #2", "f(x) #2", "y"])
    #expect(
      names.compactMap { $0["inside"] as? [String] }
        == [["f(x)"], ["f(x)"], ["f(z)"], ["f(z)"], [], ["f(x)"], ["f(x)"], []])
    let lines = try CommandRun("steps", "--open", "-e", text).lines
    #expect(lines[0] == "1  forward  f(x): w*x = 6")
    #expect(!lines.contains { $0.contains("w*a") })
  }
}
