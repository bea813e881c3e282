import Testing

/// Offers that are made where one reading is left, and no other place.
@Suite struct OneReadingTests {
  @Test(arguments: [
    (
      "f(a, b, ) = a*b\ny = f(1, 2)",
      """
      f:1:9: error: expected the name of a parameter and found ')'
      1 | f(a, b, ) = a*b
        |         ^
        write f(a, b) = a*b
      """
    ),
    (
      "oct(a, ) = a*b\ny = oct(1, 2)",
      """
      f:1:8: error: expected the name of a parameter and found ')'
      1 | oct(a, ) = a*b
        |        ^
      """
    ),
  ])
  func `the names of arguments end with a comma where none is missing`(
    _ text: String, _ expected: String
  ) {
    #expect(messages(text) == expected)
  }

  @Test(arguments: [
    (
      "x = 2\nf = 1/2x",
      """
      f:2:8: error: expected an operator between '2' and 'x'
      2 | f = 1/2x
        |        ^
        1/2x is (1/2)*x to some and 1/(2*x) to others; brackets say which
      """
    ),
    (
      "x = 2\nf = x+1/2 exp(x) sin(x)",
      """
      f:2:11: error: expected an operator between '2' and 'exp(x)'
      2 | f = x+1/2 exp(x) sin(x)
        |           ^^^^^^
        1/2x is (1/2)*x to some and 1/(2*x) to others; brackets say which
      """
    ),
    (
      "f(t, = 1/(1 + exp(-t))\nx = 3",
      """
      f:1:6: error: expected a number, a name or '(' after ',' and found '='
      1 | f(t, = 1/(1 + exp(-t))
        |      ^
      """
    ),
  ])
  func `a quotient that goes on is explained where an operator is missing`(
    _ text: String, _ expected: String
  ) {
    #expect(messages(text) == expected)
  }

  @Test(arguments: [
    (
      "A = [1, 2],\n  [3, 4]]",
      """
      f:1:11: error: expected the end of the line and found ','
      1 | A = [1, 2],
        |           ^
      f:2:9: error: expected '=' and found ']'
      2 |   [3, 4]]
        |         ^
      """
    ),
    (
      "x = 3,\ny = x",
      """
      f:1:6: error: expected the end of the line and found ','
      1 | x = 3,
        |      ^
        write x = 3
      """
    ),
  ])
  func `a line that goes on below its comma is not cut off there`(
    _ text: String, _ expected: String
  ) {
    #expect(messages(text) == expected)
  }

  @Test(arguments: [
    (
      "v = [1, 2]\nf = dot(v, v) batch norm(v)",
      """
      f:2:15: error: expected an operator between 'dot(v,v)' and 'batch'
      2 | f = dot(v, v) batch norm(v)
        |               ^^^^^
      """
    ),
    (
      "x = 2\nf = abs(x) grad",
      """
      f:2:12: error: expected an operator between 'abs(x)' and 'grad'
      2 | f = abs(x) grad
        |            ^^^^
      """
    ),
    (
      "x = 2\ngrad2 = 2\nf = x grad2",
      """
      f:3:7: error: expected an operator between 'x' and 'grad2'
      3 | f = x grad2
        |       ^^^^^
        to multiply, write f = x*grad2
      """
    ),
  ])
  func `a word of a setting is no factor`(
    _ text: String, _ expected: String
  ) {
    #expect(messages(text) == expected)
  }

  @Test(arguments: [
    (
      "v = [1, 2]\nf = 2dot(v, v)",
      """
      f:2:6: error: expected an operator between '2' and 'dot(v,v)'
      2 | f = 2dot(v, v)
        |      ^^^^^^^^^
        to multiply, write f = 2*dot(v, v)
      """
    )
  ])
  func `a dot of two vectors stays what it is`(
    _ text: String, _ expected: String
  ) {
    #expect(messages(text) == expected)
  }

  @Test(arguments: [
    (
      "y = .5e-",
      """
      f:1:5: error: '.5e-' is not a number
      1 | y = .5e-
        |     ^^^^
      """
    ),
    (
      "y = .5e--3",
      """
      f:1:5: error: '.5e-' is not a number
      1 | y = .5e--3
        |     ^^^^
      """
    ),
    (
      "x = 2\ne = 3\ny = 2e-x",
      """
      f:3:6: error: expected an operator between '2' and 'e'
      3 | y = 2e-x
        |      ^
        to multiply, write y = 2*e - x
      """
    ),
  ])
  func `a number without its exponent is no product`(
    _ text: String, _ expected: String
  ) {
    #expect(messages(text) == expected)
  }

  @Test(arguments: [
    (
      "x = [1, 2]\nf = sum(x, axis == 0)",
      """
      f:2:17: error: expected '=' and found '=='
      2 | f = sum(x, axis == 0)
        |                 ^^
        write f = sum(x, axis = 0)
      """
    ),
    (
      "data d = csv(\"d.csv\", label == class)\nf = 1",
      """
      f:1:29: error: expected '=' and found '=='
      1 | data d = csv("d.csv", label == class)
        |                             ^^
        write data d = csv("d.csv", label = class)
      """
    ),
    (
      "w = 1\nminimize w with sgd(lr == 0.1)",
      """
      f:2:24: error: expected '=' and found '=='
      2 | minimize w with sgd(lr == 0.1)
        |                        ^^
        write minimize w with sgd(lr = 0.1)
      """
    ),
  ])
  func `a setting is given with one equals sign`(
    _ text: String, _ expected: String
  ) {
    #expect(messages(text) == expected)
  }

  @Test(arguments: [
    (
      "x = [1, 2]\nf = sum(x, axis = -11)",
      """
      f:2:5: error: a vector of 2 has the axis 0 only, and no axis -11
      2 | f = sum(x, axis = -11)
        |     ^^^^^^^^^^^^^^^^^^
        x is a vector of 2 (line 1)
      """
    ),
    (
      "x = 3\nv = [1, 2]\nf = sum(v, axis = x)",
      """
      f:3:19: error: expected a whole number for 'axis' and found 'x'
      3 | f = sum(v, axis = x)
        |                   ^
      """
    ),
  ])
  func `an axis that an array lacks is said, also far below 0`(
    _ text: String, _ expected: String
  ) {
    #expect(messages(text) == expected)
  }

  @Test(arguments: [
    (
      "f(t) = 1after(1 + t)\ny = f(2)",
      """
      f:1:9: error: expected an operator between '1' and 'after(1+t)'
      1 | f(t) = 1after(1 + t)
        |         ^^^^^^^^^^^^
      """
    ),
    (
      "reportreport mean(3)\nx = 2",
      """
      f:1:14: error: expected '=' after 'reportreport' and found 'mean'
      1 | reportreport mean(3)
        |              ^^^^
      """
    ),
    (
      "x = 2\ny = x sin(x)",
      """
      f:2:7: error: expected an operator between 'x' and 'sin(x)'
      2 | y = x sin(x)
        |       ^^^^^^
        to multiply, write y = x*sin(x)
      """
    ),
  ])
  func `a function that nobody knows is no factor`(
    _ text: String, _ expected: String
  ) {
    #expect(messages(text) == expected)
  }

  @Test(arguments: [
    (
      "d = 2\nexpect  > -1e3",
      """
      f:2:9: error: expected a name after 'expect' and found '>'
      2 | expect  > -1e3
        |         ^
      """
    )
  ])
  func `a promise has comparisons`(
    _ text: String, _ expected: String
  ) {
    #expect(messages(text) == expected)
  }

  @Test(arguments: [
    (
      "data d = csv(\"d.csv\", label = -1, test == 0.5)\nf = 1",
      """
      f:1:40: error: expected '=' and found '=='
      1 | data d = csv("d.csv", label = -1, test == 0.5)
        |                                        ^^
        write data d = csv("d.csv", label = -1, test = 0.5)
      """
    )
  ])
  func `a setting behind another one is given with one equals sign`(
    _ text: String, _ expected: String
  ) {
    #expect(messages(text) == expected)
  }
}
