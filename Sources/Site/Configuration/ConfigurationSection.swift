/// One object of the configuration file while it is read: each member is taken once, what is left over is unknown.
struct ConfigurationSection {
    /// The dotted names that lead here; empty at the top.
    let path: String
    private var members: [String: JSONValue]
    private var known: [String] = []

    init(_ value: JSONValue, path: String = "") throws(ConfigurationError) {
        guard case .object(let members) = value else {
            throw ConfigurationError(
                path.isEmpty ? "the file must hold one object { … }" : "\(path) must be an object { … }")
        }
        self.members = members
        self.path = path
    }

    /// Whether every member was taken, or there was none.
    var isEmpty: Bool { members.isEmpty }

    mutating func text(_ name: String) throws(ConfigurationError) -> String? {
        guard let value = removeMember(name) else { return nil }
        guard case .text(let text) = value, !text.isEmpty else { throw expected("a text", at: name) }
        return text
    }

    mutating func texts(_ name: String) throws(ConfigurationError) -> [String]? {
        guard let value = removeMember(name) else { return nil }
        guard case .array(let items) = value else { throw expected("a list of texts", at: name) }
        var texts: [String] = []
        for item in items {
            guard case .text(let text) = item else { throw expected("a list of texts", at: name) }
            texts.append(text)
        }
        return texts
    }

    /// `true` or `false`.
    mutating func boolean(_ name: String) throws(ConfigurationError) -> Bool? {
        guard let value = removeMember(name) else { return nil }
        guard case .truth(let boolean) = value else { throw expected("true or false", at: name) }
        return boolean
    }

    /// A whole number within bounds.
    mutating func integer(_ name: String, in range: ClosedRange<Int>) throws(ConfigurationError) -> Int? {
        guard let value = removeMember(name) else { return nil }
        guard case .number(let number) = value, let integer = Int(exactly: number), range.contains(integer) else {
            throw expected("a whole number from \(range.lowerBound) to \(range.upperBound)", at: name)
        }
        return integer
    }

    /// A section within this one; an absent one is empty.
    mutating func section(_ name: String) throws(ConfigurationError) -> ConfigurationSection {
        try ConfigurationSection(removeMember(name) ?? .object([:]), path: full(name))
    }

    /// Refuses what nothing asked for: a misspelt name must not be a setting that silently does nothing.
    func finish() throws(ConfigurationError) {
        guard let name = members.keys.sorted().first else { return }
        let hint = Suggestion.nearest(to: name, among: known).map { " Did you mean \(full($0))?" } ?? ""
        throw ConfigurationError("\(full(name)) is not a setting.\(hint)")
    }

    func expected(_ what: String, at name: String) -> ConfigurationError {
        ConfigurationError("\(full(name)) must be \(what)")
    }

    private mutating func removeMember(_ name: String) -> JSONValue? {
        known.append(name)
        return members.removeValue(forKey: name)
    }

    private func full(_ name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }
}
