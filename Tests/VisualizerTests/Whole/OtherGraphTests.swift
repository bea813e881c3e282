import Backpropagation
import ComputationGraph
import Debugging
import ExpressionLanguage
import Learning
import LectureGraphs
import Screen
import Testing
import TestSupport
import Visualizer

/// Whatever lies over a graph, another graph can take its place: other gates are open, a mistake is
/// on or off, the file was read again or another one is shown.
@Suite struct OtherGraphTests {
  /// What replaces the graph, as keys or as a file that is read again.
  enum Replacement: Hashable, Sendable, CustomStringConvertible {
    case keys(String)
    case file(String)

    var description: String {
      switch self {
      case .keys(let keys): keys
      case .file(let text): "the file: " + (text.split(separator: "\n").last ?? "")
      }
    }

    static let all: [Replacement] =
      [
        "O", "X", "o", "<Enter>", ":open all<Enter>", ":close all<Enter>", ":bug random<Enter>",
        ":bug random 3<Enter>", ":bug stale-value<Enter>", ":bug no-zeroing<Enter>",
        ":bug off<Enter>", "Br", "B<Enter>", "Bx", "}", "{", "2}", "u", ":reset<Enter>",
      ].map(keys)
      + [
        "f = 1", "x = 2\nf = x ^ 2", Self.fork.replacing("n(W @ x)", with: "W @ x"),
        Self.fork.replacing("x =", with: "more = 3\nless = more * 2\nx ="),
        Self.fork.replacing("W = [[0.1, 0.5], [-0.3, 0.8]]", with: "W = [[1, 2]]"), "f = (", "",
      ].map(file)

    /// Functions to open, matrices to look at, a fork.
    static let fork = """
      n(a) = tanh(a + 1) / sum(exp(a))
      param W = [[0.1, 0.5], [-0.3, 0.8]]
      x = [0.2, 0.4]
      q = n(W @ x)
      f = sum(q ^ 2 + sigmoid(q))
      """
  }

  /// The keys that open what lies over the graph, with gates open and closed and things at work.
  private static let openings = [
    "v", "W", "R", "H", "L", "a", "K", "B", "?", "t", ".", "P", "+", "w", "e", "ve", "m", "p", ":",
    "Kjj", "Wj", "vjl", "v.", "b", "ma", "Pp", ":path W<Enter>", ":break<Enter>", "r",
  ]

  private static let befores = [
    "", "O", "cccccn<Tab>", "Occn<Tab>", "oi<Tab><Tab>o", ":bug overwrite<Enter>",
  ]

  private func application(_ keys: String) throws -> Application {
    var application = try shown(Replacement.fork)
    let bytes = Array(Replacement.fork.utf8)
    application.follow(Self.file(bytes), inputs: [:])
    application.join(
      ["net2", "gates", "l2"].compactMap { name in
        LectureGraphs.named(name).map { Menu.Entry(name: name, title: "", text: $0.text) }
      }, at: "net2"
    ) { _ in .failure(.unreadable(reason: "there is no such file")) }
    try application.press(keys)
    return application
  }

  private static func file(_ bytes: [UInt8]) -> SourceFile {
    SourceFile(name: "test.expr", bytes: bytes) { _ in
      .failure(.unreadable(reason: "there is no such file"))
    }
  }

  private func replace(_ replacement: Replacement, in application: inout Application) throws {
    switch replacement {
    case .keys(let keys): try application.press(keys)
    case .file(let text): application.reread(Self.file(Array(text.utf8)))
    }
  }

  @Test func `nothing that lies over a graph keeps a node of one that is gone`() throws {
    var number = 0
    for before in Soak.some(2, of: Self.befores) {
      for opening in Self.openings {
        let covered = try application(before + opening)
        for replacement in Replacement.all {
          var application = covered
          try replace(replacement, in: &application)
          let place = "\(before) \(opening) \(replacement)"
          try expectNodesOfGraph(application, place)
          // What is there is drawn, moved about in and computed with.
          number += 1
          if Soak.isOn || number % 37 == 0 { try use(application, place) }
        }
      }
    }
  }

  private func use(_ application: Application, _ place: String) throws {
    var application = application
    for key in ["j", "<Right>", "<Tab>", "n", "<Enter>", "+", "<Esc>", "i", "<Esc>", "v", "<Esc>"] {
      try application.press(key)
      #expect(application.view.lines.count == 24, "\(place)")
      try expectNodesOfGraph(application, "\(place) \(key)")
    }
  }

  private func expectNodesOfGraph(_ application: Application, _ place: String) throws {
    guard let debugger = application.debugger else { return }
    let count = debugger.document.graph.count
    for layer in application.layers where layer is any View || layer is any GraphlessLayer {
      let nodes = Self.nodes(in: layer)
      #expect(nodes.allSatisfy { Int($0.index) < count }, "\(place): \(type(of: layer))")
      if layer is any GraphlessLayer { #expect(nodes.isEmpty, "\(type(of: layer))") }
    }
    let focus = debugger.attention.focus
    #expect(focus.map { Int($0.index) < count } ?? true, "\(place)")
    #expect(debugger.snapshot.graph.count == count, "\(place)")
  }

  /// The nodes that a value keeps, wherever they are in it.
  private static func nodes(in value: Any, depth: Int = 0) -> [Node.ID] {
    if let node = value as? Node.ID { return [node] }
    // Deeper are the numbers and tapes of an evaluation, which has its own graph.
    guard depth < 4 else { return [] }
    return Mirror(reflecting: value).children.flatMap { nodes(in: $0.value, depth: depth + 1) }
  }
}
