// Losses.
extension OwnNotation {
  mutating func loss(_ given: inout FunctionTranslation) throws(Untranslated) -> OwnText? {
    let known: Set = [
      "mse", "mseloss", "meansquarederror", "crossentropy", "crossentropyloss", "nllloss", "l1loss",
      "binarycrossentropy", "bceloss", "bcewithlogitsloss", "binarycrossentropywithlogits",
      "sigmoidcrossentropywithlogits", "softmaxcrossentropywithintegerlabels",
    ]
    guard known.contains(given.key), !names.functions.contains(given.path) else { return nil }
    var isSum = false
    if let reduction = given.take("reduction") {
      guard case .text(let way) = reduction, way != "none" else { throw Untranslated() }
      isSum = way == "sum"
    }
    let logits = given.take("logits", "input", "y_pred", "from_logits")
    let labels = given.take("labels", "target", "targets", "y_true")
    if let logits { given.positional.insert(logits, at: 0) }
    if let labels { given.positional.append(labels) }
    guard given.positional.count == 2, given.named.isEmpty else { return nil }
    let (x, y) = (given.positional[0], given.positional[1])
    let (a, b) = (try own(x), try own(y))
    let difference = "\(a.atLeast(.sum)) - \(b.atLeast(.product))"
    let reduce = isSum ? "sum" : "mean"
    switch given.key {
    case "mse", "mseloss", "meansquarederror":
      return OwnText(isSum ? "sum((\(difference))^2)" : "mse(\(a.text), \(b.text))")
    case "l1loss": return OwnText("\(reduce)(abs(\(difference)))")
    case "crossentropy", "crossentropyloss":
      guard !isSum else { throw Untranslated() }
      return OwnText("cross_entropy(\(a.text), \(b.text))")
    case "nllloss":
      guard let sizes = try extents(x), let classes = sizes.last else { throw Untranslated() }
      let picked = "\(a.atLeast(.product))*one_hot(\(b.text), \(classes))"
      return OwnText(
        sizes.count == 1
          ? "-sum(\(picked))" : "-\(reduce)(sum(\(picked), axis = 1))", .sign)
    case "binarycrossentropy", "bceloss":
      let (p, t) = (a, b)
      return OwnText(
        "-\(reduce)(\(t.atLeast(.product))*log(\(p.text)) + (1 - \(t.atLeast(.product)))"
          + "*log(1 - \(p.atLeast(.product))))", .sign)
    case "softmaxcrossentropywithintegerlabels":
      guard let sizes = try extents(x), sizes.count == 1 else {
        throw Untranslated("cross_entropy(scores, labels) is the mean over the rows")
      }
      return OwnText("cross_entropy(\(a.text), \(b.text))")
    default:
      let logistic = "softplus(\(a.text)) - \(b.atLeast(.product))*\(a.atLeast(.power))"
      if given.key.hasPrefix("sigmoid") { return OwnText(logistic, .sum) }
      return OwnText("\(reduce)(\(logistic))")
    }
  }
}
