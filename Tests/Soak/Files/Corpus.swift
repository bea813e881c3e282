import ExpressionLanguage

/// Files without a mistake, which are damaged.
enum Corpus {
  /// The files as bytes.
  static let files = texts.map { Array($0.utf8) }

  /// Reads a file of expressions that names some of the files of rows.
  static func read(_ bytes: [UInt8], rows: [String: [UInt8]] = rows) -> SourceFile {
    SourceFile(name: "f", bytes: bytes) { reference in
      guard let rows = rows[reference.path] else {
        return .failure(.unreadable(reason: "there is no such file"))
      }
      return rows.withUnsafeBytes { reference.table(of: $0) }
    }
  }

  /// The files of rows that are named; one of them has a mistake.
  static let rows = [
    "W.csv": "a,b\n1,2\n3,4\n", "bad.csv": "1,2\n3,x\n",
    "d.csv": "a,b,class\n1,2,0\n3,4,1\n5,6,2\n7,8,0\n9,9,1\n",
  ].mapValues { Array($0.utf8) }

  /// Everything the language has, in small files.
  static let texts = [
    """
    # Rows of data.
    data d = csv("d.csv", label = class, test = 20%, batch = 2, seed = 1, standardize = true)
    linear(x, W, b) = x @ W + b
    param W1 = 0.1*randn(2, 3, seed = 2)
    param b1 = zeros(3)
    scores = linear(d.x, W1, b1)
    loss = cross_entropy(scores, d.y) + 0.01*sum(W1^2)
    minimize loss with adam(lr = step(0.1, every = 10, factor = 0.5), weight_decay = 0.1)
    report accuracy(scores, d.y)
    report mean(scores)
    show W1 as images(1, 2)
    show 4 decimals
    expect grad W1 < 9 after 2
    """,
    """
    data points = csv("d.csv", label = -1, test = 0.5)
    x = 3
    report sum(points.x) / x
    f = mse(sum(points.x, axis = 1), points.y) * x
    minimize f with nesterov(lr = cosine(0.1, over = 9), momentum = 0.5)
    """,
    """
    # A network of two layers.
    param W1 = 0.1 * randn(3, 4, seed = 1)
    param b1 = zeros(4)
    param W2 = uniform(4, 3, -1, 1) - 0.5*ones(4, 3)
    X = [[1, 2, 3], [4, 5, 6]]
    y = [0, 2]
    h = relu(X @ W1 + b1)
    scores = h @ W2
    loss = cross_entropy(scores, y) + 0.01*sum(W1^2) + hinge(scores, y, margin = 2)
    minimize loss with sgd(lr = 0.1)
    expect b1 = [0, 0, 0, 0]
    expect grad W2 < [[9, 9, 9], [9, 9, 9], [9, 9, 9], [9, 9, 9]] after 1
    expect h >= 0
    """,
    """
    x = 2
    y = -3
    v = [x, y, 1]
    W = csv("W.csv")
    A = [[1, 2],
      [3, 4]]
    a = A.T[0] * A[:, 1] + A[0, -1] - A[1]
    b = concat(v, a) + one_hot(1, 5)
    c = reshape(b, 5, 1) @ [softmax(b)]
    d = maxout(A, A.T, eye(2)) @ [x, y]
    e = mse(d, [1, 2]) + dot(v, v) + norm(c) + max(c) - min(mean(c, axis = 0))
    g = sum(log_softmax(c), axis = -1) / max(W, 1)[0, 0]
    layer(s, t) = tanh(s @ t) + t
    f = e + sum(g) + sum(layer(A, eye(2))) + max(A[0], axis = 0) + hinge(v, 1)
    expect A = [[1, 2.0], [3, 4]] ± 0.1
    """,
    """
    # The first worked example of the lecture.
    x = -2                 # the first operand
    y = 5
    z = -4
    q = x + y
    f = q * z              # the output

    expect f = -12
    expect grad x = -4
    """,
    "f = (x+y)*z",
    """
    sigmoid(t) = 1/(1 + exp(-t))
    param w0 = 2
    param w1 = -3
    param w2 = -(2 + 1)
    x0 = -1
    x1 = -2
    f = sigmoid(w0*x0 + w1*x1 + w2)   # one gate or four
    minimize f with sgd(lr = 0.001)
    expect f = 0.73 ± 0.01
    expect grad w0 = -0.20 after 0
    expect f < 0.8 after 10
    """,
    """
    double(a) = a + a
    quad(a) = double(double(a))
    oct(a, b) = quad(a)*double(b) + k
    f = oct(x, y) + oct(k, 2)
    g = f*2
    """,
    """
    x = 1_000
    y = .5e-3
    θ = x′ − 2·x × 3 ÷ y
    손실 = max(θ, min(x,
      elu(-y, alpha = 2) + leaky_relu(x)   # goes on in brackets
      ))
    """,
    """
    x = 0.5
    a = exp(x) + log(x) + sqrt(x) + abs(x) + square(x)
    b = sin(x)*cos(x)/tanh(x) - relu(x)^2 + softplus(x)**-x
    c = gelu(x) + silu(-x^2^x) + sigmoid(+x)
    f = a + b + c
    d = f
    expect d > -1e3
    expect f >= -inf
    """,
  ]
}
