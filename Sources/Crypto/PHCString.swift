/// The text form of an Argon2id hash, `$argon2id$v=19$m=19456,t=2,p=1$<salt>$<hash>` (the PHC string format; base64
/// without padding).
struct PHCString {
    let parameters: PasswordHasher.Parameters
    let salt: [UInt8]
    let hash: [UInt8]
    /// Stands for an account that has no hash; no password can match it.
    var isDecoy = false

    var text: String {
        "$argon2id$v=19$m=\(parameters.memoryKiB),t=\(parameters.passes),p=\(parameters.lanes)"
            + "$\(PHCString.unpadded(salt))$\(PHCString.unpadded(hash))"
    }
}

extension PHCString {
    /// Nil unless the text is exactly of that form, within the bounds of `Parameters`.
    init?(_ text: String) {
        let fields = text.split(separator: "$", omittingEmptySubsequences: false)
        guard text.utf8.count <= 512, fields.count == 6, fields[0].isEmpty, fields[1] == "argon2id", fields[2] == "v=19"
        else { return nil }
        let costs = fields[3].split(separator: ",", omittingEmptySubsequences: false)
        guard costs.count == 3,
            let memory = PHCString.number(costs[0], "m="), let passes = PHCString.number(costs[1], "t="),
            let lanes = PHCString.number(costs[2], "p="),
            let parameters = PasswordHasher.Parameters(passes: passes, memoryKiB: memory, lanes: lanes),
            let salt = PHCString.decoded(fields[4]), (8...64).contains(salt.count),
            let hash = PHCString.decoded(fields[5]), (16...64).contains(hash.count)
        else { return nil }
        self.init(parameters: parameters, salt: salt, hash: hash)
    }

    private static func number(_ field: Substring, _ prefix: String) -> Int? {
        guard field.hasPrefix(prefix) else { return nil }
        let digits = field.dropFirst(prefix.count)
        guard digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else { return nil }
        return Int(digits)
    }

    private static func unpadded(_ bytes: [UInt8]) -> String {
        String(Base64.encode(bytes).prefix { $0 != "=" })
    }

    private static func decoded(_ field: Substring) -> [UInt8]? {
        guard !field.contains("=") else { return nil }
        return Base64.decode(field + String(repeating: "=", count: (4 - field.utf8.count % 4) % 4))
    }
}
