import Learning
import Testing

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Files of rows that are damaged at random: there is a table or a problem, and the same whether
/// they are read whole or in pieces.
///
/// The same inputs are tried on every machine. `BACKPROP_FUZZ_INPUTS` says how many.
@Suite struct CSVFuzzTests {
  @Test func `a damaged file gives a table or a problem`() throws {
    let count = getenv("BACKPROP_FUZZ_INPUTS").flatMap { Int(String(cString: $0)) } ?? 20_000
    let valid = [nastyFile, "1,2\n3,4\n5,6\n", "x,y,k\n1,2,a\n3,4,b\r\n5,6,\"a\"\n"]
      .map { Array($0.utf8) }
    var random = RandomNumbers(seed: 2)
    var tables = 0
    for input in 0..<count {
      let file = random.damaged(valid)
      let chunk = 1 + random.below(9)
      let whole = Result { try table(file, label: "k") }
      let split = Result { try table(file, chunk: chunk, label: "k") }
      switch (whole, split) {
      case (.success(let whole), .success(let split)):
        tables += 1
        #expect(whole == split, "input \(input)")
        #expect(whole.elements.count == whole.rowCount * whole.columnCount, "input \(input)")
      case (.failure(let whole as CSVProblem), .failure(let split as CSVProblem)):
        #expect(whole == split, "input \(input)")
      default: Issue.record("input \(input): \(whole) and in chunks \(split)")
      }
    }
    #expect((count / 10...count * 9 / 10).contains(tables), "\(tables)")
  }
}

/// Everything that may be split: a mark, names, quotes, line ends of three kinds, signs of
/// exponents, letters of several bytes.
let nastyFile =
  "\u{FEFF} \"a \"\"x\"\"\" ,b,\"wört,er\r\n\"\r\n\r\n1.5e-3,\"-2\", \"ä,\"\"\n\" \r-4 ,5E+2,ß\n"
  + "\n \t\n123456789012345678,0.1,\"\"\"\"\r\n7,8,\"ß\""

extension RandomNumbers {
  /// A finite number, long or short, near the limits of the fast way or far from them.
  mutating func decimal() -> String {
    switch below(4) {
    case 0: return "\(Double(bitPattern: next() & 0xBFEF_FFFF_FFFF_FFFF))"
    case 1: return "\(Int64(bitPattern: next() >> UInt64(below(64))))"
    default: break
    }
    var text = ["", "-", "+"][below(3)]
    let whole = below(20)
    let fraction = below(2) * (whole == 0 ? 1 + below(20) : below(20))
    for _ in 0..<max(whole, fraction == 0 ? 1 : 0) { text += "\(below(10))" }
    if fraction > 0 || below(9) == 0 { text += "." }
    for _ in 0..<fraction { text += "\(below(10))" }
    if below(2) == 0 { text += ["e", "E"][below(2)] + ["", "-", "+"][below(3)] + "\(below(45))" }
    return text
  }

  /// One of the files with one to four damages.
  mutating func damaged(_ files: [[UInt8]]) -> [UInt8] {
    var file = files[below(files.count)]
    for _ in 0...below(4) where !file.isEmpty {
      let place = below(file.count)
      switch below(5) {
      case 0: file[place] = UInt8(below(256))
      case 1: file.removeSubrange(place..<min(file.count, place + below(6)))
      case 2: file.insert(Array(",\"\n\r 1x".utf8)[below(7)], at: place)
      case 3: file.insert(contentsOf: file[place..<min(file.count, place + 9)], at: below(place))
      default: file = Array(file[..<place])
      }
    }
    return file
  }
}
