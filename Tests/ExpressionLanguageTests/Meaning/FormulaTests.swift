import ComputationGraph
import ExpressionLanguage
import Testing

@Suite struct FormulaTests {
  private let values: [String: Tensor]
  private let gradients: [String: Tensor]

  init() throws {
    values = [
      "x": Tensor(3), "θ": Tensor(-0.5), "grad0": Tensor(7),
      "W": try Tensor([1, 2, 3, 4, 5, 6], shape: Shape([2, 3])),
      "v": try Tensor([1, 0, -1], shape: Shape([3])),
    ]
    gradients = [
      "q": Tensor(-4), "w0*x0": Tensor(0.5), "W": try Tensor([1, 2], shape: Shape([2])),
    ]
  }

  private func value(_ text: String) throws -> Tensor {
    try Formula(text).value { (reference) throws(Formula.Problem) in
      switch reference {
      case .value(let name):
        guard let tensor = values[name] else { throw Formula.Problem("no '\(name)'") }
        return tensor
      case .gradient(let of):
        guard let tensor = gradients[of] else { throw Formula.Problem("no gradient of '\(of)'") }
        return tensor
      }
    }
  }

  @Test(arguments: [
    ("2", 2), ("-x^2", -9), ("x*θ", -1.5), ("1/(1+exp(-0))", 0.5), ("x − 1 × 2", 1),
    ("grad q * x", -12), ("grad(q)·x", -12), ("∂f/∂q × x", -12), ("∂L/∂(w0·x0) * 4", 2),
    ("grad (w0 * x0) + 1", 1.5), ("-grad q", 4), ("W[1, 2]", 6), ("W[0] @ v", -2), ("grad0", 7),
    ("sum(W)", 21), ("sigmoid(0)", 0.5), ("2*pi - 2*pi", 0),
    ("σ(0)", 0.5), ("√0.25 + √(4)", 2.5), ("√4e-2", 0.2), ("0.5²", 0.25), ("(-3.00)²", 9),
    ("x³ - 2", 25), ("1.00 / inf", 0),
    ("-inf", -Double.infinity),
  ])
  func `a formula is the language of files, with gradients`(_ text: String, _ number: Double) throws
  {
    #expect(try value(text).scalar == number)
  }

  @Test func `a formula may call the functions of the file`() throws {
    let functions = [
      (name: "sq", line: "sq(t) = (t\n  *t)"), (name: "both", line: "both(a, b) = sq(a) + b*x"),
    ]
    let formula = Formula("both(2, 10)", functions: functions)
    let value = try formula.value { (reference) throws(Formula.Problem) in
      #expect(reference == .value("x"))
      return Tensor(3)
    }
    #expect(value.scalar == 34)
  }

  @Test func `a function of the file that is called σ is not the sigmoid`() throws {
    let formula = Formula("σ(8)", functions: [(name: "σ", line: "σ(t) = t/2")])
    let value = try formula.value { (reference) throws(Formula.Problem) in
      throw Formula.Problem("\(reference)")
    }
    #expect(value.scalar == 4)
  }

  @Test func `what is no number stands in a formula as it stands on the screen`() throws {
    #expect(try value("NaN × (-1.00)").scalar?.isNaN == true)
    #expect(try value("0.00 × inf").scalar?.isNaN == true)
  }

  @Test func `a formula may give an array`() throws {
    #expect(try value("[[1, 2], [3, -4]]").elements == [1, 2, 3, -4])
    #expect(try value("W @ v") == Tensor([-2, -2], shape: Shape([2])))
    #expect(try value("W.T @ grad W").elements == [9, 12, 15])
  }

  @Test(arguments: [
    ("", "expected a number, a name or '(' after '=' and found the end of the line"),
    ("2 +", "expected a number, a name or '(' after '+' and found the end of the line"),
    ("2x", "expected an operator between '2' and 'x'; to multiply, write 2*x"),
    ("y * 2", "no 'y'"), ("grad z", "no gradient of 'z'"), ("grad", "no 'grad'"),
    ("x = 3", "expected the end of the line and found a second '='"),
    ("sin", "'sin' is a function and has no value of its own"),
    ("f(2)", "no function is called 'f'"),
    ("∂f", "found '∂', which means nothing here"), ("x\nf = 2", "a formula is one line"),
    ("csv(\"a.csv\")", "a formula reads no files"),
  ])
  func `what is wrong with a formula is one sentence`(_ text: String, _ sentence: String) {
    #expect(throws: Formula.Problem(sentence)) { try value(text) }
  }

  @Test func `shapes that do not fit are named as they were typed`() {
    do {
      _ = try value("W @ grad W")
      Issue.record("no problem")
    } catch let problem as Formula.Problem {
      #expect(problem.sentence.contains("2×3"))
      #expect(!problem.sentence.contains("‴"))
    } catch {
      Issue.record("\(error)")
    }
  }

  @Test func `a formula of any kind does not stop the program`() {
    for text in [
      String(repeating: "(", count: 5000), String(repeating: "grad ", count: 1000), "∂∂/∂/∂(",
      "zeros(100000, 100000)", "grad(", "∂(((((/∂", "\u{0}", "‴", "formula‴", "🙂",
    ] {
      #expect(throws: Formula.Problem.self) { try value(text) }
    }
  }
}
