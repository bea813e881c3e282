/// What the first rows of a file say about all of them: how cells are separated and numbers
/// written, what the columns are called and which of them hold numbers.
struct CSVBeginning {
  /// What a column holds; `nil` as long as none of its cells has a value.
  enum Kind { case numbers, words }

  private(set) var form = CSVForm()
  private(set) var names: [String]?
  /// The number of lines with cells before the first row.
  private(set) var linesBefore = 0
  private(set) var columnCount = 0
  private(set) var kinds: [Kind?] = []
  /// Whether a line may end in a separator.
  private(set) var endsInSeparator = false
  /// The number of rows that the first line says, and the line.
  private(set) var saidRows: (count: Int, line: Int)?
  var notes: [CSVNote] = []

  /// Looks at the first bytes of a file, which begin on `line`. `labelName` is the column that is
  /// asked for as the label: a first line that contains it is taken as a line of names, whatever
  /// else it holds. `separator` is given where the file itself says it, and `header` where a person
  /// says whether the first line holds names.
  init(
    _ head: ArraySlice<UInt8>, line: Int, isWhole: Bool, separator: CSVSeparator?,
    labelName: String?, header: Bool?
  ) throws(CSVProblem) {
    var sample: CSVSample
    if let separator {
      form.separator = separator
      sample = CSVSample(head, separator, line: line, isWhole: isWhole)
    } else {
      (form.separator, sample) = CSVSeparator.found(in: head, line: line, isWhole: isWhole)
    }
    var rows = sample.rows[...]
    guard !rows.isEmpty else { return }
    findMark(rows)
    if let said = countsLine(rows) {
      saidRows = (said.rows, said.line)
      form.classNames = said.classNames
      notes.append(.countsLine(line: said.line))
      linesBefore += 1
      rows = rows.dropFirst()
    }
    try findNames(&rows, labelName, header, head, line: line)
    try findColumns(rows, width: sample.width)
    findKinds(rows)
    if header == nil, labelName == nil, columnCount > 1, let line = form.namesLine,
      kinds.allSatisfy({ $0 == .words }),
      !notes.contains(.namesInComment(line: line))
    {
      notes.append(.firstLineIsNames(line: line))
    }
    if let stray = strayLine(rows) { throw stray }
    let hasQuotedNumbers = names == nil && columnCount > 1 && numbersRowsInQuotes(rows)
    if hasQuotedNumbers { form.hasRowNames = true }
    if form.hasRowNames {
      notes.append(.rowNames(name: CSVTable.name(of: 0, in: names)))
    }
  }

  // MARK: Numbers

  /// Finds the decimal mark from the numbers that have only one reading, and else guesses it.
  private mutating func findMark(_ rows: ArraySlice<[CSVSample.Cell]>) {
    var points = 0
    var firstComma: String?
    var commas = 0
    var firstDoubtful: String?
    var firstDoubtfulPoint: String?
    for row in rows {
      for cell in row
      where cell.bytes.contains(Byte.comma) || cell.bytes.contains(UInt8(ascii: ".")) {
        let asPoint = cell.number(.point)
        let asComma = cell.number(.comma)
        switch (asPoint, asComma) {
        case (_?, nil): points += 1
        case (nil, _?):
          commas += 1
          firstComma = firstComma ?? cell.text
        // `1,234`, which may be a thousand or one; `1.234` is one unless others have commas.
        case (_?, _?) where cell.bytes.contains(Byte.comma):
          firstDoubtful = firstDoubtful ?? cell.text
        case (_?, let grouped?) where grouped.form == .grouped("."):
          firstDoubtfulPoint = firstDoubtfulPoint ?? cell.text
        case (_?, _?): points += 1
        case (nil, nil): break
        }
      }
    }
    if let firstComma, commas > points {
      form.mark = .comma
      notes.append(.decimalCommas(firstComma, isSure: true))
    } else if let firstDoubtful, points == 0, form.separator != .comma {
      form.mark = .comma
      notes.append(.decimalCommas(firstDoubtful, isSure: false))
    } else if let firstDoubtfulPoint, points == 0, form.separator == .semicolon {
      // Where numbers have decimal commas, semicolons separate, and points stand in thousands.
      notes.append(.doubtfulPoints(firstDoubtfulPoint))
    }
  }

  func isNumber(_ cell: CSVSample.Cell) -> Bool { cell.isNumber(form.mark) }

  /// What a column of the rows holds; `nil` if it holds nothing.
  ///
  /// Where there are both numbers and words, it is what most are, so that the others are mistakes,
  /// or words that are told. Some words that all occur again, as `5more` beside 2, 3 and 4, are
  /// none by mistake.
  func kind(ofColumn column: Int, in rows: ArraySlice<[CSVSample.Cell]>) -> Kind? {
    let other: DecimalMark = form.mark == .point ? .comma : .point
    var numbers = 0
    var words: [[UInt8]: Int] = [:]
    for row in rows where column < row.count {
      switch row[column].meaning(form.mark) {
      case .number, .infinite: numbers += 1
      // A number with the other decimal mark is a mistake, and no word.
      case .word where row[column].isNumber(other): numbers += 1
      case .word: words[row[column].bytes, default: 0] += 1
      case .missing: break
      }
    }
    let wordCount = words.values.reduce(0, +)
    if numbers + wordCount == 0 { return nil }
    let recur = wordCount >= 4 && wordCount * 10 >= numbers && words.values.allSatisfy { $0 > 1 }
    return numbers >= wordCount && !recur ? .numbers : .words
  }

  // MARK: Lines before the rows

  /// The first line that scikit-learn writes: the number of rows, that of features, and the names
  /// of the classes.
  private func countsLine(
    _ rows: ArraySlice<[CSVSample.Cell]>
  ) -> (rows: Int, classNames: [String]?, line: Int)? {
    guard rows.count > 1, let first = rows.first, first.count > 1,
      let count = first[0].text.flatMap({ Int($0) }),
      let features = first[1].text.flatMap({ Int($0) }),
      count > 1, features == rows[rows.startIndex + 1].count - 1
    else { return nil }
    let names = first.dropFirst(2).filter { !$0.bytes.isEmpty }
    guard !names.contains(where: isNumber), names.count > 1 || first.count != features + 1 else {
      return nil
    }
    let texts = names.compactMap(\.text)
    return (count, texts.count == names.count && texts.count > 1 ? texts : nil, first[0].line)
  }

  /// Finds the names of the columns in the first of the rows, which is then none of them, or in
  /// the comment before it.
  private mutating func findNames(
    _ rows: inout ArraySlice<[CSVSample.Cell]>, _ labelName: String?, _ header: Bool?,
    _ head: ArraySlice<UInt8>, line: Int
  ) throws(CSVProblem) {
    guard let first = rows.first else { return }
    let body = rows.dropFirst()
    let comment = lastComment(before: first[0].line, head, line: line)
    let named = comment.flatMap { comment in
      names(inComment: comment.text, width: first.count).map { (names: $0, line: comment.line) }
    }
    // A line of names that is a comment is one all the same.
    let isNamedAbove = header == true && named != nil && first.allSatisfy(isNumber)
    if !isNamedAbove, header ?? holdsNames(first, body, labelName) {
      var names: [String] = []
      for (column, cell) in first.enumerated() {
        let place = CSVCell(line: cell.line, column: column + 1)
        if cell.bytes.contains(0) { throw .zeroByte(at: place) }
        guard let name = cell.text else { throw .notUTF8(at: place) }
        names.append(name)
      }
      self.names = names
      form.namesLine = first[0].line
      linesBefore += 1
      rows = body
    } else if let named {
      names = named.names
      form.namesLine = named.line
      notes.append(.namesInComment(line: named.line))
    }
  }

  /// What is wrong with a line of names, or with the one behind it.
  private func strayLine(_ rows: ArraySlice<[CSVSample.Cell]>) -> CSVProblem? {
    guard let names, let line = form.namesLine else { return nil }
    let unread =
      names.count == 1 ? CSVProblem.unreadSeparator(names[0], line: line, rows: rows) : nil
    return unread ?? .title(names, line: line, rows: rows)
      ?? .secondNames(rows, kinds, form.mark)
  }

  // MARK: Columns

  /// Finds the number of columns: as many as there are names, or cells in the first row, without
  /// an empty one at the end, and one more where the rows have names and their column has none.
  private mutating func findColumns(
    _ rows: ArraySlice<[CSVSample.Cell]>, width: Int
  ) throws(CSVProblem) {
    let first = names?.count ?? rows.first?.count ?? 0
    columnCount = first
    let isUnquoted = rows.allSatisfy { $0.first?.isQuoted == false }
    if first == 1, names?.count == 1 || rows.count > 1,
      width > 2 || width == 2 && isUnquoted && form.separator != .blanks
    {
      throw .titleLine(line: form.namesLine ?? rows.first?[0].line ?? 1)
    }
    let ends = { (count: Int) in
      rows.allSatisfy { $0.count < count || $0.last?.bytes.isEmpty == true }
    }
    let hasWideRows = rows.contains { $0.count > first }
    if first > 1, names.map({ $0[first - 1].isEmpty }) ?? true, !hasWideRows, ends(first),
      !rows.isEmpty
    {
      endsInSeparator = true
      columnCount = first - 1
      names?.removeLast()
    } else if width == first + 1, names != nil, form.namesLine != nil {
      if ends(first + 1) {
        endsInSeparator = true
      } else if rows.allSatisfy({ $0.count == width }) {
        columnCount = width
        names?.insert("", at: 0)
      }
    } else if let line = rows.first?[0].line, width == 2 * first, names != nil, first > 0,
      form.separator == .comma, rows.allSatisfy({ $0.count == width })
    {
      throw .decimalCommasSeparate(line: line, expected: first)
    }
    if endsInSeparator { notes.append(.emptyLastColumn(column: columnCount)) }
    form.hasRowNames =
      columnCount > 1 && names.map { Self.isNameOfRowNames($0[0]) } ?? false
  }

  /// Whether a column of this name holds what R, pandas or readr call the rows: they give it none,
  /// or one when they read and write it again.
  private static func isNameOfRowNames(_ name: String) -> Bool {
    name.isEmpty || name == "...1" || name.hasPrefix("Unnamed: 0")
  }

  private mutating func findKinds(_ rows: ArraySlice<[CSVSample.Cell]>) {
    kinds = (0..<columnCount).map { kind(ofColumn: $0, in: rows) }
  }

  /// Whether the first cells are different whole numbers in quotes, which no other number has, as R
  /// writes the names of rows.
  private func numbersRowsInQuotes(_ rows: ArraySlice<[CSVSample.Cell]>) -> Bool {
    let names = rows.compactMap { row in
      row[0].isQuoted ? row[0].text.flatMap { Int($0) } : nil
    }
    return rows.count > 1 && names.count == rows.count && Set(names).count == names.count
      && rows.allSatisfy { row in row.dropFirst().allSatisfy { !$0.isQuoted || !isNumber($0) } }
      && rows.contains { row in row.dropFirst().contains { isNumber($0) } }
  }
}

extension CSVSample.Cell {
  fileprivate func number(_ mark: DecimalMark) -> CellNumber? {
    if case .number(let number) = meaning(mark) { number } else { nil }
  }
}
