import FoundationEssentials

/// Values by key, each until its own moment, never more than so many (R11).
struct BoundedTable<Value: Sendable>: Sendable {
    /// What happens to a new value when the table is full of live ones.
    enum Overflow: Sendable {
        /// The oldest goes: its owner begins again.
        case forgetOldest
        /// The new one is refused: forgetting would let something be used twice.
        case refuse
    }

    private struct Entry: Sendable {
        let value: Value
        let expires: Date
        let number: Int
    }

    private let capacity: Int
    private let overflow: Overflow
    private var entries: [String: Entry] = [:]
    private var count = 0

    init(capacity: Int, _ overflow: Overflow) {
        self.capacity = capacity
        self.overflow = overflow
    }

    /// Keeps a value; false when the key is already there, or there is no room.
    mutating func insert(_ value: Value, for key: String, until expires: Date, at now: Date) -> Bool {
        guard self.value(for: key, at: now) == nil else { return false }
        if entries.count >= capacity { entries = entries.filter { $0.value.expires > now } }
        if entries.count >= capacity {
            guard overflow == .forgetOldest, let oldest = entries.min(by: { $0.value.number < $1.value.number }) else {
                return false
            }
            entries[oldest.key] = nil
        }
        count += 1
        entries[key] = Entry(value: value, expires: expires, number: count)
        return true
    }

    /// Forgets what satisfies the condition.
    mutating func remove(where condition: (_ key: String, _ value: Value) -> Bool) {
        entries = entries.filter { !condition($0.key, $0.value.value) }
    }

    /// The live value of a key.
    func value(for key: String, at now: Date) -> Value? {
        guard let entry = entries[key], entry.expires > now else { return nil }
        return entry.value
    }

    /// The live value of a key, which then is gone: it can be had once.
    mutating func take(_ key: String, at now: Date) -> Value? {
        defer { entries[key] = nil }
        return value(for: key, at: now)
    }
}
