import CIndexStore
import Foundation

/// What the compiler has noted of every file that it compiled.
struct IndexStore {
  /// One file: what it defines and what it uses.
  struct File {
    /// What is defined, by its identifier.
    var definitions: [String: String] = [:]
    /// The identifiers of what is used.
    var references: Set<String> = []
    /// Members, with the type or the extension in which they stand.
    var members: [(member: String, owner: String)] = []
    /// The identifiers of extensions, with the type that each extends.
    var extended: [String: String] = [:]
  }

  private let library: IndexLibrary
  private let store: UnsafeMutableRawPointer
  private let folder: URL

  /// Opens what a debug build has left in a folder.
  init(_ folder: URL) throws(Problem) {
    let path = try Toolchain.indexLibrary()
    var library = IndexLibrary()
    if let missing = index_library_load(path, &library) {
      throw Problem("\(path) cannot be used: \(String(cString: missing))")
    }
    guard FileManager.default.fileExists(atPath: folder.path),
      let store = library.open_store(folder.path, nil)
    else { throw Problem("there is no index in \(folder.path): run 'swift build' first") }
    self.library = library
    self.store = store
    self.folder = folder
  }

  /// What is noted of the files that are there and satisfy a condition, by their paths.
  func files(where isWanted: (String) -> Bool) -> [String: File] {
    var records: [String: Set<String>] = [:]
    for name in unitNames {
      guard let unit = library.open_unit(store, name, nil) else { continue }
      defer { library.close_unit(unit) }
      each({ library.each_dependency(unit, $0, $1) }) { dependency in
        guard library.dependency_kind(dependency) == Code.record else { return }
        let path = text(library.dependency_path(dependency))
        if isWanted(path) {
          records[path, default: []].insert(text(library.dependency_name(dependency)))
        }
      }
    }
    // What became of a file earlier is still noted: the newest counts.
    return records.compactMapValues { $0.max { age(of: $0) < age(of: $1) }.map(file) }
  }

  private var unitNames: [String] {
    var names: [String] = []
    withUnsafeMutablePointer(to: &names) { names in
      _ = library.each_unit(store, 0, names) { context, name in
        context?.assumingMemoryBound(to: [String].self).pointee.append(text(name))
        return true
      }
    }
    return names
  }

  private func age(of record: String) -> Date {
    let path = folder.appending(path: "v5/records/\(record.suffix(2))/\(record)").path
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    return attributes?[.modificationDate] as? Date ?? .distantPast
  }

  private func file(_ record: String) -> File {
    var file = File()
    guard let reader = library.open_record(store, record, nil) else { return file }
    defer { library.close_record(reader) }
    each({ library.each_occurrence(reader, $0, $1) }) { occurrence in
      guard let symbol = library.occurrence_symbol(occurrence) else { return }
      let roles = library.occurrence_roles(occurrence)
      let identifier = text(library.symbol_identifier(symbol))
      if roles & Code.definition != 0 {
        file.definitions[identifier] = text(library.symbol_name(symbol))
        relations(of: occurrence, Code.childOf) { owner, kind in
          if Code.types.contains(kind) { file.members.append((identifier, owner)) }
        }
      }
      if roles & Code.reference != 0 {
        file.references.insert(identifier)
        relations(of: occurrence, Code.extendedBy) { extended, _ in
          file.extended[extended] = identifier
        }
      }
    }
    return file
  }

  private func relations(
    of occurrence: UnsafeMutableRawPointer, _ role: UInt64, _ body: (String, Int32) -> Void
  ) {
    each({ library.each_relation(occurrence, $0, $1) }) { relation in
      guard library.relation_roles(relation) & role != 0,
        let symbol = library.relation_symbol(relation)
      else { return }
      body(text(library.symbol_identifier(symbol)), library.symbol_kind(symbol))
    }
  }

  /// The library's numbers for kinds and roles.
  private enum Code {
    static let record: Int32 = 2
    static let definition: UInt64 = 1 << 1
    static let reference: UInt64 = 1 << 2
    static let childOf: UInt64 = 1 << 9
    static let extendedBy: UInt64 = 1 << 14
    /// Enumerations, structures, classes, protocols and extensions.
    static let types: ClosedRange<Int32> = 5...9
  }
}

/// Why nothing can be measured: a sentence.
struct Problem: Error {
  let sentence: String

  init(_ sentence: String) { self.sentence = sentence }
}

private func text(_ text: IndexText) -> String {
  guard let data = text.data else { return "" }
  let bytes = UnsafeRawBufferPointer(start: data, count: text.length)
  return String(decoding: bytes, as: UTF8.self)
}

/// Calls a closure for each of several things.
private func each(
  _ visitAll: (UnsafeMutableRawPointer, @escaping IndexVisitor) -> Bool,
  _ body: (UnsafeMutableRawPointer) -> Void
) {
  withoutActuallyEscaping(body) { body in
    var context = body
    withUnsafeMutablePointer(to: &context) { context in
      _ = visitAll(context) { context, thing in
        if let thing {
          context?.assumingMemoryBound(to: ((UnsafeMutableRawPointer) -> Void).self).pointee(thing)
        }
        return true
      }
    }
  }
}
