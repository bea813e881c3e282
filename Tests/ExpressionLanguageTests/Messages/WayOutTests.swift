import ExpressionLanguage
import Learning
import Testing
import TestSupport

/// What is written by somebody who knows other languages, and the way out that each message gives,
/// letter by letter.
@Suite struct WayOutTests {
  @Test func `a line is not proposed to be written as it is`() {
    let all = messages("x = -f   \ny = 5\nf = x*y")
    #expect(all.contains("'f' is used here but defined later, on line 3"))
    #expect(!all.contains("write x = -f"), "\(all)")
  }

  @Test func `lines that a bracket holds together are moved into no place among themselves`() {
    #expect(
      messages("(\nh=(X+1)[0]\nX=[[6]]") == """
        f:1:1: error: this '(' is never closed
        1 | (
          | ^
        f:2:4: error: 'X' is used here but defined later, on line 3
        2 | h=(X+1)[0]
          |    ^
        """)
  }

  @Test(arguments: [
    (
      "w = [1, 2]\nf = w*w\nminimize f",
      """
      f:3:10: error: what is minimized is one number, and 'f' is a vector of 2
      3 | minimize f
        |          ^
        for the mean, write this line as
          loss = mean(f)
          minimize loss
        for the sum, write this line as
          loss = sum(f)
          minimize loss
      """
    ),
    (
      "loss = [[1, 2], [3, 4]]\nminimize loss with adam",
      """
      f:2:10: error: what is minimized is one number, and 'loss' is 2×2
      2 | minimize loss with adam
        |          ^^^^
        for the mean, write this line as
          cost = mean(loss)
          minimize cost with adam
        for the sum, write this line as
          cost = sum(loss)
          minimize cost with adam
      """
    ),
    (
      "data d = csv(\"p.csv\")\nf = sum(d.x)\nminimize d.x",
      """
      f:3:10: error: what is minimized is one number, and 'd.x' is 2×2
      3 | minimize d.x
        |          ^^^
        for the mean, write this line as
          loss = mean(d.x)
          minimize loss
        for the sum, write this line as
          loss = sum(d.x)
          minimize loss
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
        write f = a.T
      """
    ),
    (
      "f = ln(2)",
      """
      f:1:5: error: no function is called 'ln'
      1 | f = ln(2)
        |     ^^
        write f = log(2)
      """
    ),
    (
      "f = avg([1, 2])",
      """
      f:1:5: error: no function is called 'avg'
      1 | f = avg([1, 2])
        |     ^^^
        write f = mean([1, 2])
      """
    ),
    (
      "f = sigm(2)",
      """
      f:1:5: error: no function is called 'sigm'
      1 | f = sigm(2)
        |     ^^^^
        write f = sigmoid(2)
      """
    ),
    (
      "f = pow(2, 3)",
      """
      f:1:5: error: no function is called 'pow'
      1 | f = pow(2, 3)
        |     ^^^
        write f = 2^3
      """
    ),
    (
      "x = 2\nf = power(x + 1, 2)",
      """
      f:2:5: error: no function is called 'power'
      2 | f = power(x + 1, 2)
        |     ^^^^^
        write f = (x + 1)^2
      """
    ),
    (
      "a = eye(2)\nf = matmul(a, a + a)",
      """
      f:2:5: error: no function is called 'matmul'
      2 | f = matmul(a, a + a)
        |     ^^^^^^
        write f = a @ (a + a)
      """
    ),
    (
      "f = np.exp(2)",
      """
      f:1:5: error: no function is called 'np.exp'
      1 | f = np.exp(2)
        |     ^^^^^^
        write f = exp(2)
      """
    ),
    (
      "f = np.zeros((2, 3))",
      """
      f:1:5: error: no function is called 'np.zeros'
      1 | f = np.zeros((2, 3))
        |     ^^^^^^^^
        write f = zeros(2, 3)
      """
    ),
    (
      "f = np.foo(2)",
      """
      f:1:5: error: no function is called 'np.foo'
      1 | f = np.foo(2)
        |     ^^^^^^
        a function of your own has a line above: f(a, b) = expression
      """
    ),
    (
      "x = [1, 2]\nf = x.sum()",
      """
      f:2:5: error: no function is called 'x.sum'
      2 | f = x.sum()
        |     ^^^^^
        write f = sum(x)
      """
    ),
    (
      "x = [[1, 2]]\nf = x.mean(axis=0)",
      """
      f:2:5: error: no function is called 'x.mean'
      2 | f = x.mean(axis=0)
        |     ^^^^^^
        write f = mean(x, axis = 0)
      """
    ),
    (
      "f = [1, 2].sum()",
      """
      f:1:5: error: no function is called '[1,2].sum'
      1 | f = [1, 2].sum()
        |     ^^^^^^^^^^
        write f = sum([1, 2])
      """
    ),
    (
      "x = [[1, 2]]\nf = x.transpose()",
      """
      f:2:5: error: no function is called 'x.transpose'
      2 | f = x.transpose()
        |     ^^^^^^^^^^^
        write f = x.T
      """
    ),
    (
      "x = [1, 2]\nf = x.dot(x)",
      """
      f:2:5: error: no function is called 'x.dot'
      2 | f = x.dot(x)
        |     ^^^^^
        write f = x @ x
      """
    ),
    (
      "f = ReLU(2)",
      """
      f:1:5: error: no function is called 'ReLU'
      1 | f = ReLU(2)
        |     ^^^^
        write f = relu(2)
      """
    ),
    (
      "x = 2\nf = foo(x)",
      """
      f:2:5: error: no function is called 'foo'
      2 | f = foo(x)
        |     ^^^
        a function of your own has a line above: f(a, b) = expression
      """
    ),
    (
      "x = 2\nf = y + y(x)",
      """
      f:2:9: error: 'y' is a value and not a function
      2 | f = y + y(x)
        |         ^
        to multiply, write f = y + y*(x)
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
        write f = exp(x)
      """
    ),
    (
      "x = 3\nf = exp[x]",
      """
      f:2:5: error: 'exp' is a function and has no value of its own
      2 | f = exp[x]
        |     ^^^
        write f = exp(x)
      """
    ),
    (
      "sq(a) = a*a\nx = 3\nf = sq x",
      """
      f:3:5: error: 'sq' is a function and has no value of its own
      3 | f = sq x
        |     ^^
        write f = sq(x)
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
        write data d = csv("c.csv", label = y)
      """
    ),
    (
      "x = 3;",
      """
      f:1:6: error: found ';', which means nothing here
      1 | x = 3;
        |      ^
        write x = 3
      """
    ),
    (
      "y = 4; z = 5",
      """
      f:1:6: error: found ';', which means nothing here
      1 | y = 4; z = 5
        |      ^
        write this line as
          y = 4
          z = 5
      """
    ),
  ])
  func `brackets, line ends and 'data' that are missing are named`(
    _ text: String, _ expected: String
  ) {
    #expect(messages(text) == expected)
  }

  @Test(arguments: [
    (
      "f = sum(csv(c.csv))",
      """
      f:1:13: error: expected the name of a file in quotes and found 'c.csv'
      1 | f = sum(csv(c.csv))
        |             ^^^^^
        write f = sum(csv("c.csv"))
      """
    ),
    (
      "f = sum(csv(data/c.csv))",
      """
      f:1:13: error: expected the name of a file in quotes and found 'data/c.csv'
      1 | f = sum(csv(data/c.csv))
        |             ^^^^^^^^^^
        write f = sum(csv("data/c.csv"))
      """
    ),
    (
      "data d = csv(c.csv)\nf = 1",
      """
      f:1:14: error: expected the name of a file in quotes and found 'c.csv'
      1 | data d = csv(c.csv)
        |              ^^^^^
        write data d = csv("c.csv")
      """
    ),
    (
      "f = csv('c.csv')",
      """
      f:1:9: error: found ''', which means nothing here
      1 | f = csv('c.csv')
        |         ^
        write f = csv("c.csv")
      """
    ),
    (
      "f = csv(“c.csv”)",
      """
      f:1:9: error: found '“', which means nothing here
      1 | f = csv(“c.csv”)
        |         ^
        write f = csv("c.csv")
      """
    ),
    (
      "f = sum(|2|)",
      """
      f:1:9: error: found '|', which means nothing here
      1 | f = sum(|2|)
        |         ^
        write f = sum(abs(2))
      """
    ),
    (
      "x = 1,5",
      """
      f:1:6: error: expected the end of the line and found ','
      1 | x = 1,5
        |      ^
        with a point, write x = 1.5
      """
    ),
    (
      "x = 1, 5",
      """
      f:1:6: error: expected the end of the line and found ','
      1 | x = 1, 5
        |      ^
        for an array, write x = [1, 5]
      """
    ),
    (
      "x = 1,2,3",
      """
      f:1:6: error: expected the end of the line and found ','
      1 | x = 1,2,3
        |      ^
        for an array, write x = [1,2,3]
      """
    ),
    (
      "x = [1 2 3]",
      """
      f:1:8: error: expected ',' or ']' and found '2'
      1 | x = [1 2 3]
        |        ^
        write x = [1, 2, 3]
      """
    ),
    (
      "x = [[1.5 2], [3 4]]",
      """
      f:1:11: error: expected ',' or ']' and found '2'
      1 | x = [[1.5 2], [3 4]]
        |           ^
        write x = [[1.5, 2], [3, 4]]
      """
    ),
    (
      "x = zeros((2, 3))",
      """
      f:1:13: error: expected ')' and found ','
      1 | x = zeros((2, 3))
        |             ^
        write x = zeros(2, 3)
      """
    ),
    (
      "x = reshape([1, 2], (2, 1))",
      """
      f:1:23: error: expected ')' and found ','
      1 | x = reshape([1, 2], (2, 1))
        |                       ^
        write x = reshape([1, 2], 2, 1)
      """
    ),
    (
      "x = (1, 2)",
      """
      f:1:7: error: expected ')' and found ','
      1 | x = (1, 2)
        |       ^
        for an array, write x = [1, 2]
      """
    ),
    (
      "x = 1\nx += 1",
      """
      f:2:3: error: 'x' cannot be changed, because a name stands for one value
      2 | x += 1
        |   ^^
        write x2 = x + 1
      """
    ),
    (
      "1x = 3",
      """
      f:1:1: error: names do not begin with a digit, as '1x' does
      1 | 1x = 3
        | ^^
        write x1 = 3
      """
    ),
    (
      "param 2nd = 3",
      """
      f:1:7: error: names do not begin with a digit, as '2nd' does
      1 | param 2nd = 3
        |       ^^^
        write param nd2 = 3
      """
    ),
    (
      "import numpy as np\nx = 3",
      """
      f:1:1: error: nothing is imported: all functions are there
      1 | import numpy as np
        | ^^^^^^
        leave this line out
      """
    ),
    (
      "let x = 3",
      """
      f:1:5: error: expected '=' after 'let' and found 'x'
      1 | let x = 3
        |     ^
        write x = 3
      """
    ),
    (
      "def f(x): x*x",
      """
      f:1:5: error: expected '=' after 'def' and found 'f'
      1 | def f(x): x*x
        |     ^
        a function is one expression, f(a, b) = expression
      """
    ),
    (
      "scores = [[1, 2, 3], [3, 1, 2], [1, 1, 1]]\ny = [1, 2, 3]\nf = cross_entropy(scores, y)",
      """
      f:3:5: error: label 3 but there are 3 classes (0 to 2)
      3 | f = cross_entropy(scores, y)
        |     ^^^^^^^^^^^^^^^^^^^^^^^^
        y is a vector of 3 (line 2)
        as the first class is 0, write f = cross_entropy(scores, y-1)
      """
    ),
    (
      "f = 2*π",
      """
      f:1:7: error: no value is given for 'π'
      1 | f = 2*π
        |       ^
        write f = 2*pi
      """
    ),
    (
      "data d = csv(\"p.csv\", standardize = True)\nf = 1",
      """
      f:1:37: error: expected true or false for 'standardize' and found 'True'
      1 | data d = csv("p.csv", standardize = True)
        |                                     ^^^^
        write data d = csv("p.csv", standardize = true)
      """
    ),
    (
      "f = [1, 2]\nminimize sum(f)",
      """
      f:2:13: error: expected 'with' and found '('
      2 | minimize sum(f)
        |             ^
        write this line as
          loss = sum(f)
          minimize loss
      """
    ),
  ])
  func `what other languages and other hands write has a way out`(
    _ text: String, _ expected: String
  ) {
    #expect(messages(text) == expected)
  }

  @Test(arguments: [
    ("a;b;c\n1;2;3\n", ""), ("\n1\t2\n3\t4\n", ""), ("a;b\n", "s.csv holds no numbers"),
    ("\"a;b\"\n1\n", ""), ("a;b,c\n1,2\n", ""), ("\ta\t\n1\n", ""),
    (
      "a,b\n1,5,2,5\n3,5,4,5\n",
      "s.csv, line 2: expected 2 values and found twice as many, as decimal commas make them; save "
        + "the file with ';' between the cells"
    ),
    (
      "a,b\n1,x\n2,3\n4,5\ny,6\n",
      "s.csv has 2 mistakes: line 2, column 2 (b): expected a number and found 'x'; line 5, column "
        + "1 (a): expected a number and found 'y'"
    ),
    ("a,b\n1,NA\n2,3\n", "s.csv, line 2, column 2 (b): expected a number and found 'NA'"),
  ])
  func `a file of rows is read, or told what it wants`(_ rows: String, _ expected: String) {
    let printed = messages("f = sum(csv(\"s.csv\"))", files: ["s.csv": table(Array(rows.utf8))])
    #expect(
      printed.split(separator: "\n").first.map(String.init) ?? ""
        == (expected.isEmpty ? "" : "f:1:13: error: " + expected))
  }

  @Test func `labels that count from 0 fit after the advice`() {
    let scores = "scores = [[1, 2, 3], [3, 1, 2], [1, 1, 1]]\ny = [1, 2, 3]\n"
    #expect(messages(scores + "f = cross_entropy(scores, y-1)").isEmpty)
    #expect(!messages(scores + "f = cross_entropy(scores, [0, 2, 3])").contains("first class"))
  }
}
