import DamagedRows
import ExpressionLanguage
import Learning

/// Files of rows that are damaged (`DamagedRows`), and files of expressions that read them, which are
/// answered.
struct DamagedTables: Driver {
  static let abstract = "damaged files of rows"
  static let wholeCount = 1_000_000
  static let secondsForAnAnswer: Int? = 10

  private var tables = 0
  private var graphs = 0
  private var compared = 0

  init(_ settings: Settings) {}

  mutating func input(_ number: Int, _ random: inout RandomNumbers) -> [UInt8]? {
    DamagedRows.file(&random)
  }

  static func pieces(of input: [UInt8]) -> [ArraySlice<UInt8>] {
    input.indices.map { input[$0...$0] }
  }

  mutating func attempt(_ input: [UInt8]) throws {
    let rows = DamagedRows(input)
    tables += rows.tableCount
    compared += rows.comparedCount
    if let fault = rows.fault { throw Fault(fault) }
    for text in Self.programs {
      let file = Corpus.read(Array(text.utf8), rows: ["t.csv": input])
      if try Answer(to: file, inputs: [:]).hasGraph { graphs += 1 }
    }
  }

  var figures: String {
    "\(tables) times a table, \(compared) times compared cell by cell, \(graphs) times a graph"
  }

  func finish(afterTrying count: Int) throws {
    try demand(tables > count / 20, "hardly any file was still a table")
    try demand(tables < count * 39 / 20, "hardly any file was damaged")
  }

  /// Files of expressions that read the rows, in each way that there is.
  private static let programs = [
    "W = csv(\"t.csv\")\nf = sum(W^2)\n",
    """
    data d = csv("t.csv", label = k, test = 25%, batch = 2, standardize = true)
    param w = zeros(2)
    s = d.x @ w
    loss = mse(s, d.y)
    report accuracy(s, d.y)
    expect loss >= 0 after 2
    """,
    "data d = csv(\"t.csv\", label = -1)\nf = mean(d.x) + sum(d.y)\n",
  ]
}
