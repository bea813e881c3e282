import Learning
import Testing

/// Reads bytes in chunks of a size.
func table(
  _ utf8: some Collection<UInt8>, chunk: Int = .max, label: String? = nil,
  header: Bool? = nil, limit: Int = CSVReader.numberLimit
) throws -> CSVTable {
  let utf8 = Array(utf8)
  var reader = CSVReader(
    labelName: label, header: header, byteCount: utf8.count, numberLimit: limit)
  for start in stride(from: 0, to: utf8.count, by: min(chunk, max(1, utf8.count))) {
    let end = utf8.count - start > chunk ? start + chunk : utf8.count
    try utf8.withUnsafeBytes { bytes in
      try reader.read(UnsafeRawBufferPointer(rebasing: bytes[start..<end]))
    }
  }
  return try reader.finish()
}

/// Files of rows, whole and in pieces.
@Suite struct CSVReaderTests {
  @Test(arguments: [
    ("1,2\n3,4\n", 2, [1, 2, 3, 4]), ("1,2\r\n3,4", 2, [1, 2, 3, 4]),
    ("1\n\n2\r3\r\r\n4", 1, [1, 2, 3, 4]), (" 1 ,\t-2.5e1\n \t\n", 2, [1, -25]),
    ("\u{FEFF}7", 1, [7]), ("\"1\",2\n3 , \"4\" \n", 2, [1, 2, 3, 4]),
    ("+1,.5,5.", 3, [1, 0.5, 5]),
  ])
  func `rows without names`(_ text: String, _ columns: Int, _ elements: [Double]) throws {
    let table = try table(text.utf8)
    #expect(table.columnNames == nil)
    #expect(table.columnCount == columns)
    #expect(table.elements == elements)
    #expect(table.words.isEmpty)
  }

  @Test(arguments: [
    ("x,y\n1,2", ["x", "y"]), ("\u{FEFF}x, höhe\n1,2", ["x", "höhe"]),
    ("\u{FEFF}\"x\",\"a \"\"b\"\", \nc\"\n1,2", ["x", "a \"b\", \nc"]), (",y\r\n1,2", ["", "y"]),
  ])
  func `a first line without numbers names the columns`(
    _ text: String, _ names: [String]
  ) throws {
    let table = try table(text.utf8)
    #expect(table.columnNames == names)
    #expect(table.elements == [1, 2])
  }

  @Test func `a first line with the name that is asked for names the columns`() throws {
    let text = "0,1,class\n5,6,7\n"
    #expect(try table(text.utf8, label: "class").columnNames == ["0", "1", "class"])
    #expect(try table(text.utf8, label: "class").elements == [5, 6, 7])
    // A number is no name, also where it is asked for.
    #expect(try table("0,1,2\n5,6,7\n".utf8, label: "0").columnNames == nil)
    // Names that are counted are names as well, where a word is among them.
    #expect(try table(text.utf8).columnNames == ["0", "1", "class"])
  }

  @Test func `words are numbered in the order of the alphabet`() throws {
    let table = try table("x,kind\n1,plane\n2,cat\n3,\"plane\"\n4,7\n5, dog \n6,\" dog\"".utf8)
    #expect(table.words == [1: [" dog", "7", "cat", "dog", "plane"]])
    #expect(table.elements == [1, 4, 2, 2, 3, 4, 4, 1, 5, 3, 6, 0])
    #expect(table.reasonAgainstNumbers(inColumn: 0) == nil)
    #expect(
      table.reasonAgainstNumbers
        == .notANumber("plane", at: CSVCell(line: 2, column: 2, name: "kind")))
  }

  @Test(arguments: [
    ("", CSVProblem.noRows), ("x,y\n", .noRows), ("\u{FEFF}", .noRows), (" \r\n\r", .noRows),
    ("1,2\n3", .wrongCount(1, line: 2, expected: 2, expectedLine: 1)),
    ("a,b\n\n1,x\n2,\"\ny\",5", .wrongCount(3, line: 4, expected: 2, expectedLine: 3)),
    ("a,b,c\n1,2", .wrongCount(2, line: 2, expected: 3, expectedLine: 1)),
    ("x\n1\n\nx", .notANumber("x", at: CSVCell(line: 4, column: 1, name: "x"))),
    ("1\n0x10", .notANumber("0x10", at: CSVCell(line: 2, column: 1))),
    ("1\r\n-1e999", .numberTooLarge("-1e999", at: CSVCell(line: 2, column: 1))),
    ("1,2\n3,\"4\n\n5,6", .unclosedQuote(at: CSVCell(line: 2, column: 2))),
    ("1,\"2\" 3", .textAfterQuote(at: CSVCell(line: 1, column: 2))),
  ])
  func `what is wrong is told with its cell`(_ text: String, _ problem: CSVProblem) throws {
    for chunk in [1, 2, 3, 1000] {
      #expect(throws: problem, "\(text) in chunks of \(chunk)") {
        _ = try table(text.utf8, chunk: chunk)
      }
    }
  }

  @Test func `words and names have to be UTF-8`() {
    #expect(throws: CSVProblem.notUTF8(at: CSVCell(line: 2, column: 1, name: "k"))) {
      _ = try table(Array("k\n".utf8) + [0xFF, 0x41])
    }
    #expect(throws: CSVProblem.notUTF8(at: CSVCell(line: 1, column: 2))) {
      _ = try table(Array("k,".utf8) + [0xC3] + Array("\n1,2".utf8))
    }
  }

  @Test func `there are limits`() throws {
    #expect(throws: CSVProblem.tooManyNumbers(limit: 4)) {
      _ = try table("1,2\n3,4\n5,6".utf8, limit: 4)
    }
    #expect(throws: CSVProblem.tooManyNumbers(limit: 4)) {
      _ = try table("1,2,3,4,5".utf8, limit: 4)
    }
    #expect(try table("1,2\n3,4".utf8, limit: 4).rowCount == 2)
    let words = "w\n" + (0..<100_000).map { "w\($0)\n" }.joined()
    #expect(try table(words.utf8).words[0]?.count == 100_000)
    let cell = CSVCell(line: 100_002, column: 1, name: "w")
    #expect(throws: CSVProblem.tooManyWords(limit: 100_000, at: cell)) {
      _ = try table((words + "w0\nv").replacing("w0\nv", with: "v").utf8)
    }
    for chunk in [100, 1_000_000] {
      let zeros = [UInt8](repeating: 0, count: 100_000)
      let long = CSVCell(line: 2, column: 1)
      #expect(throws: CSVProblem.cellTooLong(limit: 65_536, isQuoted: false, at: long)) {
        _ = try table(Array("1\n".utf8) + zeros, chunk: chunk)
      }
      #expect(throws: CSVProblem.cellTooLong(limit: 65_536, isQuoted: true, at: long)) {
        _ = try table(Array("1\n\"".utf8) + zeros, chunk: chunk)
      }
    }
  }

  @Test func `a file split anywhere gives the same table`() throws {
    let utf8 = Array(nastyFile.utf8)
    let whole = try table(utf8)
    #expect(whole.columnNames == ["a \"x\"", "b", "wört,er\r\n"])
    #expect(whole.words == [2: ["\"", "ß", "ä,\"\n"]])
    #expect(
      whole.elements
        == [1.5e-3, -2, 2, -4, 500, 1, 123_456_789_012_345_680, 0.1, 0, 7, 8, 1])
    #expect(whole.firstRowLine == 4)
    for split in 0...utf8.count {
      var reader = CSVReader()
      try utf8[..<split].withUnsafeBytes { try reader.read($0) }
      try utf8[split...].withUnsafeBytes { try reader.read($0) }
      #expect(try reader.finish() == whole, "split at \(split)")
    }
    for chunk in 1...7 { #expect(try table(utf8, chunk: chunk) == whole) }
  }

  @Test func `a number is the one that the library reads, to the last bit`() throws {
    var random = RandomNumbers(seed: 1)
    let texts = (0..<100_000).map { _ in random.decimal() }
    let numbers = try table(texts.joined(separator: "\n").utf8, chunk: 1 << 16).elements
    for (text, number) in zip(texts, numbers) {
      let expected = try #require(Double(text))
      if number.bitPattern != expected.bitPattern {
        Issue.record("\(text) is \(expected) and was read as \(number)")
      }
    }
    #expect(numbers.count == texts.count)
  }

  @Test func `what is no number for the library is none in a file`() {
    for text in [
      "-", "+", ".", "-.", "e5", "1e", "1e+", "1e-", "--1", "+-1", "1.2.3", "1e5.0", "1 2", "1_0",
      "inf", "infinity", "0x1p3", "1e5e5", "½", "１",
    ] {
      #expect(throws: CSVProblem.self, "\(text)") { _ = try table("1\n\(text)".utf8) }
    }
  }
}

/// Everything that may be split: a mark, names, quotes, line ends of three kinds, signs of
/// exponents, letters of several bytes.
private let nastyFile =
  "\u{FEFF} \"a \"\"x\"\"\" ,b,\"wört,er\r\n\"\r\n\r\n1.5e-3,\"-2\", \"ä,\"\"\n\" \r-4 ,5E+2,ß\n"
  + "\n \t\n123456789012345678,0.1,\"\"\"\"\r\n7,8,\"ß\""

extension RandomNumbers {
  /// A finite number, long or short, near the limits of the fast way or far from them.
  fileprivate mutating func decimal() -> String {
    switch below(4) {
    case 0: return "\(Double(bitPattern: next() & 0xBFEF_FFFF_FFFF_FFFF))"
    case 1: return "\(Int64(bitPattern: next() >> UInt64(below(64))))"
    default: break
    }
    var text = ["", "-", "+"][below(3)]
    let whole = below(20)
    let fraction = below(2) * (whole == 0 ? 1 + below(20) : below(20))
    for _ in 0..<max(whole, fraction == 0 ? 1 : 0) { text += "\(below(10))" }
    if fraction > 0 || below(9) == 0 { text += "." }
    for _ in 0..<fraction { text += "\(below(10))" }
    if below(2) == 0 { text += ["e", "E"][below(2)] + ["", "-", "+"][below(3)] + "\(below(45))" }
    return text
  }
}
