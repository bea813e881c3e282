import Cells
import Learning

extension TableOverview {
  /// How the file is written: `150 rows of 5 columns; commas between cells, decimal points, names on
  /// line 1`.
  package var summary: String {
    let size = "\(counted(rowCount, "row")) of \(counted(columns.count, "column"))"
    if isOfArrays { return size + "; arrays of NumPy" }
    return size
      + "; \(form.separator.words) between cells, decimal \(form.mark == .point ? "points" : "commas"), "
      + (form.namesLine.map { "names on line \($0)" } ?? "no names")
  }

  /// A row for each column, below a heading.
  package var lines: [String] {
    let cells =
      [["number", "column", "holds", "without a value", "is"]]
      + columns.map { column in
        [
          String(column.number), column.name?.onOneLine ?? "", column.contents.words,
          String(column.missingCount), column.use.words,
        ]
      }
    let widths = (0..<5).map { index in cells.map { $0[index].columns }.max() ?? 0 }
    return cells.map { row in
      let padded = row.enumerated().map { index, cell in
        let blanks = String(repeating: " ", count: widths[index] - cell.columns)
        return index == 0 || index == 3 ? blanks + cell : index == 4 ? cell : cell + blanks
      }
      return padded.joined(separator: "  ")
    }
  }
}

extension DataSet {
  /// Its classes with their rows, and how many rows train and test.
  package var lines: [String] {
    (classCounts.map { ["classes: \($0.words)"] } ?? []) + [
      "\(counted(featureNames.count, "feature")); \(trainingRows.count) rows train, "
        + "\(testRows.count) test"
    ]
  }
}

extension [TableOverview.Count] {
  /// `cat 50, dog 50`, the first eight of them.
  package var words: String {
    prefix(8).map { "\($0.name.onOneLine) \($0.count)" }.joined(separator: ", ")
      + (count > 8 ? " and \(count - 8) more" : "")
  }
}

extension TableOverview.Contents {
  package var words: String {
    switch self {
    case .numbers(let lowest, let highest, let isWhole):
      "\(isWhole ? "whole numbers" : "numbers") from \(NumberText.brief(lowest)) to "
        + NumberText.brief(highest)
    case .words(let counts):
      "\(counted(counts.count, "word")): "
        + counts.prefix(3).map { "\($0.name.onOneLine) \($0.count)" }.joined(separator: ", ")
        + (counts.count > 3 ? " …" : "")
    case .nothing: "nothing"
    }
  }
}

extension TableOverview.Use {
  package var words: String {
    switch self {
    case .label: "label"
    case .feature: "feature"
    case .rowNames: "left out: names of rows"
    case .leftOut: "left out"
    }
  }
}

extension CSVSeparator {
  /// The name of the separator: `commas`.
  package var words: String {
    switch self {
    case .comma: "commas"
    case .semicolon: "semicolons"
    case .tab: "tabs"
    case .bar: "bars"
    case .blanks: "blanks"
    }
  }
}

private func counted(_ count: Int, _ noun: String) -> String {
  "\(count) \(noun)\(count == 1 ? "" : "s")"
}
