import Backpropagation
import Cells
import ComputationGraph
import Debugging
import ExpressionLanguage
import Screen
import Sentences

// The layers that commands open, and their other effects on the screen.
extension Application {
  mutating func open(_ opening: Opening, _ arguments: Arguments) throws(Refusal) {
    if opening == .leave { return leave() }
    if opening == .help { return openHelp() }
    guard let debugger = debugger else { return }
    switch opening {
    case .entries: show(try entries(of: debugger))
    case .templates: show(TemplatesView(of: debugger.document, screen: size))
    case .regions: show(RegionsView(of: debugger.file))
    case .health: show(HealthView(of: debugger))
    case .curves: show(CurvesView())
    case .rates:
      guard !debugger.timeline.training.parameters.isEmpty else {
        throw Refusal("no parameter leads to the output, so nothing moves")
      }
      show(RatesView())
    case .check: show(CheckView(of: debugger.document, startingAt: debugger.nodeMeant.toAsk))
    case .bugs: show(BugLabView())
    case .text: layers.append(live?.pane ?? TextPane(sourceOf: debugger))
    case .data: layers.append(try TextPane(dataOf: debugger))
    case .breakpoints: layers.append(TextPane(breakpointsOf: debugger))
    case .path:
      let name = arguments.words.joined(separator: " ")
      guard !name.isEmpty else { throw .usage(of: .path) }
      guard let node = debugger.document.node(called: name) else {
        throw .unknown(name, of: .path)
      }
      layers.append(TextPane(pathsTo: node, in: debugger))
    case .edit:
      guard let node = debugger.nodeMeant.toEdit else {
        throw Refusal("move to a leaf first: Tab or the arrow keys")
      }
      layers.append(EditLine(node, entry: nil, of: debugger))
    case .commandLine: layers.append(CommandLine())
    case .mark: layers.append(MarkLetter.mark)
    case .returnToMark: layers.append(MarkLetter.returnToMark)
    case .predict:
      closeViews()
      change { $0.predict() }
    case .pointer: togglePointer()
    case .hideNumbers:
      change {
        $0.hiddenNumbers = $0.hiddenNumbers.next(at: $0.position)
        return Note($0.hiddenNumbers.words)
      }
    case .editFile: editFile(of: debugger)
    case .lesson(let direction): walk(by: direction * arguments.times)
    // The graph's layer has handled these; the other two are handled above.
    case .look, .detail, .automaticDetail, .tape, .level, .present, .leave, .help: break
    }
  }

  /// Fills the screen with a view, which replaces the current one.
  private mutating func show(_ view: any View) {
    closeViews()
    layers.append(view)
  }

  private func entries(of debugger: Debugger) throws(Refusal) -> MatrixView {
    guard let node = debugger.nodeMeant.toLookAt else {
      throw Refusal("move to a node first: Tab or the arrow keys")
    }
    let shape = debugger.document.graph.shape(of: node)
    guard !shape.isScalar else {
      throw Refusal("this is a single number; vectors and matrices can be viewed")
    }
    return MatrixView(node, shape: shape)
  }

  /// Shows all entries of a vector or matrix, because a nudge moves one of them.
  mutating func askForEntry(of node: Node.ID) {
    guard let debugger else { return }
    show(MatrixView(node, shape: debugger.document.graph.shape(of: node)))
    message = "which entry? h j k l picks it, + and - nudge it"
  }

  /// The keys that work here: those of the layers from the top down to the first opaque one.
  private mutating func openHelp() {
    let base = layers.lastIndex { $0.fillsScreen && !($0 is any View) } ?? 0
    layers.append(
      TextPane.help(
        layers[base...].reversed().map { $0.help(debugger) }, withNumbers: debugger != nil)
    )
  }

  /// Shows the pointer at the gate at work, or hides it.
  private mutating func togglePointer() {
    guard !layers.contains(where: { $0 is Pointer }) else {
      layers.removeAll { $0 is Pointer }
      return
    }
    let middle = Point(column: size.columns / 2, row: size.rows / 2)
    layers.append(Pointer(at: view.cursor ?? middle, in: size))
    message = "arrow keys move the pointer, Esc takes it away"
  }

  /// Shows a file, after asking for its free inputs.
  mutating func start(_ file: SourceFile, given: [String: Double]) {
    let form = InputForm(file, given: given)
    live?.inputs = given
    guard form.current == nil else {
      setBase(form)
      return
    }
    switch file.document(given) {
    case .success(let document):
      let presentation = layers.lazy.compactMap { $0 as? GraphView }.first?.presentation
      let hiddenNumbers = debugger?.hiddenNumbers ?? .none
      setBase(GraphView())
      debugger = Debugger(name: file.name, source: file.syntax.source, document: document)
      debugger?.hiddenNumbers = hiddenNumbers
      debugger?.score = PredictionScore(hasSeed: hasSeed)
      edition = debugger?.edition
      message = document.noteOnOpening
      if let startingPlace { message = go(toPlace: startingPlace) }
      if presentation != nil {
        let said = message
        carryOut(.present, Arguments())
        message = said
      }
    case .failure(let list):
      message = list.text(file: file.name, source: file.syntax.source)
    }
  }

  /// Replaces all layers but the list.
  private mutating func setBase(_ layer: any Layer) {
    layers = layers.prefix { $0 is Menu } + [layer] + layers.filter { $0 is Pointer }
    closeDebugger()
    edition = nil
  }

  /// Back to the list of examples, or out of the program.
  private mutating func leave() {
    guard layers.count > 1, let menu = layers.first as? Menu else {
      isFinished = true
      return
    }
    layers = [menu]
    closeDebugger()
    edition = nil
  }

  private mutating func closeDebugger() {
    hasSeed = hasSeed || debugger?.score.hasSeed == true
    debugger = nil
  }
}
