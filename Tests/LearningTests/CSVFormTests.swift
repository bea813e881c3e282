import Learning
import Testing

/// What the first rows say about a file, and what is told of it.
@Suite struct CSVFormTests {
  @Test(arguments: [
    ("x;y\n1,5;2\n3;4\n", CSVSeparator.semicolon, DecimalMark.comma, [1.5, 2, 3, 4]),
    ("x\ty\n1.5\t2\n", .tab, .point, [1.5, 2]), ("1|2\n3|4\n", .bar, .point, [1, 2, 3, 4]),
    (" 1.0   2e1\n-3\t4 \n", .blanks, .point, [1, 20, -3, 4]),
    ("sep=;\r\n1;2\r\n", .semicolon, .point, [1, 2]),
    // Points and commas of thousands, by what the other numbers have.
    ("1.234;5,5\n2;3\n", .semicolon, .comma, [1234, 5.5, 2, 3]),
    ("1.234;5\n2;3\n", .semicolon, .point, [1.234, 5, 2, 3]),
    ("\"1,234\",5.5\n2,3\n", .comma, .point, [1234, 5.5, 2, 3]),
    ("\"1,5\",\"-0,123\"\n", .comma, .comma, [1.5, -0.123]),
    ("\u{2212}1.5,1e\u{2212}2\n", .comma, .point, [-1.5, 0.01]),
    ("1'234;2\u{A0}345\n", .semicolon, .point, [1234, 2345]),
  ])
  func `the separator and the decimal mark are found`(
    _ text: String, _ separator: CSVSeparator, _ mark: DecimalMark, _ elements: [Double]
  ) throws {
    let table = try table(text.utf8)
    #expect(table.form.separator == separator)
    #expect(table.form.mark == mark)
    #expect(table.elements == elements)
  }

  @Test(arguments: [
    (
      "1.234;5,5\n2;3\n",
      [
        CSVNote.decimalCommas("5,5", isSure: true),
        .groupedDigits("1.234", value: 1234, at: CSVCell(line: 1, column: 1)),
      ]
    ),
    ("1,234;5\n2;3\n", [.decimalCommas("1,234", isSure: false)]),
    (",x\n1,2\n", [.rowNames(name: nil)]), ("Unnamed: 0,x\n0,2\n", [.rowNames(name: "Unnamed: 0")]),
    ("x,y,\n1,2,\n3,4,\n", [.emptyLastColumn(column: 2)]),
    ("# a b\n1 2\n# c\n3 4\n", [.namesInComment(line: 1), .comments(1)]),
    ("red,s\nblue,m\ngreen,l\n", [.firstLineIsNames(line: 1)]),
    ("a,b\nb,a\na,b\nb,b\n", [.firstLineIsARow(line: 1)]),
    ("2019,2020,2021\n1.5,2,0\n3.5,4,1\n", [.firstLineIsARow(line: 1)]),
    ("1,2,3\n4,5,6\n7,8,9\n", []), ("3,1,2\n1.5,2,0\n3.5,4,1\n", []),
    ("a;b\n1.234;2\n22.345;3\n", [.doubtfulPoints("1.234")]),
    ("a;b\n1.234;2\n22.34;3\n", []), ("a,b\n1.234,2\n22.345,3\n", []),
    (
      "id,x\n12345678901234567891,1\n9007199254740992,2\n",
      [
        .rounded(
          "12345678901234567891", value: 12_345_678_901_234_567_168,
          at: CSVCell(line: 2, column: 1, name: "id"))
      ]
    ),
    ("x\n9007199254740992\n1e300\n-100000000000000000000\n", []),
    (
      "x\n9007199254740993\n",
      [.rounded("9007199254740993", value: 0x1p53, at: CSVCell(line: 2, column: 1, name: "x"))]
    ),
    ("0,1,kind\n5,6,a\n", [.namesAreCounted(line: 1)]),
    ("2,1,a,b\n1.5,0\n2.5,1\n", [.countsLine(line: 1)]),
    (
      "k\na\nb\n7\n",
      [.numbersAmongWords("7", count: 1, at: CSVCell(line: 4, column: 1, name: "k"))]
    ),
    ("x,y\n1,2\n", []),
  ])
  func `what is guessed is told`(_ text: String, _ notes: [CSVNote]) throws {
    #expect(try table(text.utf8).notes == notes)
  }

  @Test func `whether the first line holds names can be said`() throws {
    let years = "2019,2020,2021\n1.5,2,0\n3.5,4,1\n"
    let named = try table(years.utf8, header: true)
    #expect(named.columnNames == ["2019", "2020", "2021"])
    #expect(named.elements == [1.5, 2, 0, 3.5, 4, 1])
    #expect(named.notes.isEmpty)
    let words = "a,b\nc,d\n"
    #expect(try table(words.utf8).rowCount == 1)
    let unnamed = try table(words.utf8, header: false)
    #expect(unnamed.columnNames == nil)
    #expect(unnamed.rowCount == 2)
  }

  @Test func `a second byte order mark is no part of a name`() throws {
    #expect(try table("\u{FEFF}\u{FEFF}a,b\n1,2\n".utf8).columnNames == ["a", "b"])
  }

  @Test func `a cell that is no UTF-8 is told as such`() {
    #expect(throws: CSVProblem.notUTF8(at: CSVCell(line: 2, column: 1, name: "a"))) {
      try table(Array("a;b\n".utf8) + [0x96] + Array("2;0\n1;1\n3;1\n".utf8))
    }
  }

  @Test func `all mistakes are counted, and the first five kept`() throws {
    let text = "x,y\n" + (0..<20).map { "\($0),\($0 % 3 == 0 ? "a\($0)" : "1")\n" }.joined()
    do {
      _ = try table(text.utf8)
      Issue.record("it is read")
    } catch CSVProblem.several(let count, let first) {
      #expect(count == 7)
      #expect(first.count == 5)
      #expect(
        first[4] == .notANumber("a12", at: CSVCell(line: 14, column: 2, name: "y")))
    }
  }

  @Test(arguments: [
    ("2,1,a,b\n1.5,0\n2.5,1\n3.5,1\n", CSVProblem.otherRowCount(said: 2, found: 3, line: 1)),
    ("x,y\n1,5,2,5\n3,5,4,5\n", .decimalCommasSeparate(line: 2, expected: 2)),
    ("A title\nx,y\n1,2\n", .titleLine(line: 1)),
    ("A title,,\nx,y,z\n1,2,3\n", .titleLine(line: 1)),
    ("x,y\nm,s\n1,2\n3,4\n", .secondNames(line: 2)),
    ("x\nm\n1\n2\n", .secondNames(line: 2)),
    ("a:b:c\n1:2:3\n4:5:6\n", .otherSeparator(":", line: 2)),
    ("sep=:\n1:2\n", .otherSeparator(":", line: 1)),
    (
      "country,2019,2020,y\nA,1,2,0\nB,3,4,1\n",
      .wordInFirstLine("y", at: CSVCell(line: 1, column: 4))
    ),
    ("| x | y |\n|---|---|\n| 1 | 2 |\n", .foreign(.markdown)),
    ("[[1. 2.]\n [3. 4.]]\n", .foreign(.printedArray)),
    ("{1, 2},\n{3, 4}\n", .foreign(.printedArray)),
    ("array([[1, 2],\n", .foreign(.printedArray)),
    ("[[1, 2], [3, 4]]\n", .foreign(.json)),
    ("% Octave\n1 2\n", .foreign(.percentComments)),
    ("{\"a\":1}\n{\"a\":2}\n", .foreign(.jsonLines)),
    ("%PDF-1.7\n", .foreign(.pdf)),
    ("version https://git-lfs.github.com/spec/v1\n", .foreign(.gitPointer)),
    ("<pre>\nx,y\n1,2\n", .foreign(.html)),
    ("x\n1\ninf\n", .infinite("inf", at: CSVCell(line: 3, column: 1, name: "x"))),
    (
      "1.5;2\n3,5;2\n4.5;6\n",
      .otherDecimalMark(
        "3,5", expected: .point, at: CSVCell(line: 2, column: 1))
    ),
    ("{\"a\": 1}\n", .foreign(.json)),
  ])
  func `a form that cannot be read is named`(_ text: String, _ problem: CSVProblem) {
    for chunk in [1, 3, 1000] {
      #expect(throws: problem, "\(text)") { _ = try table(text.utf8, chunk: chunk) }
    }
  }

  @Test func `names once more among words are no row`() {
    for label in [nil, "y"] {
      #expect(throws: CSVProblem.secondNames(line: 3)) {
        _ = try table(
          "k,w,y\nred,s,u\nk,w,y\nblue,m,v\n".utf8, label: label,
          header: label == nil ? true : nil)
      }
    }
  }

  @Test func `names in a comment are names where the first line is said to hold them`() throws {
    let table = try table("# a b y\n1 2 0\n3 4 1\n".utf8, header: true)
    #expect(table.columnNames == ["a", "b", "y"])
    #expect(table.rowCount == 2)
  }

  @Test(arguments: [
    "0,Alice,f\n1,Bob,m\n2,Cid,f\n", "Austria,1,2\nBelgium,5,3\nChile,6,4\n",
    "red,sun,2\ngreen,rain,5\nblue,snow,6\n",
  ])
  func `a first row that has one number in its place counts no columns`(_ text: String) throws {
    #expect(try table(text.utf8).rowCount == 3)
  }

  @Test(arguments: [
    "name,0,1\nA,1,2\nB,3,4\n", ",0,1\n0,1,2\n1,3,4\n", "0,1,y\n1.5,2,0\n2.5,4,1\n",
  ])
  func `names that count the columns are names`(_ text: String) throws {
    let table = try table(text.utf8)
    #expect(table.rowCount == 2)
    #expect(table.notes.contains(.namesAreCounted(line: 1)))
  }

  @Test func `a column of numbers with the other decimal mark holds no words`() {
    let text = "b;a;y\n0.125;1.25;0,5\n0.5;2.25;1,5\n1.5;3.25;10,5\n"
    #expect(throws: CSVProblem.self) { _ = try table(text.utf8) }
  }

  @Test(arguments: ["1,5 2,5 0\n3,5 4,5 1\n", "x z y\n1,5 2,5 0\n3,5 4,5 1\n"])
  func `decimal commas between blanks separate nothing`(_ text: String) throws {
    #expect(try table(text.utf8).elements == [1.5, 2.5, 0, 3.5, 4.5, 1])
  }

  @Test func `a cell behind the last column is found far behind the beginning`() {
    let rows = String(repeating: "1,2,\n", count: 5000)
    #expect(throws: CSVProblem.cellBehindLastColumn("7", line: 5002, expected: 2)) {
      _ = try table(("x,y,\n" + rows + "1,2,7\n").utf8)
    }
  }

  @Test func `a line of a counts line and its classes name the labels`() throws {
    let data = try DataSet.make(
      from: table("3,1,malignant,benign\n1.5,0\n2.5,1\n3,0\n".utf8), label: .number(-1))
    #expect(data.classNames == ["malignant", "benign"])
    #expect(data.labels == [0, 1, 0])
  }

  @Test func `a long file is read like its beginning`() throws {
    let rows = (0..<20_000).map { "\($0);\($0),5;w\($0 % 3)\n" }.joined()
    let table = try table(("a;b;c\n" + rows).utf8, chunk: 1000)
    #expect(table.rowCount == 20_000)
    #expect(table.elements[3 * 19_999 + 1] == 19_999.5)
    #expect(table.words[2] == ["w0", "w1", "w2"])
  }
}
