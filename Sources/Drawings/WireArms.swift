/// The lines from the middle of a cell to its sides that a character of a drawing stands for.
struct WireArms: Hashable {
  /// How thick a line is; `nil` where there is none.
  enum Weight: Hashable { case light, heavy }

  let left: Weight?
  let right: Weight?
  let up: Weight?
  let down: Weight?
  /// Whether two lines meet in an arc.
  private(set) var isRound = false
  /// Whether three or four lines are one wire, and no crossing.
  private(set) var isJoint = false

  /// The lines of a character; `nil` for one that is text.
  init?(_ character: Character) {
    // Most characters are none of these, and need not be looked up.
    guard let first = character.unicodeScalars.first, first.value >= 0x2500,
      let found = Self.table[character]
    else { return nil }
    self = found
  }

  /// Lines to some of the sides.
  init(left: Weight?, right: Weight?, up: Weight?, down: Weight?) {
    (self.left, self.right, self.up, self.down) = (left, right, up, down)
  }

  /// A word of four letters: left, right, up, down, each `l` for light, `h` for heavy or `-`.
  private init(_ word: String) {
    let weights = word.map { $0 == "l" ? Weight.light : $0 == "h" ? .heavy : nil }
    (left, right, up, down) = (weights[0], weights[1], weights[2], weights[3])
  }

  private static let table: [Character: WireArms] = {
    let plain: [(String, String)] = [
      ("ll--", "─╌┄"), ("--ll", "│┆╎"), ("-l-l", "┌"), ("l--l", "┐"), ("-ll-", "└"), ("l-l-", "┘"),
      ("hh--", "━"), ("--hh", "┃"), ("-h-h", "┏"), ("h--h", "┓"), ("-hh-", "┗"), ("h-h-", "┛"),
      ("llll", "┼"), ("hhll", "┿"), ("llhh", "╂"),
      ("l---", "╴"), ("-l--", "╶"), ("--l-", "╵"), ("---l", "╷"),
    ]
    let joints: [(String, String)] = [
      ("-lll", "├"), ("l-ll", "┤"), ("ll-l", "┬╦"), ("lll-", "┴╩"), ("llll", "╬"),
      ("-hhh", "┣"), ("h-hh", "┫"), ("hh-h", "┳"), ("hhh-", "┻"), ("hhhh", "╋"),
      ("-hll", "┝"), ("h-ll", "┥"), ("-lhh", "┠"), ("l-hh", "┨"),
      ("hh-l", "┯"), ("hhl-", "┷"), ("ll-h", "┰"), ("llh-", "┸"),
    ]
    let arcs: [(String, String)] = [("-l-l", "╭"), ("l--l", "╮"), ("-ll-", "╰"), ("l-l-", "╯")]
    var table: [Character: WireArms] = [:]
    for (word, characters) in plain { for one in characters { table[one] = WireArms(word) } }
    for (word, characters) in joints {
      for one in characters {
        table[one] = WireArms(word)
        table[one]?.isJoint = true
      }
    }
    for (word, characters) in arcs {
      for one in characters {
        table[one] = WireArms(word)
        table[one]?.isRound = true
      }
    }
    return table
  }()
}
