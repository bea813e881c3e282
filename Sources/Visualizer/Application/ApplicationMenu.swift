import Cells
import ExpressionLanguage
import Screen

// Before a graph is shown: the list of examples, and the values that a file leaves open; and back.
extension Application {
  mutating func take(_ key: Key, in menu: inout Menu) {
    switch key {
    case .up, .character("k"): menu.move(by: -1)
    case .down, .character("j"): menu.move(by: 1)
    case .pageUp: menu.move(by: -10)
    case .pageDown, .character(" "): menu.move(by: 10)
    case .home, .character("g"): menu.move(by: -menu.entries.count)
    case .end, .character("G"): menu.move(by: menu.entries.count)
    case .enter, .right, .character("l"), .character("o"):
      if let entry = menu.selected { open(entry, from: menu) }
      return
    case .character("q"), .escape:
      isFinished = true
    default: break
    }
    scene = .menu(menu)
  }

  private mutating func open(_ entry: Menu.Entry, from menu: Menu) {
    menuPlace = menu
    course = Course(menu.entries, at: entry.name)
    start(file(of: entry), given: [:])
  }

  /// Shows a file, after asking for its free inputs.
  mutating func start(_ file: SourceFile, given: [String: Double]) {
    let form = InputForm(file, given: given)
    live?.inputs = given
    guard form.current == nil else {
      scene = .inputs(form)
      return
    }
    switch file.document(given) {
    case .success(let document):
      var new = Session(name: file.name, source: file.syntax.source, document: document)
      if let session { new.hiddenNumbers = session.hiddenNumbers }
      scene = .session(new)
      graphView = GraphView()
      fit()
      if let startingPlace { message = go(toPlace: startingPlace) }
    case .failure(let list):
      message = list.text(file: file.name, source: file.syntax.source)
    }
  }

  mutating func take(_ key: Key, in form: inout InputForm) {
    if key == .escape {
      leave()
      return
    }
    form.take(key)
    scene = .inputs(form)
    if form.current == nil { start(form.file, given: form.values) }
  }

  /// Back to the list of examples, or out of the program.
  mutating func leave() {
    count = nil
    fullView = nil
    pointer = nil
    presentation = nil
    if let menuPlace {
      scene = .menu(menuPlace)
    } else {
      isFinished = true
    }
  }
}
