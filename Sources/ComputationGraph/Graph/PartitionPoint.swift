extension Range<Int> {
  /// The first number for which `holds`, which holds for all numbers after it as well; the upper
  /// bound where it holds for none.
  package func partitionPoint(_ holds: (Int) -> Bool) -> Int {
    var (low, high) = (lowerBound, upperBound)
    while low < high {
      let middle = (low + high) / 2
      if holds(middle) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
