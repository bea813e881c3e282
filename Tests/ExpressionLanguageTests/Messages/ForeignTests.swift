import Backpropagation
import ComputationGraph
import ExpressionLanguage
import Foundation
import Testing

/// Files as people write them who come from numpy, PyTorch, JAX, MATLAB, TeX and school, what is
/// offered for them, and the numbers that they give where they come from.
@Suite struct ForeignTests {
  /// A file as it was written elsewhere.
  private struct Original {
    let name: String
    let text: String
    /// The numbers that it gives there, by quantities such as `f`, `grad w` and `w after 20`.
    var numbers: [String: [Double]] = [:]
  }

  /// What came of a file after all offers were taken, up to three times.
  private struct Outcome {
    let hasOffer: Bool
    let document: Document?
    let text: String
  }

  @Test func `at least 8 of 10 get an offer and give their numbers after at most three rounds`()
    throws
  {
    let originals = try Self.originals()
    #expect(originals.count >= 300)
    var offered = 0
    var right = 0
    var wrong: [String] = []
    for original in originals {
      let outcome = Self.takeAllOffers(original.text)
      offered += outcome.hasOffer ? 1 : 0
      guard let document = outcome.document else { continue }
      let differences = Self.differences(document, original.numbers)
      if differences.isEmpty { right += 1 } else { wrong += ["\(original.name): \(differences)"] }
    }
    #expect(offered * 10 >= originals.count * 8, "\(offered) of \(originals.count)")
    #expect(right * 10 >= originals.count * 8, "\(right) of \(originals.count)")
    // What is accepted means what its writer meant.
    #expect(wrong == [])
  }

  @Test func `where nothing is offered, the message says what the program has instead`() throws {
    for original in try Self.originals() {
      let outcome = Self.takeAllOffers(original.text)
      guard outcome.document == nil else { continue }
      let syntax = Syntax(parsing: outcome.text)
      guard case .failure(let list) = Document.make(from: syntax) else { continue }
      let notes = list.diagnostics.flatMap(\.notes)
      #expect(!notes.isEmpty, "\(original.name): \(list.text(file: "f", source: syntax.source))")
    }
  }

  /// Applies the first offer of every message at once, three times.
  private static func takeAllOffers(_ text: String) -> Outcome {
    var utf8 = Array(text.utf8)
    var hasOffer = false
    for round in 0...3 {
      let syntax = Syntax(parsing: utf8)
      switch Document.make(from: syntax) {
      case .success(let document):
        return Outcome(
          hasOffer: hasOffer, document: document, text: String(decoding: utf8, as: UTF8.self))
      case .failure(let list):
        expectOffersWork(list, in: syntax.source, inputs: [:], files: [:])
        var edits: [Correction.Edit] = []
        for diagnostic in list.diagnostics {
          let offers = diagnostic.notes.compactMap { note -> Correction? in
            // A value of 1 for a name without one is no translation.
            if case .giveValue = note { nil } else { note.correction }
          }
          guard let offer = offers.first, !offer.edits.contains(where: { overlaps($0, edits) })
          else { continue }
          edits += offer.edits
        }
        if round == 0 { hasOffer = !edits.isEmpty }
        if round == 3 || edits.isEmpty { break }
        edits.sort { $0.span.start < $1.span.start }
        utf8 = Correction(edits).applied(to: utf8)
      }
    }
    return Outcome(
      hasOffer: hasOffer, document: nil, text: String(decoding: utf8, as: UTF8.self))
  }

  private static func overlaps(_ edit: Correction.Edit, _ others: [Correction.Edit]) -> Bool {
    others.contains { other in
      edit.span.start < max(other.span.end, other.span.start + 1)
        && other.span.start < max(edit.span.end, edit.span.start + 1)
    }
  }

  /// The quantities whose numbers are others than those of the original.
  private static func differences(
    _ document: Document, _ numbers: [String: [Double]]
  ) -> [String] {
    var timeline = Timeline(Training(of: document.objective))
    var differences: [String] = []
    for (quantity, expected) in numbers.sorted(by: { $0.key < $1.key }) {
      let words = quantity.split(separator: " ").map(String.init)
      let isGradient = words[0] == "grad"
      let iteration = words.count == 3 ? Int(words[2]) ?? 0 : 0
      guard let node = document.node(named: isGradient ? words[1] : words[0]) else {
        differences.append("\(quantity) is not there")
        continue
      }
      let position = timeline.plan.end(of: .backward, in: iteration)
      let found = timeline.snapshot(at: position).numbers
      let tensor =
        isGradient
        ? found.gradient(of: node, in: document.graph) : found.value(of: node, in: document.graph)
      let isNear = zip(tensor.elements, expected).allSatisfy {
        abs($0 - $1) <= 1e-9 * max(1, abs($1))
      }
      if tensor.elements.count != expected.count || !isNear {
        differences.append("\(quantity) is \(tensor.elements) and should be \(expected)")
      }
    }
    return differences
  }

  /// The files of the folder `Foreign`, with their numbers, which `originals.py` has computed.
  private static func originals() throws -> [Original] {
    let folder = try #require(Bundle.module.url(forResource: "Foreign", withExtension: nil))
    var numbers: [String: [String: [Double]]] = [:]
    for line in try lines(of: folder.appending(path: "numbers.txt")) where !line.isEmpty {
      let cells = line.components(separatedBy: " | ")
      let values = cells[3].split(separator: " ").compactMap { Double($0) }
      numbers[cells[0] + ": " + cells[1], default: [:]][cells[2]] = values
    }
    var originals: [Original] = []
    for origin in ["jax", "matlab", "numpy", "others", "school", "tex", "torch"] {
      var name: String?
      var text: [String] = []
      var isOriginal = true
      for line in try lines(of: folder.appending(path: origin + ".txt")) + ["=== "] {
        if line.hasPrefix("=== ") {
          if let name {
            let key = origin + ": " + name
            originals.append(
              Original(
                name: key, text: text.joined(separator: "\n") + "\n", numbers: numbers[key] ?? [:]))
          }
          (name, text, isOriginal) = (String(line.dropFirst(4)), [], true)
        } else if line.hasPrefix("---") {
          isOriginal = false
        } else if isOriginal {
          text.append(line)
        }
      }
    }
    return originals
  }

  private static func lines(of file: URL) throws -> [String] {
    try String(contentsOf: file, encoding: .utf8).components(separatedBy: "\n")
  }
}
