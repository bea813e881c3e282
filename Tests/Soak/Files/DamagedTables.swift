import ExpressionLanguage
import Learning

/// Files of rows that are damaged: there is a table or a problem with its place, the same whether
/// they are read whole or in pieces; and a file of expressions with such rows is answered.
struct DamagedTables: Driver {
  static let abstract = "damaged files of rows"
  static let wholeCount = 1_000_000
  static let secondsForAnAnswer: Int? = 10

  private var tables = 0
  private var graphs = 0

  private static let corpus = [
    "\u{FEFF} \"a \"\"x\"\"\" ,\"wört,er\r\n\",k\r\n\r\n1.5e-3,\"-2\", \"ä,\"\"\n\" \r-4 ,5E+2,ß\n \t\n",
    "1,2\n3,4\n5,6\n", "x,y,k\n1,2,a\n3,4,b\r\n5,6,\"a\"\n",
    "x,y,k\n1e9,-2.5,0\n3,4,1\n5,6,2\n0,0,0\n-1,-1,1\n",
  ].map { Array($0.utf8) }
  private static let tokens = [
    ",", "\"", "\n", "\r", " ", "1", "x", "\u{0}", "\u{1B}[2J", "\u{9B}", "\u{202E}", "inf", "nan",
    "1e999", "1e-999", "-", "0x10", "\u{FEFF}", "é", "9999999999999999999999",
  ].map { Array($0.utf8) }

  init(_ settings: Settings) {}

  mutating func input(_ number: Int, _ random: inout RandomNumbers) -> [UInt8]? {
    var file = random.one(of: Self.corpus)
    for _ in 0...random.below(4) where !file.isEmpty {
      let place = random.below(file.count)
      switch random.below(6) {
      case 0: file[place] = UInt8(random.below(256))
      case 1: file.removeSubrange(place..<min(file.count, place + random.below(6)))
      case 2, 3: file.insert(contentsOf: random.one(of: Self.tokens), at: place)
      case 4:
        let piece = file[place..<min(file.count, place + 9)]
        file.insert(contentsOf: piece, at: random.below(file.count))
      default: file = Array(file[..<place])
      }
    }
    return file
  }

  static func pieces(of input: [UInt8]) -> [ArraySlice<UInt8>] {
    input.indices.map { input[$0...$0] }
  }

  mutating func attempt(_ input: [UInt8]) throws {
    for label in [nil, "k"] {
      let whole = Self.read(input, inPiecesOf: .max, label: label)
      for length in [1, 2, 3, 7] {
        let split = Self.read(input, inPiecesOf: length, label: label)
        try demand(whole == split, "another answer when read in pieces of \(length) bytes")
      }
      if case .success(let table) = whole {
        tables += 1
        try demand(
          table.elements.count == table.rowCount * table.columnCount, "rows of different lengths")
      }
    }
    for text in Self.programs {
      let file = Corpus.read(Array(text.utf8), rows: ["t.csv": input])
      if try Answer(to: file, inputs: [:]).hasGraph { graphs += 1 }
    }
  }

  var figures: String { "\(tables) times a table, \(graphs) times a graph" }

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

  private static func read(
    _ bytes: [UInt8], inPiecesOf length: Int, label: String?
  ) -> Result<CSVTable, CSVProblem> {
    Result { () throws(CSVProblem) in
      var reader = CSVReader(labelName: label, byteCount: bytes.count)
      var start = 0
      while start < bytes.count {
        let end = bytes.count - start > length ? start + length : bytes.count
        try Array(bytes[start..<end]).withUnsafeBufferPointer { (piece) throws(CSVProblem) in
          try reader.read(UnsafeRawBufferPointer(piece))
        }
        start = end
      }
      return try reader.finish()
    }
  }
}
