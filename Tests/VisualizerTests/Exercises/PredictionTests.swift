import Backpropagation
import Cells
import Debugging
import ExpressionLanguage
import Learning
import LectureGraphs
import Screen
import Sentences
import TestSupport
import Testing
import Visualizer

/// The key `p`, played as somebody would.
@Suite struct PredictionTests {
  /// In the backward pass, before × m1 sends to w1 and x1.
  private let atProduct = "cc" + "nnnnnn"

  private func example(_ name: String) throws -> String {
    try lectureGraph(name).text
  }

  private func text(_ application: Application) -> String {
    application.view.lines.joined(separator: "\n")
  }

  @Test func `p asks for the next number, Esc returns and nothing has happened`() throws {
    let neuron = try example("sigmoid-neuron")
    let before = try shown(neuron, keys: atProduct)
    var application = before
    try application.press("p")
    #expect(text(application).contains("predict ∂f/∂"))
    #expect(application.view.lines.last?.hasPrefix(" ∂f/∂") == true)
    try application.press("0.5<Esc>")
    #expect(application.view == before.view)
    #expect(application.debugger?.position == before.debugger?.position)
  }

  @Test func `the right number makes the step, says so and explains it`() throws {
    var application = try shown("x = -2; y = 5; z = -4; q = x + y; f = q * z".lines, keys: "p")
    #expect(application.view.lines.last?.hasPrefix(" q = ") == true)
    try application.press("3<Enter>")
    #expect(application.debugger?.microSteps == 3)
    #expect(application.view.lines.last == " ✓ right: q = 3.00   1 of 1 right   p asks the next")
    #expect(text(application).contains("computes its output"))
    try application.press("p-1<Enter>")
    #expect(text(application).contains("✗ -1: the wrong operation with the right numbers"))
    #expect(application.debugger?.microSteps == 4, "nothing is computed yet")
    try application.press("-12<Enter>")
    #expect(application.view.lines.last?.contains("f = -12.00   1 of 2 right") == true)
  }

  @Test
  func `a wrong answer is named, then come the formula, its numbers, and the answer`()
    throws
  {
    let neuron = try example("sigmoid-neuron")
    var application = try shown(neuron, keys: ":goto s01<Enter>cc:goto s01<Enter>p")
    #expect(!text(application).contains("formula    "))
    try application.press("-2<Enter>")
    let named = text(application)
    #expect(named.contains("✗ -2: the local gradient alone"))
    #expect(
      named.contains("look at    the upstream gradient; local gradient and product are right"))
    #expect(!named.contains("formula    "))
    try application.press("?")
    #expect(text(application).contains("formula    ∂f/∂m1 × ∂m1/∂w1 = ∂f/∂m1 × x1"))
    #expect(!text(application).contains("look at    "))
    #expect(!text(application).contains("numbers    "))
    try application.press("?")
    #expect(text(application).contains("numbers    0.1966 × (-2.00)"))
    try application.press("?")
    #expect(application.view.lines.last?.hasPrefix(" it is ∂f/∂w1 = -0.39   0 of 1 right") == true)
    #expect(application.debugger?.exercise.prediction == nil)
    #expect(text(application).contains("downstream"))
  }

  @Test func `while a number is asked for, the screen is the same whatever it is`() throws {
    // Two files whose numbers differ in nothing but the result of the gate that is asked for.
    func source(_ gate: String) -> String { "x = 3; y = 5; q = \(gate); f = 2*q".lines }
    let sum = try shown(source("max(x, y)"), keys: "p")
    let product = try shown(source("min(x, y)"), keys: "p")
    let pictures = [sum, product].map { application in
      text(application).replacing("min", with: "max")
    }
    #expect(pictures[0] == pictures[1])
    #expect(pictures[0].contains("?"))
  }

  @Test func `in the second iteration an old value that is still true is hidden, too`() throws {
    // x0·x1 does not depend on the parameter, so its old value is the answer.
    let source = "param w = 3; x0 = 37; x1 = 2; a = x0*x1; f = a + w".lines
    let application = try shown(source, keys: "ip")
    #expect(application.view.lines.last?.hasPrefix(" a = ") == true)
    #expect(!text(application).contains("74"))
  }

  @Test func `a formula of known names is an answer, and what is not known is said`() throws {
    var application = try shown(try example("sigmoid-neuron"), keys: "cc:goto s01<Enter>p")
    try application.press("upstream*x1<Enter>")
    #expect(application.view.lines.last?.hasPrefix(" ✓ right: ∂f/∂w1 = -0.39") == true)
    try application.press("p")
    #expect(application.view.lines.last?.hasPrefix(" ∂f/∂w0 = ") == true, "x1 is data")
    for (typed, said) in [
      ("grad w0", "the gradient of 'w0' is not known yet"), ("nix", "nothing here is called 'nix'"),
      ("2x", "expected an operator between '2' and 'x'"), ("", "type a number or a formula"),
    ] {
      try application.press(typed + "<Enter>")
      #expect(text(application).contains(said), "\(typed)")
    }
    try application.press("∂f/∂m0 · x0<Enter>")
    #expect(application.view.lines.last?.contains("2 of 2 right") == true, "no answer was wrong")
    #expect(
      text(try shown("a = 2; b = 3; c = a*b".lines, keys: "pc<Enter>"))
        .contains("'c' is what you are asked for"))
  }

  @Test func `what arrives and what has been collected are two questions`() throws {
    var application = try shown(try example("staged"), keys: "cc")
    var asked: [String] = []
    while application.debugger?.snapshot.phase != .update {
      try application.press("p")
      let prompt = try #require(application.view.lines.last)
      asked.append(String(prompt.prefix { $0 != "=" }))
      try application.press("???")
    }
    #expect(asked.filter { $0 == " part of ∂f/∂x " }.count == 3)
    #expect(asked.filter { $0 == " ∂f/∂x " }.count == 2)
  }

  @Test func `what overwrites at a fork is told`() throws {
    var application = try shown("x = 3; a = 2*x; b = x*x; f = a + b".lines, keys: "cc")
    while application.view.lines.last?.hasPrefix(" ∂f/∂x = ") != true {
      try application.press("p")
      if application.view.lines.last?.hasPrefix(" ∂f/∂x = ") != true {
        try application.press("???")
      }
    }
    try application.press("3<Enter>")
    #expect(text(application).contains("gradients are added, += and not ="))
  }

  @Test func `p works at the end, in every phase, with gates open, and pauses what runs`() throws {
    let source = try example("sigmoid-neuron-functions")
    for keys in ["", "c", "cc", "ccc", "i", "ii", "O", "Occsss", "cccsssss", "5s", "iiisss"] {
      for rows in [6, 12, 24, 40] {
        var application = try shown(source, rows: rows, keys: keys + "p")
        #expect(application.debugger?.exercise.prediction != nil, "\(keys)")
        let asked = try #require(application.debugger?.position)
        try application.press("???")
        #expect(application.debugger?.exercise.prediction == nil)
        #expect(try #require(application.debugger?.position) > asked)
      }
    }
    var running = try shown(source, keys: "r")
    running.update(.tick(milliseconds: 1000))
    try running.press("p")
    #expect(running.tickInterval == nil)
    #expect(running.debugger?.exercise.prediction != nil)
  }

  @Test func `infinity and NaN are asked for and can be answered`() throws {
    let log = try shown("x = 0; f = log(x)".lines, keys: "p-inf<Enter>")
    #expect(log.view.lines.last?.hasPrefix(" ✓ right: f = -inf   1 of 1 right") == true)
    let ratio = try shown("x = 0; f = x/x".lines, keys: "p1<Enter>")
    #expect(text(ratio).contains("✗ 1 is wrong"))
    let formula = try shown("x = 0; f = x/x".lines, keys: "px/x<Enter>")
    #expect(formula.view.lines.last?.hasPrefix(" ✓ right: f = NaN") == true)
    // A name of the file is no number.
    let named = try shown("inf = 2; f = 3*inf".lines, keys: "pinf<Enter>")
    #expect(text(named).contains("✗ inf: an operand as it is"))
  }

  @Test func `the seed is asked for once, also in a course`() throws {
    var application = try shown("x = 3; f = x^2; g = 2*f".lines, keys: "ccp")
    #expect(application.view.lines.last?.hasPrefix(" ∂g/∂g = ") == true)
    try application.press("1<Enter>icc")
    try application.press("p")
    #expect(application.view.lines.last?.hasPrefix(" ∂g/∂f = ") == true)
    var course = Application(
      menu: Menu(LessonTests.lessons), size: Size(columns: 80, rows: 24),
      readExampleFile: { _ in .failure(.unreadable(reason: "none")) })
    try course.press("<Enter>ccp1<Enter>")
    #expect(course.view.lines.last?.contains("✓ right: ∂f/∂f") == true)
    try course.press("}ccp")
    #expect(course.view.lines.last?.contains("∂") == true)
    #expect(course.view.lines.last?.hasPrefix(" ∂f/∂f = ") == false)
  }

  @Test func `a number is right as far as it is written, also with one digit`() throws {
    // Without parameters of its own the file asks for the gradients of x as well.
    let neuron = try example("sigmoid-neuron").replacing("param ", with: "")
    let right = try shown(neuron, keys: "cc:goto s01<Enter>p-0.39<Enter>p-0.6<Enter>")
    #expect(right.view.lines.last?.hasPrefix(" ✓ right: ∂f/∂x1 = -0.59   2 of 2 right") == true)
    let early = try shown(neuron, keys: "cc:goto s01<Enter>p-0.39<Enter>p-0.60<Enter>")
    #expect(text(early).contains("✗ -0.60: rounded too early"))
  }

  @Test func `what a held gate gives and sends is not asked for`() throws {
    var application = try shown(try example("diamond"), keys: ":set u 3<Enter>")
    var asked: [String] = []
    for _ in 0..<8 {
      try application.press("p")
      let prompt = try #require(application.view.lines.last)
      asked.append(prompt.prefix { $0 != "=" }.filter { $0 != " " })
      try application.press("???")
    }
    // u stands for 3, and sends nothing to a and b.
    #expect(
      asked == [
        "p", "r", "f", "∂f/∂f", "∂f/∂p", "∂f/∂r", "partof∂f/∂u", "partof∂f/∂a",
      ])
    #expect(text(application).contains("∂f/∂a"))
  }

  @Test func `a paste and Tab fill in the answer`() throws {
    var application = try shown(try example("l2"), keys: "p")
    application.update(.paste("[0.22, 0.26]\n"))
    #expect(application.view.lines.last?.hasPrefix(" q[0] = [0.22, 0.26] ") == true)
    try application.press("<Enter>")
    #expect(application.view.lines.last?.contains("✓ right") == true)
    #expect(
      try shown("weight = 2; x = 3; f = weight*x".lines, keys: "pwe<Tab>").view.lines.last?
        .hasPrefix(" f = weight ") == true)
  }

  @Test func `rows of data have names with a dot, in formulas and for Tab`() throws {
    let syntax = Syntax(
      parsing: """
        data d = csv("rows.csv", label = kind)
        param W1 = [[0.5, -1, 2], [1, 0.25, -0.5]]
        scores = d.x @ W1
        loss = cross_entropy(scores, d.y)
        """)
    let table = CSVTable(
      columnNames: ["left", "up", "kind"], columnCount: 3,
      elements: [1, 2, 0, 3, -1, 1, -2, 1, 2], words: [2: ["a", "b", "c"]])
    let tables = Dictionary(
      uniqueKeysWithValues: syntax.files.map { ($0.path, FileTables.Value.success(table)) })
    var application = Application(
      name: "test.expr", source: syntax.source,
      document: try Document.make(from: syntax, files: tables).get(),
      size: Size(columns: 80, rows: 24))
    try application.press("pd.x @ W1<Enter>")
    #expect(application.view.lines.last?.contains("✓ right: scores[0, 0] = ") == true)
    try application.press("p")
    #expect(application.view.lines.last?.hasPrefix(" loss = ") == true)
    try application.press("cross_entropy(sc<Tab>")
    #expect(application.view.lines.last?.hasPrefix(" loss = cross_entropy(scores ") == true)
    try application.press(", d.<Tab>")
    #expect(application.view.lines.last?.hasPrefix(" loss = cross_entropy(scores , d.") == true)
    try application.press("y)<Enter>")
    #expect(application.view.lines.last?.contains("✓ right: loss = ") == true)
    try application.press("cccp")
    try application.press("d.z<Enter>")
    #expect(text(application).contains("nothing here is called 'd.z'"))
    try application.press("d<Enter>")
    #expect(text(application).contains("nothing here is called 'd'"))
    try application.press("W1.T<Enter>")
    #expect(text(application).contains("W1.T has the shape 3×2"))
  }

  @Test func `while presenting, the question and the verdict stand above the line that is typed`()
    throws
  {
    let application = try shown(try example("diamond"), keys: ":11<Enter>Pp3<Enter>")
    let shown = text(application)
    #expect(shown.contains("question   What does"))
    #expect(shown.contains("✗ 3 is wrong"))
    #expect(!shown.contains("formula    "))
    #expect(application.view.lines.last?.contains("= ") == true)
  }

  @Test func `? leaves the diagnosis above the hint`() throws {
    var application = try shown(
      try example("sigmoid-neuron"), keys: "cc:goto s01<Enter>p-2<Enter>??")
    #expect(text(application).contains("✗ -2: the local gradient alone"))
    #expect(text(application).contains("numbers    0.1966"))
    try application.press("5")
    #expect(!text(application).contains("✗ -2"))
  }

  @Test func `a question at a fork is marked beside what has arrived before`() throws {
    var application = try shown(try example("diamond"), keys: ":11<Enter>")
    let before = text(application)
    #expect(!before.contains("?  "))
    try application.press("p")
    let marked = application.view.lines.dropLast().filter { $0.contains("…") && $0.contains("?") }
    #expect(marked.contains { $0.contains("…8.00?") })
  }

  @Test func `nothing is cut off where the given numbers end at the edge`() throws {
    let application = try shown(try example("relu4"), keys: "cccNp")
    #expect(!application.view.lines.contains { $0.contains("given") && $0.contains("…") })
    #expect(text(application).contains("x = [1.00, -2.00, 3.00, -1.00]"))
  }

  @Test func `a quiz leads through all questions, whatever is opened in between`() throws {
    var application = try shown(try example("sigmoid-neuron-functions"))
    let plan = try #require(application.debugger?.timeline.plan)
    let quiz = Quiz(about: plan, phases: Set(Phase.allCases), count: nil, seed: 1)
    #expect(quiz.count == 15)
    application.start(quiz)
    for number in 1...quiz.count {
      #expect(application.debugger?.exercise.prediction != nil)
      try application.press("???")
      #expect(application.debugger?.exercise.prediction == nil)
      try application.press(number % 2 == 0 ? "Ov<Esc>gp" : "<Tab>3n<Enter>")
    }
    #expect(application.debugger?.exercise.quiz?.records.count == quiz.count)
    #expect(text(application).contains("Result"))
    #expect(text(application).contains("0 of \(quiz.count) right at once"))
    #expect(!application.isFinished)
    try application.press("q")
    #expect(application.isFinished)
  }

  @Test func `Esc ends a quiz with what was answered`() throws {
    var application = try shown("x = -2; y = 5; z = -4; q = x + y; f = q*z".lines)
    let plan = try #require(application.debugger?.timeline.plan)
    application.start(Quiz(about: plan, phases: [.forward], count: nil, seed: 1))
    try application.press("3<Enter><Enter>-1<Enter><Esc>")
    let quiz = try #require(application.debugger?.exercise.quiz)
    #expect(quiz.records.map(\.isRight) == [true, false])
    #expect(quiz.records.map(\.mistake) == [nil, .wrongOperation])
    #expect(text(application).contains("1 of 2 right at once"))
  }

  @Test func `of large tensors the numbers of the entry are given`() throws {
    let application = try shown(
      "W = uniform(20, 30, 1, 2, seed = 3); S = W^2; f = sum(S)".lines, keys: "p")
    #expect(text(application).contains("given      W[0, 0] = 1."))
    #expect(application.view.lines.last?.hasPrefix(" S[0, 0] = ") == true)
  }

  @Test func `who computes with the numbers given is right`() throws {
    // Of the slide's 0.20 × −3.00 comes −0.60; of these numbers −0.59.
    var application = try shown(
      try example("sigmoid-neuron").replacing("param ", with: ""),
      keys: "cc:goto s01<Enter>p???p")
    #expect(
      text(application).contains("given      ∂f/∂m1 = 0.1966   w1 = -3.00   x1 = -2.00   m1 = 6.00")
    )
    try application.press("0.1966 * -3.00<Enter>")
    #expect(application.view.lines.last?.hasPrefix(" ✓ right: ∂f/∂x1 = -0.59") == true)
    let digits = GivenDigits(decimals: 2)
    for (number, text) in [
      (0.125, "0.125"), (12.3456789, "12.3457"), (0.00123456, "0.001235"), (0, "0.00"),
      (-1.23456e-7, "-1.235e-7"), (.infinity, "inf"), (1_234_567_890.5, "1.235e9"), (-5, "-5.00"),
      (0.05, "0.05"), (0.050004, "0.05000"),
    ] {
      #expect(NumberText.upTo(place: digits.lastPlace(of: number), number) == text)
      #expect(Double(text) == digits.given(number))
    }
  }

  @Test func `of large factors the row and the column are given that the entry is made of`() throws
  {
    let source = """
      X = uniform(20, 30, 1, 2, seed = 3)\nparam W = uniform(30, 4, 1, 2, seed = 4)
      param b = uniform(4, 1, 2, seed = 5)\ns = X @ W + b\nf = sum(s*s)
      """
    var application = try shown(source, keys: "p")
    #expect(text(application).contains("given      X[0, :] = [1."))
    #expect(text(application).contains("           W[:, 0] = [1."))
    #expect(text(application).contains(", …]"))
    try application.press("X[0]*W[:, 0]<Enter>")
    #expect(text(application).contains("the shape 30"))
    try application.press("sum(X[0]*W[:, 0])<Enter>")
    #expect(application.view.lines.last?.contains("✓ right") == true)
    try application.press("p")
    #expect(text(application).contains("(X@W)[0, 0] = "), "the entry of a sum")
    try application.press("???")
    var given: [String] = []
    while application.debugger?.snapshot.phase != .update {
      try application.press("p")
      given += application.view.lines.filter { $0.contains("∂f/∂") && $0.contains("given") }
      try application.press("???")
    }
    #expect(given.contains { $0.contains("∂f/∂s[:, 0] = [") }, "b is copied into every row")
    #expect(given.contains { $0.contains("∂f/∂(X@W)[:, 0] = [") }, "W gets Xᵀ G")
  }

  @Test func `every size draws while a number is predicted`() throws {
    var application = try shown(try example("matmul"), keys: "ccnp5<Enter>")
    for columns in [0, 1, 7, 20, 79, 200] {
      for rows in [0, 1, 2, 3, 5, 8, 13, 24, 60] {
        application.update(.resize(Size(columns: columns, rows: rows)))
        #expect(application.view.lines.count == rows)
      }
    }
  }
}
