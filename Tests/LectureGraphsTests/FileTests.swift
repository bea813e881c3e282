import ExpressionLanguage
import Foundation
import LectureGraphs
import Testing
import TestSupport

/// The example files themselves: all are part of the program, and all can be read by a student.
@Suite struct FileTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../Graphs").standardizedFileURL

  @Test func `every file of the folder is in the program, once, and nothing else is`() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
      .filter { !$0.hasPrefix(".") && $0 != "data" }
    #expect(LectureGraphs.all.map(\.fileName).sorted() == files.sorted())
  }

  @Test func `every file of rows is in the program, byte for byte`() throws {
    let files = try FileManager.default.contentsOfDirectory(
      atPath: Self.folder.appending(path: "data").path)
    let expected = files.filter { $0.hasSuffix(".csv") }.map { "data/" + $0 }
    #expect(LectureGraphs.dataPaths.sorted() == expected.sorted())
    for path in LectureGraphs.dataPaths {
      let data = try Data(contentsOf: Self.folder.appending(path: path))
      #expect(LectureGraphs.data(at: path).map { Array($0) } == Array(data), "\(path)")
    }
    #expect(LectureGraphs.data(at: "digits.csv") == nil)
  }

  @Test(arguments: LectureGraphs.all)
  func `a file is in the program byte for byte`(_ graph: LectureGraph) throws {
    let data = try Data(contentsOf: Self.folder.appending(path: graph.fileName))
    #expect(graph.bytes == Array(data))
  }

  @Test func `the first one is the first example of the lecture`() {
    #expect(LectureGraphs.all.first?.name == "first-example")
    #expect(LectureGraphs.named("first-example.expr") == LectureGraphs.all.first)
    #expect(LectureGraphs.named("first") == nil)
  }

  @Test(arguments: LectureGraphs.all)
  func `a file says what it shows and what to watch for`(_ graph: LectureGraph) throws {
    let document = try OpenedGraph(graph).document
    #expect(document.title == graph.title)
    // The list of examples has room for this much beside the names, on 80 columns.
    #expect(!graph.title.isEmpty && graph.title.count <= 50)
    // All but the longest can be read at once on a screen of 24 rows.
    #expect((4...7).contains(document.commentary.count))
    #expect(document.commentary.map(\.line) == Array(1...document.commentary.count))
  }

  @Test(arguments: LectureGraphs.all)
  func `a file fits a narrow screen and looks the same in every editor`(_ graph: LectureGraph) {
    #expect(graph.text.hasSuffix("\n") && !graph.text.hasSuffix("\n\n"))
    for line in graph.text.split(separator: "\n", omittingEmptySubsequences: false) {
      #expect(line.count <= 78, "\(line)")
      #expect(!line.hasSuffix(" ") && !line.contains("\t") && !line.contains("\r"), "\(line)")
    }
  }
}
