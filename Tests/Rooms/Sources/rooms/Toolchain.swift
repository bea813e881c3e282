import Foundation

/// The compiler in use.
enum Toolchain {
  /// The library that reads what the compiler notes while it builds.
  static func indexLibrary() throws(Problem) -> String {
    struct Target: Decodable {
      struct Paths: Decodable { let runtimeResourcePath: String }
      let paths: Paths
    }
    guard let output = try? output(of: ["swiftc", "-print-target-info"]),
      let target = try? JSONDecoder().decode(Target.self, from: output)
    else { throw Problem("swiftc does not say where its libraries are: is it on the PATH?") }
    let folder = URL(filePath: target.paths.runtimeResourcePath).deletingLastPathComponent()
    for name in ["libIndexStore.so", "libIndexStore.dylib"] {
      let path = folder.appending(path: name).path
      if FileManager.default.fileExists(atPath: path) { return path }
    }
    throw Problem(
      "libIndexStore is missing in \(folder.path): install a whole toolchain from swift.org, "
        + "the packages of some systems leave it out")
  }

  /// The targets of a package in the order in which its manifest lists them.
  static func targets(of package: URL) throws(Problem) -> [String] {
    struct Package: Decodable {
      struct Target: Decodable { let name: String }
      let targets: [Target]
    }
    let command = ["swift", "package", "--package-path", package.path, "dump-package"]
    guard let output = try? output(of: command),
      let manifest = try? JSONDecoder().decode(Package.self, from: output)
    else { throw Problem("there is no package in \(package.path)") }
    return manifest.targets.map(\.name)
  }

  private static func output(of command: [String]) throws -> Data {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = command
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return data
  }
}
