import Backpropagation
import ComputationGraph
import ExpressionLanguage
import Sentences

/// Breakpoints as typed after `:break`, and as written in messages.
extension Breakpoint {
  package static let usage =
    ":break NAME, :break grad NAME > 5, :break grad = 0, :break nan, :break loss rises"

  /// Reads `q`, `grad w > 5`, `grad < 0.001`, `grad = 0`, `nan` or `loss rises`.
  package init(_ text: String, in document: Document) throws(Refusal) {
    let words = Self.words(of: text)
    // A gate without a name is called by its expression, which may have blanks.
    if let node = document.node(called: text) {
      self = .node(node)
      return
    }
    switch (words.first, words.count) {
    case ("nan", 1) where document.node(named: "nan") == nil:
      self = .notFinite
    case ("loss", 2) where words[1] == "rises":
      self = .lossRises
    case ("grad", 3...):
      let name = words.count > 3 ? words[1..<words.count - 2].joined(separator: " ") : nil
      self = .gradient(
        try name.map { name throws(Refusal) in try Self.node(named: name, in: document) },
        try Self.test(words[words.count - 2], words[words.count - 1]))
    case (let name?, 1):
      self = .node(try Self.node(named: name, in: document))
    default:
      throw Refusal("usage: \(Self.usage)")
    }
  }

  private static func node(named name: String, in document: Document) throws(Refusal) -> Node.ID {
    guard let node = document.node(called: name) else {
      throw Refusal("nothing here is called '\(name)'; usage: \(usage)")
    }
    return node
  }

  private static func test(_ comparison: String, _ text: String) throws(Refusal) -> GradientTest {
    guard let bound = Double(typed: text), bound >= 0 else {
      throw Refusal(
        "a gradient is compared with a number from 0 on, without its sign, not '\(text)'")
    }
    switch comparison {
    case ">": return .above(bound)
    case "<" where bound > 0: return .below(bound)
    case "=" where bound == 0: return .zero
    default: throw Refusal("a gradient is compared by > 5, < 0.001 or = 0")
    }
  }

  /// The words, even where no blanks surround a sign.
  private static func words(of text: String) -> [String] {
    var words: [String] = [""]
    for character in text {
      if "<>=".contains(character) {
        words += [String(character), ""]
      } else if character == " " {
        words.append("")
      } else {
        words[words.count - 1].append(character)
      }
    }
    return words.filter { !$0.isEmpty }
  }

  /// Its condition in a few words: `|∂f/∂w| > 5`.
  package func text(_ words: Wording) -> String {
    switch self {
    case .node(let node): "\(words.name(node)) at work"
    case .gradient(let node?, let test): Self.text(test, of: words.gradientName(node))
    case .gradient(nil, let test):
      Self.text(test, of: "∂\(words.factor(words.snapshot.output))/∂anything")
    case .notFinite: "a number that is not finite"
    case .lossRises: "the loss rises"
    }
  }

  private static func text(_ test: GradientTest, of gradient: String) -> String {
    switch test {
    case .above(let bound): "|\(gradient)| > \(NumberText.brief(bound))"
    case .below(let bound): "|\(gradient)| < \(NumberText.brief(bound))"
    case .zero: "\(gradient) = 0 exactly"
    }
  }
}

extension Breakpoint.Stop {
  /// The condition that holds here, with the name of the node: `∂f/∂w1 = 0 exactly`.
  package func text(of breakpoint: Breakpoint, _ words: Wording) -> String {
    switch breakpoint {
    case .node: return breakpoint.text(words)
    case .gradient(_, let test):
      let text = Breakpoint.gradient(node, test).text(words)
      let gradient = words.gradient(node)
      guard test != .zero, let number = gradient.scalar else { return text }
      return "\(text): it is \(NumberText.significant(number, digits: 4))"
    case .notFinite:
      let isValue = words.snapshot.phase == .forward || words.snapshot.phase == .update
      let tensor = isValue ? words.value(node) : words.gradient(node)
      let number = tensor.elements.first { !$0.isFinite } ?? .nan
      let name = isValue ? words.name(node) : words.gradientName(node)
      return (tensor.shape.isScalar ? "\(name) = " : "an entry of \(name) is ")
        + NumberText.shortest(number)
    case .lossRises:
      return
        "the loss rises to \(Writing(decimals: words.decimals).text(words.value(node), more: 2))"
    }
  }
}
