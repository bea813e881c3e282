import Foundation

/// The files of a project, who uses whom, and the members of types.
struct House {
  /// A type with what belongs to it, wherever it is written.
  struct TypeMembers {
    let name: String
    let target: String
    var members: Set<String> = []
    var files: Set<String> = []
  }

  /// The paths of all Swift files below `Sources`, seen from there, with the number of their lines.
  let lines: [String: Int]
  /// The files that the compiler has not noted anything of.
  let unseen: [String]
  /// Between files.
  let arrows: Arrows
  /// The types of the project, by what identifies them.
  let types: [TypeMembers]

  /// Reads the sources of a project and what a debug build has noted of them.
  init(_ project: URL) throws(Problem) {
    let sources = project.appending(path: "Sources").path + "/"
    lines = Self.lines(below: sources)
    let paths = lines
    let store = try IndexStore(project.appending(path: ".build/debug/index/store"))
    let noted = store.files { path in
      path.hasPrefix(sources) && paths[String(path.dropFirst(sources.count))] != nil
    }
    let files = Dictionary(
      uniqueKeysWithValues: noted.map { (String($0.key.dropFirst(sources.count)), $0.value) })
    unseen = paths.keys.filter { files[$0] == nil }.sorted()
    var homes: [String: String] = [:]
    for path in files.keys.sorted() {
      for identifier in files[path]?.definitions.keys.sorted() ?? [] {
        homes[identifier] = homes[identifier] ?? path
      }
    }
    arrows = files.reduce(into: [:]) { arrows, file in
      arrows[file.key] = Set(file.value.references.compactMap { homes[$0] }).subtracting([file.key])
    }
    types = Self.types(files, homes)
  }

  /// The target of a file: the first folder of its path.
  static func target(_ path: String) -> String { path.components(separatedBy: "/")[0] }

  /// The folder of a file within its target; empty where it stands directly in it.
  static func folder(_ path: String) -> String {
    path.components(separatedBy: "/").dropFirst().dropLast().joined(separator: "/")
  }

  /// The files of each target.
  var targets: [String: Set<String>] {
    Dictionary(grouping: lines.keys, by: Self.target).mapValues { Set($0) }
  }

  private static func lines(below folder: String) -> [String: Int] {
    let paths = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    return paths.reduce(into: [:]) { lines, path in
      guard path.hasSuffix(".swift"), let data = FileManager.default.contents(atPath: folder + path)
      else { return }
      lines[path] = data.count { $0 == UInt8(ascii: "\n") }
    }
  }

  private static func types(
    _ files: [String: IndexStore.File], _ homes: [String: String]
  ) -> [TypeMembers] {
    let extended = files.values.reduce(into: [:]) { all, file in
      all.merge(file.extended) { first, _ in first }
    }
    var types: [String: TypeMembers] = [:]
    for (path, file) in files {
      for (member, owner) in file.members {
        let type = extended[owner] ?? owner
        guard let home = homes[type], let name = files[home]?.definitions[type] else { continue }
        types[type, default: TypeMembers(name: name, target: target(home))].members.insert(member)
        types[type]?.files.insert(path)
      }
    }
    return types.values.sorted { ($0.members.count, $0.name) > ($1.members.count, $1.name) }
  }
}
