#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// One benchmark's results: a table for people, or one JSON object per row.
struct Report {
  enum Cell {
    case text(String)
    case count(Int)
    case number(Double)
    case missing

    fileprivate var shown: String {
      switch self {
      case .text(let text): text
      case .count(let count): String(count)
      case .number(let number): number.rounded(toPlaces: 2)
      case .missing: "–"
      }
    }

    fileprivate var json: String {
      switch self {
      case .text(let text):
        "\"\(text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""
      case .count(let count): String(count)
      case .number(let number): String(number)
      case .missing: "null"
      }
    }
  }

  let title: String
  let columns: [String]
  let rows: [[Cell]]

  func show(_ isJSON: Bool) {
    if isJSON { printJSON() } else { printTable() }
  }

  private func printTable() {
    let shown = [columns] + rows.map { $0.map(\.shown) }
    let widths = columns.indices.map { column in shown.map { $0[column].count }.max() ?? 0 }
    print("\n\(title)\n")
    for row in shown {
      let cells = zip(row, widths).enumerated().map { place, cell in
        let space = String(repeating: " ", count: cell.1 - cell.0.count)
        return place == 0 ? cell.0 + space : space + cell.0
      }
      print(cells.joined(separator: "  "))
    }
  }

  private func printJSON() {
    for row in rows {
      let members = zip(["benchmark"] + columns, [.text(title)] + row).map { name, cell in
        "\"\(name)\": \(cell.json)"
      }
      print("{\(members.joined(separator: ", "))}")
    }
  }
}

extension Double {
  func rounded(toPlaces places: Int) -> String {
    let scale = pow(10, Double(places))
    let digits = String(Int((abs(self) * scale).rounded()))
    let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
    return (self < 0 ? "-" : "") + padded.dropLast(places) + "." + padded.suffix(places)
  }
}
