/// What the language has in place of signs that mean nothing in it, as sentences.
enum WhatThereIs {
  static func inPlace(of diagnostic: Diagnostic) -> String? {
    switch diagnostic.problem {
    case .strayCharacter(let scalar): signs[scalar] ?? other
    case .foreignWord(_, .loop):
      "sum(x*w) adds over arrays, and 'minimize' repeats updates"
    case .foreignWord(_, .condition): "max, min, relu and abs choose between values"
    case .foreignWord(_, .statement): "a file has definitions only, one on each line"
    case .expected(let expected, let found):
      switch found {
      case "'%'": signs["%"]
      case "':'": colon
      case _ where expected.hasSuffix("'expect'"): nil
      case _ where diagnostic.problem.isComparisonAlone:
        "a promise about a value is a line: expect x > 0"
      case "','" where expected == "'='": "each line defines one name"
      default: comparison(found)
      }
    case .assignmentToExpression:
      "a name stands alone before '=', or a function with the names of its arguments, f(a, b) = a*b"
    case .unknownFunction: functions
    default: nil
    }
  }

  private static let other =
    "the signs are + - * / ^ @ ( ) [ ] and .T, and everything else is a function"
  private static let functions =
    "a function of your own has a line above: f(a, b) = expression"
  private static let colon =
    "to divide, write a/b; a ':' stands in an index alone, as in A[:, 1]"

  private static func comparison(_ found: String) -> String? {
    ["'<'", "'>'", "'<='", "'>='"].contains(found)
      ? "there are no comparisons; max, min, relu and abs choose between values" : nil
  }

  private static let signs: [Unicode.Scalar: String] = [
    "!": "nothing here computes factorials",
    "%": "a hundredth of x is 0.01*x, and nothing here takes remainders",
    "°": "angles are in radians: 30° is 30*pi/180",
    "∂": "gradients are always computed, and expect grad x = 1 promises one",
    "∇": "gradients are always computed, and expect grad x = 1 promises one",
    "∞": "only promises know inf, as in expect f < inf",
    "∫": "nothing here integrates",
    "∏": "a product of all elements is exp(sum(log(x)))",
    "?": "max, min, relu and abs choose between values",
    "&": "there are no conditions; max, min, relu and abs choose between values",
    "|": "the absolute value is abs(x)",
    "{": "brackets are ( ) and, of arrays, [ ]",
    "}": "brackets are ( ) and, of arrays, [ ]",
    "\\": "the signs are + - * / ^ @ .T, and functions are written as sqrt(x) or exp(x)",
    "$": "a formula stands in a line of its own, without signs around it",
    ";": "each statement has a line of its own, and rows of a matrix are [[1, 2], [3, 4]]",
    "'": "text stands in double quotes, and the transposed matrix is A.T",
    "`": "text stands in double quotes",
    "≠": "there are no comparisons; max, min, relu and abs choose between values",
    "∈": "the shape of an array follows from how it is made, as in zeros(2, 3)",
    "~": "the words after '#' are a comment",
  ]
}
