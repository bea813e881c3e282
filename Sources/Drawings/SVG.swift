import Cells
import Screen

/// A drawing as the text of an SVG file: wires are paths, signs are shapes, and text stays text.
///
/// A text takes exactly the columns that it has in the drawing, whatever the font, so that no two of
/// them overlap. Several drawings of one size are played one after the other; where nothing moves, or
/// a reader wants no motion, the first of them stands.
package struct SVG {
  /// The title, which is read instead of the drawing.
  private let title: String
  /// What can be seen in it.
  private let summary: String
  private let colours: SVGColours
  private let drawings: [Drawing]

  /// The width and height of a cell, and the distance of its baseline from above.
  private static let (width, height, baseline) = (9.0, 20.0, 14.5)
  /// How long each drawing is shown, in seconds.
  private static let duration = 1.2

  /// A file with a drawing, or with several that are shown one after the other.
  package init(_ drawings: [Drawing], title: String, summary: String, _ colours: SVGColours) {
    self.drawings = drawings
    self.title = title
    self.summary = summary
    self.colours = colours
  }

  /// The text of the file.
  package var text: String {
    let bounds = drawings.map(\.bounds)
    let left = bounds.map(\.columns.lowerBound).min() ?? 0
    let top = bounds.map(\.rows.lowerBound).min() ?? 0
    let columns = (bounds.map(\.columns.upperBound).max() ?? 0) - left
    let rows = (bounds.map(\.rows.upperBound).max() ?? 0) - top
    let (wide, high) = (Self.x(Double(columns) + 2), Self.y(Double(rows) + 1))
    let elements = drawings.map(Self.elements)
    let common = Set(elements.first ?? []).filter { element in
      elements.allSatisfy { $0.contains(element) }
    }
    let still =
      elements.count > 1 ? (elements.first ?? []).filter(common.contains) : elements.first ?? []
    var lines = [
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 \(wide) \(high)\" "
        + "width=\"\(wide)\" height=\"\(high)\" role=\"img\" aria-labelledby=\"title desc\">",
      "<!-- \(Self.mark) -->",
      "<title id=\"title\">\(Self.escaped(title))</title>",
      "<desc id=\"desc\">\(Self.escaped(summary))</desc>",
      "<style>", colours.rules + (elements.count > 1 ? "\n" + motion : ""), "</style>",
      "<rect class=\"paper\" width=\"\(wide)\" height=\"\(high)\"/>",
      "<g transform=\"translate(\(Self.x(1 - Double(left))) \(Self.y(0.5 - Double(top))))\">",
    ]
    lines += still
    if elements.count > 1 {
      for (index, elements) in elements.enumerated() {
        lines.append(
          "<g class=\"step\(index == 0 ? " first" : "")\" style=\"animation-delay:"
            + "\(Self.number(Double(index) * Self.duration))s\">")
        lines += elements.filter { !common.contains($0) }
        lines.append("</g>")
      }
    }
    return (lines + ["</g>", "</svg>"]).joined(separator: "\n") + "\n"
  }

  /// A comment by which a file is known as one that was written by this program.
  package static let mark = "drawn by backprop"

  /// The rules that show one drawing after the other.
  private var motion: String {
    let whole = Self.number(Double(drawings.count) * Self.duration)
    let share = Self.number(100 / Double(drawings.count))
    return """
      .step{visibility:hidden}
      .step.first{visibility:visible}
      @media (prefers-reduced-motion:no-preference){
      .step,.step.first{animation:shown \(whole)s step-end infinite both}
      }
      @keyframes shown{0%{visibility:visible}\(share)%{visibility:hidden}100%{visibility:hidden}}
      """
  }

  // MARK: Elements

  private static func elements(of drawing: Drawing) -> [String] {
    backs(of: drawing) + paths(of: drawing) + drawing.marks.map(element)
      + drawing.texts.map(element)
  }

  /// What is behind texts whose colour is that of the paper: wider than they are, so that a sign as
  /// wide as its cell, such as a minus, does not divide it.
  private static func backs(of drawing: Drawing) -> [String] {
    drawing.texts.filter { $0.style.isReversed }.map { text in
      "<rect class=\"behind \(text.style)\" x=\"\(x(Double(text.columns.lowerBound) - 0.4))\" "
        + "y=\"\(y(Double(text.row)))\" width=\"\(x(Double(text.columns.count) + 0.8))\" "
        + "height=\"\(y(1))\"/>"
    }
  }

  /// A path for all lines of the same look.
  private static func paths(of drawing: Drawing) -> [String] {
    struct Look: Hashable { let style: Style, isHeavy: Bool }
    let groups = Dictionary(grouping: drawing.lines) { Look(style: $0.style, isHeavy: $0.isHeavy) }
    let order = Style.allCases.flatMap { style in
      [false, true].map { Look(style: style, isHeavy: $0) }
    }
    return order.compactMap { look in
      guard let lines = groups[look] else { return nil }
      let data = lines.map { line in
        "M" + place(line.start)
          + (line.corner.map { "Q\(place($0)) \(place(line.end))" } ?? "L" + place(line.end))
      }
      return "<path class=\"\(look.style)\(look.isHeavy ? " heavy" : "")\" d=\"\(data.joined())\"/>"
    }
  }

  private static func element(_ mark: Drawing.Mark) -> String {
    let (across, down) = (mark.place.column * width, mark.place.row * height)
    func circle(_ radius: Double, _ look: String) -> String {
      "<circle class=\"\(look) \(mark.style)\" cx=\"\(number(across))\" cy=\"\(number(down))\" "
        + "r=\"\(number(radius))\"/>"
    }
    func diamond(_ look: String) -> String {
      let corners = [(0.0, -6.0), (5.0, 0.0), (0.0, 6.0), (-5.0, 0.0)]
      let points = corners.map { "\(number(across + $0.0)),\(number(down + $0.1))" }
      return
        "<polygon class=\"\(look) \(mark.style)\" points=\"\(points.joined(separator: " "))\"/>"
    }
    return switch mark.sign {
    case .joint: circle(2.6, "mark")
    case .fork: circle(4, "mark")
    case .leaf: circle(4, "hollow")
    case .gate: diamond("hollow")
    case .gateAtWork: diamond("mark")
    case .breakpoint:
      "<rect class=\"mark \(mark.style)\" x=\"\(number(across - 4))\" y=\"\(number(down - 4))\" "
        + "width=\"8\" height=\"8\"/>"
    }
  }

  private static func element(_ text: Drawing.Text) -> String {
    "<text class=\"\(text.style)\" x=\"\(x(Double(text.columns.lowerBound)))\" "
      + "y=\"\(number(Double(text.row) * height + baseline))\" "
      + "textLength=\"\(x(Double(text.columns.count)))\" lengthAdjust=\"spacingAndGlyphs\" "
      + "xml:space=\"preserve\">\(escaped(text.text))</text>"
  }

  // MARK: Numbers and characters

  private static func x(_ columns: Double) -> String { number(columns * width) }
  private static func y(_ rows: Double) -> String { number(rows * height) }
  private static func place(_ place: Drawing.Place) -> String {
    x(place.column) + " " + y(place.row)
  }

  /// A number with at most two decimals, and no more than it needs.
  private static func number(_ value: Double) -> String {
    let hundredths = Int((value * 100).rounded())
    if hundredths % 100 == 0 { return "\(hundredths / 100)" }
    let sign = hundredths < 0 ? "-" : ""
    let fraction = abs(hundredths) % 100
    let digits =
      fraction % 10 == 0 ? "\(fraction / 10)" : fraction < 10 ? "0\(fraction)" : "\(fraction)"
    return "\(sign)\(abs(hundredths) / 100).\(digits)"
  }

  private static func escaped(_ text: String) -> String {
    var escaped = ""
    for character in text {
      switch character {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      default: escaped.append(character)
      }
    }
    return escaped
  }
}
