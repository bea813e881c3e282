import Learning
import Testing

/// Which columns become features, and what becomes of words and of cells without a value.
@Suite struct ColumnChoiceTests {
  private static let file =
    "id,color,size,ok,kind\n1,red,1,True,a\n2,blue,2,False,b\n3,red,4,True,a\n4,blue,8,True,b\n"

  private func data(
    _ text: String = file, label: ColumnReference? = .name("kind"),
    columns: [ColumnReference]? = nil, without: [ColumnReference] = [],
    missing: MissingRule = MissingRule(), classes: Bool = false
  ) throws -> DataSet {
    try DataSet.make(
      from: table(text.utf8), label: label,
      features: FeatureChoice(columns: columns, without: without), missing: missing,
      numbersClasses: classes)
  }

  @Test func `words become a feature each, truths one`() throws {
    let data = try self.data(without: [.name("id")])
    #expect(data.featureNames == ["color=blue", "color=red", "size", "ok"])
    #expect(data.features == [0, 1, 1, 1, 1, 0, 2, 0, 0, 1, 4, 1, 1, 0, 8, 1])
    #expect(
      data.notes == [
        .wordFeatures(column: 1, name: "color", words: ["blue", "red"]),
        .truth(column: 3, name: "ok"),
      ])
  }

  @Test func `columns come in the order in which they are asked for`() throws {
    let data = try self.data(columns: [.name("size"), .number(0)])
    #expect(data.featureNames == ["size", "id"])
    #expect(data.features == [1, 1, 2, 2, 4, 3, 8, 4])
    #expect(try self.data(columns: [.number(-3)]).featureNames == ["size"])
  }

  private static let wrong: [([ColumnReference], [ColumnReference], DataProblem)] = [
    (
      [.name("sise")], [],
      .noSuchColumn("sise", names: ["id", "color", "size", "ok", "kind"], in: .columns)
    ),
    (
      [.name("size"), .number(2)], [],
      .repeatedColumn(CSVCell(line: 2, column: 3, name: "size"), isLabel: false)
    ),
    (
      [.name("kind")], [],
      .repeatedColumn(CSVCell(line: 2, column: 5, name: "kind"), isLabel: true)
    ),
    ([.name("size")], [.name("size")], .noFeatures),
    ([.name("size")], [.number(9)], .noSuchColumnNumber(9, columnCount: 5, in: .without)),
  ]

  @Test(arguments: wrong)
  func `a wrong choice is answered`(
    _ columns: [ColumnReference], _ without: [ColumnReference], _ problem: DataProblem
  ) {
    #expect(throws: problem) { _ = try self.data(columns: columns, without: without) }
  }

  @Test func `a name that two columns have asks for a number`() throws {
    let text = "x,y,y\n1,0,1\n2,1,0\n"
    #expect(throws: DataProblem.sharedName("y", columns: [1, 2])) {
      _ = try self.data(text, label: .name("y"))
    }
    let data = try self.data(text, label: .number(2))
    #expect(data.labels == [1, 0])
    #expect(data.notes == [.sharedName("y", columns: [1, 2])])
  }

  @Test func `cells without a value are refused, or their rows left out, or filled`() throws {
    let text = "a,b,k\n1,NA,0\n2,4,\n3,?,1\n6,8,0\n"
    let cells = [
      CSVCell(line: 2, column: 2, name: "b"), CSVCell(line: 3, column: 3, name: "k"),
      CSVCell(line: 4, column: 2, name: "b"),
    ]
    #expect(throws: DataProblem.missingCells(count: 3, rowCount: 3, first: cells)) {
      _ = try self.data(text, label: .name("k"))
    }
    let skipped = try self.data(text, label: .name("k"), missing: MissingRule(skipsRows: true))
    #expect(skipped.features == [6, 8])
    #expect(skipped.notes == [.skippedRows(3, of: 4)])
    #expect(throws: DataProblem.missingLabels(count: 1, at: cells[1])) {
      _ = try self.data(text, label: .name("k"), missing: MissingRule(fillsMeans: true))
    }
    let both = try self.data(
      text, label: .name("k"), missing: MissingRule(skipsRows: true, fillsMeans: true))
    #expect(both.features == [1, 8, 3, 8, 6, 8])
    #expect(both.labels == [0, 1, 0])
    #expect(both.notes == [.skippedRows(1, of: 4), .filledCells(2, columns: ["b"])])
    // Columns that are left out may be empty.
    #expect(try self.data(text, label: nil, columns: [.name("a")]).features == [1, 2, 3, 6])
  }

  @Test func `test rows play no part in what is filled in`() throws {
    let text = (0..<40).map { $0 == 7 ? "NA\n" : "\($0)\n" }.joined()
    let table = try table(text.utf8)
    let data = try DataSet.make(
      from: table, label: nil, missing: MissingRule(fillsMeans: true),
      test: #require(TestShare(0.5)), seed: 3)
    let present = data.trainingRows.filter { $0 != 7 }
    let mean = Double(present.reduce(0, +)) / Double(present.count)
    #expect(abs(data.features[7] - mean) < 1e-12)
  }

  @Test func `row numbers in another order are told, and proposed for no feature`() throws {
    let order = [7, 3, 0, 9, 1, 8, 2, 6, 4, 5]
    let mixed = "x,n,y\n" + order.map { "\($0 % 3),\($0),\($0 % 2)\n" }.joined()
    let note = DataNote.numbersRows(column: 1, name: "n")
    #expect(try self.data(mixed, label: .name("y")).notes == [note])
    #expect(try DataProposal(for: table(mixed.utf8), label: nil).without == [1])
    // Rows that were chosen have some of the numbers, which their name tells.
    for (name, isTold) in [("id", true), ("Index", true), ("mass", false)] {
      let chosen = "x,\(name),y\n" + order.map { "1.5,\($0 * 3),\($0 % 2)\n" }.joined()
      let notes = try self.data(chosen, label: .name("y")).notes
      #expect(notes == (isTold ? [.numbersRows(column: 1, name: name)] : []))
    }
    // A name that says so needs few rows to be believed.
    let few = try self.data("id,x,y\n1,0.5,0\n2,0.1,1\n3,7,0\n", label: .name("y")).notes
    #expect(few == [.countsRows(column: 0, name: "id", first: 1)])
    #expect(try self.data("n,x,y\n1,0.5,0\n2,0.1,1\n3,7,0\n", label: .name("y")).notes.isEmpty)
    let twice = "x,id,y\n" + order.map { "1.5,\($0 / 2),\($0 % 2)\n" }.joined()
    #expect(try self.data(twice, label: .name("y")).notes.isEmpty)
  }

  @Test func `a column that counts the rows is proposed if there is no other`() throws {
    let line = try table(("x,y\n" + (1...12).map { "\($0),\($0).5\n" }.joined()).utf8)
    #expect(try DataProposal(for: line, label: nil).without.isEmpty)
  }

  @Test func `labels are numbered from 0 where that is asked for`() throws {
    let text = "1,10\n2,30\n3,20\n4,10\n"
    #expect(try self.data(text, label: .number(-1)).labels == [10, 30, 20, 10])
    let data = try self.data(text, label: .number(-1), classes: true)
    #expect(data.labels == [0, 2, 1, 0])
    #expect(data.classNames == ["10", "20", "30"])
  }

  @Test func `what counts the rows, names them or is a date is no feature in silence`() throws {
    let counted = (1...12).map { "\($0),\($0 * $0)\n" }.joined()
    #expect(
      try self.data("id,y\n" + counted, label: .name("y")).notes
        == [.countsRows(column: 0, name: "id", first: 1)])
    let named = try self.data(",x,y\n7,1,2\n3,4,5\n", label: .name("y"))
    #expect(named.featureNames == ["x"])
    #expect(named.notes == [.file(.rowNames(name: nil))])
    #expect(
      try self.data(",x,y\n7,1,2\n3,4,5\n", label: .name("y"), columns: [.number(0)]).features == [
        7, 3,
      ])
    let words = "name,y\n" + (0..<30).map { "n\($0),1\n" }.joined()
    #expect(
      throws: DataProblem.tooManyCategories(
        30, rowCount: 30, at: CSVCell(line: 2, column: 1, name: "name"))
    ) { _ = try self.data(words, label: .name("y")) }
    for (word, kind) in [
      ("2024-01-31", WordKind.date), ("31.1.2024", .date), ("1/31/24", .date),
      ("31-Jan-2024", .date), ("2024-01-31T10:20:30Z", .date), ("10:20", .time),
      ("9:30 AM", .time), ("1-Jan", .date), ("Jan-24", .date), ("31.1.", .date),
      ("12 %", .percentage), ("$5", .money), ("1.234,50 €", .money), ("(1.5)", .dressed),
      ("=1", .dressed), ("'1'", .dressed), ("[1.", .dressed), ("1.5D+03", .dressed),
      ("(1+2j)", .dressed), ("1.5 cm", .measured), ("20.5°C", .measured), ("₹150", .measured),
      ("150 kr", .measured), ("1.2±0.1", .measured), ("0 # first", .measured), ("15‰", .measured),
      ("2024-01", .date), ("01JAN2024", .date), ("0 days 00:01:00", .time),
    ] {
      let problem = DataProblem.noCategory(
        kind, word, at: CSVCell(line: 2, column: 1, name: "when"), isLabel: false)
      #expect(throws: problem) {
        _ = try self.data("when,y\n\"\(word)\",1\n\"\(word)\",2\n", label: .name("y"))
      }
    }
    #expect(
      throws: DataProblem.noCategory(
        .percentage, "1%", at: CSVCell(line: 2, column: 1, name: "p"), isLabel: false)
    ) {
      _ = try self.data("p,y\n1%,1\n2%,2\n5%,2\n2.5,1\nnone,2\n", label: .name("y"))
    }
    for word in ["5more", "2door", "10-19", "<=50K", "a-1", "4WD", "7 - 9"] {
      let data = try self.data("k,y\n\(word),1\nother\(word),2\n", label: .name("y"))
      #expect(data.featureNames.count == 2, "\(word)")
    }
    #expect(try self.data("age,y\n10-19,1\n20-29,2\n", label: .name("y")).featureNames.count == 2)
  }
  @Test func `an infinity of an array is no feature and no label, unless its column is not used`()
    throws
  {
    let table = CSVTable(
      columnNames: ["a", "b", "y"], columnCount: 3, elements: [1, 2, 0, 3, .infinity, 1],
      missing: [:],
      arrays: [NumericArray(name: nil, extents: [2, 3], elements: [1, 2, 0, 3, .infinity, 1])])
    #expect(
      throws: DataProblem.infinite(CSVCell(line: 2, column: 2, name: "b"))
    ) { _ = try DataSet.make(from: table, label: .name("y")) }
    let used = FeatureChoice(without: [.name("b")])
    #expect(try DataSet.make(from: table, label: .name("y"), features: used).features == [1, 3])
  }

  @Test func `only what helps against a missing label is offered`() throws {
    #expect(
      throws: DataProblem.missingLabels(
        count: 1, at: CSVCell(line: 3, column: 2, name: "y"))
    ) { _ = try self.data("x,y\n1,0\n2,\n", label: .name("y")) }
  }
}
