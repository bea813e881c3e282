import CLectureGraphs

/// The example files of the lecture, embedded in the program.
package enum LectureGraphs {
  /// All of them, in the order of the lecture.
  package static let all = (0..<lectureGraphCount()).map { LectureGraph(lectureGraph($0)) }

  /// The example with this name, with or without `.expr`.
  package static func named(_ name: String) -> LectureGraph? {
    all.first { $0.name == name || $0.fileName == name }
  }

  /// The paths of the data files named by examples, relative to the folder of the examples:
  /// `data/xor.csv`.
  package static var dataPaths: [String] {
    (0..<lectureDataCount()).map { String(cString: lectureData($0).name) }
  }

  /// The data file at a path, as it is embedded in the program, without a copy.
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
  /// The contents of the file.
  package let bytes: [UInt8]

  /// The file's name: `first-example.expr`.
  package var fileName: String { name + ".expr" }

  /// The contents of the file as text.
  package var text: String { String(decoding: bytes, as: UTF8.self) }

  /// The subject of the file in one line: its first comment.
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
