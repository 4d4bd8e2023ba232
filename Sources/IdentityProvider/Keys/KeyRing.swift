package import Crypto
import Synchronization

/// The site's keys as a running server has them. Each use asks the database whether they have changed, which is one row,
/// and loads them when they have: a command at the terminal counts from the next request on, without a signal and without
/// a restart.
///
/// What cannot be loaded is told, and the server goes on with the keys that it has, as long as the signing key in use is
/// still the same. When it is another one (after an emergency) it signs nothing until the new key can be read.
package final class KeyRing: Sendable {
    /// Where keys come from.
    package struct Source: Sendable {
        let revision: @Sendable () throws -> Int64
        let load: @Sendable () throws -> IdentityKeys
        let inUse: @Sendable () throws -> Certificate?
        let published: @Sendable () -> Void
        let failed: @Sendable (any Error) -> Void

        /// - Parameters:
        ///   - revision: the number of the state, cheap.
        ///   - load: reads the keys of the present state, files included.
        ///   - inUse: the certificate of the signing key that is to be used, without its file.
        ///   - published: is called after keys were taken over.
        ///   - failed: is told why keys could not be.
        package init(
            revision: @escaping @Sendable () throws -> Int64, load: @escaping @Sendable () throws -> IdentityKeys,
            inUse: @escaping @Sendable () throws -> Certificate?, published: @escaping @Sendable () -> Void,
            failed: @escaping @Sendable (any Error) -> Void
        ) {
            self.revision = revision
            self.load = load
            self.inUse = inUse
            self.published = published
            self.failed = failed
        }
    }

    /// The signing key in use cannot be read.
    struct Unavailable: Error, CustomStringConvertible {
        var description: String { "the signing key in use cannot be read: nothing is signed (see keys-not-loaded)" }
    }

    private struct Held {
        var keys: IdentityKeys
        /// The state that could not be loaded, and whether the keys held may still be used in it.
        var failed: (revision: Int64, mayUseOlder: Bool)?
    }

    private let held: Mutex<Held>
    private let source: Source?

    /// Keys that never change: for a command, and for tests.
    package init(_ keys: IdentityKeys) {
        held = Mutex(Held(keys: keys))
        source = nil
    }

    /// Keys that follow the site's.
    ///
    /// - Throws: whatever `load` throws: a server does not start with keys that it cannot read.
    package init(following source: Source) throws {
        let keys = try source.load()
        held = Mutex(Held(keys: keys))
        self.source = source
        source.published()
    }

    /// The keys of this moment.
    ///
    /// Trap: never within a transaction. It reads the database and, when keys were taken over, writes to it
    /// (Documentation/Modules.md, The order of locks).
    package func current() throws -> IdentityKeys {
        guard let source else { return held.withLock(\.keys) }
        let revision = try source.revision()
        let (keys, areNew) = try held.withLock { held in
            if held.keys.revision == revision { return (held.keys, false) }
            let areNew = held.failed?.revision != revision && Self.load(revision, from: source, into: &held)
            guard held.failed?.mayUseOlder ?? true else { throw Unavailable() }
            return (held.keys, areNew)
        }
        // Without the lock: it waits for the one writer of the database, and nobody else should wait with it.
        if areNew { source.published() }
        return keys
    }

    /// Tries again what could not be loaded; for the housekeeping.
    package func retry() {
        held.withLock { $0.failed = nil }
        _ = try? current()
    }

    /// Takes the keys of a new state over; false when they cannot be read, which is told.
    private static func load(_ revision: Int64, from source: Source, into held: inout Held) -> Bool {
        do {
            held.keys = try source.load()
            held.failed = nil
            return true
        } catch {
            source.failed(error)
            let mayUseOlder = (try? source.inUse()) == held.keys.signing.certificate
            held.failed = (revision, mayUseOlder)
            return false
        }
    }
}
