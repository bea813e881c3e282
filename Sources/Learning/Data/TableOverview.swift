/// What a table holds, column by column, and what becomes of it.
public struct TableOverview: Sendable {
  /// A column of the file.
  public struct Column: Hashable, Sendable {
    /// Its number, counted from 0.
    public let number: Int
    /// Its name, if it has one.
    public let name: String?
    /// What it holds.
    public let contents: Contents
    /// The number of cells without a value.
    public let missingCount: Int
    /// What becomes of it.
    public let use: Use
  }

  /// What a column holds.
  public enum Contents: Hashable, Sendable {
    /// Numbers in a range; `isWhole`: none has a fraction.
    case numbers(lowest: Double, highest: Double, isWhole: Bool)
    /// Different words with the number of their rows, most frequent first.
    case words([Count])
    /// No value at all.
    case nothing
  }

  /// How often a word or a class occurs.
  public struct Count: Hashable, Sendable {
    /// The word, or the class by its number.
    public let name: String
    /// The number of rows.
    public let count: Int
  }

  /// What becomes of a column.
  public enum Use: Hashable, Sendable {
    case label, feature, rowNames, leftOut
  }

  /// The columns, in the order of the file.
  public let columns: [Column]
  /// The number of rows.
  public let rowCount: Int
  /// How the file is written.
  public let form: CSVForm
  /// Whether it is a file of NumPy, which is written in no such way.
  public let isOfArrays: Bool

  /// The overview of a table with the label and the features that are chosen of it.
  public init(of table: CSVTable, label: Int?, features: [Int]) {
    rowCount = table.rowCount
    form = table.form
    isOfArrays = !table.arrays.isEmpty
    columns = (0..<table.columnCount).map { column in
      Column(
        number: column, name: CSVTable.name(of: column, in: table.columnNames),
        contents: table.contents(ofColumn: column),
        missingCount: table.missing[column]?.count ?? 0,
        use: column == label
          ? .label
          : features.contains(column)
            ? .feature : column == 0 && table.form.hasRowNames ? .rowNames : .leftOut)
    }
  }

  /// The overview of a table with the label and the features that are asked for; `nil` if there are
  /// no such columns.
  public init?(of table: CSVTable, label: ColumnReference?, features choice: FeatureChoice) {
    do throws(DataProblem) {
      let column = try label.map { label throws(DataProblem) in
        try table.column(of: label, in: .label)
      }
      self.init(
        of: table, label: column, features: try table.columns(of: choice, label: column))
    } catch {
      return nil
    }
  }
}

extension DataSet {
  /// How many rows have each label, by the names of the classes, if labels are words or a few whole
  /// numbers; `nil` if they are targets.
  public var classCounts: [TableOverview.Count]? {
    guard let labels else { return nil }
    var counts: [Double: Int] = [:]
    for label in labels {
      counts[label, default: 0] += 1
      if classNames == nil, counts.count > 20 || label != label.rounded() { return nil }
    }
    return counts.sorted { $0.key < $1.key }.map { label, count in
      let name = classNames.flatMap { names in
        Int(exactly: label).flatMap { names.indices.contains($0) ? names[$0] : nil }
      }
      return TableOverview.Count(name: name ?? number(label), count: count)
    }
  }

  private func number(_ label: Double) -> String {
    abs(label) < 1e15 && label == label.rounded() ? String(Int(label)) : "\(label)"
  }
}

extension CSVTable {
  fileprivate func contents(ofColumn column: Int) -> TableOverview.Contents {
    if let words = words[column] {
      var counts = Array(repeating: 0, count: words.count)
      for index in stride(from: column, to: elements.count, by: columnCount)
      where !elements[index].isNaN {
        counts[Int(elements[index])] += 1
      }
      let named = zip(words, counts).map { TableOverview.Count(name: $0, count: $1) }
      return .words(named.sorted { ($1.count, $0.name) < ($0.count, $1.name) })
    }
    var lowest = Double.infinity
    var highest = -Double.infinity
    var isWhole = true
    for index in stride(from: column, to: elements.count, by: columnCount)
    where !elements[index].isNaN {
      lowest = min(lowest, elements[index])
      highest = max(highest, elements[index])
      if elements[index] != elements[index].rounded() { isWhole = false }
    }
    return lowest > highest
      ? .nothing : .numbers(lowest: lowest, highest: highest, isWhole: isWhole)
  }
}
