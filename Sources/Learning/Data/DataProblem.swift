/// The argument of `data` that names columns.
public enum ColumnArgument: String, Hashable, Sendable {
  case label, columns, without
}

/// The reason why a table gives no data set.
public enum DataProblem: Error, Hashable, Sendable {
  /// No column has the name; these exist.
  case noSuchColumn(String, names: [String], in: ColumnArgument = .label)
  /// A column is asked for by its name, and the file has no line of names.
  case noColumnNames(String, columnCount: Int, in: ColumnArgument = .label)
  /// A column is asked for by a number that no column has.
  case noSuchColumnNumber(Int, columnCount: Int, in: ColumnArgument = .label)
  /// Several columns have the name, these, counted from 0.
  case sharedName(String, columns: [Int], in: ColumnArgument = .label)
  /// A column is named twice, or is the label and a feature.
  case repeatedColumn(CSVCell, isLabel: Bool)
  /// The words of a column are values of another kind, such as dates.
  case noCategory(WordKind, String, at: CSVCell, isLabel: Bool)
  /// The words of a column are so many that they name rows and no categories.
  case tooManyCategories(Int, rowCount: Int, at: CSVCell)
  /// The features of all rows are more numbers than there may be.
  case tooManyFeatures(Int, limit: Int)
  /// Cells without a value, the first of them in these places.
  case missingCells(count: Int, rowCount: Int, first: [CSVCell])
  /// An infinity in a column that is used.
  case infinite(CSVCell)
  /// Labels without a value, which nothing can fill.
  case missingLabels(count: Int, at: CSVCell)
  /// No training row has a value in a column.
  case emptyColumn(CSVCell)
  /// Every row has a cell without a value.
  case noCompleteRows(count: Int)
  /// The arrays of a file make no table: one has no axis or more than two, or other rows.
  case noTable
  /// The label is the only column.
  case noFeatures
  /// All rows are test rows.
  case noTrainingRows(testCount: Int)
  /// The batch size is below 1 or above the number of training rows.
  case batchSize(Int, trainingCount: Int)
}

/// What words can be besides names of categories.
public enum WordKind: Hashable, Sendable, CaseIterable {
  case date, time, percentage, money
  /// A number with brackets or quotes around it, of Fortran, or a complex one.
  case dressed
  /// A number with a unit, or with another one behind it.
  case measured

  /// The kind that most of these words are of, with the first of them.
  static func found(in words: [String]) -> (WordKind, String)? {
    for kind in allCases {
      let fitting = words.filter(kind.fits)
      if let first = fitting.first, fitting.count * 2 > words.count { return (kind, first) }
    }
    return nil
  }

  private func fits(_ word: String) -> Bool {
    switch self {
    case .date: Self.isDate(word)
    case .time: Self.isTime(word)
    case .dressed: Self.isDressed(word)
    case .measured: Self.isMeasured(word)
    case .percentage: word.hasSuffix("%") && Self.isNumber(word.dropLast())
    case .money:
      Self.currencies.contains { sign in
        word.hasPrefix(sign) && Self.isNumber(word.dropFirst(sign.count))
          || word.hasSuffix(sign) && Self.isNumber(word.dropLast(sign.count))
          || word.hasPrefix("-" + sign) && Self.isNumber(word.dropFirst(sign.count + 1))
      }
    }
  }

  private static let currencies = ["$", "€", "£", "¥", "USD", "EUR", "CHF", "GBP"]

  private static func isNumber(_ text: Substring) -> Bool {
    let bytes = Array(text.utf8.filter { $0 != Byte.blank })
    return !bytes.isEmpty
      && bytes.withUnsafeBytes { bytes in
        [DecimalMark.point, .comma].contains { CellNumber(bytes, $0) != nil }
      }
  }

  /// `1.5 cm`, `20.5°C`, `₹150`, `150 kr`, `1.2±0.1`, `0 # first`; `5more` and `2door` are names.
  private static func isMeasured(_ word: String) -> Bool {
    let isDigit = { (one: Character) in one.isASCII && one.isNumber }
    let sign = word.prefix { !isDigit($0) }
    if sign.count == 1, let one = sign.first, one.isSymbol || one.isCurrencySymbol, one != "+",
      isNumber(word.dropFirst())
    {
      return true
    }
    let number = word.prefix { isDigit($0) || "+-\u{2212}.,eE".contains($0) }
    let unit = word[number.endIndex...]
    guard !unit.isEmpty, isNumber(number), unit.count <= 12 else { return false }
    let isSet = unit.first == " " || !(unit.first?.isLetter ?? true)
    return isSet ? unit.first != "-" : number.contains { ".,".contains($0) }
  }

  /// `="1"`, `'1'`, `(1.5)`, `[1.`, `1.5D+03`, `1+2j`.
  private static func isDressed(_ word: String) -> Bool {
    let bare = word.drop { "=\"'([".contains($0) }
    let inner = bare.prefix { !"\"')]".contains($0) }
    let isClosed = bare[inner.endIndex...].allSatisfy { "\"')]".contains($0) }
    if isClosed, inner.count < word.count, isNumber(inner) { return true }
    if isClosed, inner.last == "j", inner.count > 1 {
      return inner.allSatisfy { "0123456789+-.eEj".contains($0) }
    }
    let parts = word.split(separator: "D", omittingEmptySubsequences: false)
    return parts.count == 2 && isNumber(parts[0]) && Int(parts[1]) != nil
  }

  /// `09:30`, `9:30:15.5`, `9:30 AM`.
  private static func isTime(_ text: some StringProtocol) -> Bool {
    // As pandas writes a time that has passed.
    if let days = text.firstRange(of: " days") {
      return Int(text[..<days.lowerBound]) != nil
    }
    let half = text.suffix(2).lowercased()
    let isHalf = half == "am" || half == "pm"
    let parts = text.dropLast(isHalf ? 2 : 0).filter { !isHalf || $0 != " " }.split(
      separator: ":", omittingEmptySubsequences: false)
    return (2...3).contains(parts.count)
      && parts.allSatisfy {
        !$0.isEmpty && $0.allSatisfy { $0.isASCII && $0.isNumber || $0 == "." }
      }
  }

  private static let months: Set<String> = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "mai",
    "okt",
    "dez", "mär",
  ]

  /// `1-Jan`, `Jan-24` and `31.1.`, as spreadsheets shorten dates.
  private static func isShortDate(_ text: String) -> Bool {
    let isDigits = { (text: Substring) in
      (1...2).contains(text.count) && text.allSatisfy { $0.isASCII && $0.isNumber }
    }
    if text.last == "." {
      let parts = text.dropLast().split(separator: ".", omittingEmptySubsequences: false)
      return parts.count == 2 && parts.allSatisfy(isDigits)
    }
    let parts = text.split(omittingEmptySubsequences: false) { "-. ".contains($0) }
    return parts.count == 2 && parts.contains { isDigits($0) }
      && parts.contains { months.contains($0.lowercased()) }
  }

  /// `2024-01`, `01JAN2024`.
  private static func isMonth(_ text: String) -> Bool {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    let rest = text.dropFirst(digits.count)
    if digits.count == 4, rest.first == "-", rest.count == 3 {
      return Int(rest.dropFirst()).map { (1...12).contains($0) } ?? false
    }
    return (1...2).contains(digits.count) && months.contains(rest.prefix(3).lowercased())
      && rest.count == 7 && Int(rest.dropFirst(3)) != nil
  }

  /// `2024-01-31`, `31.1.2024`, `1/31/24`, `31-Jan-2024`, with or without a time behind it.
  private static func isDate(_ text: String) -> Bool {
    if isShortDate(text) || isMonth(text) { return true }
    let day = text.prefix { $0 != " " && $0 != "T" }
    let time = text.dropFirst(day.count + 1).prefix { $0 != "+" && $0 != "Z" && $0 != " " }
    if !time.isEmpty, !isTime(time) { return false }
    return ["-", "/", "."].contains { (mark: Character) in
      let parts = day.split(separator: mark, omittingEmptySubsequences: false)
      guard parts.count == 3 else { return false }
      let digits = parts.count { !$0.isEmpty && $0.allSatisfy { $0.isASCII && $0.isNumber } }
      let isMonth = parts[1].count == 3 && parts[1].allSatisfy { $0.isASCII && $0.isLetter }
      guard digits == 3 || digits == 2 && isMonth else { return false }
      return parts.allSatisfy { $0.count <= 4 } && parts[1].count <= 3
        && (parts[0].count == 4 || parts[2].count == 4 || parts[2].count == 2)
    }
  }
}
