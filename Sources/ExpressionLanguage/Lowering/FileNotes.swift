import ComputationGraph
import Learning

extension Document {
  /// What the file says and nothing comes of, in the order of the text: each is allowed, and
  /// probably not meant.
  public var notes: [Diagnostic] {
    let syntax = file.syntax
    let used = UsedNames(in: syntax)
    let outputName = syntax.outputName.map { syntax.names[$0] } ?? labels[Int(output.index)]
    var notes = fileNotes
    for function in used.uncalledFunctions {
      let name = syntax.names[function.name]
      let call = function.call(syntax.names, syntax.text)
      notes.append(
        Diagnostic(
          .uncalledFunction(name), at: syntax.text.span(of: function.nameToken),
          notes: tried("\(syntax.names.freeForResult) = \(call)")))
    }
    for value in used.unusedValues {
      let name = syntax.names[value.name]
      let node = nodes[Int(value.name.index)]
      let isGate = node.map { graph.role(of: $0) == .gate } ?? false
      let isWatchable = isGate && node.map { graph.shape(of: $0).isScalar } ?? false
      notes.append(
        Diagnostic(
          .unusedValue(name, output: outputName), at: syntax.text.span(of: value.nameToken),
          notes: isWatchable ? tried("report \(name)") : []))
    }
    for data in used.unusedData {
      notes.append(
        Diagnostic(
          .unusedData(syntax.names[data.name], hasLabels: data.label != nil),
          at: syntax.text.span(of: data.nameToken)))
    }
    if let note = noteOnParameters(outputName) { notes.append(note) }
    return notes.sorted { ($0.span?.start ?? 0) < ($1.span?.start ?? 0) }
  }

  /// The note that a line is to be written below all others, if the file with it has no mistake.
  private func tried(_ line: String) -> [Diagnostic.Note] {
    let source = file.syntax.source
    let correction = Correction.appending(line, to: source)
    return CorrectionTrial.isRight(
      correction.applied(to: source.utf8), file, check: Self.mistakes)
      ? [.write(correction)] : []
  }

  /// The note on an output that no update can move.
  private func noteOnParameters(_ outputName: String) -> Diagnostic? {
    let reaches = graph.ancestors(of: output)
    let leaves = graph.ids.filter { reaches[Int($0.index)] }
    guard !leaves.contains(where: { graph.role(of: $0) == .parameter }) else { return nil }
    // What holds rows of data takes others in each iteration, and is moved by none.
    let rows = [feed?.features, feed?.labels]
    let leaf = definitions.first {
      reaches[Int($0.node.index)] && graph.role(of: $0.node) == .leaf && !rows.contains($0.node)
    }
    let syntax = file.syntax
    let span = syntax.outputName.flatMap { syntax.definition(of: syntax.names[$0]) }
    return Diagnostic(.nothingToMove(output: outputName, leaf: leaf?.name), at: span)
  }
}
