package import FoundationEssentials

/// A value as SQLite stores it: what an interpolation binds and what a column holds.
package enum SQLValue: Sendable, Hashable {
    case null
    case integer(Int64)
    case real(Double)
    case text(String)
    case blob([UInt8])
}

/// A type that can be bound in an `SQL` interpolation.
///
/// An enumeration with a `String` or integer raw value only declares the conformance; a type of another shape gives
/// its `sqlValue`.
package protocol SQLConvertible {
    /// The value to bind.
    var sqlValue: SQLValue { get }
}

extension SQLConvertible where Self: RawRepresentable, RawValue: SQLConvertible {
    /// The raw value.
    package var sqlValue: SQLValue { rawValue.sqlValue }
}

extension Int: SQLConvertible {
    /// An INTEGER.
    package var sqlValue: SQLValue { .integer(Int64(self)) }
}

extension Int64: SQLConvertible {
    /// An INTEGER.
    package var sqlValue: SQLValue { .integer(self) }
}

extension Double: SQLConvertible {
    /// A REAL.
    package var sqlValue: SQLValue { .real(self) }
}

extension Bool: SQLConvertible {
    /// An INTEGER, 1 or 0.
    package var sqlValue: SQLValue { .integer(self ? 1 : 0) }
}

extension String: SQLConvertible {
    /// A TEXT.
    package var sqlValue: SQLValue { .text(self) }
}

extension [UInt8]: SQLConvertible {
    /// A BLOB.
    package var sqlValue: SQLValue { .blob(self) }
}

extension Date: SQLConvertible {
    /// An INTEGER: Unix milliseconds, rounded to the nearest.
    package var sqlValue: SQLValue { .integer(unixMilliseconds) }

    /// Milliseconds since 1 January 1970, rounded to the nearest: how moments are stored.
    package var unixMilliseconds: Int64 { Int64((timeIntervalSince1970 * 1000).rounded()) }

    /// The moment that `unixMilliseconds` stands for; reading back what was stored gives an equal moment.
    package init(unixMilliseconds: Int64) {
        self.init(timeIntervalSince1970: Double(unixMilliseconds) / 1000)
    }
}
