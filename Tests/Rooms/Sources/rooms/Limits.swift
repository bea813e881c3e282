import Foundation

/// How large things may become before nobody can hold them in the head.
enum Limits {
  /// Files of a target that all reach each other.
  static let filesInCircle = 8
  /// Members of a type that spreads over more than two files.
  static let members = 80
  /// Lines of a file.
  static let lines = 400
  /// Files directly in a folder.
  static let filesInFolder = 25
}

extension House {
  /// Every limit that is passed, a sentence each; `order` is how the manifest lists the targets.
  func faults(order: [String]) -> [String] {
    unseen.map { "\($0) is not in the index: build everything" }
      + circleFaults + folderFaults + targetFaults(order) + typeFaults + sizeFaults
  }

  private var circleFaults: [String] {
    targets.sorted { $0.key < $1.key }.flatMap { target, files in
      arrows.circles(among: files).filter { $0.count > Limits.filesInCircle }.map {
        "\(target): \($0.count) files use each other in a circle: " + names($0)
      }
    }
  }

  /// Arrows between the folders of a target, each with a pair of files that makes it.
  private func folderArrows(_ files: Set<String>) -> (Arrows, examples: [[String]: String]) {
    var (between, examples): (Arrows, [[String]: String]) = ([:], [:])
    for file in files.sorted() {
      for used in arrows[file, default: []].sorted() where files.contains(used) {
        let pair = [Self.folder(file), Self.folder(used)]
        guard pair[0] != pair[1] else { continue }
        between[pair[0], default: []].insert(pair[1])
        examples[pair] = examples[pair] ?? "\(Self.name(file)) → \(Self.name(used))"
      }
    }
    return (between, examples)
  }

  private var folderFaults: [String] {
    targets.sorted { $0.key < $1.key }.flatMap { target, files in
      let (between, examples) = folderArrows(files)
      return between.circles(among: Set(files.map(Self.folder))).map { circle in
        let pairs = examples.filter { circle.contains($0.key[0]) && circle.contains($0.key[1]) }
        let sentences = pairs.sorted { $0.value < $1.value }.map {
          "\n    \(Self.shown($0.key[0])) → \(Self.shown($0.key[1])), as in \($0.value)"
        }
        return "\(target): folders use each other in a circle: "
          + circle.map(Self.shown).joined(separator: " ") + sentences.joined()
      }
    }
  }

  /// A target knows only those that the manifest lists before it.
  private func targetFaults(_ order: [String]) -> [String] {
    let places = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, $0) })
    return arrows.keys.sorted().flatMap { file in
      arrows[file, default: []].sorted().compactMap { used in
        guard Self.target(file) != Self.target(used), let place = places[Self.target(file)],
          let other = places[Self.target(used)], place < other
        else { return nil }
        return "\(file) uses \(used), which the manifest lists after it"
      }
    }
  }

  private var typeFaults: [String] {
    types.compactMap { type in
      guard type.files.count > 2, type.members.count > Limits.members else { return nil }
      return "\(type.name) in \(type.target) has \(type.members.count) members in "
        + "\(type.files.count) files, and may have \(Limits.members)"
    }
  }

  private var sizeFaults: [String] {
    let folders = Dictionary(grouping: lines.keys) {
      $0.components(separatedBy: "/").dropLast().joined(separator: "/")
    }
    return lines.filter { $0.value > Limits.lines }.sorted { $0.key < $1.key }
      .map { "\($0.key) has \($0.value) lines, and may have \(Limits.lines)" }
      + folders.filter { $0.value.count > Limits.filesInFolder }.sorted { $0.key < $1.key }
      .map { "\($0.key) has \($0.value.count) files, and may have \(Limits.filesInFolder)" }
  }

  /// A line for each target: its files, its largest circle, its folders, what is used first.
  var table: [String] {
    targets.sorted { $0.key < $1.key }.map { target, files in
      let circle = arrows.circles(among: files).first ?? []
      let folders = folderArrows(files).0.components(of: Set(files.map(Self.folder)))
        .map { $0.map(Self.shown).joined(separator: "+") }
      let count = String(files.count)
      return target.padding(toLength: 22, withPad: " ", startingAt: 0)
        + String(repeating: " ", count: max(0, 4 - count.count)) + "\(count) files"
        + (folders.count > 1 ? "   " + folders.joined(separator: " < ") : "")
        + (circle.isEmpty ? "" : "\n    largest circle, of \(circle.count): " + names(circle))
    }
  }

  private static func name(_ file: String) -> String {
    String((file.components(separatedBy: "/").last ?? "").dropLast(".swift".count))
  }

  private static func shown(_ folder: String) -> String { folder.isEmpty ? "." : folder }

  private func names(_ files: [String]) -> String {
    files.map(Self.name).joined(separator: " ")
  }
}
