import Directory

/// The nearest word to a mistyped one.
package enum Suggestion {
    /// The candidate at the smallest distance, if it is near enough to have been meant.
    package static func nearest(to word: String, among candidates: [String]) -> String? {
        let ranked = candidates.map {
            (candidate: $0, distance: EditDistance.between(Array(word.utf8), Array($0.utf8)))
        }.sorted {
            $0.distance < $1.distance
        }
        guard let best = ranked.first, best.distance <= max(1, word.count / 3) else {
            return candidates.first { !word.isEmpty && $0.hasPrefix(word) }
        }
        return best.candidate
    }
}
