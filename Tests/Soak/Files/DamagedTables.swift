import ExpressionLanguage
import Learning

/// Files of rows that are damaged: there is a table or a problem with its place, the same whether
/// they are read whole or in pieces; what is in the table stands in the file and is told where it
/// was guessed; and a file of expressions with such rows is answered.
struct DamagedTables: Driver {
  static let abstract = "damaged files of rows"
  static let wholeCount = 1_000_000
  static let secondsForAnAnswer: Int? = 10

  private var tables = 0
  private var graphs = 0
  private var compared = 0

  private static let corpus = [
    "\u{FEFF} \"a \"\"x\"\"\" ,\"wört,er\r\n\",k\r\n\r\n1.5e-3,\"-2\", \"ä,\"\"\n\" \r-4 ,5E+2,ß\n \t\n",
    "1,2\n3,4\n5,6\n", "x,y,k\n1,2,a\n3,4,b\r\n5,6,\"a\"\n",
    "x,y,k\n1e9,-2.5,0\n3,4,1\n5,6,2\n0,0,0\n-1,-1,1\n",
    ",x,y,k\n0,1.5,2,a\n1,3,4,b\n2,5,6,a\n", "x;y;k\n1,5;2;0\n1.234,25;NA;1\n-3,5;?;1\n",
    "\u{FEFF}sep=;\r\nx;y;k;\r\n1,5;2;0;\r\n\u{2212}3;4;1;\r\n",
    "# x y k\n 1.0  2e1 0\n3 4  1 \n5 6 1\n",
    "6,2,a,b,c\n1,2,0\n3,4,1\n5,6,2\n7,8,2\n9,1,0\n2,3,1\n", "x y k\n1 5 2 0\n2 6 3 1\n3 7 1 1\n",
    "red,1,0\nblue,2,1\nred,nan,1\n,4,0\n", "x\ty\tk\n1\t\t0\n2\t5\t1\n# end\n3\t6\t1\n",
    "p,x,s\ne,x,y\np,b,s\ne,x,y\n", "0,1,2\n1.5,2.5,0\n3.5,4.5,1\n",
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
        if let plain = PlainRows(of: input, table.form) {
          if let fault = plain.fault(in: table) { throw Fault(fault) }
          compared += 1
        }
        if let fault = Self.silentFeature(of: table) { throw Fault(fault) }
      }
    }
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

  /// A feature that no column of numbers with a name is, and that is not told; `nil` if there is
  /// none.
  private static func silentFeature(of table: CSVTable) -> String? {
    guard
      let data = try? DataSet.make(
        from: table, label: .number(-1), missing: MissingRule(skipsRows: true))
    else { return nil }
    var told: Set<Int> = []
    var features = 0
    for note in data.notes {
      switch note {
      case .wordFeatures(let column, _, let words):
        told.insert(column)
        features += words.count
      case .truth(let column, _):
        told.insert(column)
        features += 1
      case .unnamedFeatures(let columns): told.formUnion(columns)
      case .file(.rowNames): told.insert(0)
      default: continue
      }
    }
    let plain = table.dataColumns.dropLast().filter { table.words[$0] == nil }
    if features + plain.count != data.featureNames.count { return "a feature that is not told" }
    let isLeftOut = table.form.hasRowNames && table.columnCount > 0
    if isLeftOut, !told.contains(0) { return "a column that is left out and not told" }
    for column in plain
    where table.columnNames?[column].isEmpty == true && !told.contains(column) {
      return "a feature without a name that is not told"
    }
    return nil
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
