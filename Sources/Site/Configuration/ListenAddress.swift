import HTTP

/// Where the server listens: `127.0.0.1:8080`, `[::1]:8080`, `0.0.0.0:8080`.
struct ListenAddress: Sendable, CustomStringConvertible {
    let address: IPAddress
    let port: UInt16

    init(address: IPAddress, port: UInt16) {
        self.address = address
        self.port = port
    }

    init?(_ text: String) {
        guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]) else {
            return nil
        }
        var host = text[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") { host = host.dropFirst().dropLast() }
        guard let address = IPAddress(String(host)) else { return nil }
        self.address = address
        self.port = port
    }

    var description: String {
        let host = "\(address)"
        return host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    }
}
