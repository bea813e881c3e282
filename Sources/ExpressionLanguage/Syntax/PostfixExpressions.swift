import ComputationGraph

/// The expressions of a file, one after the other, each in postfix order.
///
/// A pocket calculator with a stack takes them in this order: `x*y + 1` is `x y × 1 +`. So a chain
/// of any length is an array, and computing it is a loop. `operands(of:)` reads an expression as a
/// tree, whose root is its last instruction.
struct PostfixExpressions {
  private(set) var instructions: [Instruction] = []
  /// The operations of instructions that are more than an elementwise primitive.
  private(set) var operations: [Operation] = []
  /// The name tokens of all arguments; those of one call are consecutive.
  private var argumentNames: [Int?] = []

  mutating func reserveCapacity(_ count: Int) { instructions.reserveCapacity(count) }

  mutating func append(_ action: Instruction.Action, _ written: TokenRange) {
    instructions.append(Instruction(action: action, written: written))
  }

  mutating func append(_ operation: Operation, _ written: TokenRange) {
    append(action(for: operation), written)
  }

  /// Stores an operation, unless it is an elementwise primitive, and returns the action that
  /// performs it.
  mutating func action(for operation: Operation) -> Instruction.Action {
    if case .primitive(.elementwise(let primitive)) = operation { return .primitive(primitive) }
    operations.append(operation)
    return .operation(Int32(operations.count - 1))
  }

  mutating func appendCall(
    of function: Name, argumentNames given: ArraySlice<Int?>, _ written: TokenRange
  ) {
    let first = Int32(argumentNames.count)
    append(.call(function, argumentCount: Int32(given.count), firstArgument: first), written)
    argumentNames += given
  }

  /// Removes the instructions from `first` on.
  mutating func removeInstructions(from first: Int) { instructions.removeSubrange(first...) }

  mutating func removeInstructions(from first: Int, operationsFrom firstOperation: Int) {
    removeInstructions(from: first)
    operations.removeSubrange(firstOperation...)
  }

  /// Gives the instruction at `index` another action.
  mutating func replace(at index: Int, with action: Instruction.Action) {
    instructions[index] = Instruction(action: action, written: instructions[index].written)
  }

  /// The operation of the instruction at `index`, if it has one.
  func operation(at index: Int) -> Operation? {
    guard case .operation(let index) = instructions[index].action else { return nil }
    return operations[Int(index)]
  }
}

// The tree.
extension PostfixExpressions {
  /// The operands of the instruction at `index`, from left to right, each the root of an
  /// expression. The search visits every instruction below `index` once.
  func operands(of index: Int) -> [Int] {
    var operands: [Int] = []
    var next = index - 1
    for _ in 0..<operandCount(of: index) {
      while isSetting(next) { next -= 1 }
      operands.append(next)
      var missing = 1
      while missing > 0 {
        if !isSetting(next) { missing += operandCount(of: next) - 1 }
        next -= 1
      }
    }
    return operands.reversed()
  }

  /// The arguments of a call, in their order.
  func arguments(ofCall index: Int) -> [Argument] {
    guard case .call(_, _, let first) = instructions[index].action else { return [] }
    return zip(operands(of: index), argumentNames[Int(first)...]).map(Argument.init)
  }

  /// The number of values that an instruction takes from the stack.
  func operandCount(of index: Int) -> Int {
    switch instructions[index].action {
    case .number, .name, .argument, .text, .truth, .setting: 0
    case .primitive(let primitive): primitive.arity
    case .operation(let operation): operations[Int(operation)].operandCount
    case .call(_, let count, _): Int(count)
    }
  }

  private func isSetting(_ index: Int) -> Bool {
    if case .setting = instructions[index].action { true } else { false }
  }
}

/// One step of computing an expression.
struct Instruction {
  enum Action {
    /// Puts a literal on the stack.
    case number(Double)
    /// Puts the value of a name on the stack.
    case name(Name)
    /// Puts an argument of the function being computed on the stack.
    case argument(Int32)
    /// Replaces the topmost values by the output of a primitive.
    case primitive(Elementwise)
    /// Replaces the topmost values by the result of another operation, or adds a constant.
    case operation(Int32)
    /// Replaces the topmost values by the result of a function.
    case call(Name, argumentCount: Int32, firstArgument: Int32)
    /// Text in quotes, which only functions that read files accept.
    case text
    /// `true` or `false`, which only some options of functions accept.
    case truth(Bool)
    /// A number given to a function that is not an operand; the operation contains it.
    case setting
  }

  let action: Action
  /// The tokens it was written with.
  let written: TokenRange
}

/// An argument of a call: the root of its expression, and the token of its name.
struct Argument {
  let root: Int
  let nameToken: Int?
}
