import ExpressionLanguage
import Testing

/// Every mistake that can be made, and what is printed about it, letter by letter.
@Suite struct DiagnosticTests {
  @Test(arguments: [
    (
      "f = 2x",
      """
      f:1:6: error: expected an operator between '2' and 'x'
      1 | f = 2x
        |      ^
        to multiply, write f = 2*x
      """
    ),
    (
      "f = (x+y)z",
      """
      f:1:10: error: expected an operator between '(x+y)' and 'z'
      1 | f = (x+y)z
        |          ^
        to multiply, write f = (x + y)*z
      """
    ),
    (
      "f = 2(x + 1)",
      """
      f:1:6: error: expected an operator between '2' and '(x+1)'
      1 | f = 2(x + 1)
        |      ^^^^^^^
        to multiply, write f = 2*(x + 1)
      """
    ),
    (
      "f = 2exp(x)",
      """
      f:1:6: error: expected an operator between '2' and 'exp(x)'
      1 | f = 2exp(x)
        |      ^^^^^^
        to multiply, write f = 2*exp(x)
      """
    ),
    (
      "f = (x+1)(y+2)",
      """
      f:1:10: error: expected an operator between '(x+1)' and '(y+2)'
      1 | f = (x+1)(y+2)
        |          ^^^^^
        to multiply, write f = (x + 1)*(y + 2)
      """
    ),
    (
      "f = 3 pi",
      """
      f:1:7: error: expected an operator between '3' and 'pi'
      1 | f = 3 pi
        |       ^^
        to multiply, write f = 3*pi
      """
    ),
    (
      "x = 3\nf = x y",
      """
      f:2:7: error: expected an operator between 'x' and 'y'
      2 | f = x y
        |       ^
        to multiply, write f = x*y
      """
    ),
    (
      "손실 = 3\nf = 손실*2 + 손실 손실",
      """
      f:2:15: error: expected an operator between '손실' and '손실'
      2 | f = 손실*2 + 손실 손실
        |                   ^^^^
        to multiply, write f = 손실*2 + 손실*손실
      """
    ),
  ])
  func `a missing operator is named, with what to write`(_ text: String, _ expected: String) {
    #expect(messages(text) == expected)
  }

  @Test(arguments: [
    (
      "f = (x + y\ng = 2*3\nh = g +",
      """
      f:1:5: error: this '(' is never closed
      1 | f = (x + y
        |     ^
      f:3:8: error: expected a number, a name or '(' after '+' and found the end of the line
      3 | h = g +
        |        ^
      """
    ),
    (
      "f = x + y)",
      """
      f:1:10: error: this ')' closes nothing
      1 | f = x + y)
        |          ^
      """
    ),
    (
      "x = 1 + (2 * (3)",
      """
      f:1:9: error: this '(' is never closed
      1 | x = 1 + (2 * (3)
        |         ^
      """
    ),
    (
      "x = 1 + 2) * 3\ny = 2",
      """
      f:1:10: error: this ')' closes nothing
      1 | x = 1 + 2) * 3
        |          ^
      """
    ),
    (
      "f = (x + y\nexpect g = 2\nq(a) = a\nx = 1\ny = q(x",
      """
      f:1:5: error: this '(' is never closed
      1 | f = (x + y
        |     ^
      f:2:8: error: nothing here is called 'g'
      2 | expect g = 2
        |        ^
      f:5:6: error: this '(' is never closed
      5 | y = q(x
        |      ^
      """
    ),
  ])
  func `brackets that do not match are shown where they stand`(_ text: String, _ expected: String) {
    #expect(messages(text) == expected)
  }

  @Test(arguments: [
    (
      "f = max(x, y; z)",
      """
      f:1:13: error: found ';', which means nothing here
      1 | f = max(x, y; z)
        |             ^
        each statement has a line of its own, and rows of a matrix are [[1, 2], [3, 4]]
      """
    ),
    (
      "x = 1e999",
      """
      f:1:5: error: 1e999 is too large: numbers end at about 1.8e308
      1 | x = 1e999
        |     ^^^^^
      """
    ),
    (
      "x = 1.2.3",
      """
      f:1:5: error: '1.2.3' is not a number
      1 | x = 1.2.3
        |     ^^^^^
      """
    ),
    (
      "x = 1__0",
      """
      f:1:5: error: '1__0' is not a number
      1 | x = 1__0
        |     ^^^^
      """
    ),
    (
      "x = 2 $ 3",
      """
      f:1:7: error: found '$', which means nothing here
      1 | x = 2 $ 3
        |       ^
        a formula stands in a line of its own, without signs around it
      """
    ),
    (
      "x = 5²",
      """
      f:1:6: error: found '²', which means nothing here
      1 | x = 5²
        |      ^
        write x = 5^2
      """
    ),
    (
      "x = 3 # \u{1} hi",
      """
      f:1:9: error: found the character U+0001, which means nothing here
      1 | x = 3 # � hi
        |         ^
        the signs are + - * / ^ @ ( ) [ ] and .T, and everything else is a function
      """
    ),
    (
      "x = 3 # \u{202E} hi\ny = x # \u{2028}z\nA = csv(\"a\u{2066}\")",
      """
      f:1:9: error: found U+202E, which makes a line look like another one
      1 | x = 3 # � hi
        |         ^
      f:2:9: error: found U+2028, which makes a line look like another one
      2 | y = x # �z
        |         ^
      f:3:11: error: found U+2066, which makes a line look like another one
      3 | A = csv("a�")
        |           ^
      """
    ),
    (
      "x\u{200D}y = 3\nw\u{FE0F} = 3\nf = \u{3164}",
      """
      f:1:2: error: found U+200D, which cannot be seen, so that two names would look alike
      1 | x�y = 3
        |  ^
      f:2:2: error: found U+FE0F, which cannot be seen, so that two names would look alike
      2 | w� = 3
        |  ^
      f:3:5: error: found U+3164, which cannot be seen, so that two names would look alike
      3 | f = �
        |     ^
      """
    ),
    (
      "a = 1\nf(\u{430}) = 2*\u{430}\ng = f(a)\nx\u{2032} = 2\nh = x'*x'",
      """
      f:2:3: error: '\u{430}' looks like 'a' on line 1 and is another name: it has U+0430 where that has U+0061
      2 | f(\u{430}) = 2*\u{430}
        |   ^
      f:5:5: error: 'x'' looks like 'x′' on line 4 and is another name: it has U+0027 where that has U+2032
      5 | h = x'*x'
        |     ^^
      """
    ),
    (
      "x = 5 – 3",
      """
      f:1:7: error: found '–', which means nothing here
      1 | x = 5 – 3
        |       ^
        write x = 5 - 3
      """
    ),
    (
      "f = 3 + 손실 $ 4",
      """
      f:1:12: error: found '$', which means nothing here
      1 | f = 3 + 손실 $ 4
        |              ^
        a formula stands in a line of its own, without signs around it
      """
    ),
    (
      "minimize x with sgd(lr = 1e999)\nx = 1",
      """
      f:1:26: error: 1e999 is too large: numbers end at about 1.8e308
      1 | minimize x with sgd(lr = 1e999)
        |                          ^^^^^
      """
    ),
    (
      "x = 2²",
      """
      f:1:6: error: found '²', which means nothing here
      1 | x = 2²
        |      ^
        write x = 2^2
      """
    ),
    (
      "x = error?",
      """
      f:1:10: error: found '?', which means nothing here
      1 | x = error?
        |          ^
        max, min, relu and abs choose between values
      """
    ),
  ])
  func `characters and numbers that mean nothing are shown`(_ text: String, _ expected: String) {
    #expect(messages(text) == expected)
  }

  @Test(arguments: [
    (
      "param = 3",
      """
      f:1:1: error: 'param' has a meaning of its own and cannot be a name
      1 | param = 3
        | ^^^^^
      """
    ),
    (
      "pi = 3",
      """
      f:1:1: error: 'pi' has a meaning of its own and cannot be a name
      1 | pi = 3
        | ^^
      """
    ),
    (
      "x = 1\nx = 2",
      """
      f:2:1: error: 'x' is already defined on line 1
      2 | x = 2
        | ^
        write x2 = 2
      """
    ),
    (
      "x = x + 1",
      """
      f:1:5: error: 'x' is used in its own definition
      1 | x = x + 1
        |     ^
      """
    ),
    (
      "f = q\nq = 3",
      """
      f:1:5: error: 'q' is used here but defined later, on line 2
      1 | f = q
        |     ^
        move this line below line 2
      """
    ),
    (
      "f(a) = f(a)\ny = f(3)",
      """
      f:1:8: error: 'f' calls itself, and functions cannot be recursive
      1 | f(a) = f(a)
        |        ^
      """
    ),
    (
      "f(a, a) = a\ny = f(1, 2)",
      """
      f:1:6: error: the parameter 'a' is named twice
      1 | f(a, a) = a
        |      ^
      """
    ),
    (
      "f = minimize + 1",
      """
      f:1:5: error: 'minimize' has a meaning of its own and cannot be a name
      1 | f = minimize + 1
        |     ^^^^^^^^
      """
    ),
    (
      "y = max(1, 2)\nmax(a) = a",
      """
      f:1:5: error: 'max' is used here but defined later, on line 2
      1 | y = max(1, 2)
        |     ^^^
      """
    ),
    (
      "f(a) = k*a\nk = 3\nparam w = f(2)",
      """
      f:1:8: error: 'k' is used here but defined later, on line 2
      1 | f(a) = k*a
        |        ^
        move this line below line 2
      f:3:11: error: expected numbers only, the initial value of a parameter, and found 'f'
      3 | param w = f(2)
        |           ^
      """
    ),
  ])
  func `names are defined once, above their use, and not by themselves`(
    _ text: String, _ expected: String
  ) {
    #expect(messages(text) == expected)
  }

  @Test(arguments: [
    (
      "f = x(y+z)\nx = 1",
      """
      f:1:5: error: 'x' is a value and not a function
      1 | f = x(y+z)
        |     ^
        to multiply, write f = x*(y + z)
      """
    ),
    (
      "y = 3\nf = y(2+3)",
      """
      f:2:5: error: 'y' is a value and not a function
      2 | f = y(2+3)
        |     ^
        to multiply, write f = y*(2 + 3)
      """
    ),
    (
      "f = max(1, 2, 3)",
      """
      f:1:5: error: 'max' takes 1 or 2 arguments and is given 3
      1 | f = max(1, 2, 3)
        |     ^^^
        its named argument is 'axis', as in max(x, axis = 1)
      """
    ),
    (
      "f = sigmod(x)",
      """
      f:1:5: error: no function is called 'sigmod'
      1 | f = sigmod(x)
        |     ^^^^^^
        did you mean 'sigmoid'?
      """
    ),
    (
      "f = elu(x, beta = 2)",
      """
      f:1:12: error: 'elu' has no argument that is named 'beta'
      1 | f = elu(x, beta = 2)
        |            ^^^^
        its named argument is 'alpha', as in elu(x, alpha = 1)
      """
    ),
    (
      "f = exp",
      """
      f:1:5: error: 'exp' is a function and has no value of its own
      1 | f = exp
        |     ^^^
      """
    ),
    (
      "f(a) = a\ny = f(1, 2)\nz = f",
      """
      f:2:5: error: 'f' takes 1 argument and is given 2
      2 | y = f(1, 2)
        |     ^
      f:3:5: error: 'f' is a function and has no value of its own
      3 | z = f
        |     ^
      """
    ),
    (
      "f(a) = a\nx = f(1)\nexpect f = 3",
      """
      f:3:8: error: 'f' is a function and has no value of its own
      3 | expect f = 3
        |        ^
      """
    ),
    (
      "minimize x with sgd(momentum = 3)",
      """
      f:1:21: error: 'sgd' has no argument that is named 'momentum'
      1 | minimize x with sgd(momentum = 3)
        |                     ^^^^^^^^
        there are lr and weight_decay
      """
    ),
    (
      "x = elu(alpha = 1)",
      """
      f:1:9: error: expected an argument without a name and found 'alpha'
      1 | x = elu(alpha = 1)
        |         ^^^^^
      """
    ),
    (
      "x = elu(alpha = 1, 2)",
      """
      f:1:9: error: expected an argument without a name and found 'alpha'
      1 | x = elu(alpha = 1, 2)
        |         ^^^^^
        write x = elu(2, alpha = 1)
      """
    ),
    (
      "x = elu(2, alpha = 1, alpha = 2)",
      """
      f:1:23: error: the parameter 'alpha' is named twice
      1 | x = elu(2, alpha = 1, alpha = 2)
        |                       ^^^^^
      """
    ),
    (
      "x = 3\nf = x + exp\ng = exp * x",
      """
      f:2:9: error: 'exp' is a function and has no value of its own
      2 | f = x + exp
        |         ^^^
      """
    ),
    (
      "sigmoid(x) = 1/(1+exp(-x))\nx = sigmoid(2)\nmax(a) = a\ny = max(sigmoid(1), 2)",
      """
      f:4:5: error: 'max' takes 1 argument and is given 2
      4 | y = max(sigmoid(1), 2)
        |     ^^^
      """
    ),
    (
      "g(a) = a\nx = g(a = 2)",
      """
      f:2:7: error: expected an argument without a name and found 'a'
      2 | x = g(a = 2)
        |       ^
      """
    ),
    (
      "a(b) = b(2)\nx = a(1)",
      """
      f:1:8: error: 'b' is a value and not a function
      1 | a(b) = b(2)
        |        ^
        to multiply, write a(b) = b*2
      """
    ),
  ])
  func `functions are called with what they take, and values are not called`(
    _ text: String, _ expected: String
  ) {
    #expect(messages(text) == expected)
  }

  @Test(arguments: [
    (
      "x = 3\nexpect z = 3",
      """
      f:2:8: error: nothing here is called 'z'
      2 | expect z = 3
        |        ^
      """
    ),
    (
      "loss = 3\nexpect los = 3",
      """
      f:2:8: error: nothing here is called 'los'
      2 | expect los = 3
        |        ^^^
        did you mean 'loss'?
      """
    ),
    (
      "v = 2\nparam w = v*2",
      """
      f:2:11: error: expected numbers only, the initial value of a parameter, and found 'v'
      2 | param w = v*2
        |           ^
      """
    ),
    (
      "x = 1\nminimize x\nminimize x",
      """
      f:3:1: error: line 2 already says what to minimize
      3 | minimize x
        | ^^^^^^^^
      """
    ),
    (
      "minimize q\nx = 1",
      """
      f:1:10: error: nothing here is called 'q'
      1 | minimize q
        |          ^
      """
    ),
    (
      "k = 3\nf(a) = k*a\nparam w = f(2)",
      """
      f:3:11: error: expected numbers only, the initial value of a parameter, and found 'f'
      3 | param w = f(2)
        |           ^
      """
    ),
  ])
  func `minimize, expect and param are about what they can be about`(
    _ text: String, _ expected: String
  ) {
    #expect(messages(text) == expected)
  }

  @Test(arguments: [
    (
      "",
      """
      f: error: there is nothing to compute
      """
    ),
    (
      "# only comments",
      """
      f: error: there is nothing to compute
      """
    ),
    (
      "f = x + y",
      """
      f:1:5: error: no value is given for 'x' and 'y'
      1 | f = x + y
        |     ^
        give a value in a line of the file, x = 1, or as an option, --set x=1
      """
    ),
    (
      "f = x",
      """
      f:1:5: error: no value is given for 'x'
      1 | f = x
        |     ^
        give a value in a line of the file, x = 1, or as an option, --set x=1
      """
    ),
    (
      "error = 3\nf = eror*2",
      """
      f:2:5: error: no value is given for 'eror'
      2 | f = eror*2
        |     ^^^^
        'eror' is written almost like 'error'
        give a value in a line of the file, eror = 1, or as an option, --set eror=1
      """
    ),
  ])
  func `values that nobody gives are listed`(_ text: String, _ expected: String) {
    #expect(messages(text) == expected)
  }

  @Test(arguments: [
    (
      "x = 3\nminimise x",
      """
      f:2:10: error: expected '=' after 'minimise' and found 'x'
      2 | minimise x
        |          ^
        did you mean 'minimize'?
      """
    ),
    (
      "x + y = 3",
      """
      f:1:1: error: expected a name before '=' and found the expression 'x+y'
      1 | x + y = 3
        | ^^^^^
        a name stands alone before '=', or a function with the names of its arguments, f(a, b) = a*b
      """
    ),
    (
      "2 = x",
      """
      f:1:1: error: expected a name before '=' and found the expression '2'
      1 | 2 = x
        | ^
        write x = 2
      """
    ),
    (
      "= 3",
      """
      f:1:1: error: expected a name and found '='
      1 | = 3
        | ^
      """
    ),
    (
      "x =",
      """
      f:1:4: error: expected a number, a name or '(' after '=' and found the end of the line
      1 | x =
        |    ^
      """
    ),
    (
      "x = 3 +",
      """
      f:1:8: error: expected a number, a name or '(' after '+' and found the end of the line
      1 | x = 3 +
        |        ^
      """
    ),
    (
      "x == 3",
      """
      f:1:3: error: expected '=' and found '=='
      1 | x == 3
        |   ^^
        write x = 3
      """
    ),
    (
      "a = b = 3",
      """
      f:1:7: error: expected the end of the line and found a second '='
      1 | a = b = 3
        |       ^
        write this line as
          b = 3
          a = b
      """
    ),
    (
      "(x+y)*z",
      """
      f:1:1: error: expected a definition, 'name = expression', and found no '='
      1 | (x+y)*z
        | ^^^^^^^
        write f = (x + y)*z
      """
    ),
    (
      "f",
      """
      f:1:1: error: expected a definition, 'name = expression', and found no '='
      1 | f
        | ^
      """
    ),
    (
      "x = 3\nexpect x 3",
      """
      f:2:10: error: expected '=', '<', '>', '<=' or '>=' and found '3'
      2 | expect x 3
        |          ^
      """
    ),
    (
      "x = 3\nexpect x = 3 after 1.5",
      """
      f:2:20: error: expected a whole number of iterations and found 1.5
      2 | expect x = 3 after 1.5
        |                    ^^^
      """
    ),
    (
      "x = 3\nexpect x < nan",
      """
      f:2:12: error: expected a number and found 'nan'
      2 | expect x < nan
        |            ^^^
      """
    ),
    (
      "x = @ y",
      """
      f:1:5: error: expected a number, a name or '(' after '=' and found '@'
      1 | x = @ y
        |     ^
      """
    ),
    (
      "x = f()",
      """
      f:1:7: error: expected an argument and found ')'
      1 | x = f()
        |       ^
      """
    ),
    (
      "x = ()",
      """
      f:1:6: error: expected a number, a name or '(' after '(' and found ')'
      1 | x = ()
        |      ^
      """
    ),
    (
      "x = 3 % 2",
      """
      f:1:7: error: expected the end of the line and found '%'
      1 | x = 3 % 2
        |       ^
        nothing here takes remainders
      """
    ),
    (
      "expect",
      """
      f:1:7: error: expected a name after 'expect' and found the end of the line
      1 | expect
        |       ^
      """
    ),
    (
      "expect grad",
      """
      f:1:12: error: expected '=', '<', '>', '<=' or '>=' and found the end of the line
      1 | expect grad
        |            ^
      """
    ),
    (
      "minimize",
      """
      f:1:9: error: expected a name after 'minimize' and found the end of the line
      1 | minimize
        |         ^
      """
    ),
    (
      "param",
      """
      f:1:6: error: expected a name and found the end of the line
      1 | param
        |      ^
      """
    ),
    (
      "param w 3",
      """
      f:1:9: error: expected '=' after 'w' and found '3'
      1 | param w 3
        |         ^
      """
    ),
    (
      "minimize x with",
      """
      f:1:16: error: expected 'sgd', or another way to minimize, and found the end of the line
      1 | minimize x with
        |                ^
      """
    ),
    (
      "minimize x with sgd(",
      """
      f:1:20: error: this '(' is never closed
      1 | minimize x with sgd(
        |                    ^
      """
    ),
    (
      "\tx =\t3 ++* 4",
      """
      f:1:10: error: expected a number, a name or '(' after '+' and found '*'
      1 |     x =    3 ++* 4
        |                ^
      """
    ),
    (
      "foo(a, 2) = a",
      """
      f:1:1: error: expected a name before '=' and found the expression 'foo(a,2)'
      1 | foo(a, 2) = a
        | ^^^^^^^^^
        a name stands alone before '=', or a function with the names of its arguments, f(a, b) = a*b
      """
    ),
    (
      "foo(a b) = a",
      """
      f:1:7: error: expected ',' or ')' and found 'b'
      1 | foo(a b) = a
        |       ^
        write foo(a, b) = a
      """
    ),
    (
      "foo() = 3",
      """
      f:1:5: error: expected the name of a parameter and found ')'
      1 | foo() = 3
        |     ^
      """
    ),
    (
      "x = elu(3, alpha = 1, 2)",
      """
      f:1:23: error: expected a named argument, because one stands before this
      1 | x = elu(3, alpha = 1, 2)
        |                       ^
      """
    ),
    (
      "f = a < b",
      """
      f:1:7: error: expected the end of the line and found '<'
      1 | f = a < b
        |       ^
        there are no comparisons; max, min, relu and abs choose between values
      """
    ),
    (
      "q = 2 *\nf = q + q\ng = q(3)\nexpect q = 4",
      """
      f:1:8: error: expected a number, a name or '(' after '*' and found the end of the line
      1 | q = 2 *
        |        ^
      """
    ),
    (
      "x = 3\nexpect x = 3 +- ",
      """
      f:2:16: error: expected a number and found the end of the line
      2 | expect x = 3 +- 
        |                ^
      """
    ),
    (
      "x = -\ny = 3 *",
      """
      f:1:6: error: expected a number, a name or '(' after '-' and found the end of the line
      1 | x = -
        |      ^
      f:2:8: error: expected a number, a name or '(' after '*' and found the end of the line
      2 | y = 3 *
        |        ^
      """
    ),
    (
      "x = 1,2",
      """
      f:1:6: error: expected the end of the line and found ','
      1 | x = 1,2
        |      ^
        with a point, write x = 1.2
      """
    ),
  ])
  func `the rest says what was expected and what was found`(_ text: String, _ expected: String) {
    #expect(messages(text) == expected)
  }

  @Test func `a file that is not UTF-8 is not read`() {
    #expect(
      messages(Array("x = 1\ny = ".utf8) + [0xFF, 0x41]) == """
        f:2:5: error: expected UTF-8 and found the byte 0xFF
        2 | y = �A
          |     ^
        """)
    #expect(
      messages([0x78, 0x20, 0x3D, 0x20, 0x00]).hasPrefix("f:1:5: error: found the character U+0000")
    )
  }

  @Test func `names that look different are different, however alike their letters are called`() {
    let syntax = Syntax(
      parsing: "a = 1\nα = 2\nx′ = 3\nx₁ = 4\nx1 = 5\nν = 6\nv = 7\nl = 8\nI = 9\nf = O + o + ω + w"
    )
    #expect(syntax.diagnostics.isEmpty)
    // A mark that belongs to the text of a comment is no mistake in it.
    #expect(Syntax(parsing: "x = 3 # می‌خواهم 👩‍🔬 שלום‏").diagnostics.isEmpty)
  }

  @Test func `a name is the same however Unicode composes its letters`() throws {
    let syntax = Syntax(parsing: "\u{E9} = 3\nf = e\u{301}*2\nexpect grad \u{E9} = 2")
    #expect(syntax.diagnostics.isEmpty && syntax.freeInputs.isEmpty)
    let document = try Document.make(from: syntax, inputs: ["e\u{301}": 5]).get()
    #expect(document.node(named: "\u{E9}") == document.node(named: "e\u{301}"))
    #expect(
      Syntax(parsing: "\u{E9} = 3\ne\u{301} = 4").diagnostics.map(\.problem)
        == [.alreadyDefined("\u{E9}", line: 1)])
  }

  @Test func `values for names that are no leaves are refused`() {
    let text = "error = 1\nq = error + x\ng(a) = a\nalias = error"
    #expect(
      messages(text, inputs: ["x": 1, "q2": 1, "q": 2, "g": 3, "alias": 1, "eror": 2]) == """
        f: error: 'alias' is computed on line 4; only leaves can be set
        f: error: nothing here is called 'eror'
          did you mean 'error'?
        f: error: 'g' is computed on line 3; only leaves can be set
        f: error: 'q' is computed on line 2; only leaves can be set
        f: error: nothing here is called 'q2'
        """)
  }

  @Test func `one wrong line does not hide the next, and using its name is no mistake`() {
    let syntax = Syntax(parsing: "a = 2 +\nb = a*2\nc = 3 $\nd = b + c\nexpect a = 1\nd = 2")
    #expect(
      syntax.diagnostics.map(\.problem) == [
        .expected("a number, a name or '(' after '+'", found: "the end of the line"),
        .strayCharacter("$"), .alreadyDefined("d", line: 4),
      ])
    #expect(syntax.freeInputs.isEmpty)
  }
}
