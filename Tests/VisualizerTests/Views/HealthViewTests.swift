import Cells
import LectureGraphs
import Screen
import Testing
import TestSupport
import Visualizer

/// The health of a graph on the whole screen.
@Suite struct HealthViewTests {
  private func lines(_ name: String, _ keys: String, rows: Int = 24) throws -> [String] {
    let graph = try lectureGraph(name)
    return try shown(graph.text, columns: 80, rows: rows, keys: keys).view.lines
  }

  @Test func `before a backward pass is complete nothing is said`() throws {
    for keys in ["H", "cH", "cccNH"] {
      let lines = try lines("dying-relu", keys)
      #expect(lines[2] == " no backward pass is complete yet: i makes an iteration")
      #expect(lines[3...22].allSatisfy { $0.isEmpty })
    }
  }

  @Test func `a dead relu and what is behind it are seen after the next iteration`() throws {
    let alive = try lines("dying-relu", "cccH")
    #expect(alive[0] == " health   after the backward pass of iteration 0")
    #expect(alive[2].hasPrefix("▸h           relu            1"))
    #expect(!alive[2].contains("dead"))
    let w = try #require(alive.first { $0.hasPrefix(" w ") })
    #expect(w.contains("–"), "no update yet")

    let dead = try lines("dying-relu", "iiH")
    #expect(dead[0] == " health   after the backward pass of iteration 1")
    #expect(dead[2].contains("1 dead"))
    #expect(dead[2].contains("████████  100%"))
    #expect(dead[2].hasSuffix("20.0000  dead"), "a gradient comes to the relu, and no further")
    for name in [" w ", " b "] {
      let line = try #require(dead.first { $0.hasPrefix(name) })
      #expect(line.hasSuffix("none"))
    }
  }

  @Test func `the view moves on while the graph is stepped, and closes`() throws {
    let walked = try lines("dying-relu", "Hii")
    #expect(walked == (try lines("dying-relu", "iiH")))
    let back = try lines("dying-relu", "iiHI")
    #expect(back == (try lines("dying-relu", "iH")))
    for key in ["H", "<Esc>", "q", "<Enter>"] {
      let closed = try lines("dying-relu", "iiH" + key)
      #expect(closed == (try lines("dying-relu", "ii")))
    }
  }

  @Test func `a vanishing gradient is named, with a cell for each power of ten`() throws {
    let lines = try lines("saturation", "iH")
    #expect(lines[2].hasSuffix("3.8e-06  vanishing"))
    #expect(lines[4].hasSuffix("6.1e-05  vanishing"))
    #expect(lines[5].hasSuffix("2.4e-04  fine"))
    #expect(lines[11].hasSuffix("1.0000  fine"))
    let x = try #require(lines.first { $0.hasPrefix(" x ") })
    #expect(x.contains("██░░░░░░"), "9.5e-07 is six powers of ten below 1")
    #expect(x.hasSuffix("vanishing"))
  }

  @Test func `a saturated gate is counted, and where NaN begins is said`() throws {
    let lines = try lines("overflow", "iH")
    #expect(lines[1] == " e is inf: larger than any number")
    #expect(lines[3].contains("1 saturated"))
    #expect(lines.contains { $0.hasPrefix(" x ") && $0.hasSuffix("not finite") })
  }

  @Test func `a table that does not fit scrolls with the picked row, and no further`() throws {
    let top = try lines("saturation", "iH", rows: 8)
    #expect(top[0].hasSuffix("more ▼"))
    #expect(top[1].contains("layer"))
    let bottom = try lines("saturation", "iH" + String(repeating: "j", count: 40), rows: 8)
    #expect(bottom[0].hasSuffix("more ▲▼") || bottom[0].hasSuffix("more ▲"))
    #expect(bottom.contains { $0.hasPrefix("▸x ") })
    let up = try lines("saturation", "iH" + String(repeating: "j", count: 40) + "k", rows: 8)
    #expect(up.contains { $0.hasPrefix("▸h10 ") })
    let again = try lines("saturation", "iHjjkkkkk", rows: 8)
    #expect(again == top)
  }

  @Test func `opened gates and other levels leave the table as it is`() throws {
    let (opened, closed) = (try lines("saturation", "iOZH"), try lines("saturation", "iH"))
    #expect(opened == closed)
  }

  @Test func `every size draws`() throws {
    let graph = try lectureGraph("overflow")
    for columns in [0, 1, 20, 79, 200] {
      for rows in [0, 1, 2, 3, 9, 60] {
        let frame = try shown(graph.text, columns: columns, rows: rows, keys: "iHjj").view
        #expect(frame.size == Size(columns: columns, rows: rows))
      }
    }
  }
}
