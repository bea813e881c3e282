import ExpressionLanguage
import Learning
import Testing

/// What is written by somebody who knows other languages, and the way out that each message gives,
/// letter by letter.
@Suite struct WayOutTests {
  @Test(arguments: [
    (
      "w = [1, 2]\nf = w*w\nminimize f",
      """
      f:3:10: error: what is minimized is one number, and 'f' is a vector of 2
      3 | minimize f
        |          ^
        write loss = mean(f) or sum(f), and minimize loss
      """
    ),
    (
      "loss = [[1, 2], [3, 4]]\nminimize loss with adam",
      """
      f:2:10: error: what is minimized is one number, and 'loss' is 2×2
      2 | minimize loss with adam
        |          ^^^^
        write cost = mean(loss) or sum(loss), and minimize cost
      """
    ),
    (
      "data d = csv(\"p.csv\")\nf = sum(d.x)\nminimize d.x",
      """
      f:3:10: error: what is minimized is one number, and 'd.x' is 2×2
      3 | minimize d.x
        |          ^^^
        write loss = mean(d.x) or sum(d.x), and minimize loss
      """
    ),
  ])
  func `many numbers are not minimized before they are one`(_ text: String, _ expected: String) {
    #expect(messages(text, files: ["p.csv": table(Array("1,2\n3,4\n".utf8))]) == expected)
  }

  @Test func `without minimize the output may be many numbers`() {
    #expect(messages("w = [1, 2]\nf = w*w").isEmpty)
  }

  @Test(arguments: [
    (
      "w = 1\nminimize w with sgd(lr = -0.1)",
      """
      f:2:26: error: 'lr' must be above 0 to descend, and is -0.1
      2 | minimize w with sgd(lr = -0.1)
        |                          ^^^^
      """
    ),
    (
      "w = 1\nminimize w with adam(lr = 0)",
      """
      f:2:27: error: 'lr' must be above 0 for anything to move, and is 0
      2 | minimize w with adam(lr = 0)
        |                           ^
      """
    ),
    (
      "w = 1\nminimize w with sgd(lr = cosine(-1, over = 3))",
      """
      f:2:33: error: 'lr' must be above 0 to descend, and is -1
      2 | minimize w with sgd(lr = cosine(-1, over = 3))
        |                                 ^^
      """
    ),
    (
      "w = 1\nminimize w with sgd(lr = inf)",
      """
      f:2:26: error: expected a number for 'lr' and found 'inf'
      2 | minimize w with sgd(lr = inf)
        |                          ^^^
      """
    ),
  ])
  func `a learning rate is above 0`(_ text: String, _ expected: String) {
    #expect(messages(text) == expected)
  }
}
