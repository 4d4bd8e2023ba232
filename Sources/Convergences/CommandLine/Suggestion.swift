/// The nearest word to a mistyped one.
enum Suggestion {
    /// The candidate at the smallest distance, if it is near enough to have been meant.
    static func nearest(to word: String, among candidates: [String]) -> String? {
        let ranked = candidates.map { (candidate: $0, distance: distance(word, $0)) }.sorted {
            $0.distance < $1.distance
        }
        guard let best = ranked.first, best.distance <= max(1, word.count / 3) else {
            return candidates.first { !word.isEmpty && $0.hasPrefix(word) }
        }
        return best.candidate
    }

    /// How many characters must be inserted, removed, replaced or swapped.
    static func distance(_ left: String, _ right: String) -> Int {
        let a = Array(left)
        let b = Array(right)
        var rows = [Array(0...b.count)]
        for i in a.indices {
            var row = [i + 1]
            for j in b.indices {
                var cost = min(rows[i][j] + (a[i] == b[j] ? 0 : 1), min(rows[i][j + 1], row[j]) + 1)
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, rows[i - 1][j - 1] + 1) }
                row.append(cost)
            }
            rows.append(row)
        }
        return rows[a.count][b.count]
    }
}
