/// How far two spellings are from each other: what tells a mistyped word from another one.
package enum EditDistance {
    /// How many bytes must be inserted, removed, replaced or swapped with their neighbour; at most `limit + 1`.
    package static func between(_ left: [UInt8], _ right: [UInt8], limit: Int = .max - 1) -> Int {
        guard abs(left.count - right.count) <= limit else { return limit + 1 }
        var beforeLast: [Int] = []
        var last = Array(0...right.count)
        for i in left.indices {
            var row = [i + 1]
            row.reserveCapacity(right.count + 1)
            for j in right.indices {
                var cost = min(last[j] + (left[i] == right[j] ? 0 : 1), min(last[j + 1], row[j]) + 1)
                if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
                    cost = min(cost, beforeLast[j - 1] + 1)
                }
                row.append(cost)
            }
            guard (row.min() ?? 0) <= limit else { return limit + 1 }
            beforeLast = last
            last = row
        }
        return min(last[right.count], limit + 1)
    }
}
