/// The candidate whose spelling is closest to `name`, if one is close: one typing error per three
/// letters, where an error is an extra, a missing or a wrong letter, or two swapped ones. Of a name
/// of two letters it is the first, if that was typed twice.
package func nearest(to name: String, among candidates: some Sequence<String>) -> String? {
  let letters = Array(name)
  if letters.count == 2, letters[0] == letters[1] {
    return candidates.first { $0 == String(letters[0]) }
  }
  guard letters.count >= 3, letters.count <= 40 else { return nil }
  var best: String?
  var allowed = min(3, letters.count / 3)
  for candidate in candidates
  where abs(candidate.utf8.count - name.utf8.count) <= 4 * allowed && candidate != name {
    let distance = editDistance(letters, Array(candidate))
    if distance <= allowed {
      best = candidate
      allowed = distance - 1
    }
    if allowed == 0 { break }
  }
  return best
}

private func editDistance(_ a: [Character], _ b: [Character]) -> Int {
  var beforeLast: [Int] = []
  var last = Array(0...b.count)
  for i in a.indices {
    var row = [i + 1]
    for j in b.indices {
      var distance = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
        distance = min(distance, beforeLast[j - 1] + 1)
      }
      row.append(distance)
    }
    (beforeLast, last) = (last, row)
  }
  return last[b.count]
}
