import ExpressionLanguage
import Learning
import Testing

/// What is written by somebody who knows other languages, and the way out that each message gives,
/// letter by letter.
@Suite struct WayOutTests {
  @Test(arguments: [
    (
      "w = [1, 2]\nf = w*w\nminimize f",
      """
      f:3:10: error: what is minimized is one number, and 'f' is a vector of 2
      3 | minimize f
        |          ^
        write loss = mean(f) or sum(f), and minimize loss
      """
    ),
    (
      "loss = [[1, 2], [3, 4]]\nminimize loss with adam",
      """
      f:2:10: error: what is minimized is one number, and 'loss' is 2×2
      2 | minimize loss with adam
        |          ^^^^
        write cost = mean(loss) or sum(loss), and minimize cost
      """
    ),
    (
      "data d = csv(\"p.csv\")\nf = sum(d.x)\nminimize d.x",
      """
      f:3:10: error: what is minimized is one number, and 'd.x' is 2×2
      3 | minimize d.x
        |          ^^^
        write loss = mean(d.x) or sum(d.x), and minimize loss
      """
    ),
  ])
  func `many numbers are not minimized before they are one`(_ text: String, _ expected: String) {
    #expect(messages(text, files: ["p.csv": table(Array("1,2\n3,4\n".utf8))]) == expected)
  }

  @Test func `without minimize the output may be many numbers`() {
    #expect(messages("w = [1, 2]\nf = w*w").isEmpty)
  }

  @Test(arguments: [
    (
      "w = 1\nminimize w with sgd(lr = -0.1)",
      """
      f:2:26: error: 'lr' must be above 0 to descend, and is -0.1
      2 | minimize w with sgd(lr = -0.1)
        |                          ^^^^
      """
    ),
    (
      "w = 1\nminimize w with adam(lr = 0)",
      """
      f:2:27: error: 'lr' must be above 0 for anything to move, and is 0
      2 | minimize w with adam(lr = 0)
        |                           ^
      """
    ),
    (
      "w = 1\nminimize w with sgd(lr = cosine(-1, over = 3))",
      """
      f:2:33: error: 'lr' must be above 0 to descend, and is -1
      2 | minimize w with sgd(lr = cosine(-1, over = 3))
        |                                 ^^
      """
    ),
    (
      "w = 1\nminimize w with sgd(lr = inf)",
      """
      f:2:26: error: expected a number for 'lr' and found 'inf'
      2 | minimize w with sgd(lr = inf)
        |                          ^^^
      """
    ),
  ])
  func `a learning rate is above 0`(_ text: String, _ expected: String) {
    #expect(messages(text) == expected)
  }

  @Test(arguments: [
    (
      "a = [1, 2]\nf = transpose(a)",
      """
      f:2:5: error: no function is called 'transpose'
      2 | f = transpose(a)
        |     ^^^^^^^^^
        write a.T
      """
    ),
    (
      "f = ln(2)",
      """
      f:1:5: error: no function is called 'ln'
      1 | f = ln(2)
        |     ^^
        write log(2)
      """
    ),
    (
      "f = avg([1, 2])",
      """
      f:1:5: error: no function is called 'avg'
      1 | f = avg([1, 2])
        |     ^^^
        write mean([1,2])
      """
    ),
    (
      "f = sigm(2)",
      """
      f:1:5: error: no function is called 'sigm'
      1 | f = sigm(2)
        |     ^^^^
        write sigmoid(2)
      """
    ),
    (
      "f = pow(2, 3)",
      """
      f:1:5: error: no function is called 'pow'
      1 | f = pow(2, 3)
        |     ^^^
        write 2^3
      """
    ),
    (
      "x = 2\nf = power(x + 1, 2)",
      """
      f:2:5: error: no function is called 'power'
      2 | f = power(x + 1, 2)
        |     ^^^^^
        write (x+1)^2
      """
    ),
    (
      "a = eye(2)\nf = matmul(a, a + a)",
      """
      f:2:5: error: no function is called 'matmul'
      2 | f = matmul(a, a + a)
        |     ^^^^^^
        write a @ (a+a)
      """
    ),
    (
      "f = np.exp(2)",
      """
      f:1:5: error: no function is called 'np.exp'
      1 | f = np.exp(2)
        |     ^^^^^^
        write exp(2)
      """
    ),
    (
      "f = np.zeros((2, 3))",
      """
      f:1:5: error: no function is called 'np.zeros'
      1 | f = np.zeros((2, 3))
        |     ^^^^^^^^
        write zeros(2,3)
      """
    ),
    (
      "f = np.foo(2)",
      """
      f:1:5: error: no function is called 'np.foo'
      1 | f = np.foo(2)
        |     ^^^^^^
      """
    ),
    (
      "x = [1, 2]\nf = x.sum()",
      """
      f:2:5: error: no function is called 'x.sum'
      2 | f = x.sum()
        |     ^^^^^
        write sum(x)
      """
    ),
    (
      "x = [[1, 2]]\nf = x.mean(axis=0)",
      """
      f:2:5: error: no function is called 'x.mean'
      2 | f = x.mean(axis=0)
        |     ^^^^^^
        write mean(x, axis=0)
      """
    ),
    (
      "f = [1, 2].sum()",
      """
      f:1:5: error: no function is called '[1,2].sum'
      1 | f = [1, 2].sum()
        |     ^^^^^^^^^^
        write sum([1,2])
      """
    ),
    (
      "x = [[1, 2]]\nf = x.transpose()",
      """
      f:2:5: error: no function is called 'x.transpose'
      2 | f = x.transpose()
        |     ^^^^^^^^^^^
        write x.T
      """
    ),
    (
      "x = [1, 2]\nf = x.dot(x)",
      """
      f:2:5: error: no function is called 'x.dot'
      2 | f = x.dot(x)
        |     ^^^^^
        write x @ x
      """
    ),
    (
      "f = ReLU(2)",
      """
      f:1:5: error: no function is called 'ReLU'
      1 | f = ReLU(2)
        |     ^^^^
        write relu(2)
      """
    ),
    (
      "x = 2\nf = foo(x)",
      """
      f:2:5: error: no function is called 'foo'
      2 | f = foo(x)
        |     ^^^
      """
    ),
    (
      "x = 2\nf = y + y(x)",
      """
      f:2:9: error: 'y' is a value and not a function
      2 | f = y + y(x)
        |         ^
        write y*(x) to multiply
      """
    ),
  ])
  func `a function that is called otherwise elsewhere is translated`(
    _ text: String, _ expected: String
  ) {
    #expect(messages(text) == expected)
  }

  @Test(arguments: [
    (
      "x = 3\nf = exp x",
      """
      f:2:5: error: 'exp' is a function and has no value of its own
      2 | f = exp x
        |     ^^^
        write exp(x)
      """
    ),
    (
      "x = 3\nf = exp[x]",
      """
      f:2:5: error: 'exp' is a function and has no value of its own
      2 | f = exp[x]
        |     ^^^
        write exp(x)
      """
    ),
    (
      "sq(a) = a*a\nx = 3\nf = sq x",
      """
      f:3:5: error: 'sq' is a function and has no value of its own
      3 | f = sq x
        |     ^^
        write sq(x)
      """
    ),
    (
      "f = max(1,\ny = 3",
      """
      f:1:8: error: this '(' is never closed
      1 | f = max(1,
        |        ^
      """
    ),
    (
      "f = exp(\ny = 3",
      """
      f:1:8: error: this '(' is never closed
      1 | f = exp(
        |        ^
      """
    ),
    (
      "f = [1, 2,\ny = 2",
      """
      f:1:5: error: this '[' is never closed
      1 | f = [1, 2,
        |     ^
      """
    ),
    (
      "w = 1\nminimize w with sgd(\nz = 3",
      """
      f:2:20: error: this '(' is never closed
      2 | minimize w with sgd(
        |                    ^
      """
    ),
    (
      "d = csv(\"c.csv\", label = y)",
      """
      f:1:18: error: 'csv' has no argument that is named 'label'
      1 | d = csv("c.csv", label = y)
        |                  ^^^^^
        write data d = csv(…, label = …)
      """
    ),
    (
      "x = 3;",
      """
      f:1:6: error: found ';', which means nothing here
      1 | x = 3;
        |      ^
        write a new line instead
      """
    ),
    (
      "y = 4; z = 5",
      """
      f:1:6: error: found ';', which means nothing here
      1 | y = 4; z = 5
        |      ^
        write a new line instead
      """
    ),
  ])
  func `brackets, line ends and 'data' that are missing are named`(
    _ text: String, _ expected: String
  ) {
    #expect(messages(text) == expected)
  }
}
