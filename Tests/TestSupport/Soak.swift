import Foundation

/// How much of a property is tried: a part of it in `make test`, all of it in `make soak`.
///
/// A property whose whole takes more than 20 seconds of processor time asks here.
package enum Soak {
  /// Whether all of it is tried.
  package static let isOn = ProcessInfo.processInfo.environment["BACKPROP_SOAK"] == "1"

  /// How many cases are tried.
  package static func count(_ few: Int, of all: Int) -> Int { isOn ? all : few }

  /// The cases that are tried: all, or `few` of them at even distances, with the first.
  package static func some<Case>(_ few: Int, of all: [Case]) -> [Case] {
    let count = min(count(few, of: all.count), all.count)
    return (0..<count).map { all[$0 * all.count / count] }
  }
}
