import Screen
import Testing
import Visualizer

/// The frames around the gates of open calls.
@Suite struct CallFrameTests {
  /// The lines of a picture with all calls open.
  private func picture(_ text: String, columns: Int = 80) throws -> [String] {
    try shown(text, columns: columns, keys: "ccnnO").view.lines
  }

  @Test func `each open call has a frame with what it is called with`() throws {
    let lines = try picture("sq(t) = t^2 + t\nx = 3\ny = sq(x)\nf = sq(y)", columns: 120)
    // Frames side by side share a corner.
    #expect(lines.contains { $0.contains("┌╌ sq(x) ╌") && $0.contains(" sq(y) ╌") })
  }

  @Test func `a wire through the upper side does not cut what the function is called with`() throws
  {
    let text = """
      neuron(w, x, b) = sigmoid(w*x + b)
      x = 2
      w1 = 0.5
      w2 = -1
      b1 = 0
      b2 = 1
      f = neuron(w1, x, b1) + neuron(w2, x, b2)
      """
    let lines = try picture(text, columns: 120)
    #expect(lines.contains { $0.contains("╮ neuron(w1,x,b1) ╌") })
    #expect(lines.contains { $0.contains("╌ neuron(w2,x,b2) ╌") })
  }

  @Test func `a frame that a box would break is left out, and the pane names the call`() throws {
    let text = """
      sq(t) = t^2
      param a = 3
      param b = 0.5
      spare = a*2
      dist = a - 1
      loss = sq(dist) + b*dist
      expect spare = 6
      """
    let lines = try picture(text)
    #expect(!lines.contains { $0.contains("╌") }, "\(lines.joined(separator: "\n"))")
    #expect(lines.contains { $0.contains("sq(dist)") })
  }
}
