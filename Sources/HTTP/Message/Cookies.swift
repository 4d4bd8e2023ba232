/// The cookies of a request, by their bare names.
package struct Cookies: Hashable, Sendable {
    private let pairs: [(name: String, value: String)]

    /// Reads `Cookie` headers. With an https public URL only `__Host-` cookies are seen, their prefix taken off: a
    /// cookie planted by a sister domain or over http does not exist for us.
    package init(headers: [String], publicURL: PublicURL) {
        let prefix = Cookie.prefix(for: publicURL)
        var pairs: [(name: String, value: String)] = []
        for header in headers {
            for part in header.utf8.split(separator: UInt8(ascii: ";")).prefix(Cookies.maximumCount) {
                let pair = part.drop { $0 == UInt8(ascii: " ") }
                guard pair.starts(with: prefix.utf8), let equals = pair.firstIndex(of: UInt8(ascii: "=")) else {
                    continue
                }
                let name = String(decoding: pair[..<equals].dropFirst(prefix.utf8.count), as: UTF8.self)
                pairs.append((name, String(decoding: pair[pair.index(after: equals)...], as: UTF8.self)))
            }
        }
        self.pairs = pairs
    }

    /// The value of that name; nil when it is missing, or when two different ones came (somebody planted one).
    package subscript(name: String) -> String? {
        let values = pairs.filter { $0.name == name }.map(\.value)
        guard let first = values.first, values.allSatisfy({ $0 == first }) else { return nil }
        return first
    }

    /// By names and values.
    package static func == (left: Cookies, right: Cookies) -> Bool {
        left.pairs.elementsEqual(right.pairs) { $0 == $1 }
    }

    /// By names and values.
    package func hash(into hasher: inout Hasher) {
        for pair in pairs {
            hasher.combine(pair.name)
            hasher.combine(pair.value)
        }
    }

    private static let maximumCount = 100
}
