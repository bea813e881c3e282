import CLectureGraphs

/// The example files of the lecture, which are part of the program.
package enum LectureGraphs {
  /// All of them, in the order of the lecture.
  package static let all = (0..<lectureGraphCount()).map { LectureGraph(lectureGraph($0)) }

  /// The example with this name, which may end in `.expr` as the file's name does.
  package static func named(_ name: String) -> LectureGraph? {
    all.first { $0.name == name || $0.fileName == name }
  }

  /// The paths of the files of rows that examples name, from the folder of the examples:
  /// `data/xor.csv`.
  package static var dataPaths: [String] {
    (0..<lectureDataCount()).map { String(cString: lectureData($0).name) }
  }

  /// The file of rows at a path, as it lies in the program, without a copy.
  package static func data(at path: String) -> UnsafeRawBufferPointer? {
    for index in 0..<lectureDataCount() {
      let file = lectureData(index)
      if String(cString: file.name) == path {
        return UnsafeRawBufferPointer(start: file.bytes, count: file.length)
      }
    }
    return nil
  }
}

/// An example file of the lecture.
package struct LectureGraph: Hashable, Sendable {
  /// The file's name without `.expr`: `first-example`.
  package let name: String
  /// What is in the file.
  package let bytes: [UInt8]

  /// The file's name: `first-example.expr`.
  package var fileName: String { name + ".expr" }

  /// What is in the file, as text.
  package var text: String { String(decoding: bytes, as: UTF8.self) }

  /// What the file shows, in a line: its first comment.
  package var title: String {
    let line = bytes.prefix { $0 != UInt8(ascii: "\n") }
    let text = line.drop { $0 == UInt8(ascii: "#") || $0 == UInt8(ascii: " ") }
    return String(decoding: text, as: UTF8.self)
  }

  fileprivate init(_ graph: CLectureGraph) {
    name = String(cString: graph.name)
    bytes = Array(UnsafeBufferPointer(start: graph.bytes, count: graph.length))
  }
}
