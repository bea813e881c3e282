// The places of things on the timeline, and the ways from one place to another.
extension StepPlan {
  private var forwardCount: Int { 3 * units.count }
  private var backwardCount: Int { 1 + 5 * flows.count }
  private var updateCount: Int { 2 * parameters.count }

  /// The number of micro-steps in an iteration.
  public var stepsPerIteration: Int { forwardCount + 1 + backwardCount + updateCount }

  /// The micro-steps of an iteration that belong to `phase`, counted from 0.
  public func range(ofPhase phase: Phase) -> Range<Int> {
    switch phase {
    case .forward: 0..<forwardCount
    case .zero: forwardCount..<forwardCount + 1
    case .backward: forwardCount + 1..<forwardCount + 1 + backwardCount
    case .update: forwardCount + 1 + backwardCount..<stepsPerIteration
    }
  }

  /// The micro-step made last at `position`; `nil` at the very beginning.
  public func step(at position: Position) -> Step? {
    guard !position.isBeginning else { return nil }
    let (action, stage) = actionAndStage(position.progress - 1)
    return Step(iteration: position.iteration, action: action, stage: action.stages[stage])
  }

  /// The action of the micro-step `made` of an iteration, and the number of its stage.
  private func actionAndStage(_ made: Int) -> (Action, Int) {
    if made < forwardCount { return (.forward(unit: made / 3), made % 3) }
    if made == forwardCount { return (.zero, 0) }
    let backward = made - forwardCount - 1
    if backward == 0 { return (.seed, 0) }
    if backward < backwardCount { return (.flow((backward - 1) / 5), (backward - 1) % 5) }
    let update = backward - backwardCount
    return (.update(update / 2), update % 2)
  }

  /// The micro-steps of an iteration that `action` consists of.
  public func range(of action: Action) -> Range<Int> {
    let start =
      switch action {
      case .forward(let unit): 3 * unit
      case .zero: forwardCount
      case .seed: forwardCount + 1
      case .flow(let index): forwardCount + 2 + 5 * index
      case .update(let index): forwardCount + 1 + backwardCount + 2 * index
      }
    return start..<start + action.stages.count
  }

  /// The position at which `step` has just been made.
  public func position(of step: Step) -> Position {
    let stage = step.action.stages.firstIndex(of: step.stage) ?? 0
    return position(range(of: step.action).lowerBound + stage + 1, in: step.iteration)
  }

  /// The flows from the unit that a flow comes from.
  func flowsOfUnit(around index: Int) -> Range<Int> {
    let first = index - flows[index].placeInUnit
    return first..<first + flows[index].countOfUnit
  }

  /// The micro-steps of an iteration that are made together at `grain` with the micro-step `made`.
  private func range(around made: Int, _ grain: Grain) -> Range<Int> {
    let (action, _) = actionAndStage(made)
    switch (grain, action) {
    case (.microStep, _):
      return made..<made + 1
    case (.gate, .flow(let index)):
      let all = flowsOfUnit(around: index)
      return range(of: .flow(all.lowerBound))
        .lowerBound..<range(of: .flow(all.upperBound - 1)).upperBound
    case (.gate, _):
      return range(of: action)
    case (.phase, _):
      return range(ofPhase: action.phase)
    case (.iteration, _):
      return 0..<stepsPerIteration
    }
  }

  /// The next position at which a step of this grain has just been finished.
  public func position(after position: Position, _ grain: Grain) -> Position {
    let made = iterationBeginning(at: position) == nil ? position.progress : 0
    return self.position(range(around: made, grain).upperBound, in: iterationToCome(at: position))
  }

  /// The last position before this one at which a step of this grain had just been finished;
  /// the beginning where there is none.
  public func position(before position: Position, _ grain: Grain) -> Position {
    guard !position.isBeginning else { return beginning }
    return self.position(
      range(around: position.progress - 1, grain).lowerBound, in: position.iteration)
  }

  /// The gate-sized step of its phase that was made last at `position`, counted from 1, and the
  /// number of such steps.
  public func count(at position: Position) -> (step: Int, of: Int)? {
    guard let step = step(at: position) else { return nil }
    let senders = Int(senderCounts[flows.count])
    switch step.action {
    case .forward(let unit): return (unit + 1, units.count)
    case .zero: return (1, 1)
    case .seed: return (1, 1 + senders)
    case .flow(let index):
      return (2 + Int(senderCounts[flowsOfUnit(around: index).lowerBound]), 1 + senders)
    case .update(let index): return (index + 1, parameters.count)
    }
  }

  /// The position of this plan that matches one of another: at the same step, or at the last step
  /// that was finished there.
  ///
  /// `boundary` gives the number of nodes of this plan's graph that correspond to a number of first
  /// nodes of the other's; it ascends. Plans of the same graph need none.
  public func position(
    matching position: Position, of other: StepPlan, boundary: (Int) -> Int = { $0 }
  ) -> Position {
    guard let step = other.step(at: position) else { return beginning }
    return self.position(progress(matching: step, of: other, boundary), in: step.iteration)
  }

  private func progress(matching step: Step, of other: StepPlan, _ boundary: (Int) -> Int) -> Int {
    let stage = (step.action.stages.firstIndex(of: step.stage) ?? 0) + 1
    func matched(_ unit: Unit) -> Range<Int> {
      boundary(unit.nodes.lowerBound)..<boundary(unit.nodes.upperBound)
    }
    switch step.action {
    case .forward(let index):
      let nodes = matched(other.units[index])
      if let same = units.firstIndex(where: { $0.nodes == nodes }) {
        return range(of: .forward(unit: same)).lowerBound + stage
      }
      let finished = step.isDone ? nodes.upperBound : nodes.lowerBound
      return 3 * units.count { $0.nodes.upperBound <= finished }
    case .zero, .seed, .update:
      return range(of: step.action).lowerBound + stage
    case .flow(let index):
      let flow = other.flows[index]
      let nodes = matched(other.units[flow.unit])
      if let same = flows.firstIndex(where: {
        units[$0.unit].nodes == nodes && $0.placeInUnit == flow.placeInUnit
      }) {
        return range(of: .flow(same)).lowerBound + stage
      }
      let isFinished = step.isDone && flow.placeInUnit + 1 == flow.countOfUnit
      let reached = isFinished ? nodes.lowerBound : nodes.upperBound
      let sent = flows.count { units[$0.unit].nodes.lowerBound >= reached }
      return range(of: .seed).upperBound + 5 * sent
    }
  }
}

/// Steps as they are listed: one for each action, counted from 1 over all iterations.
extension StepPlan {
  /// The number of actions in an iteration.
  public var actionsPerIteration: Int { units.count + 2 + flows.count + parameters.count }

  /// The position at which `count` actions have been made.
  public func position(afterActions count: Int) -> Position {
    let iteration = count / actionsPerIteration
    let made = count % actionsPerIteration
    return made == 0 ? beginning(of: iteration) : end(of: action(made - 1), in: iteration)
  }

  /// The number of actions begun at `position`.
  public func actions(at position: Position) -> Int {
    guard let step = step(at: position) else { return 0 }
    let begun =
      switch step.action {
      case .forward(let unit): unit
      case .zero: units.count
      case .seed: units.count + 1
      case .flow(let index): units.count + 2 + index
      case .update(let index): units.count + 2 + flows.count + index
      }
    return step.iteration * actionsPerIteration + begun + 1
  }

  /// The action in a place of the iteration, counted from 0.
  func action(_ place: Int) -> Action {
    let afterForward = place - units.count
    if afterForward < 0 { return .forward(unit: place) }
    if afterForward < 2 { return afterForward == 0 ? .zero : .seed }
    let flow = afterForward - 2
    return flow < flows.count ? .flow(flow) : .update(flow - flows.count)
  }
}
