import ExpressionLanguage
import LectureGraphs
import Learning

/// A file that is shown while it is attacked: an example, or one of the small files of all kinds.
struct ShownFile {
  let name: String
  let bytes: [UInt8]

  static let all =
    LectureGraphs.all.map { ShownFile(name: $0.fileName, bytes: $0.bytes) }
    + Corpus.files.enumerated().map { ShownFile(name: "corpus-\($0).expr", bytes: $1) }

  /// The numbers of those that name no rows: on them everything goes quickly.
  static let withoutRows = all.indices.filter { Syntax(parsing: all[$0].bytes).files.isEmpty }

  /// The file with a number, which may be any.
  init(number: Int) { self = Self.all[number % Self.all.count] }

  private init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }

  /// The name of the example; `nil` where it is none.
  var exampleName: String? { LectureGraphs.named(name)?.name }

  /// What somebody makes of the file: the same, with some damages, with another number, or another
  /// file.
  func edited(seed: UInt64) -> [UInt8] {
    var random = RandomNumbers(seed: seed)
    switch random.below(4) {
    case 0: return bytes
    case 1: return random.one(of: Self.all).bytes
    case 2: return random.damaged([bytes])
    default:
      var text = bytes
      let digits = text.indices.filter { (0x30...0x39).contains(text[$0]) }
      if !digits.isEmpty { text[random.one(of: digits)] = UInt8(0x30 + random.below(10)) }
      return text
    }
  }

  /// The file as the program reads it, with the rows that it names.
  func read(_ bytes: [UInt8]) -> SourceFile {
    SourceFile(name: name, bytes: bytes) { Self.table($0) }
  }

  /// Rows that an example or one of the small files names.
  @Sendable static func table(_ file: FileReference) -> Result<CSVTable, FileProblem> {
    if let data = LectureGraphs.data(at: file.path) { return file.table(of: data) }
    guard let rows = Corpus.rows[file.path] else {
      return .failure(.unreadable(reason: "there is no such file"))
    }
    return rows.withUnsafeBytes { file.table(of: $0) }
  }
}
