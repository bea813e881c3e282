import Testing

/// Offers that say what was meant, and places where none is made, because it could be anything.
@Suite struct MeantTests {
  @Test(arguments: [
    (
      "double(a) = a*2\nf = double(2g\n) = 3",
      """
      f:2:13: error: expected an operator between '2' and 'g'
      2 | f = double(2g
        |             ^
      """
    ),
    (
      "g(a) = a*2\nf = g(g(3)k\n)(a, b) = 2",
      """
      f:2:11: error: expected an operator between 'g(3)' and 'k'
      2 | f = g(g(3)k
        |           ^
      """
    ),
  ])
  func `a line whose bracket goes on below is not offered with a bracket that never closes`(
    _ text: String, _ expected: String
  ) {
    #expect(messages(text) == expected)
  }

  @Test(arguments: [
    (
      "x = 3\nf = max(x, min(x=\n  elu(2, alpha = 2)))",
      """
      f:2:17: error: expected ',' or ')' after 'x' and found '='
      2 | f = max(x, min(x=
        |                 ^
      """
    ),
    (
      "x = 3\nf = max(y = x)",
      """
      f:2:9: error: expected an argument without a name and found 'y'
      2 | f = max(y = x)
        |         ^
      """
    ),
    (
      "g(x) = x\nx = 3\nf = g(x = 2)",
      """
      f:3:7: error: expected an argument without a name and found 'x'
      3 | f = g(x = 2)
        |       ^
      """
    ),
  ])
  func `a first argument that is a value lacks a comma, not its name`(
    _ text: String, _ expected: String
  ) {
    #expect(messages(text) == expected)
  }

  @Test(arguments: [
    (
      "x = [1, 2]\nf = sum(x axis = 0)",
      """
      f:2:11: error: expected ',' or ')' and found 'axis'
      2 | f = sum(x axis = 0)
        |           ^^^^
        write f = sum(x, axis = 0)
      """
    ),
    (
      "x = [[1, 2]]\nf = sum(exp(x) axis = 0)[0]",
      """
      f:2:16: error: expected ',' or ')' and found 'axis'
      2 | f = sum(exp(x) axis = 0)[0]
        |                ^^^^
        write f = sum(exp(x), axis = 0)[0]
      """
    ),
    (
      "f(a b = 2) = a",
      """
      f:1:5: error: expected an operator between 'a' and 'b'
      1 | f(a b = 2) = a
        |     ^
      """
    ),
  ])
  func `a named argument without a comma before it is told apart from a product`(
    _ text: String, _ expected: String
  ) {
    #expect(messages(text) == expected)
  }

  @Test(arguments: [
    (
      "x = 1\nminimize x with sgd=lr",
      """
      f:2:20: error: expected the end of the line and found '='
      2 | minimize x with sgd=lr
        |                    ^
      """
    ),
    (
      "x = 1\nf = x = 2",
      """
      f:2:7: error: expected the end of the line and found a second '='
      2 | f = x = 2
        |       ^
        write this line as
          x2 = 2
          f = x2
      """
    ),
  ])
  func `an equals sign is the second one only behind a first`(
    _ text: String, _ expected: String
  ) {
    #expect(messages(text) == expected)
  }

  @Test(arguments: [
    (
      "f = max(WW, 1)[0]",
      """
      f:1:5: error: a number has no elements to choose from
      1 | f = max(WW, 1)[0]
        |     ^^^^^^^^^^^^^
        'WW' has no definition and is taken for a number
      """
    ),
    (
      "f = 2*(a + 1) @ [1, 2]",
      """
      f:1:5: error: cannot multiply a number by a vector of 2 with '@', which takes vectors and matrices
      1 | f = 2*(a + 1) @ [1, 2]
        |     ^^^^^^^^^^^^^^^^^^
        2*(a+1) is a number, [1,2] is a vector of 2
        'a' has no definition and is taken for a number
      """
    ),
  ])
  func `a name that is taken for a number is named where its expression has no elements`(
    _ text: String, _ expected: String
  ) {
    #expect(messages(text) == expected)
  }

  @Test(arguments: [
    (
      "f = sum(ones(4, ))",
      """
      f:1:17: error: expected a number, a name or '(' after ',' and found ')'
      1 | f = sum(ones(4, ))
        |                 ^
        write f = sum(ones(4))
      """
    ),
    (
      "f = sum(uniform(4, 3, -1, 1) - 0.5*ones(4, ))",
      """
      f:1:44: error: expected a number, a name or '(' after ',' and found ')'
      1 | f = sum(uniform(4, 3, -1, 1) - 0.5*ones(4, ))
        |                                            ^
      """
    ),
  ])
  func `an argument is left out where the rest fits alone`(
    _ text: String, _ expected: String
  ) {
    #expect(messages(text) == expected)
  }

  @Test(arguments: [
    (
      "f = sum(ones(*(2, 3)))",
      """
      f:1:14: error: expected a number, a name or '(' after '(' and found '*'
      1 | f = sum(ones(*(2, 3)))
        |              ^
        write f = sum(ones(2, 3))
      """
    ),
    (
      "a = 3\nf = exp(*(a))",
      """
      f:2:9: error: expected a number, a name or '(' after '(' and found '*'
      2 | f = exp(*(a))
        |         ^
      """
    ),
    (
      "a = 3\nf = exp(*a)",
      """
      f:2:9: error: expected a number, a name or '(' after '(' and found '*'
      2 | f = exp(*a)
        |         ^
      """
    ),
  ])
  func `a star before an argument unpacks what is written out, and else lacks an operand`(
    _ text: String, _ expected: String
  ) {
    #expect(messages(text) == expected)
  }

  @Test(arguments: [
    (
      "quad(a) = double(double(a))\nf = quad(2)",
      """
      f:1:18: error: no function is called 'double'
      1 | quad(a) = double(double(a))
        |                  ^^^^^^
        a function of your own has a line above: f(a, b) = expression
      """
    ),
    (
      "x = [1 2];\ny = double(x);\nf = sum(y)",
      """
      f:1:10: error: found ';', which means nothing here
      1 | x = [1 2];
        |          ^
        write x = [1, 2]
      f:2:14: error: found ';', which means nothing here
      2 | y = double(x);
        |              ^
        write y = x
      """
    ),
  ])
  func `double converts in MATLAB alone`(
    _ text: String, _ expected: String
  ) {
    #expect(messages(text) == expected)
  }

  @Test(arguments: [
    (
      "f = (1, 2)",
      """
      f:1:7: error: expected ')' and found ','
      1 | f = (1, 2)
        |       ^
        for an array, write f = [1, 2]
      """
    ),
    (
      "k = 1\nf = exp(2) + (k, 2)",
      """
      f:2:16: error: expected ')' and found ','
      2 | f = exp(2) + (k, 2)
        |                ^
      """
    ),
  ])
  func `two values in brackets are an array where they are all there is`(
    _ text: String, _ expected: String
  ) {
    #expect(messages(text) == expected)
  }
}
