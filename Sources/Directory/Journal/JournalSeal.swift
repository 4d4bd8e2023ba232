package import Crypto
import Database
package import FoundationEssentials

/// A signature over the head of the journal at one moment: whoever holds the seal knows later that nothing up to that
/// entry was changed, taken away or put in between (Documentation/Decisions/0081).
package struct JournalSeal: Hashable, Sendable {
    /// Which site's journal: the entityID.
    package let site: String
    /// The last entry that is sealed.
    package let entry: Int64
    /// The hash of that entry, 32 bytes, which stands for all before it.
    package let hash: [UInt8]
    /// When it was sealed.
    package let at: Date
    /// With which key: the SHA-256 of its SubjectPublicKeyInfo, in hexadecimal.
    package let key: String
    /// Over ``message``, with the algorithm of the key.
    package let signature: [UInt8]

    /// A seal from its parts.
    package init(site: String, entry: Int64, hash: [UInt8], at: Date, key: String, signature: [UInt8]) {
        self.site = site
        self.entry = entry
        self.hash = hash
        self.at = at
        self.key = key
        self.signature = signature
    }

    /// What is signed: five lines, each ended by a line feed.
    package var message: [UInt8] {
        let lines = ["convergences journal seal 1", site, "\(entry)", Hex.encode(hash), "\(at.unixMilliseconds)"]
        return Array((lines.joined(separator: "\n") + "\n").utf8)
    }

    /// How a seal names a key.
    package static func name(of key: PublicKey) -> String {
        Hex.encode(Digest.sha256(key.subjectPublicKeyInfo))
    }

    /// Whether one of the keys made the signature over just this.
    func isSigned(byOneOf keys: [PublicKey]) -> Bool {
        guard let signer = keys.first(where: { Self.name(of: $0) == key }) else { return false }
        do {
            try signer.verify(signature, over: message, with: signer.kind.signatureAlgorithm)
            return true
        } catch {
            return false
        }
    }
}

/// What seals the journal of a site.
package struct JournalSealer: Sendable {
    /// The site's entityID.
    package let site: String
    private let key: PrivateKey
    /// Every key whose seals are believed: this one, and former ones.
    package let keys: [PublicKey]

    /// - Parameters:
    ///   - key: signs; of nothing else.
    ///   - former: keys that signed before.
    package init(site: String, key: PrivateKey, former: [PublicKey] = []) {
        self.site = site
        self.key = key
        keys = [key.publicKey] + former.filter { $0 != key.publicKey }
    }

    func seal(_ entry: Int64, _ hash: [UInt8], at now: Date) throws(CryptoError) -> JournalSeal {
        let name = JournalSeal.name(of: key.publicKey)
        let at = Date(unixMilliseconds: now.unixMilliseconds)
        let blank = JournalSeal(site: site, entry: entry, hash: hash, at: at, key: name, signature: [])
        let signature = try key.sign(blank.message, with: key.kind.signatureAlgorithm)
        return JournalSeal(site: site, entry: entry, hash: hash, at: at, key: name, signature: signature)
    }
}

extension JournalSeal {
    static let columns: SQL = "site, entry, hash, at, key, signature"

    init(_ row: borrowing Row) throws(DatabaseError) {
        self.init(
            site: try row.text(0), entry: try row.int64(1), hash: try row.blob(2), at: try row.date(3),
            key: try row.text(4), signature: try row.blob(5))
    }
}

extension DirectoryReading {
    /// The seals after an entry, the oldest first.
    package func journalSeals(after entry: Int64 = 0, limit: Int = 10_000) throws(DirectoryError) -> [JournalSeal] {
        try query(
            "SELECT \(JournalSeal.columns) FROM journal_seal WHERE entry > \(entry) ORDER BY entry LIMIT \(limit)",
            JournalSeal.init)
    }

    /// The newest seal; nil before the first one.
    package func lastJournalSeal() throws(DirectoryError) -> JournalSeal? {
        try one("SELECT \(JournalSeal.columns) FROM journal_seal ORDER BY entry DESC LIMIT 1", JournalSeal.init)
    }

    /// The first seal that covers an entry.
    package func journalSeal(covering entry: Int64) throws(DirectoryError) -> JournalSeal? {
        try one(
            "SELECT \(JournalSeal.columns) FROM journal_seal WHERE entry >= \(entry) ORDER BY entry LIMIT 1",
            JournalSeal.init)
    }
}
