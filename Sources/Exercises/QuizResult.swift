import Backpropagation
import Debugging
import Sentences

extension Quiz {
  /// The result: the score, the mistakes by frequency, and the questions not answered right at
  /// once.
  package var resultLines: [String] {
    var lines = ["\(score) of \(records.count) right at once"]
    if records.count < count { lines[0] += ", \(count - records.count) not answered" }
    let made = Mistake.allCases.map { mistake in
      (mistake, records.count { $0.mistake == mistake })
    }.filter { $0.1 > 0 }.sorted { $0.1 > $1.1 }
    if !made.isEmpty {
      lines += ["", "mistakes"] + made.map { "  \($0.1) × \($0.0.words)" }
    }
    let missed = records.filter { !$0.isRight }
    if !missed.isEmpty {
      lines += ["", "not right at once"]
      lines += missed.map { record in
        let answers = record.answers.joined(separator: ", ")
        return "  \(record.phase.name)  \(record.question) = "
          + NumberText.shortest(record.expected) + (answers.isEmpty ? "" : "   answered \(answers)")
      }
    }
    return lines
  }
}

extension Mistake {
  /// The mistake in a few words: `forgotUpstream` as `forgot upstream`.
  package var words: String {
    rawValue.reduce(into: "") { text, character in
      text += character.isUppercase ? " " + character.lowercased() : String(character)
    }
  }
}
