import Directory

/// What somebody probably meant: the nearest of some texts, by letters that were left out, added, changed or swapped.
enum Nearness {
    /// The one text that is near, nil when none is or two are equally.
    static func nearest(to text: String, among candidates: some Sequence<String>) -> String? {
        let typed = FoldedText(text).bytes
        guard typed.count >= 3 else { return nil }
        let limit = typed.count < 8 ? 1 : typed.count < 16 ? 2 : 3
        var best: (text: String, distance: Int)?
        var isTied = false
        for candidate in candidates {
            let distance = distance(typed, FoldedText(candidate).bytes, atMost: limit)
            guard let distance else { continue }
            if let known = best, distance >= known.distance {
                if distance == known.distance, candidate != known.text { isTied = true }
                continue
            }
            best = (candidate, distance)
            isTied = false
        }
        return isTied ? nil : best?.text
    }

    /// How many letters differ (optimal string alignment); nil when more than `limit`.
    static func distance(_ left: [UInt8], _ right: [UInt8], atMost limit: Int) -> Int? {
        guard abs(left.count - right.count) <= limit else { return nil }
        var before = [Int](repeating: 0, count: right.count + 1)
        var last = Array(0...right.count)
        for (row, letter) in left.enumerated() {
            var current = [row + 1] + [Int](repeating: 0, count: right.count)
            for (column, other) in right.enumerated() {
                var cost = min(current[column] + 1, last[column + 1] + 1, last[column] + (letter == other ? 0 : 1))
                if row > 0, column > 0, letter == right[column - 1], left[row - 1] == other {
                    cost = min(cost, before[column - 1] + 1)
                }
                current[column + 1] = cost
            }
            guard (current.min() ?? 0) <= limit else { return nil }
            before = last
            last = current
        }
        let distance = last[right.count]
        return distance <= limit ? distance : nil
    }
}
