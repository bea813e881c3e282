import ExpressionLanguage
import Testing
import TestSupport

/// `show`: weights as pictures.
@Suite struct ShowTests {
  @Test(arguments: [
    ("X = zeros(2, 4)\nf = X @ W", "zeros(4, 4)", true),
    ("x = zeros(4)\nf = W @ x", "zeros(4, 4)", false),
    ("X = zeros(2, 4)\nf = X @ W.T", "zeros(4, 4)", false),
    ("X = zeros(4, 2)\nf = W.T @ X", "zeros(4, 4)", true),
    ("X = zeros(2, 4)\nlayer(a, b) = relu(a @ b)\nf = layer(X, W)", "zeros(4, 4)", true),
    ("f = sum(W)", "zeros(4, 3)", true), ("f = sum(W)", "zeros(3, 4)", false),
    ("f = sum(W)", "zeros(4, 4)", true),
    ("x = zeros(2, 3)\nf = (x + 1) @ W", "zeros(3, 4)", false),
  ])
  func `columns or rows are pictures, as the weight meets the data`(
    _ lines: String, _ weight: String, _ isByColumn: Bool
  ) throws {
    let document = try read("param W = \(weight)\n\(lines)\nshow W as images(2, 2)")
    let template = try #require(document.templates.first)
    #expect(template.node == document.node(named: "W"))
    #expect((template.height, template.width) == (2, 2))
    #expect(template.isByColumn == isByColumn)
  }

  @Test func `a file says how many decimals are shown, and no number changes`() throws {
    #expect(try read("x = 1\nf = x/3").decimals == nil)
    for (line, decimals) in [("show 4 decimals", 4), ("show 0 decimals", 0), ("show 1 decimal", 1)]
    {
      let document = try read("\(line)\nx = 1\nf = x/3")
      #expect(document.decimals == decimals)
      #expect(document.result == 1.0 / 3)
    }
    // A weight may be called so.
    #expect(
      try read("decimals = eye(2)\nf = sum(decimals)\nshow decimals as images(1, 2)")
        .templates.count == 1)
  }

  @Test(arguments: [
    (
      "show 4", "expected 'decimals' after '4' and found the end of the line",
      "write show 4 decimals"
    ),
    ("show 4 digits", "expected 'decimals' after '4' and found 'digits'", "write show 4 decimals"),
    ("show 13 decimals", "expected a whole number of decimals from 0 to 12 and found '13'", ""),
    ("show -1 decimals", "expected a whole number of decimals from 0 to 12 and found '-1'", ""),
    ("show 1.5 decimals", "expected a whole number of decimals from 0 to 12 and found '1.5'", ""),
    (
      "show decimals 4", "expected a number or the name of a weight and found 'decimals'",
      "write show 4 decimals"
    ),
    ("show 4 decimals\nshow 5 decimals", "line 3 already says how many decimals are shown", ""),
    ("show 4 decimals, please", "expected the end of the line and found ','", ""),
  ])
  func `decimals that cannot be shown are told`(
    _ line: String, _ sentence: String, _ note: String
  ) {
    let all = messages("x = 1\nf = x/3\n\(line)")
    #expect(all.contains("error: \(sentence)\n") && all.hasSuffix(note), "\(all)")
  }

  @Test func `several weights can be shown, and rows of data`() throws {
    let document = try read(
      """
      show W as images(1, 2)
      show d.x as images(2, 1)
      data d = csv("p.csv")
      param W = ones(2, 3)
      f = sum(d.x @ W)
      """, files: ["p.csv": "1,2\n3,4\n5,6\n"])
    #expect(document.templates.map(\.node) == ["W", "d.x"].compactMap(document.node(named:)))
    #expect(document.templates.map(\.isByColumn) == [true, false])
    #expect(document.templates.map(\.height) == [1, 2])
    #expect(document.templates.map(\.width) == [2, 1])
  }
}
