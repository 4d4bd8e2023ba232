/// The outcome of walking the journal and its seals from its first entry, or from a seal, to its last.
package struct JournalVerification: Hashable, Sendable {
    /// How many entries were found whole, up to the break if there is one.
    package var entries = 0
    /// How many of them have had their words erased.
    package var erased = 0
    /// The entry before the first that was looked at: 0, the anchor that retention left, or that of a seal.
    package var start: Int64 = 0
    /// The last whole entry.
    package var last: Int64 = 0
    /// The hash of that entry, in hexadecimal: kept elsewhere, it proves later that nothing before it moved.
    package var head = ""
    /// How many seals were found right.
    package var seals = 0
    /// The newest of them; what came after it could be taken away unnoticed.
    package var lastSeal: JournalSeal?
    /// The first thing that is not what was written; nil when the journal is whole.
    package var firstBreak: Break?

    /// How many of the entries came after the last seal.
    package var unsealed: Int { Int(last - max(start, lastSeal?.entry ?? 0)) }

    /// Where and how the chain breaks.
    package struct Break: Hashable, Sendable {
        /// The identifier of the entry.
        package let entry: Int64
        /// How.
        package let reason: Reason

        /// A break.
        package init(entry: Int64, reason: Reason) {
            self.entry = entry
            self.reason = reason
        }
    }

    /// How an entry or a seal can be wrong. The raw values are stored.
    package enum Reason: String, Hashable, Sendable, CaseIterable {
        /// The entry is not there.
        case missing
        /// Its words are not those that were hashed.
        case wordsAltered
        /// Its other columns, or its place, are not those that were hashed.
        case entryAltered
        /// A seal says that there was an entry of that number, and the journal ends before it.
        case cutOff
        /// The chain up to this entry is not the one that was sealed: it was written anew.
        case sealedOtherwise
        /// The seal of this entry was not made by a key of the site, or not over what it says.
        case sealForged
        /// A seal that was kept elsewhere is not in the journal any more.
        case sealMissing

        /// One English sentence, for the command line; `entry` is where.
        package func sentence(_ entry: Int64) -> String {
            switch self {
            case .missing: "entry \(entry) is missing"
            case .wordsAltered: "the words of entry \(entry) were changed"
            case .entryAltered: "entry \(entry) was changed, or is not in its place"
            case .cutOff: "entry \(entry) was sealed once and the journal ends before it: the end was cut off"
            case .sealedOtherwise: "the chain up to entry \(entry) is not the one that was sealed: it was written anew"
            case .sealForged: "the seal of entry \(entry) was not made by a key of this site"
            case .sealMissing: "the seal of entry \(entry), kept elsewhere, is not in the journal"
            }
        }
    }
}
