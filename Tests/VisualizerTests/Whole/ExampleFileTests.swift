import Cells
import Debugging
import ExpressionLanguage
import Learning
import Screen
import Testing
import Visualizer

/// Examples that bring files of rows along.
@Suite struct ExampleFileTests {
  private func opened(
    _ result: Result<CSVTable, FileProblem>
  ) throws -> Application {
    let text = "W = csv(\"data/W.csv\")\nf = sum(W)"
    var application = Application(
      menu: Menu([Menu.Entry(name: "rows", title: "rows", text: text)]),
      size: Size(columns: 80, rows: 24)
    ) { file in
      file.path == "data/W.csv" ? result : .failure(.unreadable(reason: "another file"))
    }
    application.update(.key(.enter))
    return application
  }

  @Test func `an example in the list reads its files of rows`() throws {
    let table = CSVTable(columnNames: nil, columnCount: 2, elements: [1, 2, 3, 4])
    let debugger = try #require(try opened(.success(table)).debugger)
    #expect(debugger.document.definitions.map(\.name) == ["W", "f"])
  }

  @Test func `an example that misses a file stays in the list and says so`() throws {
    let application = try opened(.failure(.unreadable(reason: "gone")))
    #expect(application.debugger == nil)
    #expect(application.view.lines.contains { $0.contains("cannot read 'data/W.csv': gone") })
  }
}
