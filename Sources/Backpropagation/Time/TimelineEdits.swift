import ComputationGraph

// Changes made on the way.
extension Timeline {
  /// The edits, in the order in which they were made.
  public var edits: [Edit] { training.edits }

  /// Gives a node another value, in its shape, and restarts the iteration at `position` with it;
  /// the next one, if a parameter has moved already. Returns the position where that begins.
  ///
  /// `nil` if the node has no counterpart in the graph that trains, because it is inside an open
  /// primitive.
  public mutating func edit(_ node: Node.ID, to value: Tensor, at position: Position) -> Position? {
    precondition(value.shape == graph.shape(of: node), "a value of another shape")
    guard let original = original(of: node) else { return nil }
    let edit = Edit(
      node: original, value: value, iteration: iterationChangeable(at: position), madeAt: position)
    training.make(edit)
    undoneEdits = []
    return plan.beginning(of: edit.iteration)
  }

  /// Makes an edit of another timeline, at a node of the graph that trains and in the same iteration.
  public mutating func remake(_ edit: Edit, at node: Node.ID, madeAt position: Position) {
    training.make(Edit(node: node, value: edit.value, iteration: edit.iteration, madeAt: position))
  }

  /// Undoes the last edit and returns the position where it was made; `nil` if there is none.
  public mutating func undoEdit() -> Position? {
    guard let edit = training.takeBackEdit() else { return nil }
    undoneEdits.append(edit)
    return edit.madeAt
  }

  /// Redoes the edit that was undone last and returns the position where its iteration begins;
  /// `nil` if there is none.
  public mutating func redoEdit() -> Position? {
    guard let edit = undoneEdits.popLast() else { return nil }
    training.make(edit)
    return plan.beginning(of: edit.iteration)
  }

  /// The iteration that begins with edits at `position`, without the last of them and with all of
  /// them.
  public mutating func whatIf(at position: Position) -> (without: Evaluation, with: Evaluation)? {
    guard let iteration = plan.iterationBeginning(at: position),
      let last = edits.lastIndex(where: { $0.iteration == iteration })
    else { return nil }
    var other = self
    // The numbers that earlier iterations have left do not depend on it.
    other.training.edits.remove(at: last)
    return (other.evaluation(ofIteration: iteration), evaluation(ofIteration: iteration))
  }

  /// Moves the places at which edits were made to where they are after gates were opened.
  public mutating func moveEdits(_ position: (Position) -> Position) {
    training.moveEdits(position)
    for index in undoneEdits.indices {
      undoneEdits[index].madeAt = position(undoneEdits[index].madeAt)
    }
  }

  /// The node of the shown graph for one of the graph that trains.
  public func shown(_ node: Node.ID) -> Node.ID { shownNodes?[Int(node.index)] ?? node }

  /// The node of the graph that trains whose value a shown node has, if there is one.
  public func original(of node: Node.ID) -> Node.ID? {
    guard let shownNodes else { return node }
    let place = shownNodes.indices.partitionPoint { shownNodes[$0].index >= node.index }
    return place < shownNodes.count && shownNodes[place] == node ? Node.ID(place) : nil
  }

  /// The edits that an iteration begins with.
  func edits(beginning iteration: Int) -> [Edit] { edits.filter { $0.iteration == iteration } }

  /// The values that edits give to shown nodes in an iteration.
  func givenValues(in iteration: Int, beginningWith count: Int = .max) -> GivenValues {
    let given = training.givenValues(in: iteration, beginningWith: count)
    return shownNodes == nil ? given : given.moved(shown)
  }

  /// The number of micro-steps made in an iteration when an edit restarted it.
  func leftoverProgress(of edit: Edit) -> Int {
    edit.madeAt.iteration == edit.iteration ? edit.madeAt.progress : 0
  }

  /// The numbers out of date in an iteration since its edits, the last one first.
  func leftovers(of iteration: Int) -> [Snapshot.Leftover] {
    edits(beginning: iteration).reversed().map { edit in
      Snapshot.Leftover(
        progress: leftoverProgress(of: edit), isAffected: graph.dependents(of: shown(edit.node)))
    }
  }
}

extension Graph {
  /// For every node, whether it is computed from `node`; not `node` itself.
  func dependents(of node: Node.ID) -> [Bool] {
    var depends = dependents(of: ids.map { $0 == node })
    depends[Int(node.index)] = false
    return depends
  }
}
