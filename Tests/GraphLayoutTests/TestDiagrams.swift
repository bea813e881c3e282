import GraphLayout
import Learning

/// The two ways in which the program draws a gate.
enum Look: CaseIterable {
  /// Three rows; binary gates collect their operands in their first column.
  case compact
  /// Five rows with a frame.
  case boxed
}

/// A diagram with the words in its boxes, so that a test can be read and drawn.
struct Sketch {
  let look: Look
  private(set) var diagram = Diagram()
  private(set) var labels: [String] = []
  /// The names of outputs, by their gates.
  private(set) var names: [Int: String] = [:]

  init(_ look: Look) { self.look = look }

  mutating func leaf(_ name: String) -> Int {
    labels.append(name)
    return diagram.append(
      Diagram.Box(width: name.count + 7, height: 3, outputRow: 1, inputRows: [1]))
  }

  mutating func gate(_ label: String, _ operands: Int..., ordered: Bool = false) -> Int {
    gate(label, operands, ordered: ordered)
  }

  mutating func gate(_ label: String, _ operands: [Int], ordered: Bool = false) -> Int {
    labels.append(label)
    let collects = operands.count > 1 && operands.count < 4
    let box =
      switch look {
      case .compact where collects:
        Diagram.Box(
          width: label.count + 9, height: 3, outputRow: 1, inputRows: [0, 1, 2],
          keepsOrder: ordered, hasConnector: true)
      case .compact where operands.count < 2:
        Diagram.Box(width: label.count + 8, height: 3, outputRow: 1, inputRows: [1])
      case .boxed where operands.count < 4:
        Diagram.Box(
          width: label.count + 10, height: 5, outputRow: 2, inputRows: [1, 2, 3],
          keepsOrder: ordered)
      default:
        Diagram.Box(
          width: label.count + 10, height: operands.count + 2, outputRow: operands.count / 2 + 1,
          inputRows: Array(1...operands.count), keepsOrder: ordered)
      }
    return diagram.append(box, operands: operands)
  }
}

extension Sketch {
  /// Names the value of the last gate right of it, in place of the field for its numbers.
  mutating func name(_ name: String) {
    names[labels.count - 1] = name
    diagram.boxes[labels.count - 1].width += name.count - 3
  }

  static func make(_ look: Look, _ build: (inout Sketch) -> Void) -> Sketch {
    var sketch = Sketch(look)
    build(&sketch)
    return sketch
  }

  /// (x + y) · z
  static func sumTimes(_ look: Look) -> Sketch {
    make(look) {
      let x = $0.leaf("x")
      let y = $0.leaf("y")
      let z = $0.leaf("z")
      _ = $0.gate("*", $0.gate("+", x, y), z)
      $0.name("f")
    }
  }

  /// 1 / (1 + exp(−(w0·x0 + w1·x1 + w2)))
  static func sigmoidNeuron(_ look: Look) -> Sketch {
    make(look) {
      let w0 = $0.leaf("w0")
      let x0 = $0.leaf("x0")
      let w1 = $0.leaf("w1")
      let x1 = $0.leaf("x1")
      let w2 = $0.leaf("w2")
      let sum = $0.gate("+", $0.gate("×", w0, x0), $0.gate("×", w1, x1))
      let all = $0.gate("+", sum, w2)
      _ = $0.gate("1/x", $0.gate("+1", $0.gate("exp", $0.gate("×-1", all))))
      $0.name("f")
    }
  }

  /// (x + σ(y)) / (σ(x) + (x + y)²)
  static func staged(_ look: Look) -> Sketch {
    make(look) {
      let x = $0.leaf("x")
      let y = $0.leaf("y")
      let numerator = $0.gate("+", x, $0.gate("σ", y))
      let square = $0.gate("^2", $0.gate("+", x, y))
      let denominator = $0.gate("+", $0.gate("σ", x), square)
      _ = $0.gate("/", numerator, denominator, ordered: true)
    }
  }

  /// u = a·b, f = u·u + u·a
  static func diamond(_ look: Look) -> Sketch {
    make(look) {
      let a = $0.leaf("a")
      let b = $0.leaf("b")
      let u = $0.gate("*", a, b)
      _ = $0.gate("+", $0.gate("*", u, u), $0.gate("*", u, a))
    }
  }

  /// (a·b) · (a + b)
  static func sharedLeaves(_ look: Look) -> Sketch {
    make(look) {
      let a = $0.leaf("a")
      let b = $0.leaf("b")
      _ = $0.gate("*", $0.gate("*", a, b), $0.gate("+", a, b))
    }
  }

  /// 2 · (x·y + max(z, w))
  static func maximumGate(_ look: Look) -> Sketch {
    make(look) {
      let x = $0.leaf("x")
      let y = $0.leaf("y")
      let z = $0.leaf("z")
      let w = $0.leaf("w")
      _ = $0.gate("×2", $0.gate("+", $0.gate("*", x, y), $0.gate("max", z, w)))
    }
  }

  /// max(0, car − cat + 1) + max(0, frog − cat + 1)
  static func hinge(_ look: Look) -> Sketch {
    make(look) {
      let car = $0.leaf("car")
      let cat = $0.leaf("cat")
      let frog = $0.leaf("frog")
      let first = $0.gate("max 0", $0.gate("+1", $0.gate("-", car, cat, ordered: true)))
      let second = $0.gate("max 0", $0.gate("+1", $0.gate("-", frog, cat, ordered: true)))
      _ = $0.gate("+", first, second)
    }
  }

  /// tanh(x1·w1 + x2·w2 + b)
  static func tanhNeuron(_ look: Look) -> Sketch {
    make(look) {
      let x1 = $0.leaf("x1")
      let w1 = $0.leaf("w1")
      let x2 = $0.leaf("x2")
      let w2 = $0.leaf("w2")
      let b = $0.leaf("b")
      let sum = $0.gate("+", $0.gate("*", x1, w1), $0.gate("*", x2, w2))
      _ = $0.gate("tanh", $0.gate("+", sum, b))
    }
  }

  /// x · x
  static func square(_ look: Look) -> Sketch {
    make(look) {
      let x = $0.leaf("x")
      _ = $0.gate("*", x, x)
    }
  }

  /// 4x + 2x
  static func multiples(_ look: Look) -> Sketch {
    make(look) {
      let x = $0.leaf("x")
      _ = $0.gate("+", $0.gate("×4", x), $0.gate("×2", x))
    }
  }

  /// A network of tanh neurons, every scalar a box.
  static func network(_ look: Look, _ widths: [Int]) -> Sketch {
    make(look) { sketch in
      var layer = (0..<widths[0]).map { sketch.leaf("x\($0)") }
      for width in widths.dropFirst() {
        layer = (0..<width).map { neuron in
          var sum = sketch.leaf("b\(neuron)")
          for (number, input) in layer.enumerated() {
            let weight = sketch.leaf("w\(number)")
            sum = sketch.gate("+", sum, sketch.gate("*", weight, input))
          }
          return sketch.gate("tanh", sum)
        }
      }
    }
  }

  static func chain(_ look: Look, _ length: Int) -> Sketch {
    make(look) { sketch in
      var end = sketch.leaf("x")
      for _ in 0..<length { end = sketch.gate("+1", end) }
    }
  }

  /// One gate with many leaves.
  static func wideSum(_ look: Look, _ count: Int) -> Sketch {
    make(look) { sketch in
      let leaves = (0..<count).map { sketch.leaf("x\($0)") }
      _ = sketch.gate("sum", leaves)
    }
  }

  /// The same as a row of additions.
  static func longSum(_ look: Look, _ count: Int) -> Sketch {
    make(look) { sketch in
      let leaves = (0..<count).map { sketch.leaf("x\($0)") }
      _ = leaves.dropFirst().reduce(leaves[0]) { sketch.gate("+", $0, $1) }
    }
  }

  /// Leaves that are all used again in the opposite order, so that the wires get long.
  static func mirror(_ look: Look, _ count: Int) -> Sketch {
    make(look) { sketch in
      let leaves = (0..<count).map { sketch.leaf("x\($0)") }
      _ = (leaves.dropFirst() + leaves.reversed()).reduce(leaves[0]) { sketch.gate("*", $0, $1) }
    }
  }

  static func singleLeaf(_ look: Look) -> Sketch {
    make(look) { _ = $0.leaf("x") }
  }

  static func twoParts(_ look: Look) -> Sketch {
    make(look) {
      let a = $0.leaf("a")
      let b = $0.leaf("b")
      _ = $0.leaf("unused")
      _ = $0.gate("+", a, b)
      _ = $0.gate("exp", $0.gate("+1", $0.leaf("c")))
    }
  }

  static func empty(_ look: Look) -> Sketch { Sketch(look) }

  static let named: [(String, @Sendable (Look) -> Sketch)] = [
    ("(x+y)*z", sumTimes), ("sigmoid neuron", sigmoidNeuron), ("staged", staged),
    ("diamond", diamond), ("shared leaves", sharedLeaves), ("maximum", maximumGate),
    ("hinge", hinge), ("tanh neuron", tanhNeuron), ("x*x", square), ("4x+2x", multiples),
    ("network", { network($0, [2, 3, 1]) }), ("chain", { chain($0, 40) }),
    ("wide sum", { wideSum($0, 30) }), ("long sum", { longSum($0, 30) }),
    ("single leaf", singleLeaf), ("two parts", twoParts), ("empty", empty),
  ]

  /// A random graph; the same for the same seed.
  static func random(_ look: Look, seed: UInt64, count: Int, reach: Int = .max) -> Sketch {
    var generator = RandomNumbers(seed: seed)
    return make(look) { sketch in
      for node in 0..<count {
        let operands = Int.random(in: 0...4, using: &generator)
        if node == 0 || operands == 0 {
          _ = sketch.leaf(String("abcdefgh".prefix(1 + node % 5)))
        } else {
          let first = max(0, node - reach)
          let arity = operands == 4 ? Int.random(in: 3...6, using: &generator) : min(operands, 2)
          let sources = (0..<arity).map { _ in Int.random(in: first..<node, using: &generator) }
          _ = sketch.gate("g", sources, ordered: Bool.random(using: &generator))
        }
      }
    }
  }
}
