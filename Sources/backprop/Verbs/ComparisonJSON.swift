import Learning
import Trainings

extension ComparedModel {
  /// One training as an object; an unmeasured number is `null`.
  func json(of result: ModelResult) -> JSON {
    [
      "file": name, "start": firstStart + result.start, "parameters": parameterCount,
      "iteration": result.iteration, "loss": result.loss, "testLoss": result.testLoss,
      "gap": result.gap,
      "reports": JSON.object(
        result.reports.map { ($0.text, ["training": $0.training, "test": $0.test]) }),
      "behaviour": result.verdict.behaviour?.name, "verdict": result.verdict,
    ]
  }

  /// All trainings of the file as an object: the spread of their numbers over the starts.
  func summary(iterations: Int) -> JSON {
    let reports = (results.first?.reports ?? []).map { report -> (String, JSON) in
      let text = report.text
      return (text, ["training": self.report(text, .training), "test": self.report(text, .test)])
    }
    return [
      "file": name, "starts": results.count, "parameters": parameterCount,
      "iterations": iterations, "loss": loss, "testLoss": testLoss, "gap": gap,
      "reports": JSON.object(reports), "behaviours": results.map { $0.verdict.behaviour?.name },
    ]
  }
}

extension Spread: JSONConvertible {
  var json: JSON {
    ["mean": mean, "standardDeviation": standardDeviation, "min": least, "max": greatest]
  }
}

extension LossVerdict: JSONConvertible {
  var json: JSON {
    [
      "behaviour": behaviour?.name, "words": words, "judgedOn": measureName, "number": number,
      "bound": bound,
    ]
  }
}
