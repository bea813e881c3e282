/// Files that hold rows in another way than as lines of text, known by their first bytes.
public enum ForeignFile: Hashable, Sendable, CaseIterable {
  case gzip, bzip2, xz, zstandard, zip, excel, parquet, feather, hdf5, pickle, sqlite, numpy
  case pdf, image, matlab, richText, gitPointer, jsonLines
  case utf16, json, html, arff, libsvm, markdown, printedArray, percentComments

  /// The kind of file that begins with these bytes; `nil` where they may be rows.
  init?(_ head: [UInt8]) {
    if head.starts(with: [0x50, 0x4B, 0x03, 0x04]),
      Self.firstName(inArchive: head).hasSuffix(".npy")
    {
      self = .numpy
      return
    }
    let found = Self.magic.first { head.starts(with: $0.bytes) }?.file
    if let found {
      self = found
    } else if let found = Self(text: head) {
      self = found
    } else {
      return nil
    }
  }

  /// The name of the first file of a zip archive, which begins at its 30th byte.
  private static func firstName(inArchive head: [UInt8]) -> String {
    guard head.count > 30 else { return "" }
    let count = Int(head[26]) | Int(head[27]) << 8
    return String(decoding: head.dropFirst(30).prefix(count), as: UTF8.self)
  }

  private init?(text head: [UInt8]) {
    let start = String(decoding: head.prefix(4096), as: UTF8.self)
      .drop { $0.isWhitespace || $0 == "\u{FEFF}" }
    let lower = start.prefix(4096).lowercased()
    let line = lower.prefix { !$0.isNewline }
    if lower.first == "<",
      lower.dropFirst().first.map({ $0.isLetter || "!?".contains($0) }) ?? false
    {
      self = .html
    } else if Self.isMarkdown(lower) {
      self = .markdown
    } else if ["array(", "tensor("].contains(where: lower.hasPrefix)
      || ["[", "{"].contains(line.first) && Self.isPrinted(line)
    {
      self = .printedArray
    } else if lower.hasPrefix("{\"") || lower.hasPrefix("[{") || lower.hasPrefix("[[")
      || lower.hasPrefix("{\n")
    {
      self = Self.hasSeveralObjects(start) ? .jsonLines : .json
    } else if lower.hasPrefix("@relation") || lower.hasPrefix("%") && lower.contains("\n@relation")
    {
      self = .arff
    } else if Self.isLibSVM(start) {
      self = .libsvm
    } else if lower.first == "%" {
      self = .percentComments
    } else {
      return nil
    }
  }

  /// Whether a line ends an object of JSON and the next one begins another.
  private static func hasSeveralObjects(_ text: Substring) -> Bool {
    let lines = text.split(maxSplits: 2, whereSeparator: \.isNewline)
    return lines.count > 1 && lines[0].last == "}" && lines[1].first == "{"
  }

  /// Whether the second line has nothing but the rule below the names of a table.
  private static func isMarkdown(_ text: String) -> Bool {
    let lines = text.split(maxSplits: 2, whereSeparator: \.isNewline)
    return lines.count > 1 && lines[0].contains("|") && lines[1].contains("|")
      && lines[1].contains("--") && lines[1].allSatisfy { "|-: \t".contains($0) }
  }

  /// Whether a line is one of an array as a program prints it: numbers in brackets, which are no
  /// JSON, as there are blanks between them or other brackets around them.
  private static func isPrinted(_ line: Substring) -> Bool {
    let numbers = line.filter { !"[]{};".contains($0) }.split {
      $0 == " " || $0 == "," || $0 == "\t"
    }
    guard !numbers.isEmpty, numbers.allSatisfy({ Double($0) != nil }) else { return false }
    return line.first == "{" || !line.contains(",")
  }

  /// Whether each cell behind the first of the first line is `index:number`.
  private static func isLibSVM(_ text: Substring) -> Bool {
    let cells = text.prefix { !$0.isNewline }.split(separator: " ")
    guard cells.count > 1, Double(cells[0]) != nil else { return false }
    return cells.dropFirst().allSatisfy { cell in
      let parts = cell.split(separator: ":", omittingEmptySubsequences: false)
      return parts.count == 2 && Int(parts[0]) != nil && Double(parts[1]) != nil
    }
  }

  private static let magic: [(bytes: [UInt8], file: ForeignFile)] = [
    ([0x1F, 0x8B], .gzip), (Array("BZh".utf8), .bzip2), ([0xFD, 0x37, 0x7A, 0x58, 0x5A], .xz),
    ([0x28, 0xB5, 0x2F, 0xFD], .zstandard), ([0x50, 0x4B, 0x03, 0x04], .zip),
    ([0xD0, 0xCF, 0x11, 0xE0], .excel), (Array("PAR1".utf8), .parquet),
    (Array("ARROW1".utf8), .feather), (Array("FEA1".utf8), .feather),
    ([0x89, 0x48, 0x44, 0x46], .hdf5), ([0x80, 0x02], .pickle), ([0x80, 0x03], .pickle),
    ([0x80, 0x04, 0x95], .pickle), ([0x80, 0x05, 0x95], .pickle),
    (Array("SQLite format 3".utf8), .sqlite), ([0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59], .numpy),
    (Array("%PDF".utf8), .pdf), ([0x89, 0x50, 0x4E, 0x47], .image), ([0xFF, 0xD8, 0xFF], .image),
    (Array("GIF8".utf8), .image), (Array("MATLAB 5.0".utf8), .matlab),
    (Array("{\\rtf".utf8), .richText), (Array("version https://git-lfs".utf8), .gitPointer),
    ([0xFF, 0xFE], .utf16), ([0xFE, 0xFF], .utf16),
  ]
}
