import Foundation

// How the project in a folder is divided. The exit status is 1 where a limit is passed.
let project = URL(filePath: CommandLine.arguments.dropFirst().first ?? ".")
  .standardizedFileURL.resolvingSymlinksInPath()
do throws(Problem) {
  let house = try House(project)
  let faults = house.faults(order: try Toolchain.targets(of: project))
  print(house.table.joined(separator: "\n"))
  let largest = house.types.first { $0.files.count > 2 }
  print(
    "most members of a type in several files: "
      + (largest.map { "\($0.name), \($0.members.count)" } ?? "none"))
  for fault in faults { print("fault: \(fault)") }
  print(faults.isEmpty ? "rooms: no fault" : "rooms: \(faults.count) faults")
  exit(faults.isEmpty ? 0 : 1)
} catch {
  print("rooms: \(error.sentence)")
  exit(1)
}
