import ExpressionLanguage
import Learning
import Testing
import TestSupport

/// Every mistake in the statements that are about learning, letter by letter.
@Suite struct LearningDiagnosticTests {
  @Test(arguments: [
    (
      "data d\nf = 1",
      """
      f:1:7: error: expected '=' after 'd' and found the end of the line
      1 | data d
        |       ^
      """
    ),
    (
      "data = 3",
      """
      f:1:1: error: 'data' has a meaning of its own and cannot be a name
      1 | data = 3
        | ^^^^
        write data_ = 3
      """
    ),
    (
      "data d = 3\nf = 1",
      """
      f:1:10: error: expected csv("…"), a file of rows, and found '3'
      1 | data d = 3
        |          ^
      """
    ),
    (
      "data d = read(\"p.csv\")\nf = 1",
      """
      f:1:10: error: expected csv("…"), a file of rows, and found 'read'
      1 | data d = read("p.csv")
        |          ^^^^
      """
    ),
    (
      "data 3 = csv(\"p.csv\")\nf = 1",
      """
      f:1:6: error: expected a name after 'data' and found '3'
      1 | data 3 = csv("p.csv")
        |      ^
      """
    ),
    (
      "data pi = csv(\"p.csv\")\nf = 1",
      """
      f:1:6: error: 'pi' has a meaning of its own and cannot be a name
      1 | data pi = csv("p.csv")
        |      ^^
      """
    ),
    (
      "data d = csv()\nf = 1",
      """
      f:1:10: error: expected the name of a file in quotes and found nothing
      1 | data d = csv()
        |          ^^^^^
      """
    ),
    (
      "data d = csv(p)\nf = 1",
      """
      f:1:14: error: expected the name of a file in quotes and found 'p'
      1 | data d = csv(p)
        |              ^
      """
    ),
    (
      "data d = csv(label = class)\nf = 1",
      """
      f:1:14: error: expected the name of a file in quotes and found 'label=class'
      1 | data d = csv(label = class)
        |              ^^^^^^^^^^^^^
      """
    ),
    (
      "data d = csv(\"p.csv)\nf = 1",
      """
      f:1:14: error: this '"' is never closed
      1 | data d = csv("p.csv)
        |              ^^^^^^^
      """
    ),
    (
      "data d = csv(\"p.csv\", class)\nf = 1",
      """
      f:1:23: error: expected a named argument and found 'class'
      1 | data d = csv("p.csv", class)
        |                       ^^^^^
        write data d = csv("p.csv", label = class)
      """
    ),
    (
      "data d = csv(\"p.csv\", labels = class)\nf = 1",
      """
      f:1:23: error: 'csv' has no argument that is named 'labels'
      1 | data d = csv("p.csv", labels = class)
        |                       ^^^^^^
        did you mean 'label'?
      """
    ),
    (
      "data d = csv(\"p.csv\", colour = 1)\nf = 1",
      """
      f:1:23: error: 'csv' has no argument that is named 'colour'
      1 | data d = csv("p.csv", colour = 1)
        |                       ^^^^^^
        there are label, columns, without, classes, header, skip, fill, test, batch, seed and standardize
      """
    ),
    (
      "data d = csv(\"p.csv\", label = a, label = b)\nf = 1",
      """
      f:1:34: error: the parameter 'label' is named twice
      1 | data d = csv("p.csv", label = a, label = b)
        |                                  ^^^^^
      """
    ),
    (
      "data d = csv(\"p.csv\", label = 1.5)\nf = 1",
      """
      f:1:31: error: expected a column for 'label', by its name or its number, and found '1.5'
      1 | data d = csv("p.csv", label = 1.5)
        |                               ^^^
      """
    ),
    (
      "data d = csv(\"p.csv\", label = )\nf = 1",
      """
      f:1:31: error: expected an argument and found ')'
      1 | data d = csv("p.csv", label = )
        |                               ^
      """
    ),
    (
      "data d = csv(\"p.csv\", test = 20)\nf = 1",
      """
      f:1:30: error: 'test' must be at least 0 and below 1, and is 20
      1 | data d = csv("p.csv", test = 20)
        |                              ^^
        write data d = csv("p.csv", test = 20%)
      """
    ),
    (
      "data d = csv(\"p.csv\", test = 100%)\nf = 1",
      """
      f:1:30: error: 'test' must be at least 0 and below 1, and is 100%
      1 | data d = csv("p.csv", test = 100%)
        |                              ^^^^
      """
    ),
    (
      "data d = csv(\"p.csv\", test = -0.1)\nf = 1",
      """
      f:1:30: error: 'test' must be at least 0 and below 1, and is -0.1
      1 | data d = csv("p.csv", test = -0.1)
        |                              ^^^^
      """
    ),
    (
      "data d = csv(\"p.csv\", test = some)\nf = 1",
      """
      f:1:30: error: expected a part of the rows for 'test', such as 20%, and found 'some'
      1 | data d = csv("p.csv", test = some)
        |                              ^^^^
      """
    ),
    (
      "data d = csv(\"p.csv\", batch = 0)\nf = 1",
      """
      f:1:31: error: expected a whole number from 1 on for 'batch' and found '0'
      1 | data d = csv("p.csv", batch = 0)
        |                               ^
      """
    ),
    (
      "data d = csv(\"p.csv\", batch = 20%)\nf = 1",
      """
      f:1:31: error: expected a whole number from 1 on for 'batch' and found '20%'
      1 | data d = csv("p.csv", batch = 20%)
        |                               ^^^
      """
    ),
    (
      "data d = csv(\"p.csv\", seed = -1)\nf = 1",
      """
      f:1:30: error: expected a whole number from 0 on for 'seed' and found '-1'
      1 | data d = csv("p.csv", seed = -1)
        |                              ^^
      """
    ),
    (
      "data d = csv(\"p.csv\", standardize = yes)\nf = 1",
      """
      f:1:37: error: expected true or false for 'standardize' and found 'yes'
      1 | data d = csv("p.csv", standardize = yes)
        |                                     ^^^
      """
    ),
    (
      "data d = csv(\"p.csv\", standardize = 1)\nf = 1",
      """
      f:1:37: error: expected true or false for 'standardize' and found '1'
      1 | data d = csv("p.csv", standardize = 1)
        |                                     ^
      """
    ),
    (
      "data d = csv(\"p.csv\", batch = 2, \"q\")\nf = 1",
      """
      f:1:34: error: expected a named argument, because one stands before this
      1 | data d = csv("p.csv", batch = 2, "q")
        |                                  ^^^
      """
    ),
    (
      "data d = csv(\"p.csv\" label = class)\nf = 1",
      """
      f:1:22: error: expected ',' or ')' and found 'label'
      1 | data d = csv("p.csv" label = class)
        |                      ^^^^^
      """
    ),
    (
      "data d = csv(\"p.csv\", label = class\nf = 1",
      """
      f:1:13: error: this '(' is never closed
      1 | data d = csv("p.csv", label = class
        |             ^
      """
    ),
    (
      "data d = csv(\"p.csv\") + 1\nf = 1",
      """
      f:1:23: error: expected the end of the line and found '+'
      1 | data d = csv("p.csv") + 1
        |                       ^
      """
    ),
    (
      "data d = csv(\"p.csv\", test = 20%%)\nf = 1",
      """
      f:1:33: error: expected ',' or ')' and found '%'
      1 | data d = csv("p.csv", test = 20%%)
        |                                 ^
        a hundredth of x is 0.01*x, and nothing here takes remainders
      """
    ),
  ])
  func `what data is given is checked, and what it takes is said`(
    _ text: String, _ expected: String
  ) {
    #expect(messages(text, files: tables) == expected)
  }

  @Test(arguments: [
    (
      "data d = csv(\"p.csv\", label = class)\ndata e = csv(\"p.csv\")\nf = sum(e.x)",
      """
      f:2:1: error: line 1 already names data, and a file has one 'data'
      2 | data e = csv("p.csv")
        | ^^^^
      """
    ),
    (
      "data d = csv(\"p.csv\", label = class)\nf = sum(d)",
      """
      f:2:9: error: 'd' is data and no value; 'd.x' holds its features and 'd.y' its labels
      2 | f = sum(d)
        |         ^
      """
    ),
    (
      "data d = csv(\"p.csv\", label = class)\nf = d(1)",
      """
      f:2:5: error: 'd' is data and no value; 'd.x' holds its features and 'd.y' its labels
      2 | f = d(1)
        |     ^
      """
    ),
    (
      "data d = csv(\"p.csv\", label = class)\nf = sum(d.z)",
      """
      f:2:9: error: there is no 'd.z'; 'd.x' holds its features and 'd.y' its labels
      2 | f = sum(d.z)
        |         ^^^
      """
    ),
    (
      "data d = csv(\"p.csv\", label = class)\nf = sum(d.T)",
      """
      f:2:9: error: 'd' is data and no value; 'd.x' holds its features and 'd.y' its labels
      2 | f = sum(d.T)
        |         ^
      """
    ),
    (
      "data d = csv(\"p.csv\")\nf = sum(d)",
      """
      f:2:9: error: 'd' is data and no value; 'd.x' holds its features
      2 | f = sum(d)
        |         ^
      """
    ),
    (
      "data d = csv(\"p.csv\")\nf = sum(d.y)",
      """
      f:2:9: error: 'd.y' stands for labels, and line 1 names none with 'label = …'
      2 | f = sum(d.y)
        |         ^^^
      """
    ),
    (
      "f = sum(d.x)\ndata d = csv(\"p.csv\", label = class)\n",
      """
      f:1:9: error: 'd.x' is used here but defined later, on line 2
      1 | f = sum(d.x)
        |         ^^^
        move this line below line 2
      """
    ),
    (
      "data d = csv(\"p.csv\", label = class)\nd = 3",
      """
      f:2:1: error: 'd' is already defined on line 1
      2 | d = 3
        | ^
      """
    ),
    (
      "data d = csv(\"p.csv\", label = class)\nd.x = 3",
      """
      f:2:1: error: expected a name before '=' and found the expression 'd.x'
      2 | d.x = 3
        | ^^^
        a name stands alone before '=', or a function with the names of its arguments, f(a, b) = a*b
      """
    ),
    (
      "d = 3\ndata d = csv(\"p.csv\", label = class)\nf = 1",
      """
      f:2:6: error: 'd' is already defined on line 1
      2 | data d = csv("p.csv", label = class)
        |      ^
      """
    ),
    (
      "data d = csv(\"p.csv\", label = class)\nf = sum(e.x)",
      """
      f:2:9: error: nothing here is called 'e'
      2 | f = sum(e.x)
        |         ^^^
      """
    ),
    (
      "data points = csv(\"p.csv\")\nf = sum(point.x)",
      """
      f:2:9: error: nothing here is called 'point'
      2 | f = sum(point.x)
        |         ^^^^^^^
        did you mean 'points.x'?
      """
    ),
    (
      "x = 3\nf = x.y",
      """
      f:2:5: error: 'x' is no data, and only data has a '.y'
      2 | f = x.y
        |     ^^^
      """
    ),
    (
      "x = [1, 2]\nf = x.t",
      """
      f:2:5: error: 'x' is no data, and only data has a '.t'
      2 | f = x.t
        |     ^^^
        write f = x.T
      """
    ),
    (
      "g(d) = sum(d.x)\nf = g(1)",
      """
      f:1:12: error: 'd' is no data, and only data has a '.x'
      1 | g(d) = sum(d.x)
        |            ^^^
      """
    ),
    (
      "f = (1 + 2).y",
      """
      f:1:12: error: expected '.T' and found '.y'
      1 | f = (1 + 2).y
        |            ^^
      """
    ),
    (
      "f = exp.x",
      """
      f:1:5: error: nothing here is called 'exp'
      1 | f = exp.x
        |     ^^^^^
      """
    ),
    (
      "data d = csv(\"p.csv\", label = class)\nparam w = sum(d.x)\nf = w",
      """
      f:2:15: error: expected numbers only, the initial value of a parameter, and found 'd.x'
      2 | param w = sum(d.x)
        |               ^^^
      """
    ),
    (
      "data d = csv(\"p.csv\", label = class)\nexpect d = 3\nf = 1",
      """
      f:2:8: error: 'd' is data and no value; 'd.x' holds its features and 'd.y' its labels
      2 | expect d = 3
        |        ^
      """
    ),
    (
      "data d = csv(\"p.csv\", label = class)\nf = 1\nexpect d.z = 3",
      """
      f:3:8: error: there is no 'd.z'; 'd.x' holds its features and 'd.y' its labels
      3 | expect d.z = 3
        |        ^^^
      """
    ),
    (
      "data d = csv(\"p.csv\")\nf = 1\nminimize d.y",
      """
      f:3:10: error: 'd.y' stands for labels, and line 1 names none with 'label = …'
      3 | minimize d.y
        |          ^^^
      """
    ),
    (
      "data d = csv(\"p.csv\", label = class)\nf = 1\nexpect grad d.x.y = 3",
      """
      f:3:16: error: expected '=', '<', '>', '<=' or '>=' and found '.'
      3 | expect grad d.x.y = 3
        |                ^
      """
    ),
    (
      "data d = csv(\"p.csv\", label = class)\nf = d.x.y",
      """
      f:2:8: error: expected '.T' and found '.y'
      2 | f = d.x.y
        |        ^^
      """
    ),
    (
      "data d = csv(\"p.csv\", label = class)\nf = sum(d.x @ d.x)",
      """
      f:2:9: error: cannot multiply 5×2 by 5×2: the inner sizes 2 and 5 differ
      2 | f = sum(d.x @ d.x)
        |         ^^^^^^^^^
        d.x is 5×2 (line 1); d.x.T is 2×5 and would fit
      """
    ),
    (
      "data d = csv(\"p.csv\", label = class)\nf = cross_entropy(d.x, d.y)",
      """
      f:2:5: error: label 2 but there are 2 classes (0 to 1)
      2 | f = cross_entropy(d.x, d.y)
        |     ^^^^^^^^^^^^^^^^^^^^^^^
        d.y is a vector of 5 (line 1)
      """
    ),
    (
      "data d = csv(\"p.csv\", label = class)\nf = sum(d.x)\nexpect d.x = 3",
      """
      f:3:14: error: 'd.x' is 5×2 and the promise is about a number
      3 | expect d.x = 3
        |              ^
      """
    ),
    (
      "x = 3\nf = 2 + x.",
      """
      f:2:10: error: expected '.T' and found '.'
      2 | f = 2 + x.
        |          ^
        write f = 2 + x
      """
    ),
    (
      "data d = csv(\"p.csv\", label = class)\nf = d.x2",
      """
      f:2:5: error: there is no 'd.x2'; 'd.x' holds its features and 'd.y' its labels
      2 | f = d.x2
        |     ^^^^
      """
    ),
  ])
  func `names of data stand for what they can stand for`(
    _ text: String, _ expected: String
  ) {
    #expect(messages(text, files: tables) == expected)
  }

  @Test(arguments: [
    (
      "data d = csv(\"q.csv\")\nf = sum(d.x)",
      """
      f:1:14: error: cannot read 'q.csv': No such file or directory
      1 | data d = csv("q.csv")
        |              ^^^^^^^
      """
    ),
    (
      "data d = csv(\"p.csv\", label = clas)\nf = 1",
      """
      f:1:31: error: p.csv has no column called 'clas'; did you mean 'class'?
      1 | data d = csv("p.csv", label = clas)
        |                               ^^^^
      """
    ),
    (
      "data d = csv(\"p.csv\", label = \"the colour\")\nf = sum(d.x)",
      """
      f:1:31: error: p.csv has no column called 'the colour'; its columns are a, b, class
      1 | data d = csv("p.csv", label = "the colour")
        |                               ^^^^^^^^^^^^
      """
    ),
    (
      "data d = csv(\"n.csv\", label = a)\nf = 1",
      """
      f:1:31: error: n.csv has no line of names, so none of its columns is called 'a'; they are counted from 0 to 2, and header = true takes the first line for names
      1 | data d = csv("n.csv", label = a)
        |                               ^
      """
    ),
    (
      "data d = csv(\"p.csv\", label = 3)\nf = 1",
      """
      f:1:31: error: p.csv has no column 3: expected a number from -3 to 2
      1 | data d = csv("p.csv", label = 3)
        |                               ^
      """
    ),
    (
      "data d = csv(\"p.csv\", label = -4)\nf = 1",
      """
      f:1:31: error: p.csv has no column -4: expected a number from -3 to 2
      1 | data d = csv("p.csv", label = -4)
        |                               ^^
      """
    ),
    (
      "data d = csv(\"one.csv\", label = class)\nf = 1",
      """
      f:1:33: error: one.csv has no column besides the label
      1 | data d = csv("one.csv", label = class)
        |                                 ^^^^^
      """
    ),
    (
      "data d = csv(\"p.csv\", batch = 9)\nf = 1",
      """
      f:1:31: error: expected at most 5 rows in a batch, as many of p.csv as train, and found 9
      1 | data d = csv("p.csv", batch = 9)
        |                               ^
      """
    ),
    (
      "data d = csv(\"n.csv\", test = 90%)\nf = 1",
      """
      f:1:30: error: n.csv has 2 rows, all of which would test and none train
      1 | data d = csv("n.csv", test = 90%)
        |                              ^^^
      """
    ),
    (
      "data d = csv(\"torn.csv\")\nf = sum(d.x)",
      """
      f:1:14: error: torn.csv, line 2: expected 2 values, as on line 1, and found 1
      1 | data d = csv("torn.csv")
        |              ^^^^^^^^^^
      """
    ),
  ])
  func `rows that give no data are answered with what is wrong`(
    _ text: String, _ expected: String
  ) {
    #expect(messages(text, files: tables) == expected)
  }

  @Test(arguments: [
    (
      "x = 1\nminimize x with adm(lr = 1)",
      """
      f:2:17: error: no way to minimize is called 'adm'
      2 | minimize x with adm(lr = 1)
        |                 ^^^
        did you mean 'adam'?
      """
    ),
    (
      "x = 1\nminimize x with newton",
      """
      f:2:17: error: no way to minimize is called 'newton'
      2 | minimize x with newton
        |                 ^^^^^^
        there are sgd, momentum, nesterov, rmsprop and adam
      """
    ),
    (
      "x = 1\nminimize x with sgd(momentum = 3)",
      """
      f:2:21: error: 'sgd' has no argument that is named 'momentum'
      2 | minimize x with sgd(momentum = 3)
        |                     ^^^^^^^^
        there are lr and weight_decay
      """
    ),
    (
      "x = 1\nminimize x with adam(beta = 0.9)",
      """
      f:2:22: error: 'adam' has no argument that is named 'beta'
      2 | minimize x with adam(beta = 0.9)
        |                      ^^^^
        did you mean 'beta1'?
      """
    ),
    (
      "x = 1\nminimize x with sgd(0.1)",
      """
      f:2:21: error: expected a named argument and found '0.1'
      2 | minimize x with sgd(0.1)
        |                     ^^^
        write minimize x with sgd(lr = 0.1)
      """
    ),
    (
      "x = 1\nminimize x with sgd(lr = 1, lr = 2)",
      """
      f:2:29: error: the parameter 'lr' is named twice
      2 | minimize x with sgd(lr = 1, lr = 2)
        |                             ^^
      """
    ),
    (
      "x = 1\nminimize x with momentum(momentum = 1)",
      """
      f:2:37: error: 'momentum' must be at least 0 and below 1, and is 1
      2 | minimize x with momentum(momentum = 1)
        |                                     ^
      """
    ),
    (
      "x = 1\nminimize x with nesterov(momentum = -0.1)",
      """
      f:2:37: error: 'momentum' must be at least 0 and below 1, and is -0.1
      2 | minimize x with nesterov(momentum = -0.1)
        |                                     ^^^^
      """
    ),
    (
      "x = 1\nminimize x with rmsprop(smoothing = 1.5)",
      """
      f:2:37: error: 'smoothing' must be at least 0 and below 1, and is 1.5
      2 | minimize x with rmsprop(smoothing = 1.5)
        |                                     ^^^
      """
    ),
    (
      "x = 1\nminimize x with rmsprop(epsilon = 0)",
      """
      f:2:35: error: 'epsilon' must be above 0, and is 0
      2 | minimize x with rmsprop(epsilon = 0)
        |                                   ^
      """
    ),
    (
      "x = 1\nminimize x with adam(beta1 = 1)",
      """
      f:2:30: error: 'beta1' must be at least 0 and below 1, and is 1
      2 | minimize x with adam(beta1 = 1)
        |                              ^
      """
    ),
    (
      "x = 1\nminimize x with adam(beta2 = 2)",
      """
      f:2:30: error: 'beta2' must be at least 0 and below 1, and is 2
      2 | minimize x with adam(beta2 = 2)
        |                              ^
      """
    ),
    (
      "x = 1\nminimize x with adam(epsilon = -1e-8)",
      """
      f:2:32: error: 'epsilon' must be above 0, and is -1e-8
      2 | minimize x with adam(epsilon = -1e-8)
        |                                ^^^^^
      """
    ),
    (
      "x = 1\nminimize x with sgd(weight_decay = -1)",
      """
      f:2:36: error: 'weight_decay' must be at least 0, and is -1
      2 | minimize x with sgd(weight_decay = -1)
        |                                    ^^
      """
    ),
    (
      "x = 1\nminimize x with sgd(lr = fast)",
      """
      f:2:26: error: expected a number for 'lr' and found 'fast'
      2 | minimize x with sgd(lr = fast)
        |                          ^^^^
      """
    ),
    (
      "x = 1\nminimize x with sgd(lr = 10%)",
      """
      f:2:26: error: expected a number for 'lr' and found '10%'
      2 | minimize x with sgd(lr = 10%)
        |                          ^^^
      """
    ),
    (
      "x = 1\nminimize x with sgd(lr = polynomial(1))",
      """
      f:2:26: error: no course of the learning rate is called 'polynomial'
      2 | minimize x with sgd(lr = polynomial(1))
        |                          ^^^^^^^^^^
        there are step, exponential, cosine and linear
      """
    ),
    (
      "x = 1\nminimize x with sgd(lr = stp(0.1))",
      """
      f:2:26: error: no course of the learning rate is called 'stp'
      2 | minimize x with sgd(lr = stp(0.1))
        |                          ^^^
        did you mean 'step'?
      """
    ),
    (
      "x = 1\nminimize x with sgd(lr = step(0.1, every = 10))",
      """
      f:2:26: error: 'step' needs 'factor'
      2 | minimize x with sgd(lr = step(0.1, every = 10))
        |                          ^^^^
        it is written step(0.1, every = 100, factor = 0.5)
      """
    ),
    (
      "x = 1\nminimize x with sgd(lr = step(every = 10, factor = 0.5))",
      """
      f:2:26: error: 'step' needs the first learning rate
      2 | minimize x with sgd(lr = step(every = 10, factor = 0.5))
        |                          ^^^^
        it is written step(0.1, every = 100, factor = 0.5)
      """
    ),
    (
      "x = 1\nminimize x with sgd(lr = step(0.1, 10, 0.5))",
      """
      f:2:36: error: expected a named argument and found '10'
      2 | minimize x with sgd(lr = step(0.1, 10, 0.5))
        |                                    ^^
      """
    ),
    (
      "x = 1\nminimize x with sgd(lr = step(0.1, every = 0, factor = 0.5))",
      """
      f:2:44: error: expected a whole number from 1 on for 'every' and found '0'
      2 | minimize x with sgd(lr = step(0.1, every = 0, factor = 0.5))
        |                                            ^
      """
    ),
    (
      "x = 1\nminimize x with sgd(lr = step(0.1, every = 2.5, factor = 0.5))",
      """
      f:2:44: error: expected a whole number from 1 on for 'every' and found '2.5'
      2 | minimize x with sgd(lr = step(0.1, every = 2.5, factor = 0.5))
        |                                            ^^^
      """
    ),
    (
      "x = 1\nminimize x with sgd(lr = exponential(0.1))",
      """
      f:2:26: error: 'exponential' needs 'factor'
      2 | minimize x with sgd(lr = exponential(0.1))
        |                          ^^^^^^^^^^^
        it is written exponential(0.1, factor = 0.99)
      """
    ),
    (
      "x = 1\nminimize x with sgd(lr = exponential(0.1, factor = 0))",
      """
      f:2:52: error: 'factor' must be above 0, and is 0
      2 | minimize x with sgd(lr = exponential(0.1, factor = 0))
        |                                                    ^
      """
    ),
    (
      "x = 1\nminimize x with sgd(lr = cosine(0.1))",
      """
      f:2:26: error: 'cosine' needs 'over'
      2 | minimize x with sgd(lr = cosine(0.1))
        |                          ^^^^^^
        it is written cosine(0.1, over = 1000)
      """
    ),
    (
      "x = 1\nminimize x with sgd(lr = cosine(0.1, over = 0))",
      """
      f:2:45: error: expected a whole number from 1 on for 'over' and found '0'
      2 | minimize x with sgd(lr = cosine(0.1, over = 0))
        |                                             ^
      """
    ),
    (
      "x = 1\nminimize x with sgd(lr = linear(1))",
      """
      f:2:26: error: 'linear' needs the last learning rate
      2 | minimize x with sgd(lr = linear(1))
        |                          ^^^^^^
        it is written linear(0.1, 0.01, over = 1000)
      """
    ),
    (
      "x = 1\nminimize x with sgd(lr = linear(1, 0.1))",
      """
      f:2:26: error: 'linear' needs 'over'
      2 | minimize x with sgd(lr = linear(1, 0.1))
        |                          ^^^^^^
        it is written linear(0.1, 0.01, over = 1000)
      """
    ),
    (
      "x = 1\nminimize x with sgd(lr = linear(1, 0.1, 100))",
      """
      f:2:41: error: expected a named argument and found '100'
      2 | minimize x with sgd(lr = linear(1, 0.1, 100))
        |                                         ^^^
        write minimize x with sgd(lr = linear(1, 0.1, over = 100))
      """
    ),
    (
      "x = 1\nminimize x with sgd(lr = linear(1, -0.1, over = 9))",
      """
      f:2:36: error: 'lr' must be at least 0 to descend, and is -0.1
      2 | minimize x with sgd(lr = linear(1, -0.1, over = 9))
        |                                    ^^^^
      """
    ),
    (
      "x = 1\nminimize x with sgd(lr = linear(0, 0, over = 9))",
      """
      f:2:36: error: 'lr' must be above 0 for anything to move, and is 0
      2 | minimize x with sgd(lr = linear(0, 0, over = 9))
        |                                    ^
      """
    ),
    (
      "x = 1\nminimize x with sgd(lr = cosine(0.1, every = 3))",
      """
      f:2:38: error: 'cosine' has no argument that is named 'every'
      2 | minimize x with sgd(lr = cosine(0.1, every = 3))
        |                                      ^^^^^
        there is over
      """
    ),
    (
      "x = 1\nminimize x with sgd(lr = cosine(cosine(0.1), over = 3))",
      """
      f:2:33: error: expected a number for 'lr' and found 'cosine(0.1)'
      2 | minimize x with sgd(lr = cosine(cosine(0.1), over = 3))
        |                                 ^^^^^^^^^^^
      """
    ),
    (
      "x = 1\nminimize x sgd",
      """
      f:2:12: error: expected 'with' and found 'sgd'
      2 | minimize x sgd
        |            ^^^
      """
    ),
    (
      "x = 1\nminimize x with adam(lr = 1",
      """
      f:2:21: error: this '(' is never closed
      2 | minimize x with adam(lr = 1
        |                     ^
      """
    ),
    (
      "x = 1\nminimize x with 3",
      """
      f:2:17: error: expected 'sgd', or another way to minimize, and found '3'
      2 | minimize x with 3
        |                 ^
      """
    ),
    (
      "x = 1\nminimize x with sgd(lr = 1) 3",
      """
      f:2:29: error: expected the end of the line and found '3'
      2 | minimize x with sgd(lr = 1) 3
        |                             ^
      """
    ),
    (
      "x = 1\nminimize x with sgd(lr = 1/10)",
      """
      f:2:27: error: expected ',' or ')' and found '/'
      2 | minimize x with sgd(lr = 1/10)
        |                           ^
      """
    ),
  ])
  func `what minimize is given is checked, and what it takes is said`(
    _ text: String, _ expected: String
  ) {
    #expect(messages(text, files: tables) == expected)
  }

  @Test(arguments: [
    (
      "f = 1\nreport",
      """
      f:2:7: error: expected a number, a name or '(' after 'report' and found the end of the line
      2 | report
        |       ^
      """
    ),
    (
      "f = 1\nreport g(f)",
      """
      f:2:8: error: no function is called 'g'
      2 | report g(f)
        |        ^
        a function of your own has a line above: f(a, b) = expression
      """
    ),
    (
      "f = [1, 2]\nreport f",
      """
      f:2:8: error: a report is one number, and 'f' is a vector of 2
      2 | report f
        |        ^
        for the mean, write report mean(f)
        for the sum, write report sum(f)
      """
    ),
    (
      "f = 1\nreport accuracy(f)",
      """
      f:2:8: error: 'accuracy' takes 2 arguments and is given 1
      2 | report accuracy(f)
        |        ^^^^^^^^
        it is written report accuracy(scores, labels)
      """
    ),
    (
      "f = 1\nreport accuracy(f, f, f)",
      """
      f:2:8: error: 'accuracy' takes 2 arguments and is given 3
      2 | report accuracy(f, f, f)
        |        ^^^^^^^^
        it is written report accuracy(scores, labels)
      """
    ),
    (
      "f = [1, 2]\nreport accuracy(f, f, treshold = 0)",
      """
      f:2:23: error: 'accuracy' has no argument that is named 'treshold'
      2 | report accuracy(f, f, treshold = 0)
        |                       ^^^^^^^^
        it is written report accuracy(scores, labels, threshold = 0)
      """
    ),
    (
      "f = [1, 2]\nreport accuracy(f, threshold = 0, f)",
      """
      f:2:35: error: expected a named argument, because one stands before this
      2 | report accuracy(f, threshold = 0, f)
        |                                   ^
      """
    ),
    (
      "f = 1\nreport accuracy(f, f)*100",
      """
      f:2:22: error: expected the end of the line and found '*'
      2 | report accuracy(f, f)*100
        |                      ^
      """
    ),
    (
      "f = 1\nreport 1 - accuracy(f, f)",
      """
      f:2:12: error: 'accuracy' is no function; it stands alone, as in report accuracy(scores, labels)
      2 | report 1 - accuracy(f, f)
        |            ^^^^^^^^
      """
    ),
    (
      "f = 1\nreport acuracy(f, f)",
      """
      f:2:8: error: no function is called 'acuracy'
      2 | report acuracy(f, f)
        |        ^^^^^^^
        did you mean 'accuracy'?
      """
    ),
    (
      "f = [[1, 2], [3, 4]]\ny = [1, 2, 3]\nreport accuracy(f, y)",
      """
      f:3:8: error: expected one label for each row of scores: the scores are 2×2 and the labels are a vector of 3
      3 | report accuracy(f, y)
        |        ^^^^^^^^^^^^^^
      """
    ),
    (
      "f = 1\nreport accuracy(f, f)",
      """
      f:2:8: error: expected one label for each row of scores: the scores are a number and the labels are a number
      2 | report accuracy(f, f)
        |        ^^^^^^^^^^^^^^
      """
    ),
    (
      "f = 1\nreport f = 3",
      """
      f:2:10: error: expected the end of the line and found '='
      2 | report f = 3
        |          ^
      """
    ),
    (
      "f = 1\nreport f @ f",
      """
      f:2:8: error: cannot multiply a number by a number with '@', which takes vectors and matrices
      2 | report f @ f
        |        ^^^^^
        f is a number (line 1); f * f is a number and would fit
      """
    ),
    (
      "f = [1, 2] + [1, 2, 3]\nreport f",
      """
      f:1:5: error: cannot add a vector of 2 and a vector of 3: the last sizes 2 and 3 differ
      1 | f = [1, 2] + [1, 2, 3]
        |     ^^^^^^^^^^^^^^^^^^
        [1,2] is a vector of 2, [1,2,3] is a vector of 3
      """
    ),
    (
      "f = 1\nreport accuracy(f",
      """
      f:2:16: error: this '(' is never closed
      2 | report accuracy(f
        |                ^
      """
    ),
    (
      "report 1",
      """
      f: error: there is nothing to compute
      """
    ),
  ])
  func `a report is one number`(
    _ text: String, _ expected: String
  ) {
    #expect(messages(text, files: tables) == expected)
  }

  @Test(arguments: [
    (
      "f = 1\nshow",
      """
      f:2:5: error: expected a name after 'show' and found the end of the line
      2 | show
        |     ^
      """
    ),
    (
      "f = 1\nshow f",
      """
      f:2:7: error: expected 'as' and found the end of the line
      2 | show f
        |       ^
      """
    ),
    (
      "f = 1\nshow f as picture",
      """
      f:2:11: error: expected images(height, width) and found 'picture'
      2 | show f as picture
        |           ^^^^^^^
      """
    ),
    (
      "f = 1\nshow f as images",
      """
      f:2:11: error: expected images(height, width) and found 'images'
      2 | show f as images
        |           ^^^^^^
      """
    ),
    (
      "f = 1\nshow g as images(2, 2)",
      """
      f:2:6: error: nothing here is called 'g'
      2 | show g as images(2, 2)
        |      ^
      """
    ),
    (
      "f = 1\nshow f as images(2, 2)",
      """
      f:2:6: error: images are the rows or columns of a matrix, and 'f' is a number
      2 | show f as images(2, 2)
        |      ^
      """
    ),
    (
      "f = [1, 2]\nshow f as images(2, 2)",
      """
      f:2:6: error: images are the rows or columns of a matrix, and 'f' is a vector of 2
      2 | show f as images(2, 2)
        |      ^
      """
    ),
    (
      "W = zeros(4, 4)\nf = W + 1\nshow f as images(2, 2)",
      """
      f:3:6: error: 'f' is computed; only leaves, such as weights, can be shown as images
      3 | show f as images(2, 2)
        |      ^
      """
    ),
    (
      "W = zeros(5, 3)\nf = W @ [1, 2, 3]\nshow W as images(2, 2)",
      """
      f:3:6: error: each row of 'W' holds 3 numbers, and an image of 2×2 takes 4
      3 | show W as images(2, 2)
        |      ^^^^^^^^^^^^^^^^^
      """
    ),
    (
      "W = zeros(5, 3)\nf = [1, 2, 3, 4, 5] @ W\nshow W as images(2, 2)",
      """
      f:3:6: error: each column of 'W' holds 5 numbers, and an image of 2×2 takes 4
      3 | show W as images(2, 2)
        |      ^^^^^^^^^^^^^^^^^
      """
    ),
    (
      "W = zeros(5, 3)\nshow W as images(2)",
      """
      f:2:11: error: 'images' takes 2 arguments and is given 1
      2 | show W as images(2)
        |           ^^^^^^
        it is written show W1 as images(height, width)
      """
    ),
    (
      "W = zeros(5, 3)\nshow W as images(2, 2, 3)",
      """
      f:2:11: error: 'images' takes 2 arguments and is given 3
      2 | show W as images(2, 2, 3)
        |           ^^^^^^
        it is written show W1 as images(height, width)
      """
    ),
    (
      "W = zeros(5, 3)\nshow W as images(0, 2)",
      """
      f:2:18: error: expected a size, which is a whole number from 1 to 10000, and found '0'
      2 | show W as images(0, 2)
        |                  ^
      """
    ),
    (
      "W = zeros(5, 3)\nshow W as images(2.5, 2)",
      """
      f:2:18: error: expected a size, which is a whole number from 1 to 10000, and found '2.5'
      2 | show W as images(2.5, 2)
        |                  ^^^
      """
    ),
    (
      "W = zeros(5, 3)\nshow W as images(100000, 2)",
      """
      f:2:18: error: expected a size, which is a whole number from 1 to 10000, and found '100000'
      2 | show W as images(100000, 2)
        |                  ^^^^^^
      """
    ),
    (
      "W = zeros(5, 3)\nshow W as images(height = 2, width = 2)",
      """
      f:2:18: error: 'images' has no argument that is named 'height'
      2 | show W as images(height = 2, width = 2)
        |                  ^^^^^^
        it is written show W1 as images(height, width)
      """
    ),
    (
      "g(a) = a\nf = 1\nshow g as images(2, 2)",
      """
      f:3:6: error: 'g' is a function and has no value of its own
      3 | show g as images(2, 2)
        |      ^
      """
    ),
    (
      "show W images(2, 2)\nW = 1",
      """
      f:1:8: error: expected 'as' and found 'images'
      1 | show W images(2, 2)
        |        ^^^^^^
      """
    ),
  ])
  func `images are the rows or columns of a weight`(
    _ text: String, _ expected: String
  ) {
    #expect(messages(text, files: tables) == expected)
  }
}

/// The files that the statements name.
private let tables: FileTables = [
  "p.csv": table(Array("a,b,class\n1,2,0\n3,4,1\n5,6,2\n7,8,0\n9,10,1\n".utf8)),
  "n.csv": table(Array("1,2,0\n3,4,1\n".utf8)),
  "one.csv": table(Array("class\n1\n2\n".utf8)),
  "words.csv": table(Array("size,colour,class\n1,red,a\n2,blue,b\n".utf8)),
  "torn.csv": table(Array("1,2\n3\n".utf8)),
  "q.csv": .failure(.unreadable(reason: "No such file or directory")),
]
