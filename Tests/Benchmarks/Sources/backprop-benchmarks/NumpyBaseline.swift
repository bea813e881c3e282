#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// What a Python program with numpy says of the networks that it trains.
struct NumpyBaseline {
  let milliseconds: Double
  let loss: Double

  /// Runs a program that lies beside this file: a line for each network, in a process of its own, on
  /// one thread. `nil` if there is no Python with numpy.
  static func run(_ name: String, _ argument: String = "") -> [NumpyBaseline]? {
    let file = #filePath.replacing("NumpyBaseline.swift", with: name)
    let command = "OPENBLAS_NUM_THREADS=1 python3 '\(file)' '\(argument)' 2>/dev/null"
    guard let output = popen(command, "r") else { return nil }
    defer { pclose(output) }
    var results: [NumpyBaseline] = []
    var line = [CChar](repeating: 0, count: 256)
    while fgets(&line, Int32(line.count), output) != nil {
      let text = String(decoding: line.prefix { $0 != 0 }.map(UInt8.init), as: UTF8.self)
      let numbers = text.split(whereSeparator: \.isWhitespace).compactMap { Double($0) }
      guard numbers.count == 2 else { return nil }
      results.append(NumpyBaseline(milliseconds: numbers[0], loss: numbers[1]))
    }
    return results
  }
}
