import ExpressionLanguage
import Testing

/// Shapes that do not fit: both are named, where they come from, and what would fit, letter by letter.
@Suite struct ShapeDiagnosticTests {
  @Test(arguments: [
    (
      "x = zeros(64, 1000)\nw1 = zeros(100, 1000)\nh = relu(x @ w1)",
      """
      f:3:10: error: cannot multiply 64×1000 by 100×1000: the inner sizes 1000 and 100 differ
      3 | h = relu(x @ w1)
        |          ^^^^^^
        x is 64×1000 (line 1), w1 is 100×1000 (line 2); w1.T is 1000×100 and would fit
      """
    ),
    (
      "a = zeros(2, 3)\nb = zeros(2, 4)\nf = a @ b",
      """
      f:3:5: error: cannot multiply 2×3 by 2×4: the inner sizes 3 and 2 differ
      3 | f = a @ b
        |     ^^^^^
        a is 2×3 (line 1), b is 2×4 (line 2); a.T is 3×2 and would fit
      """
    ),
    (
      "a = zeros(2, 3)\nb = zeros(4, 5)\nf = a @ b",
      """
      f:3:5: error: cannot multiply 2×3 by 4×5: the inner sizes 3 and 4 differ
      3 | f = a @ b
        |     ^^^^^
        a is 2×3 (line 1), b is 4×5 (line 2)
      """
    ),
    (
      "a = zeros(2, 3)\nf = a @ [1, 2]",
      """
      f:2:5: error: cannot multiply 2×3 by a vector of 2: the inner sizes 3 and 2 differ
      2 | f = a @ [1, 2]
        |     ^^^^^^^^^^
        a is 2×3 (line 1), [1,2] is a vector of 2; a.T is 3×2 and would fit
      """
    ),
    (
      "f = [1, 2] @ [1, 2, 3]",
      """
      f:1:5: error: cannot multiply a vector of 2 by a vector of 3: the inner sizes 2 and 3 differ
      1 | f = [1, 2] @ [1, 2, 3]
        |     ^^^^^^^^^^^^^^^^^^
        [1,2] is a vector of 2, [1,2,3] is a vector of 3
      """
    ),
    (
      "a = eye(2)\nk = 3\nf = (a + 1) @ k",
      """
      f:3:5: error: cannot multiply 2×2 by a number with '@', which takes vectors and matrices
      3 | f = (a + 1) @ k
        |     ^^^^^^^^^^^
        a+1 is 2×2, k is a number (line 2); (a+1) * k is 2×2 and would fit
      """
    ),
    (
      "a = zeros(2, 2, 2)\nf = a @ eye(2)",
      """
      f:2:5: error: cannot multiply 2×2×2 by 2×2 with '@', which takes vectors and matrices
      2 | f = a @ eye(2)
        |     ^^^^^^^^^^
        a is 2×2×2 (line 1), eye(2) is 2×2
      """
    ),
    (
      "a = zeros(2, 3)\nf = (a + a) @ (a - 1)",
      """
      f:2:5: error: cannot multiply 2×3 by 2×3: the inner sizes 3 and 2 differ
      2 | f = (a + a) @ (a - 1)
        |     ^^^^^^^^^^^^^^^^^
        a+a is 2×3, a-1 is 2×3; (a-1).T is 3×2 and would fit
      """
    ),
    (
      "a = zeros(2, 3)\nf = dot(a, a)",
      """
      f:2:5: error: 'dot' takes two vectors and is given 2×3 and 2×3
      2 | f = dot(a, a)
        |     ^^^^^^^^^
        a is 2×3 (line 1)
      """
    ),
    (
      "f = dot([1, 2], [1, 2, 3])",
      """
      f:1:5: error: 'dot' takes two vectors of one length: the sizes 2 and 3 differ
      1 | f = dot([1, 2], [1, 2, 3])
        |     ^^^^^^^^^^^^^^^^^^^^^^
        [1,2] is a vector of 2, [1,2,3] is a vector of 3
      """
    ),
    (
      "f = dot(2, 3)",
      """
      f:1:5: error: 'dot' takes two vectors and is given a number and a number
      1 | f = dot(2, 3)
        |     ^^^^^^^^^
        2 is a number, 3 is a number
      """
    ),
  ])
  func `products say which inner sizes differ`(_ text: String, _ expected: String) {
    #expect(messages(text) == expected)
  }

  @Test(arguments: [
    (
      "a = zeros(2, 3)\nb = zeros(2, 4)\nf = a + b",
      """
      f:3:5: error: cannot add 2×3 and 2×4: the last sizes 3 and 4 differ
      3 | f = a + b
        |     ^^^^^
        a is 2×3 (line 1), b is 2×4 (line 2)
      """
    ),
    (
      "a = zeros(2, 3)\nb = zeros(3, 2)\nf = a - b",
      """
      f:3:5: error: cannot subtract 3×2 from 2×3: the last sizes 3 and 2 differ
      3 | f = a - b
        |     ^^^^^
        a is 2×3 (line 1), b is 3×2 (line 2); b.T is 2×3 and would fit
      """
    ),
    (
      "a = zeros(2, 3)\nb = zeros(3, 2)\nf = a * b",
      """
      f:3:5: error: cannot multiply 2×3 and 3×2 element by element: the last sizes 3 and 2 differ
      3 | f = a * b
        |     ^^^^^
        a is 2×3 (line 1), b is 3×2 (line 2); a @ b is 2×2 and would fit
      """
    ),
    (
      "a = zeros(4, 3)\nb = zeros(5, 3)\nf = a / b",
      """
      f:3:5: error: cannot divide 4×3 by 5×3 element by element: the first sizes 4 and 5 differ
      3 | f = a / b
        |     ^^^^^
        a is 4×3 (line 1), b is 5×3 (line 2)
      """
    ),
    (
      "a = zeros(4, 3)\nf = a ^ [1, 2]",
      """
      f:2:5: error: cannot raise 4×3 to a vector of 2 element by element: the last sizes 3 and 2 differ
      2 | f = a ^ [1, 2]
        |     ^^^^^^^^^^
        a is 4×3 (line 1), [1,2] is a vector of 2
      """
    ),
    (
      "a = zeros(64, 10)\nb = ones(64)\nf = a + b",
      """
      f:3:5: error: cannot add 64×10 and a vector of 64: the last sizes 10 and 64 differ
      3 | f = a + b
        |     ^^^^^
        a is 64×10 (line 1), b is a vector of 64 (line 2); reshape(b, 64, 1) is 64×1 and would fit
      """
    ),
    (
      "a = zeros(64, 10)\nf = ones(64) * a",
      """
      f:2:5: error: cannot multiply a vector of 64 and 64×10 element by element: the last sizes 64 and 10 differ
      2 | f = ones(64) * a
        |     ^^^^^^^^^^^^
        ones(64) is a vector of 64, a is 64×10 (line 1); ones(64) @ a is a vector of 10 and would fit
      """
    ),
    (
      "f = max([1, 2], [1, 2, 3])",
      """
      f:1:5: error: cannot compare a vector of 2 and a vector of 3 element by element: the last sizes 2 and 3 differ
      1 | f = max([1, 2], [1, 2, 3])
        |     ^^^^^^^^^^^^^^^^^^^^^^
        [1,2] is a vector of 2, [1,2,3] is a vector of 3
      """
    ),
    (
      "f = min([1, 2], [1, 2, 3])",
      """
      f:1:5: error: cannot compare a vector of 2 and a vector of 3 element by element: the last sizes 2 and 3 differ
      1 | f = min([1, 2], [1, 2, 3])
        |     ^^^^^^^^^^^^^^^^^^^^^^
        [1,2] is a vector of 2, [1,2,3] is a vector of 3
      """
    ),
    (
      "f = leaky_relu([1, 2], slope = [1, 2, 3])",
      """
      f:1:5: error: cannot combine a vector of 2 and a vector of 3 element by element: the last sizes 2 and 3 differ
      1 | f = leaky_relu([1, 2], slope = [1, 2, 3])
        |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        [1,2] is a vector of 2, [1,2,3] is a vector of 3
      """
    ),
    (
      "f = elu([1, 2], [1, 2, 3])",
      """
      f:1:5: error: cannot combine a vector of 2 and a vector of 3 element by element: the last sizes 2 and 3 differ
      1 | f = elu([1, 2], [1, 2, 3])
        |     ^^^^^^^^^^^^^^^^^^^^^^
        [1,2] is a vector of 2, [1,2,3] is a vector of 3
      """
    ),
    (
      "a = zeros(2, 3, 4)\nf = a + zeros(2, 2, 1)",
      """
      f:2:5: error: cannot add 2×3×4 and 2×2×1: the sizes 3 and 2 of axis −2 differ
      2 | f = a + zeros(2, 2, 1)
        |     ^^^^^^^^^^^^^^^^^^
        a is 2×3×4 (line 1), zeros(2,2,1) is 2×2×1
      """
    ),
    (
      "f = maxout([1, 2], [3, 4], [5, 6, 7])",
      """
      f:1:5: error: cannot compare a vector of 2 and a vector of 3 element by element: the last sizes 2 and 3 differ
      1 | f = maxout([1, 2], [3, 4], [5, 6, 7])
        |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        maxout([1,2],[3,4],[5,6… is a vector of 2, [5,6,7] is a vector of 3
      """
    ),
  ])
  func `elementwise operators say which sizes differ`(_ text: String, _ expected: String) {
    #expect(messages(text) == expected)
  }

  @Test(arguments: [
    (
      "s = [1, 2, 3]\nf = hinge(s, 3)",
      """
      f:2:5: error: label 3 but there are 3 classes (0 to 2)
      2 | f = hinge(s, 3)
        |     ^^^^^^^^^^^
      """
    ),
    (
      "s = [1, 2, 3]\ny = -1\nf = cross_entropy(s, y)",
      """
      f:3:5: error: label -1 but there are 3 classes (0 to 2)
      3 | f = cross_entropy(s, y)
        |     ^^^^^^^^^^^^^^^^^^^
        y is a number (line 2)
      """
    ),
    (
      "s = zeros(2, 3)\ny = [0, 3]\nf = cross_entropy(s, y)",
      """
      f:3:5: error: label 3 but there are 3 classes (0 to 2)
      3 | f = cross_entropy(s, y)
        |     ^^^^^^^^^^^^^^^^^^^
        y is a vector of 2 (line 2)
      """
    ),
    (
      "f = hinge([1, 2], 0.5)",
      """
      f:1:5: error: label 0.5 but there are 2 classes (0 to 1)
      1 | f = hinge([1, 2], 0.5)
        |     ^^^^^^^^^^^^^^^^^^
      """
    ),
    (
      "f = hinge([1], 1)",
      """
      f:1:5: error: label 1 but there is 1 class (0)
      1 | f = hinge([1], 1)
        |     ^^^^^^^^^^^^^
      """
    ),
    (
      "f = one_hot([0, 4], 4)",
      """
      f:1:5: error: label 4 but there are 4 classes (0 to 3)
      1 | f = one_hot([0, 4], 4)
        |     ^^^^^^^^^^^^^^^^^^
        [0,4] is a vector of 2
      """
    ),
    (
      "f = hinge(3, 0)",
      """
      f:1:5: error: 'hinge' takes the scores of classes, a vector or a row for each label, and is given a number
      1 | f = hinge(3, 0)
        |     ^^^^^^^^^^^
      """
    ),
    (
      "f = cross_entropy(zeros(2, 2, 2), [0, 0])",
      """
      f:1:5: error: 'cross_entropy' takes the scores of classes, a vector or a row for each label, and is given 2×2×2
      1 | f = cross_entropy(zeros(2, 2, 2), [0, 0])
        |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        zeros(2,2,2) is 2×2×2
      """
    ),
    (
      "f = hinge([1, 2], [0, 1])",
      """
      f:1:5: error: expected one label for scores that are a vector of 2 and found a vector of 2
      1 | f = hinge([1, 2], [0, 1])
        |     ^^^^^^^^^^^^^^^^^^^^^
        [1,2] is a vector of 2, [0,1] is a vector of 2
      """
    ),
    (
      "s = zeros(4, 3)\ny = [0, 1]\nf = hinge(s, y)",
      """
      f:3:5: error: expected a vector of 4 labels for scores that are 4×3 and found a vector of 2
      3 | f = hinge(s, y)
        |     ^^^^^^^^^^^
        s is 4×3 (line 1), y is a vector of 2 (line 2)
      """
    ),
    (
      "s = zeros(4, 3)\nf = cross_entropy(s, 2)",
      """
      f:2:5: error: expected a vector of 4 labels for scores that are 4×3 and found a number
      2 | f = cross_entropy(s, 2)
        |     ^^^^^^^^^^^^^^^^^^^
        s is 4×3 (line 1), 2 is a number
      """
    ),
    (
      "f = hinge([1, 2], 0, margin = [1, 2])",
      """
      f:1:5: error: expected a number for 'margin' and found a vector of 2
      1 | f = hinge([1, 2], 0, margin = [1, 2])
        |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        [1,2] is a vector of 2
      """
    ),
    (
      "a = zeros(3, 1)\nb = zeros(3)\nf = mse(a, b)",
      """
      f:3:5: error: 'mse' compares numbers one by one: 3×1 and a vector of 3 differ
      3 | f = mse(a, b)
        |     ^^^^^^^^^
        a is 3×1 (line 1), b is a vector of 3 (line 2)
      """
    ),
  ])
  func `losses say what scores and labels do not fit`(_ text: String, _ expected: String) {
    #expect(messages(text) == expected)
  }

  @Test(arguments: [
    (
      "A = zeros(2, 3)\nf = sum(A, axis = 2)",
      """
      f:2:5: error: 2×3 has the axes 0 and 1, and no axis 2
      2 | f = sum(A, axis = 2)
        |     ^^^^^^^^^^^^^^^^
        A is 2×3 (line 1)
      """
    ),
    (
      "f = mean([1, 2], axis = 1)",
      """
      f:1:5: error: a vector of 2 has the axis 0 only, and no axis 1
      1 | f = mean([1, 2], axis = 1)
        |     ^^^^^^^^^^^^^^^^^^^^^^
        [1,2] is a vector of 2
      """
    ),
    (
      "f = max(3, axis = 0)",
      """
      f:1:5: error: a number has no axes, and so no axis 0
      1 | f = max(3, axis = 0)
        |     ^^^^^^^^^^^^^^^^
      """
    ),
    (
      "A = zeros(2, 3, 4)\nf = min(A, axis = -4)",
      """
      f:2:5: error: 2×3×4 has the axes 0 to 2, and no axis -4
      2 | f = min(A, axis = -4)
        |     ^^^^^^^^^^^^^^^^^
        A is 2×3×4 (line 1)
      """
    ),
    (
      "A = zeros(2, 3)\nf = A[2]",
      """
      f:2:5: error: axis 0 of 2×3 has the places 0 to 1, and no place 2
      2 | f = A[2]
        |     ^^^^
        A is 2×3 (line 1)
      """
    ),
    (
      "A = zeros(2, 3)\nf = A[-3]",
      """
      f:2:5: error: axis 0 of 2×3 has the places 0 to 1, and no place -3
      2 | f = A[-3]
        |     ^^^^^
        A is 2×3 (line 1)
      """
    ),
    (
      "A = zeros(2, 1)\nf = A[:, 1]",
      """
      f:2:5: error: axis 1 of 2×1 has the place 0 only, and no place 1
      2 | f = A[:, 1]
        |     ^^^^^^^
        A is 2×1 (line 1)
      """
    ),
    (
      "A = zeros(2, 3)\nf = A[0, 0, 0]",
      """
      f:2:5: error: 2×3 has 2 axes and is given 3 indices
      2 | f = A[0, 0, 0]
        |     ^^^^^^^^^^
        A is 2×3 (line 1)
      """
    ),
    (
      "f = [1, 2][0, 1]",
      """
      f:1:5: error: a vector of 2 has 1 axis and is given 2 indices
      1 | f = [1, 2][0, 1]
        |     ^^^^^^^^^^^^
        [1,2] is a vector of 2
      """
    ),
    (
      "x = 3\nf = x[0]",
      """
      f:2:5: error: a number has no elements to choose from
      2 | f = x[0]
        |     ^^^^
        x is a number (line 1)
      """
    ),
    (
      "A = zeros(2, 3)\nf = reshape(A, 4, 2)",
      """
      f:2:5: error: cannot make 4×2 of 2×3: 8 numbers are needed and there are 6
      2 | f = reshape(A, 4, 2)
        |     ^^^^^^^^^^^^^^^^
        A is 2×3 (line 1)
      """
    ),
    (
      "f = reshape(3, 2)",
      """
      f:1:5: error: cannot make a vector of 2 of a number: 2 numbers are needed and there is 1
      1 | f = reshape(3, 2)
        |     ^^^^^^^^^^^^^
      """
    ),
    (
      "f = reshape([1, 2], 1)",
      """
      f:1:5: error: cannot make a vector of 1 of a vector of 2: 1 number is needed and there are 2
      1 | f = reshape([1, 2], 1)
        |     ^^^^^^^^^^^^^^^^^^
        [1,2] is a vector of 2
      """
    ),
    (
      "a = zeros(2, 3)\nb = zeros(2, 4)\nf = concat(a, b)",
      """
      f:3:5: error: cannot put 2×3 and 2×4 one after the other along axis 0: the sizes 3 and 4 of axis 1 differ
      3 | f = concat(a, b)
        |     ^^^^^^^^^^^^
        a is 2×3 (line 1), b is 2×4 (line 2)
      """
    ),
    (
      "a = zeros(2, 3)\nf = concat(a, [1, 2, 3])",
      """
      f:2:5: error: cannot put 2×3 and a vector of 3 one after the other along axis 0: the numbers of axes differ
      2 | f = concat(a, [1, 2, 3])
        |     ^^^^^^^^^^^^^^^^^^^^
        a is 2×3 (line 1), [1,2,3] is a vector of 3
      """
    ),
    (
      "a = zeros(2, 3)\nf = concat(a, a, axis = 2)",
      """
      f:2:5: error: 2×3 has the axes 0 and 1, and no axis 2
      2 | f = concat(a, a, axis = 2)
        |     ^^^^^^^^^^^^^^^^^^^^^^
        a is 2×3 (line 1)
      """
    ),
    (
      "f = concat(1, 2)",
      """
      f:1:5: error: a number has no axes, and so no axis 0
      1 | f = concat(1, 2)
        |     ^^^^^^^^^^^^
      """
    ),
    (
      "f = softmax(3)",
      """
      f:1:5: error: 'softmax' takes a vector or a matrix and is given a number
      1 | f = softmax(3)
        |     ^^^^^^^^^^
      """
    ),
    (
      "f = log_softmax(3)",
      """
      f:1:5: error: 'log_softmax' takes a vector or a matrix and is given a number
      1 | f = log_softmax(3)
        |     ^^^^^^^^^^^^^^
      """
    ),
    (
      "x = 3\nf = max(x)",
      """
      f:2:5: error: 'max' takes two operands, or a vector or a matrix, and is given a number
      2 | f = max(x)
        |     ^^^^^^
        x is a number (line 1)
      """
    ),
    (
      "f = min(3)",
      """
      f:1:5: error: 'min' takes two operands, or a vector or a matrix, and is given a number
      1 | f = min(3)
        |     ^^^^^^
      """
    ),
  ])
  func `axes, places and sizes that do not exist are named`(_ text: String, _ expected: String) {
    #expect(messages(text) == expected)
  }

  @Test(arguments: [
    (
      "f = [[1, 2, 3], [4, 5]]",
      """
      f:1:17: error: expected rows of one length: row 1 is a vector of 3 and row 2 is a vector of 2
      1 | f = [[1, 2, 3], [4, 5]]
        |                 ^^^^^^
      """
    ),
    (
      "f = [1, [2, 3]]",
      """
      f:1:9: error: expected rows of one length: row 1 is a number and row 2 is a vector of 2
      1 | f = [1, [2, 3]]
        |         ^^^^^^
      """
    ),
    (
      "f = [[1, 2],\n  [3, 4],\n  [5]]",
      """
      f:3:3: error: expected rows of one length: row 1 is a vector of 2 and row 3 is a vector of 1
      3 |   [5]]
        |   ^^^
      """
    ),
    (
      "x = 3\nv = [1, 2]\nf = [v, x]",
      """
      f:3:5: error: expected rows of one length: row 1 is a vector of 2 and row 2 is a number
      3 | f = [v, x]
        |     ^^^^^^
        v is a vector of 2 (line 2), x is a number (line 1)
      """
    ),
    (
      "x = 3\nf = [[x, x], [x]]",
      """
      f:2:5: error: expected rows of one length: row 1 is a vector of 2 and row 2 is a vector of 1
      2 | f = [[x, x], [x]]
        |     ^^^^^^^^^^^^^
        [x,x] is a vector of 2, [x] is a vector of 1
      """
    ),
    (
      "A = [[1, 2], [3, 4]]\nexpect A = [[1, 2], [3]]",
      """
      f:2:21: error: expected rows of one length: row 1 is a vector of 2 and row 2 is a vector of 1
      2 | expect A = [[1, 2], [3]]
        |                     ^^^
      """
    ),
  ])
  func `rows of one array have one length`(_ text: String, _ expected: String) {
    #expect(messages(text) == expected)
  }

  @Test(arguments: [
    (
      "A = zeros(2, 3)\nexpect A = 3",
      """
      f:2:12: error: 'A' is 2×3 and the promise is about a number
      2 | expect A = 3
        |            ^
      """
    ),
    (
      "x = 3\nexpect grad x = [3]",
      """
      f:2:17: error: 'x' is a number and the promise is about a vector of 1
      2 | expect grad x = [3]
        |                 ^^^
      """
    ),
    (
      "A = zeros(2, 3)\nexpect grad A < [[1, 2], [3, 4]] after 2",
      """
      f:2:17: error: 'A' is 2×3 and the promise is about 2×2
      2 | expect grad A < [[1, 2], [3, 4]] after 2
        |                 ^^^^^^^^^^^^^^^^
      """
    ),
    (
      "a = [1, 2]\nexpect a = [1, 2, 3] ± 0.5",
      """
      f:2:12: error: 'a' is a vector of 2 and the promise is about a vector of 3
      2 | expect a = [1, 2, 3] ± 0.5
        |            ^^^^^^^^^
      """
    ),
  ])
  func `promises have the shape of what they are about`(_ text: String, _ expected: String) {
    #expect(messages(text) == expected)
  }

  @Test(arguments: [
    (
      "layer(x, w) = relu(x @ w) + 1\na = zeros(2, 3)\nb = zeros(2, 3)\nf = 2 * layer(a, b)",
      """
      f:4:9: error: cannot multiply 2×3 by 2×3: the inner sizes 3 and 2 differ
      4 | f = 2 * layer(a, b)
        |         ^^^^^^^^^^^
        in 'x@w' of the function 'layer' (line 1)
        x is 2×3 (line 2), w is 2×3 (line 3); w.T is 3×2 and would fit
      """
    ),
    (
      "dense(x, w) = x @ w\nnet(x) = dense(dense(x, eye(2)), eye(3))\nv = [1, 2]\nf = net(v)",
      """
      f:4:5: error: cannot multiply a vector of 2 by 3×3: the inner sizes 2 and 3 differ
      4 | f = net(v)
        |     ^^^^^^
        in 'x@w' of the function 'dense' (line 1)
        x is a vector of 2, w is 3×3
      """
    ),
    (
      "pick(s) = hinge(s, 5)\nf = pick([1, 2])",
      """
      f:2:5: error: label 5 but there are 2 classes (0 to 1)
      2 | f = pick([1, 2])
        |     ^^^^^^^^^^^^
        in 'hinge(s,5)' of the function 'pick' (line 1)
      """
    ),
    (
      "big(n) = n + zeros(100000, 100000)\nf = big(1)",
      """
      f:2:5: error: this makes more than 50000000 numbers
      2 | f = big(1)
        |     ^^^^^^
      """
    ),
  ])
  func `a mistake inside a function is a matter of its call`(_ text: String, _ expected: String) {
    #expect(messages(text) == expected)
  }

  @Test(arguments: [
    (
      "a = zeros(2, 3)\nb = a @ a\nc = b + 1\nd = c @ b\ne = a @ [1, 2]\nexpect c = [1]\nexpect a = 1\nminimize d",
      """
      f:2:5: error: cannot multiply 2×3 by 2×3: the inner sizes 3 and 2 differ
      2 | b = a @ a
        |     ^^^^^
        a is 2×3 (line 1); a.T is 3×2 and would fit
      f:5:5: error: cannot multiply 2×3 by a vector of 2: the inner sizes 3 and 2 differ
      5 | e = a @ [1, 2]
        |     ^^^^^^^^^^
        a is 2×3 (line 1), [1,2] is a vector of 2; a.T is 3×2 and would fit
      f:7:12: error: 'a' is 2×3 and the promise is about a number
      7 | expect a = 1
        |            ^
      """
    ),
    (
      "a = eye(2) @ eye(3)\nf = 2x + a\ng = sigmod(a)",
      """
      f:1:5: error: cannot multiply 2×2 by 3×3: the inner sizes 2 and 3 differ
      1 | a = eye(2) @ eye(3)
        |     ^^^^^^^^^^^^^^^
        eye(2) is 2×2, eye(3) is 3×3
      f:2:6: error: expected an operator between '2' and 'x'
      2 | f = 2x + a
        |      ^
        to multiply, write f = 2*x + a
      f:3:5: error: no function is called 'sigmod'
      3 | g = sigmod(a)
        |     ^^^^^^
        did you mean 'sigmoid'?
      """
    ),
    (
      "x = 3 +\nf = x @ eye(2) + y\ng = eye(2) @ eye(3) + y",
      """
      f:1:8: error: expected a number, a name or '(' after '+' and found the end of the line
      1 | x = 3 +
        |        ^
      f:3:5: error: cannot multiply 2×2 by 3×3: the inner sizes 2 and 3 differ
      3 | g = eye(2) @ eye(3) + y
        |     ^^^^^^^^^^^^^^^
        eye(2) is 2×2, eye(3) is 3×3
      """
    ),
    (
      "param W = zeros(2, 3) @ zeros(2, 3)\nf = sum(W)",
      """
      f:1:11: error: cannot multiply 2×3 by 2×3: the inner sizes 3 and 2 differ
      1 | param W = zeros(2, 3) @ zeros(2, 3)
        |           ^^^^^^^^^^^^^^^^^^^^^^^^^
        zeros(2,3) is 2×3; zeros(2,3).T is 3×2 and would fit
      """
    ),
    (
      "v = 2\nparam w = v @ eye(2)\ng(a) = v*a\nparam u = g(eye(2)) @ eye(3)\nf = w + u",
      """
      f:2:11: error: expected numbers only, the initial value of a parameter, and found 'v'
      2 | param w = v @ eye(2)
        |           ^
      f:4:11: error: expected numbers only, the initial value of a parameter, and found 'g'
      4 | param u = g(eye(2)) @ eye(3)
        |           ^
      """
    ),
  ])
  func `one mistake is reported once and hides no other`(_ text: String, _ expected: String) {
    #expect(messages(text) == expected)
  }

  @Test(arguments: [
    (
      "n = 2\nA = zeros(n, 2)",
      """
      f:2:11: error: expected a size, which is a whole number from 1 on, and found 'n'
      2 | A = zeros(n, 2)
        |           ^
        write A = zeros(2, 2)
      """
    ),
    (
      "A = zeros(0)",
      """
      f:1:11: error: expected a size, which is a whole number from 1 on, and found '0'
      1 | A = zeros(0)
        |           ^
      """
    ),
    (
      "A = ones(2.5)",
      """
      f:1:10: error: expected a size, which is a whole number from 1 on, and found '2.5'
      1 | A = ones(2.5)
        |          ^^^
      """
    ),
    (
      "A = eye(2, 2)",
      """
      f:1:5: error: 'eye' takes 1 argument and is given 2
      1 | A = eye(2, 2)
        |     ^^^
        write A = eye(2)
      """
    ),
    (
      "A = eye(-1)",
      """
      f:1:9: error: expected a size, which is a whole number from 1 on, and found '-1'
      1 | A = eye(-1)
        |         ^^
      """
    ),
    (
      "A = zeros(2, size = 3)",
      """
      f:1:14: error: 'zeros' has no argument that is named 'size'
      1 | A = zeros(2, size = 3)
        |              ^^^^
        write A = zeros(3)
      """
    ),
    (
      "A = randn(2, seed = -1)",
      """
      f:1:21: error: expected a whole number for 'seed' and found '-1'
      1 | A = randn(2, seed = -1)
        |                     ^^
      """
    ),
    (
      "A = randn(2, sed = 1)",
      """
      f:1:14: error: 'randn' has no argument that is named 'sed'
      1 | A = randn(2, sed = 1)
        |              ^^^
        its named argument is 'seed', as in randn(x, seed = 1)
        write A = randn(2)
      """
    ),
    (
      "A = randn(2, seed = 1, seed = 2)",
      """
      f:1:24: error: the parameter 'seed' is named twice
      1 | A = randn(2, seed = 1, seed = 2)
        |                        ^^^^
      """
    ),
    (
      "A = uniform(2, 3)",
      """
      f:1:5: error: 'uniform' takes at least 3 arguments and is given 2
      1 | A = uniform(2, 3)
        |     ^^^^^^^
      """
    ),
    (
      "A = uniform(2, low = 0, high = y)",
      """
      f:1:32: error: expected a number for 'high' and found 'y'
      1 | A = uniform(2, low = 0, high = y)
        |                                ^
      """
    ),
    (
      "A = uniform(2, low = 0)",
      """
      f:1:5: error: 'uniform' takes at least 2 arguments and is given 1
      1 | A = uniform(2, low = 0)
        |     ^^^^^^^
      """
    ),
    (
      "f = sum([1, 2], axis = 0.5)",
      """
      f:1:24: error: expected a whole number for 'axis' and found '0.5'
      1 | f = sum([1, 2], axis = 0.5)
        |                        ^^^
      """
    ),
    (
      "f = sum([1, 2], 0)",
      """
      f:1:5: error: 'sum' takes 1 argument and is given 2
      1 | f = sum([1, 2], 0)
        |     ^^^
        its named argument is 'axis', as in sum(x, axis = 1)
        write f = sum([1, 2], axis = 0)
      """
    ),
    (
      "k = 1\nf = sum([1, 2], axis = k)",
      """
      f:2:24: error: expected a whole number for 'axis' and found 'k'
      2 | f = sum([1, 2], axis = k)
        |                        ^
      """
    ),
    (
      "f = max([1, 2], [3, 4], axis = 0)",
      """
      f:1:5: error: 'max(…, axis = …)' takes 1 argument and is given 2
      1 | f = max([1, 2], [3, 4], axis = 0)
        |     ^^^
      """
    ),
    (
      "f = reshape([1, 2])",
      """
      f:1:5: error: 'reshape' takes at least 2 arguments and is given 1
      1 | f = reshape([1, 2])
        |     ^^^^^^^
      """
    ),
    (
      "f = one_hot(1)",
      """
      f:1:5: error: 'one_hot' takes 2 arguments and is given 1
      1 | f = one_hot(1)
        |     ^^^^^^^
      """
    ),
    (
      "f = one_hot(1, classes = 0)",
      """
      f:1:26: error: expected a whole number from 1 on for 'classes' and found '0'
      1 | f = one_hot(1, classes = 0)
        |                          ^
      """
    ),
    (
      "f = maxout([1, 2])",
      """
      f:1:5: error: 'maxout' takes at least 2 arguments and is given 1
      1 | f = maxout([1, 2])
        |     ^^^^^^
      """
    ),
    (
      "f = mse(1)",
      """
      f:1:5: error: 'mse' takes 2 arguments and is given 1
      1 | f = mse(1)
        |     ^^^
      """
    ),
    (
      "i = 0\nf = [1, 2][i]",
      """
      f:2:12: error: expected a whole number or ':' and found 'i'
      2 | f = [1, 2][i]
        |            ^
        write f = [1, 2][0]
      """
    ),
    (
      "f = [1, 2][0.5]",
      """
      f:1:12: error: expected a whole number or ':' and found 0.5
      1 | f = [1, 2][0.5]
        |            ^^^
      """
    ),
    (
      "f = [1, 2][]",
      """
      f:1:12: error: expected a whole number or ':' and found ']'
      1 | f = [1, 2][]
        |            ^
      """
    ),
    (
      "x = [1, 2, 3]\nf = x[0:4]",
      """
      f:2:5: error: the range 0:4 goes beyond axis 0 of a vector of 3, which has the places 0 to 2; write 0:
      2 | f = x[0:4]
        |     ^^^^^^
        x is a vector of 3 (line 1)
      """
    ),
    (
      "f = []",
      """
      f:1:6: error: expected a number, a name or '(' after '[' and found ']'
      1 | f = []
        |      ^
      """
    ),
    (
      "f = [1, 2",
      """
      f:1:5: error: this '[' is never closed
      1 | f = [1, 2
        |     ^
      """
    ),
    (
      "f = [1, 2)",
      """
      f:1:10: error: expected ',' or ']' and found ')'
      1 | f = [1, 2)
        |          ^
      """
    ),
    (
      "W = eye(2)\nf = W.t",
      """
      f:2:5: error: 'W' is no data, and only data has a '.t'
      2 | f = W.t
        |     ^^^
        write f = W.T
      """
    ),
    (
      "W = eye(2)\nf = W.",
      """
      f:2:6: error: expected '.T' and found '.'
      2 | f = W.
        |      ^
        write f = W
      """
    ),
    (
      "f = [1, 2] [3, 4] x",
      """
      f:1:19: error: expected an operator between '[1,2][3,4]' and 'x'
      1 | f = [1, 2] [3, 4] x
        |                   ^
      """
    ),
  ])
  func `what decides on shapes is written as a number`(_ text: String, _ expected: String) {
    #expect(messages(text) == expected)
  }

  @Test(arguments: [
    (
      "A = zeros(1000000, 1000000)",
      """
      f:1:5: error: this makes more than 50000000 numbers
      1 | A = zeros(1000000, 1000000)
        |     ^^^^^^^^^^^^^^^^^^^^^^^
      """
    ),
    (
      "A = eye(1000000)",
      """
      f:1:5: error: this makes more than 50000000 numbers
      1 | A = eye(1000000)
        |     ^^^^^^^^^^^^
      """
    ),
    (
      "A = randn(1000000, 1000000, seed = 1)",
      """
      f:1:5: error: this makes more than 50000000 numbers
      1 | A = randn(1000000, 1000000, seed = 1)
        |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      """
    ),
    (
      "A = zeros(10000000000, 10000000000)",
      """
      f:1:5: error: this makes more than 50000000 numbers
      1 | A = zeros(10000000000, 10000000000)
        |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      """
    ),
    (
      "a = zeros(10000, 1)\nf = a @ a.T",
      """
      f:2:5: error: this makes more than 50000000 numbers
      2 | f = a @ a.T
        |     ^^^^^^^
      """
    ),
    (
      "a = zeros(10000)\nf = reshape(a, 10000, 1) + a",
      """
      f:2:5: error: this makes more than 50000000 numbers
      2 | f = reshape(a, 10000, 1) + a
        |     ^^^^^^^^^^^^^^^^^^^^^^^^
      """
    ),
    (
      "f = one_hot(0, 100000000)",
      """
      f:1:5: error: this makes more than 50000000 numbers
      1 | f = one_hot(0, 100000000)
        |     ^^^^^^^^^^^^^^^^^^^^^
      """
    ),
    (
      "a = [0]\nf = reshape(a, 10000000000, 10000000000)",
      """
      f:2:5: error: this makes more than 50000000 numbers
      2 | f = reshape(a, 10000000000, 10000000000)
        |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      """
    ),
    (
      "param a = zeros(1000000, 1000000) * 2",
      """
      f:1:11: error: this makes more than 50000000 numbers
      1 | param a = zeros(1000000, 1000000) * 2
        |           ^^^^^^^^^^^^^^^^^^^^^^^
      """
    ),
    (
      "a = zeros(30000000)\nb = a + 1\nc = a + 2\nd = a + 3",
      """
      f:2:5: error: this makes more than 50000000 numbers
      2 | b = a + 1
        |     ^^^^^
      """
    ),
  ])
  func `an array that is too large is refused at once`(_ text: String, _ expected: String) {
    #expect(messages(text) == expected)
  }

  @Test(arguments: [
    (
      "W = csv(\"W1.csv\")\nf = W @ csv(\"W2.csv\") + W",
      """
      f:1:9: error: cannot read 'W1.csv': there is no such file
      1 | W = csv("W1.csv")
        |         ^^^^^^^^
      """
    ),
    (
      "W = csv(3)",
      """
      f:1:9: error: expected the name of a file in quotes and found '3'
      1 | W = csv(3)
        |         ^
      """
    ),
    (
      "W = csv(\"a\", \"b\")",
      """
      f:1:5: error: 'csv' takes 1 argument and is given 2
      1 | W = csv("a", "b")
        |     ^^^
        text in quotes names a file, as in csv("points.csv")
      """
    ),
    (
      "W = \"a\"",
      """
      f:1:5: error: text in quotes names a file, and only 'csv' and 'npy' take one
      1 | W = "a"
        |     ^^^
      """
    ),
    (
      "f = sum(\"a\") + \"b\"",
      """
      f:1:9: error: text in quotes names a file, and only 'csv' and 'npy' take one
      1 | f = sum("a") + "b"
        |         ^^^
      """
    ),
    (
      "W = csv(\"a",
      """
      f:1:9: error: this '"' is never closed
      1 | W = csv("a
        |         ^^
      """
    ),
  ])
  func `files of numbers are named where they are missing`(_ text: String, _ expected: String) {
    #expect(messages(text) == expected)
  }
}
