import DamagedRows
import Learning
import TestSupport
import Testing

@Suite struct DamagedRowsTests {
  @Test func `nothing silently becomes a feature, a label or a number`() {
    var random = RandomNumbers(seed: 13)
    var tableCount = 0
    var comparedCount = 0
    var dataCount = 0
    for _ in 0..<Soak.count(600, of: 60_000) {
      let file = DamagedRows.file(&random)
      let rows = DamagedRows(file)
      if let fault = rows.fault {
        Issue.record("\(fault): \(String(decoding: file, as: UTF8.self).debugDescription)")
      }
      tableCount += rows.tableCount
      comparedCount += rows.comparedCount
      dataCount += rows.dataCount
    }
    #expect(tableCount > 150)
    #expect(comparedCount > 100)
    #expect(dataCount > 1000)
  }
}
