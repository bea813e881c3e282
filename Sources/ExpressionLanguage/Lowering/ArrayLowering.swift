import ComputationGraph
import Learning

// The arrays of files of NumPy, in the shapes that they have.
extension Lowering {
  /// The array with the name at a token, or the only one of the file.
  func array(named nameToken: Int?, inFile token: Int) throws(Failure) -> Tensor {
    let arrays = try table(token).arrays
    let span = syntax.text.span(of: nameToken ?? token)
    let path = syntax.text.source.path(syntax.text.span(of: token))
    let name = nameToken.map { syntax.text.source.path(syntax.text.span(of: $0)) }
    let found = name == nil && arrays.count == 1 ? arrays.first : arrays.first { $0.name == name }
    guard let found, name != nil || arrays.count == 1 else {
      throw .mistake(.noSuchArray(name, names: arrays.compactMap(\.name), file: path), at: span)
    }
    guard !found.elements.isEmpty, let shape = try? Shape(found.extents),
      let tensor = try? Tensor(found.elements, shape: shape)
    else { throw .mistake(.badTable(path, .noRows), at: span) }
    if let place = found.elements.firstIndex(where: { !$0.isFinite }) {
      throw .mistake(
        .badArrayEntry("\(found.elements[place])", shape.indices(of: place), file: path), at: span)
    }
    return tensor
  }
}
