import Learning

/// A damaged file of rows: it gives a table or a problem with its place, the same whether it is read
/// whole or in pieces; what is in the table, and in data that are made of it, stands in the file, and
/// is told where it was guessed.
package struct DamagedRows {
  /// How often the file gave a table.
  package private(set) var tableCount = 0
  /// How often every cell of it was compared with the file.
  package private(set) var comparedCount = 0
  /// How many data sets were compared with the file.
  package private(set) var dataCount = 0
  /// What is wrong with an answer; `nil` if nothing is.
  package private(set) var fault: String?

  /// Reads a file in each way that there is.
  package init(_ file: [UInt8]) {
    for label in [nil, "k"] where fault == nil {
      let whole = Self.read(file, inPiecesOf: .max, label: label)
      for length in [1, 2, 3, 7] where Self.read(file, inPiecesOf: length, label: label) != whole {
        fault = "another answer when read in pieces of \(length) bytes"
      }
      if case .success(let table) = whole, fault == nil { check(table, of: file) }
    }
  }

  private mutating func check(_ table: CSVTable, of file: [UInt8]) {
    tableCount += 1
    guard table.elements.count == table.rowCount * table.columnCount else {
      fault = "rows of different lengths"
      return
    }
    var rows = Self.cells(of: table)
    switch PlainRows(of: file, table.form)?.rows(of: table) {
    case .failure(let found):
      fault = found.text
      return
    case .success(let plain):
      comparedCount += 1
      rows = plain
    case nil: break
    }
    let rules = [MissingRule(skipsRows: true), MissingRule(fillsMeans: true)]
    for label in [nil, 0, table.columnCount / 2, table.columnCount - 1] {
      for (rule, numbersClasses) in [(rules[0], false), (rules[0], true), (rules[1], false)] {
        let data = try? DataSet.make(
          from: table, label: label.map { .number($0) }, missing: rule,
          numbersClasses: numbersClasses)
        guard let data else { continue }
        dataCount += 1
        let plain = PlainData(
          rows: rows, table: table, label: label, rule: rule, numbersClasses: numbersClasses)
        fault = fault ?? plain.fault(in: data)
      }
    }
  }

  /// The cells of a table as text, where they cannot be found in the file.
  private static func cells(of table: CSVTable) -> [[String]] {
    (0..<table.rowCount).map { row in
      (0..<table.columnCount).map { column in
        let element = table.elements[row * table.columnCount + column]
        if element.isNaN { return "" }
        let text = table.words[column]?[Int(element)] ?? "\(element)"
        return table.words[column] == nil && table.form.mark == .comma
          ? text.replacing(".", with: ",") : text
      }
    }
  }

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

extension DamagedRows {
  /// A file without a mistake, with one to five damages drawn by lot.
  package static func file(_ random: inout RandomNumbers) -> [UInt8] {
    var file = corpus[random.below(corpus.count)]
    for _ in 0...random.below(4) where !file.isEmpty {
      let place = random.below(file.count)
      switch random.below(6) {
      case 0: file[place] = UInt8(random.below(256))
      case 1: file.removeSubrange(place..<min(file.count, place + random.below(6)))
      case 2, 3: file.insert(contentsOf: tokens[random.below(tokens.count)], at: place)
      case 4:
        let piece = file[place..<min(file.count, place + 9)]
        file.insert(contentsOf: piece, at: random.below(file.count))
      default: file = Array(file[..<place])
      }
    }
    return file
  }

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
    "x,x,k\n1,9,a\n3,4,b\n5,7,a\n",
    "n,x,k\n1,8,b\n2,7,a\n3,6,b\n4,5,a\n5,4,b\n6,3,a\n7,2,a\n8,1,b\n9,0,a\n10,2,b\n11,4,a\n",
    "x,ok,k\n1,true,10\n2,false,30\n9007199254740993,true,20\n",
    "x,w,k\n1,a,u\n2,7,v\n3,b,u\n4,a,v\n5,c,u\n",
  ].map { Array($0.utf8) }

  private static let tokens = [
    ",", "\"", "\n", "\r", " ", "1", "x", "\u{0}", "\u{1B}[2J", "\u{9B}", "\u{202E}", "inf", "nan",
    "1e999", "1e-999", "-", "0x10", "\u{FEFF}", "é", "9999999999999999999999",
  ].map { Array($0.utf8) }
}
