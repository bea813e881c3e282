import Backpropagation
import Cells
import Debugging
import Drawings
import ExpressionLanguage
import Foundation
import LectureGraphs
import Screen
import TestSupport
import Testing

@testable import Visualizer

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// The texts of a file in XML, if it is well formed, and the number of its elements.
private final class XMLTexts: NSObject, XMLParserDelegate {
  private(set) var texts: [String] = []
  private(set) var elements: [String: Int] = [:]
  private var text = ""

  init?(_ file: String) {
    super.init()
    let parser = XMLParser(data: Data(file.utf8))
    parser.delegate = self
    guard parser.parse() else { return nil }
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    elements[name, default: 0] += 1
    text = ""
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) {
    if name == "text" { texts.append(text) }
  }
}

@Suite struct PortraitTests {
  /// Examples without files of rows.
  static let graphs = LectureGraphs.all.filter { !$0.text.contains("csv(") }

  @Test(arguments: graphs.map(\.name))
  func `every number of a graph stands in its drawing as text, and no two texts share a cell`(
    _ name: String
  ) throws {
    let text = try #require(LectureGraphs.named(name)).text
    for phase in Phase.allCases {
      var application = try shown(text, columns: 120, rows: 40)
      guard application.debugger != nil else { return }
      application.go(toEndOf: phase)
      let frame = try #require(GraphPortrait(of: application, withBoard: true)).frame
      let drawing = Drawing(of: frame)
      let svg = SVG([drawing], title: name, summary: "", .standard).text
      let file = try #require(XMLTexts(svg), "\(name)")
      let written = Set(file.texts.flatMap { $0.split(separator: " ").map(String.init) })
      let numbers = frame.lines.flatMap { $0.matches(of: /-?[0-9]+\.[0-9]+(e[-+]?[0-9]+)?/) }
      for number in numbers.map({ String($0.0) }) {
        #expect(written.contains { $0.contains(number) }, "\(name), \(phase): \(number)")
      }
      for row in Set(drawing.texts.map(\.row)) {
        let texts = drawing.texts.filter { $0.row == row }
          .sorted { $0.columns.lowerBound < $1.columns.lowerBound }
        for (one, next) in zip(texts, texts.dropFirst()) {
          #expect(one.columns.upperBound <= next.columns.lowerBound, "\(name): \(one), \(next)")
        }
      }
      // Whatever is on the frame is a text, a sign or a line.
      let signs = file.texts.joined().filter { $0 != " " }.count + drawing.marks.count
      let drawn = frame.cells.filter { !" ─│┌┐└┘├┤┬┴┼╭╮╰╯━┃┏┓┗┛┿╂╌╎\u{0}".contains($0.character) }
      #expect(signs >= drawn.count, "\(name), \(phase)")
    }
  }

  @Test func `the states of a phase begin before it and end with its last gate`() throws {
    var application = try shown(sigmoidNeuron)
    application.go(toEndOf: .backward)
    let states = try #require(PhaseStates(of: application, limit: 10)).all
    #expect(PhaseStates(of: application, limit: 9) == nil)
    #expect(states.count == 10)
    #expect(states.first?.debugger?.snapshot.step?.action.phase == .zero)
    #expect(states.last?.debugger?.position == application.debugger?.position)
    let drawings = states.compactMap { state in
      GraphPortrait(of: state, withBoard: false).map { Drawing(of: $0.frame) }
    }
    // Nothing moves: what is drawn first of all is where it was.
    let names = drawings.map { $0.texts.filter { $0.style == .name } }
    #expect(names.allSatisfy { $0 == names.first })
  }
}
