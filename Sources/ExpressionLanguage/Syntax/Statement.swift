import ComputationGraph
import Learning

/// A line of the file.
enum Statement {
  case value(ValueStatement)
  case function(FunctionStatement)
  case data(DataStatement)
  case minimize(MinimizeStatement)
  case report(ReportStatement)
  case show(ShowStatement)
  case decimals(DecimalsStatement)
  case expect(ExpectStatement)

  /// The token of the name that the statement is about; for a report and for decimals, the first token
  /// of what it says.
  var nameToken: Int {
    switch self {
    case .value(let value): value.nameToken
    case .function(let function): function.nameToken
    case .data(let data): data.nameToken
    case .minimize(let minimize): minimize.nameToken
    case .report(let report): Int(report.written.first)
    case .show(let show): show.nameToken
    case .decimals(let decimals): Int(decimals.written.first)
    case .expect(let expect): expect.nameToken
    }
  }

  /// The name that the statement refers to without defining it.
  var subject: Name? {
    switch self {
    case .minimize(let minimize): minimize.name
    case .show(let show): show.name
    case .expect(let expect): expect.name
    case .value, .function, .data, .report, .decimals: nil
    }
  }
}

// The statements of one kind.
extension Statement {
  var value: ValueStatement? { if case .value(let value) = self { value } else { nil } }
  var function: FunctionStatement? { if case .function(let head) = self { head } else { nil } }
  var data: DataStatement? { if case .data(let data) = self { data } else { nil } }
}

/// `name = expression`, with or without `param` before it.
struct ValueStatement {
  let name: Name
  let nameToken: Int
  let isParameter: Bool
  /// The instructions of the right-hand side.
  let body: Range<Int>
  let lastToken: Int
}

/// `f(a, b) = expression`.
struct FunctionStatement {
  let name: Name
  let nameToken: Int
  let argumentCount: Int
  let body: Range<Int>

  /// The names of the arguments, which stand in parentheses and with commas between them.
  var argumentTokens: [Int] { (0..<argumentCount).map { nameToken + 2 + 2 * $0 } }

  /// A call of it with the names of its arguments: `f(x, y)`.
  func call(_ names: NameTable, _ text: TokenText) -> String {
    let arguments = argumentTokens.map { text.spelling(of: $0) }
    return "\(names[name])(\(arguments.joined(separator: ", ")))"
  }
}

/// `data d = csv("points.csv", label = class, test = 20%, batch = 32, seed = 1)`.
struct DataStatement {
  let name: Name
  let nameToken: Int
  /// The names `d.x` and `d.y`.
  let features: Name
  let labels: Name
  /// The name of the file, in quotes.
  let fileToken: Int
  /// The call of `csv`, for messages about its settings.
  let call: SettingCall
  let label: ColumnReference?
  let columns: FeatureChoice
  let missing: MissingRule
  let numbersClasses: Bool
  /// Whether the first line of the file holds names; `nil` where that is to be guessed.
  let header: Bool?
  let test: TestShare
  let batchSize: Int?
  let seed: UInt64
  let standardizes: Bool
  let lastToken: Int
}

/// `minimize name with sgd(lr = 0.01)`.
struct MinimizeStatement {
  let name: Name
  let nameToken: Int
  let optimizer: Optimizer
}

/// `report expression` or `report accuracy(scores, labels, threshold = 0)`.
struct ReportStatement {
  /// The measure that is reported, with the instructions of its expressions.
  enum Measure {
    case value(Range<Int>)
    case accuracy(scores: Range<Int>, labels: Range<Int>, threshold: Double?)
  }

  let measure: Measure
  /// The tokens after `report`.
  let written: TokenRange

  /// The instructions of the expressions.
  var bodies: [Range<Int>] {
    switch measure {
    case .value(let body): [body]
    case .accuracy(let scores, let labels, _): [scores, labels]
    }
  }
}

/// `show W1 as images(8, 8)`.
struct ShowStatement {
  let name: Name
  let nameToken: Int
  let height: Int
  let width: Int
  let lastToken: Int
}

/// `show 4 decimals`: how many the screen shows of a number, until a key says otherwise.
struct DecimalsStatement {
  let count: Int
  /// The tokens after `show`.
  let written: TokenRange
}

/// `expect grad name = value after count`.
struct ExpectStatement {
  let name: Name
  let nameToken: Int
  let quantity: Expectation.Quantity
  let comparison: Expectation.Comparison
  let bounds: Tensor
  let tolerances: [Double]
  let boundTokens: TokenRange
  let iterations: Int
  let written: TokenRange
}
