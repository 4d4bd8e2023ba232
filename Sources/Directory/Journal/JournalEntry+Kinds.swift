extension JournalEntry.Kind {
    /// Whether it is about the operators themselves: no referent sees it.
    var isOfOperators: Bool { self == .operatorAppointed || self == .operatorDismissed }
}
