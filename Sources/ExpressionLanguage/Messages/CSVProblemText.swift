import Learning

extension CSVProblem {
  /// The problem with the file called `name`, in one sentence.
  package func sentence(_ name: String) -> String {
    switch self {
    case .several(let count, let first):
      "\(name) has \(count.counted("mistake")): "
        + first.map { $0.clause }.joined(separator: "; ")
        + (count > first.count ? "; and \(count - first.count) more" : "")
    case .noRows: "\(name) holds no numbers"
    case .tooManyNumbers(let limit): "\(name) holds more than \(limit) numbers"
    case .lineTooLong(let limit): "\(name): the first line does not end within \(limit) bytes"
    case .foreign(let kind): "\(name) " + kind.sentence(name)
    case .badArray(let problem): problem.sentence(name)
    default: "\(name), \(clause)"
    }
  }

  /// The problem with its place.
  private var clause: String {
    switch self {
    case .notANumber(let text, let cell) where text == cell.name:
      "\(cell.words): expected a number and found the name of the column once more; remove this line"
    case .wordInFirstLine(let text, let cell):
      "\(cell.words): expected a number and found '\(excerpt(text))'; header = true takes line "
        + "\(cell.line) for names"
    case .notANumber(let text, let cell):
      "\(cell.words): expected a number and found '\(excerpt(text))'"
        + (Self.lackWords.contains(text.lowercased())
          ? "; a cell without a value is empty or holds NA" : "")
    case .numberTooLarge(let text, let cell):
      "\(cell.words): \(excerpt(text)) is too large: numbers end at about 1.8e308"
    case .infinite(let text, let cell):
      "\(cell.words): expected a finite number and found '\(excerpt(text))'"
    case .otherDecimalMark(let text, .comma, let cell):
      "\(cell.words): expected a number with a decimal comma, as others of this file, and found "
        + "'\(excerpt(text))'"
    case .otherDecimalMark(let text, .point, let cell):
      "\(cell.words): expected a number with a decimal point and found '\(excerpt(text))'; write "
        + "all numbers of the file one way"
    case .missingCell(let text, let cell):
      "\(cell.words): expected a number and found '\(excerpt(text))'"
    case .wrongCount(let count, let line, let expected, let expectedLine):
      "line \(line): expected \(expected.counted("value")), as on line \(expectedLine), "
        + "and found \(count)"
    case .decimalCommasSeparate(let line, let expected):
      "line \(line): expected \(expected.counted("value")) and found twice as many, as decimal "
        + "commas make them; save the file with ';' between the cells"
    case .titleLine(let line):
      "line \(line): expected names or values of several columns, as the other lines have them, "
        + "and found a title; remove this line"
    case .secondNames(let line):
      "line \(line): expected a row and found names or units of columns; remove this line"
    case .otherSeparator(let sign, let line):
      "line \(line): '\(excerpt(String(sign)))' stands between the cells; write commas, semicolons, "
        + "tabs, bars or blanks there"
    case .cellBehindLastColumn(let text, let line, let expected):
      "line \(line): expected \(expected.counted("value")) and found '\(excerpt(text))' behind "
        + "them, in a column that has no name"
    case .otherRowCount(let said, let found, let line):
      "line \(line): \(said.counted("row")) \(said == 1 ? "is" : "are") announced and \(found) "
        + "\(found == 1 ? "is" : "are") there; correct this line, or remove it"
    case .unclosedQuote(let cell): "\(cell.words): this quote is never closed"
    case .textAfterQuote(let cell):
      "\(cell.words): expected a comma or the end of the line after the closing quote"
    case .cellTooLong(let limit, let isQuoted, let cell):
      "\(cell.words): expected at most \(limit) bytes and found more"
        + (isQuoted ? "; a quote opens here and may never be closed" : "")
    case .notUTF8(let cell):
      "\(cell.words): expected UTF-8 and found other bytes; save the file as UTF-8"
    case .zeroByte(let cell):
      "\(cell.words): expected text and found a byte 0, as files in UTF-16 have them; save "
        + "the file as UTF-8"
    case .tooManyWords(let limit, let cell):
      "\(cell.words): expected at most \(limit) different words and found another one"
    case .noRows, .tooManyNumbers, .lineTooLong, .foreign, .badArray, .several:
      String(sentence("").drop { $0 == " " || $0 == ":" })
    }
  }

  /// What people write where there is no value.
  private static let lackWords: Set<String> = [
    ".", "-", "--", "---", "–", "—", "missing", "none", "nat", "na", "n.a.", "nil", "unknown",
  ]

  private func excerpt(_ text: String) -> String { cellExcerpt(text) }
}

/// The beginning of a cell's text.
func cellExcerpt(_ text: String) -> String {
  let text = printable(text)
  return text.count > 24 ? text.prefix(23) + "…" : text
}

extension CSVCell {
  /// `line 3, column 2 (height)`.
  var words: String { "line \(line), " + columnWords }

  /// `column 2 (height)`.
  var columnWords: String {
    "column \(column)" + (name.map { " (\(shortened(printable($0))))" } ?? "")
  }
}

extension ForeignFile {
  /// What the file called `name` is, and how to make rows of it.
  fileprivate func sentence(_ name: String) -> String {
    switch self {
    case .gzip: "is compressed; 'gunzip -k' unpacks it"
    case .bzip2: "is compressed; 'bunzip2 -k' unpacks it"
    case .xz: "is compressed; 'unxz -k' unpacks it"
    case .zstandard: "is compressed; 'unzstd' unpacks it"
    case .zip:
      "is an archive: an Excel workbook is saved as CSV there, another one is unpacked by 'unzip'"
    case .excel: "is an Excel workbook; save it there as CSV"
    case .parquet: Self.rewritten("a Parquet file", "pd.read_parquet", name)
    case .feather: Self.rewritten("a Feather file", "pd.read_feather", name)
    case .hdf5: Self.rewritten("an HDF5 file", "pd.read_hdf", name)
    case .pickle: Self.rewritten("a pickled object of Python", "pd.read_pickle", name)
    case .jsonLines: Self.rewritten("a JSON file", "pd.read_json", name, lines: true)
    case .pdf: "is a PDF; rows have to be copied from it into a text"
    case .image: "is an image; np.savetxt writes the numbers of its pixels as rows"
    case .matlab: "is a MAT file; 'writematrix' writes a matrix as CSV in MATLAB"
    case .richText: "is a formatted text; save it as plain text"
    case .gitPointer: "is a pointer to a file that 'git lfs pull' fetches"
    case .json: Self.rewritten("a JSON file", "pd.read_json", name)
    case .html: Self.rewritten("a page of HTML or XML", "pd.read_html", name, "[0]")
    case .sqlite: "is an SQLite database; 'sqlite3 -header -csv' writes a table of it as CSV"
    case .numpy: "is an array of NumPy; npy(\"…\") reads it"
    case .utf16: "is in UTF-16; save it as UTF-8"
    case .arff: "is an ARFF file; remove all lines up to '@data' and write the names in one line"
    case .markdown:
      "is a table of Markdown; remove its second line, and the bars at both ends of all others"
    case .printedArray:
      "is an array as a program prints it; write a line for each row, without brackets, and a "
        + "comma between its numbers"
    case .percentComments:
      "has comments that begin with '%'; begin them with '#', or remove them"
    case .libsvm:
      "is in the sparse format of LIBSVM; sklearn.datasets.load_svmlight_file reads it, and "
        + "numpy.savetxt writes rows"
    }
  }

  /// With the line of Python that rewrites it.
  private static func rewritten(
    _ kind: String, _ function: String, _ name: String, _ part: String = "", lines: Bool = false
  ) -> String {
    "is \(kind); \(function)('\(name)'\(lines ? ", lines=True" : ""))\(part).to_csv('rows.csv', index=False) rewrites it in Python"
  }
}
