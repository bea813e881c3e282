import ExpressionLanguage
import Foundation
import Learning
import Testing

/// Files of rows as programs write them, made by `RowFiles/make.py`, and what pandas reads of them.
@Suite struct RowFileTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../RowFiles").standardized
  private static let expected: [String: Expected] = {
    let text = try? Data(contentsOf: folder.appending(path: "expected.json"))
    return text.flatMap { try? JSONDecoder().decode([String: Expected].self, from: $0) } ?? [:]
  }()

  /// What pandas reads of a file, or what is said where it is refused.
  private struct Expected: Decodable {
    let names: [String]?
    let columns: [[Cell?]]?
    let arrays: [Numbers]?
    let refused: [String]?
    let label: String?
  }

  private struct Numbers: Decodable {
    let name: String?
    let shape: [Int]
    let elements: [Double]
  }

  private enum Cell: Decodable, Equatable {
    case number(Double)
    case word(String)

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      self =
        if let number = try? container.decode(Double.self) {
          .number(number)
        } else {
          .word(try container.decode(String.self))
        }
    }
  }

  private static func bytes(of name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: folder.appending(path: "files/\(name)")))
  }

  @Test func `there are files of each program`() throws {
    let programs = Dictionary(grouping: Self.expected.keys) { $0.prefix { $0 != "/" } }
    #expect(programs.count == 8)
    #expect(Self.expected.count >= 60)
    for name in Self.expected.keys { #expect(throws: Never.self) { try Self.bytes(of: name) } }
  }

  @Test(arguments: expected.filter { $0.value.columns != nil }.keys.sorted())
  func `a file is read as pandas reads it`(_ name: String) throws {
    let expected = try #require(Self.expected[name])
    let columns = try #require(expected.columns)
    let bytes = try Self.bytes(of: name)
    let table = try Self.table(bytes, chunk: bytes.count)
    let names = table.columnNames.map { names in table.dataColumns.map { names[$0] } }
    #expect(names == expected.names)
    #expect(table.dataColumns.count == columns.count)
    for (column, cells) in zip(table.dataColumns, columns) {
      let read = table.elements(inColumn: column).map { element -> Cell? in
        if element.isNaN { return nil }
        return table.words[column].map { .word($0[Int(element)]) } ?? .number(element)
      }
      #expect(read == cells, "column \(column)")
    }
    for chunk in [1, 2, 3, 7, 1000] {
      #expect(try Self.table(bytes, chunk: chunk) == table, "in chunks of \(chunk)")
    }
  }

  @Test(arguments: expected.filter { $0.value.refused != nil }.keys.sorted())
  func `a file that is refused names the way out`(_ name: String) throws {
    let expected = try #require(Self.expected[name])
    let bytes = try Self.bytes(of: name)
    let label = expected.label.map { ", label = \($0)" } ?? ""
    let text =
      name.hasPrefix("arrays/")
      ? "A = npy(\"rows.\(name.suffix(3))\")\nf = sum(A)\n"
      : "data d = csv(\"rows.csv\"\(label))\nf = sum(d.x)\n"
    let file = SourceFile(name: "rows.expr", bytes: Array(text.utf8)) { reference in
      bytes.withUnsafeBytes { reference.table(of: $0) }
    }
    guard case .failure(let list) = file.document([:]) else {
      Issue.record("\(name) is read")
      return
    }
    let sentence = list.text(file: "rows.expr", source: file.syntax.source)
    #expect(list.diagnostics.count == 1)
    for words in expected.refused ?? [] {
      #expect(sentence.contains(words), "\(sentence)")
    }
  }

  @Test(arguments: expected.filter { $0.value.arrays != nil }.keys.sorted())
  func `a file of NumPy is read as NumPy reads it`(_ name: String) throws {
    let expected = try #require(Self.expected[name]?.arrays)
    let bytes = try Self.bytes(of: name)
    let table = try bytes.withUnsafeBytes { try CSVTable(arraysIn: $0) }
    #expect(table.arrays.map(\.name) == expected.map(\.name))
    if name.hasSuffix(".npy") {
      for length in [1, 3, 7, 64, 100] {
        var reader = NPYReader(byteCount: length == 7 ? nil : bytes.count)
        for start in stride(from: 0, to: bytes.count, by: length) {
          try bytes[start..<min(bytes.count, start + length)].withUnsafeBytes {
            try reader.read($0)
          }
        }
        #expect(try reader.finish() == table.arrays[0], "in chunks of \(length)")
      }
    }
    for (array, expected) in zip(table.arrays, expected) {
      #expect(array.extents == expected.shape)
      #expect(array.elements == expected.elements)
    }
    // What is written is what numpy.save writes.
    if name == "arrays/matrix.npy" || name == "arrays/vector.npy" || name == "arrays/number.npy" {
      let array = table.arrays[0]
      #expect(NPYFormat.bytes(extents: array.extents, elements: array.elements) == bytes)
    }
  }

  @Test func `an archive that is written is read to the same bits`() throws {
    let arrays = [
      (name: "W", extents: [2, 1], elements: [1.5, -0.0]),
      (name: "é.m", extents: [], elements: [Double.leastNonzeroMagnitude]),
      (name: "v", extents: [3], elements: [0.1, 0.2, 0.3]),
    ]
    let bytes = NPZFormat.bytes(of: arrays)
    try bytes.withUnsafeBytes { bytes in
      for array in arrays {
        let read = try #require(try NPZFormat.array(array.name, of: bytes))
        #expect(read.extents == array.extents)
        #expect(read.elements.map(\.bitPattern) == array.elements.map(\.bitPattern))
      }
      #expect(try NPZFormat.array("w", of: bytes) == nil)
      #expect(try CSVTable(arraysIn: bytes).arrays.map(\.name) == ["W", "é.m", "v"])
    }
  }

  @Test func `as many arrays as two bytes do not count are read back`() throws {
    let bytes = NPZFormat.bytes(
      of: (0..<65_536).map { (name: "\($0)", extents: [], elements: [1]) })
    #expect(
      try bytes.withUnsafeBytes { try NPZFormat.array("65535", of: $0) }?.elements == [1])
  }

  @Test func `an array of another length than its file is refused before it takes memory`() {
    let header = "{'descr': '<f8', 'fortran_order': False, 'shape': (40000000,), }\n"
    let bytes = NPYFormat.mark + [1, 0, UInt8(header.utf8.count), 0] + Array(header.utf8)
    var reader = NPYReader(byteCount: bytes.count)
    #expect(throws: ArrayProblem.byteCount(expected: 320_000_000, found: 0)) {
      try bytes.withUnsafeBytes { try reader.read($0) }
    }
  }

  @Test func `the arrays of an archive are columns`() throws {
    let bytes = try Self.bytes(of: "arrays/set.npz")
    let table = try bytes.withUnsafeBytes { try CSVTable(arraysIn: $0) }
    #expect(table.columnNames == ["X[0]", "X[1]", "X[2]", "y"])
    let data = try DataSet.make(from: table, label: .name("y"))
    #expect(data.features == [1.5, -2, 3e-7, 4, 5.25, 1e300])
    #expect(data.labels == [0, 1])
  }

  private static func table(_ bytes: [UInt8], chunk: Int) throws(CSVProblem) -> CSVTable {
    var reader = CSVReader(byteCount: bytes.count)
    for start in stride(from: 0, to: bytes.count, by: chunk) {
      let piece = bytes[start..<min(bytes.count, start + chunk)]
      try piece.withUnsafeBufferPointer { (piece) throws(CSVProblem) in
        try reader.read(UnsafeRawBufferPointer(piece))
      }
    }
    return try reader.finish()
  }
}
