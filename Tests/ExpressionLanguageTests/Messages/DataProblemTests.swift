import ExpressionLanguage
import Learning
import Testing

/// What is wrong with a file of rows, in words.
@Suite struct DataProblemTests {
  private static let cell = CSVCell(line: 3, column: 2, name: "kind")

  @Test(arguments: [
    (CSVProblem.noRows, "p.csv holds no numbers"),
    (.tooManyNumbers(limit: 9), "p.csv holds more than 9 numbers"),
    (
      .missingCell("NA", at: cell),
      "p.csv, line 3, column 2 (kind): expected a number and found 'NA'"
    ),
    (
      .textAfterQuote(at: cell),
      "p.csv, line 3, column 2 (kind): expected a comma or the end of the line after the closing "
        + "quote"
    ),
    (
      .cellTooLong(limit: 9, isQuoted: true, at: cell),
      "p.csv, line 3, column 2 (kind): expected at most 9 bytes and found more; a quote opens here "
        + "and may never be closed"
    ),
    (
      .notUTF8(at: cell),
      "p.csv, line 3, column 2 (kind): expected UTF-8 and found other bytes; save the file as UTF-8"
    ),
    (
      .tooManyWords(limit: 9, at: CSVCell(line: 3, column: 2)),
      "p.csv, line 3, column 2: expected at most 9 different words and found another one"
    ),
    (
      .notANumber("a word that goes on and on", at: CSVCell(line: 1, column: 1, name: "\u{1B}[m")),
      "p.csv, line 1, column 1 (\u{FFFD}[m): expected a number and found 'a word that goes on and…'"
    ),
  ])
  func `a file of rows`(_ problem: CSVProblem, _ sentence: String) {
    #expect(problem.sentence("p.csv") == sentence)
  }

  @Test(arguments: [
    (
      DataProblem.noSuchColumn("clas", names: ["x", "class"]),
      "p.csv has no column called 'clas'; did you mean 'class'?"
    ),
    (
      .noSuchColumn("label", names: ["x", "y"]),
      "p.csv has no column called 'label'; its columns are x, y"
    ),
    (
      .noSuchColumn("label", names: (0..<64).map { "p\($0)" }),
      "p.csv has no column called 'label'; its columns are p0, p1, p2, p3, p4, p5 and 58 more"
    ),
    (
      .noColumnNames("class", columnCount: 3),
      "p.csv has no line of names, so none of its columns is called 'class'; they are counted from "
        + "0 to 2, and header = true takes the first line for names"
    ),
    (
      .noSuchColumnNumber(3, columnCount: 3),
      "p.csv has no column 3: expected a number from -3 to 2"
    ),
    (.noFeatures, "p.csv has no column besides the label"),
    (.noTrainingRows(testCount: 1), "p.csv has 1 row, all of which would test and none train"),
    (.batchSize(0, trainingCount: 9), "expected at least 1 row in a batch and found 0"),
    (
      .batchSize(32, trainingCount: 9),
      "expected at most 9 rows in a batch, as many of p.csv as train, and found 32"
    ),
  ])
  func `a table that gives no data`(_ problem: DataProblem, _ sentence: String) {
    #expect(problem.sentence("p.csv") == sentence)
  }
}
