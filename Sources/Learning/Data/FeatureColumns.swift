import Limits

/// The features that columns become.
struct FeatureColumns {
  /// What a feature is made of.
  private enum Source {
    case number(Int)
    /// 1 where a column has a word, and 0 where it has another one.
    case word(Int, code: Double)
    /// 1 and 0 for the two codes of a column of truths.
    case truth(Int, trueCode: Double)

    var column: Int {
      switch self {
      case .number(let column), .word(let column, _), .truth(let column, _): column
      }
    }
  }

  /// A column that has cells without a value.
  struct Gap {
    let name: String
    let cell: CSVCell
    /// Whether this is the first of the features that the column becomes.
    let isFirst: Bool
  }

  private let table: CSVTable
  private var sources: [Source] = []
  /// The name of each feature.
  private(set) var names: [String] = []
  private(set) var notes: [DataNote] = []

  /// The features of some columns of a table, in their order.
  init(of table: CSVTable, _ columns: [Int]) throws(DataProblem) {
    self.table = table
    for column in columns {
      let name = CSVTable.name(of: column, in: table.columnNames)
      guard let words = table.words[column] else {
        sources.append(.number(column))
        names.append(name ?? String(column))
        continue
      }
      try table.expectCategories(words, column, isLabel: false)
      if let trueCode = words.truth {
        sources.append(.truth(column, trueCode: trueCode))
        names.append(name ?? String(column))
        notes.append(.truth(column: column, name: name))
        continue
      }
      for (code, word) in words.enumerated() {
        sources.append(.word(column, code: Double(code)))
        names.append("\(name ?? String(column))=\(word)")
      }
      notes.append(.wordFeatures(column: column, name: name, words: words))
    }
    let limit = CSVReader.numberLimit
    if sources.count > limit / max(1, table.rowCount) {
      throw .tooManyFeatures(sources.count, limit: limit)
    }
  }

  /// The features of some rows, row by row.
  func elements(ofRows rows: [Int]) -> [Double] {
    let width = table.columnCount
    if rows.count == table.rowCount,
      sources.allSatisfy({ if case .number = $0 { true } else { false } })
    {
      let columns = sources.map(\.column)
      if columns == Array(0..<width) { return table.elements }
      if let first = columns.first, columns == Array(first..<first + columns.count) {
        var elements: [Double] = []
        elements.reserveCapacity(rows.count * columns.count)
        for row in rows {
          elements += table.elements[row * width + first..<row * width + first + columns.count]
        }
        return elements
      }
    }
    var elements: [Double] = []
    elements.reserveCapacity(rows.count * sources.count)
    for row in rows {
      let start = row * width
      for source in sources {
        let element = table.elements[start + source.column]
        switch source {
        case .number: elements.append(element)
        case .word(_, let code), .truth(_, let code):
          elements.append(element.isNaN ? .nan : element == code ? 1 : 0)
        }
      }
    }
    return elements
  }

  /// The features whose columns have cells without a value.
  var withMissing: [(feature: Int, column: Gap)] {
    sources.indices.compactMap { feature in
      let column = sources[feature].column
      guard let missing = table.missing[column] else { return nil }
      let gap = Gap(
        name: CSVTable.name(of: column, in: table.columnNames) ?? String(column),
        cell: table.cell(column, line: missing.lines[0]),
        isFirst: feature == 0 || sources[feature - 1].column != column)
      return (feature, gap)
    }
  }
}

/// The labels of all rows.
struct Labels {
  private(set) var numbers: [Double]
  private(set) var names: [String]?

  /// The numbers of a column, or the codes of its words.
  init(of table: CSVTable, _ column: Int) throws(DataProblem) {
    numbers = table.elements(inColumn: column)
    names = table.words[column]
    if let names { try table.expectCategories(names, column, isLabel: true) }
    if let classes = table.form.classNames, column == table.columnCount - 1, names == nil,
      numbers.allSatisfy({ $0 >= 0 && $0 < Double(classes.count) && $0 == $0.rounded() })
    {
      names = classes
    }
  }

  /// Numbers the different labels of some rows from 0, ascending.
  mutating func numberFromZero(_ rows: [Int]) {
    guard names == nil else { return }
    let sorted = Set(rows.map { numbers[$0] }).sorted()
    let codes = Dictionary(
      uniqueKeysWithValues: sorted.enumerated().map { ($1, Double($0)) })
    numbers = numbers.map { codes[$0] ?? .nan }
    names = sorted.map { $0 == $0.rounded() && abs($0) < 1e15 ? String(Int($0)) : "\($0)" }
  }
}

extension CSVTable {
  /// Throws where words are of a kind that is no category, or are too many for features.
  fileprivate func expectCategories(
    _ words: [String], _ column: Int, isLabel: Bool
  ) throws(DataProblem) {
    let place = cell(column, line: firstRowLine)
    if let (kind, word) = WordKind.found(in: words) {
      throw .noCategory(kind, word, at: place, isLabel: isLabel)
    }
    if !isLabel, words.count > 20, words.count * 2 > rowCount {
      throw .tooManyCategories(words.count, rowCount: rowCount, at: place)
    }
  }
}

extension [String] {
  /// The index of the word for true, if all of them are `true` or `false`, whatever their case.
  fileprivate var truth: Double? {
    let lower = map { $0.lowercased() }
    guard count <= 2, lower.allSatisfy({ ["true", "false"].contains($0) }),
      Set(lower).count == count
    else { return nil }
    return Double(lower.firstIndex(of: "true") ?? 1)
  }
}
