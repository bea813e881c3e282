extension TokenText {
  /// Names that look like another name of the file and are not the same; each once, where it first
  /// stands.
  var lookAlikes: [Diagnostic] {
    let names = tokens.indices.filter { tokens[$0].kind == .name }
    // In ASCII no two names are taken for one another.
    guard names.contains(where: { !isASCII(tokens[$0]) }) else { return [] }
    var firstTokens: [String: Int] = [:]
    var seen: Set<String> = []
    return names.compactMap { token in
      let name = spelling(of: token)
      guard seen.insert(name).inserted else { return nil }
      guard let first = firstTokens.updateValue(token, forKey: name.looks) else { return nil }
      firstTokens[name.looks] = first
      return Diagnostic(
        .lookAlike(name, first: spelling(of: first), line: line(of: first)), at: span(of: token))
    }
  }

  private func isASCII(_ token: Token) -> Bool {
    source.utf8[Int(token.start)..<Int(token.end)].allSatisfy { $0 < 0x80 }
  }
}

extension String {
  /// The name with one letter for all letters that look like it; names that look the same have the
  /// same one.
  var looks: String {
    String(unicodeScalars.flatMap { LookAlikes.table[$0] ?? [Character($0)] })
  }
}

/// Letters of different scripts that look the same.
///
/// From confusables.txt of Unicode Technical Standard 39, reduced to what can stand in a name and
/// what is drawn alike in the typeface of a terminal. Letters that formulas keep apart, such as α
/// and a, ν and v, ρ and p, or 1, l and I, are not among them; neither are subscripts.
private enum LookAlikes {
  /// Letters, and those that are drawn like them, in the same order.
  private static let rows: [(like: String, others: String)] = [
    // Cyrillic.
    ("aceopxysijhdqwlvyëï", "асеорхуѕіјһԁԛԝӏѵүёї"),
    ("ABCEHIJKMOPSTXYYGWVIËÏ", "АВСЕНІЈКМОРЅТХУҮԌԜѴӀЁЇ"),
    ("ΓΠΦΨψω", "ГПФѰѱꙍ"),
    // Greek, of which the small letters are letters of their own but for these.
    ("ABEZHIKMNOPTYXFJ", "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϜͿ"),
    ("oócjC", "οόϲϳϹ"),
    // Armenian.
    ("ohnuOUS", "օհոսՕՍՏ"),
    // Latin letters that are drawn like Greek ones.
    ("αβγδεικμτυφχωΛΣ", "ɑßɣẟɛɩĸµᴛʋɸꭓꞷɅƩ"),
    ("gcovwz", "ɡᴄᴏᴠᴡᴢ"),
    // The signs of a derivative.
    ("'''''", "′ʹʼˈꞌ"),
  ]

  static let table: [Unicode.Scalar: [Character]] = {
    var table: [Unicode.Scalar: [Character]] = ["″": ["'", "'"], "ʺ": ["'", "'"]]
    table["‴"] = ["'", "'", "'"]
    for row in rows {
      for (letter, other) in zip(row.like, row.others.unicodeScalars) { table[other] = [letter] }
    }
    for wide in UInt32(0xFF10)...0xFF5A {
      guard let other = Unicode.Scalar(wide), let letter = Unicode.Scalar(wide - 0xFEE0) else {
        continue
      }
      table[other] = [Character(letter)]
    }
    return table
  }()
}
