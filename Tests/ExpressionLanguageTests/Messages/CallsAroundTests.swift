import Testing

/// Offers that the calls around decide on: how many operands they take, and what they are called.
@Suite struct CallsAroundTests {
  @Test(arguments: [
    (
      "x = 2\nf = max(x min(x, 3))",
      """
      f:2:11: error: expected an operator between 'x' and 'min(x,3)'
      2 | f = max(x min(x, 3))
        |           ^^^^^^^^^
        write f = max(x, min(x, 3))
      """
    ),
    (
      "x = [1, 2]\nf = mse(sum(x, axis = 0) 3)",
      """
      f:2:26: error: expected an operator between 'sum(x,axis=0)' and '3'
      2 | f = mse(sum(x, axis = 0) 3)
        |                          ^
        write f = mse(sum(x, axis = 0), 3)
      """
    ),
    (
      "g(a, b) = a*b\nf = g(2 exp(1))",
      """
      f:2:9: error: expected an operator between '2' and 'exp(1)'
      2 | f = g(2 exp(1))
        |         ^^^^^^
        write f = g(2, exp(1))
      """
    ),
    (
      "f = exp(2 exp(1))",
      """
      f:1:11: error: expected an operator between '2' and 'exp(1)'
      1 | f = exp(2 exp(1))
        |           ^^^^^^
        to multiply, write f = exp(2*exp(1))
      """
    ),
  ])
  func `a comma is offered where a function takes more operands than a product leaves`(
    _ text: String, _ expected: String
  ) {
    #expect(messages(text) == expected)
  }

  @Test(arguments: [
    (
      "x = 1\nf b1 (x + 1)*2",
      """
      f:2:3: error: expected '=' after 'f' and found 'b1'
      2 | f b1 (x + 1)*2
        |   ^^
      """
    ),
    (
      "x = 1\nf exp(x)",
      """
      f:2:3: error: expected '=' after 'f' and found 'exp'
      2 | f exp(x)
        |   ^^^
        write f = exp(x)
      """
    ),
  ])
  func `an equals sign before a call of what is no function is not offered`(
    _ text: String, _ expected: String
  ) {
    #expect(messages(text) == expected)
  }

  @Test(arguments: [
    (
      "h = 2\n h >= 0",
      """
      f:2:4: error: expected '=' and found '>='
      2 |  h >= 0
        |    ^^
        a promise about a value is a line: expect x > 0
      """
    )
  ])
  func `a comparison that stands alone is a promise`(
    _ text: String, _ expected: String
  ) {
    #expect(messages(text) == expected)
  }

  @Test(arguments: [
    (
      "s = [1, 2]\nW = 1\nW accuracy(s, 1)",
      """
      f:3:3: error: expected '=' after 'W' and found 'accuracy'
      3 | W accuracy(s, 1)
        |   ^^^^^^^^
      """
    ),
    (
      "s = 3\ns exp(2)",
      """
      f:2:3: error: expected '=' after 's' and found 'exp'
      2 | s exp(2)
        |   ^^^
        write f = s*exp(2)
      """
    ),
  ])
  func `what is computed is neither a score nor defined twice`(
    _ text: String, _ expected: String
  ) {
    #expect(messages(text) == expected)
  }

  @Test(arguments: [
    (
      "y = 1\nf = elu(-y, alpha  2)",
      """
      f:2:20: error: expected an operator between 'alpha' and '2'
      2 | f = elu(-y, alpha  2)
        |                    ^
        write f = elu(-y, alpha = 2)
      """
    ),
    (
      "y = 1\nalpha = 2\nf = elu(alpha y)",
      """
      f:3:15: error: expected an operator between 'alpha' and 'y'
      3 | f = elu(alpha y)
        |               ^
        to multiply, write f = elu(alpha*y)
      """
    ),
  ])
  func `an option without its sign is no factor`(
    _ text: String, _ expected: String
  ) {
    #expect(messages(text) == expected)
  }

  @Test(arguments: [
    (
      "x = report",
      """
      f:1:5: error: 'report' has a meaning of its own and cannot be a name
      1 | x = report
        |     ^^^^^^
      """
    ),
    (
      "x = 3\nreport 3 x",
      """
      f:2:10: error: expected an operator between '3' and 'x'
      2 | report 3 x
        |          ^
        to multiply, write report 3*x
      """
    ),
  ])
  func `a word of the language is no name with an ending`(
    _ text: String, _ expected: String
  ) {
    #expect(messages(text) == expected)
  }

  @Test(arguments: [
    (
      "oct(, b) = b*b\ny = oct(1, 2)",
      """
      f:1:5: error: expected the name of a parameter and found ','
      1 | oct(, b) = b*b
        |     ^
      """
    ),
    (
      "oct(, b) = b*b\ny = oct(1)",
      """
      f:1:5: error: expected the name of a parameter and found ','
      1 | oct(, b) = b*b
        |     ^
        write oct(b) = b*b
      """
    ),
  ])
  func `a parameter is left out where calls have one less`(
    _ text: String, _ expected: String
  ) {
    #expect(messages(text) == expected)
  }
}
