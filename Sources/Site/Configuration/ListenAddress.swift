package import HTTP

/// Where the server listens: `127.0.0.1:8080`, `[::1]:8080`, `0.0.0.0:8080`.
package struct ListenAddress: Sendable, CustomStringConvertible {
    package let address: IPAddress
    package let port: UInt16

    package init(address: IPAddress, port: UInt16) {
        self.address = address
        self.port = port
    }

    /// Nil unless the text is an address and a port.
    package init?(_ text: String) {
        guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]) else {
            return nil
        }
        var host = text[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") { host = host.dropFirst().dropLast() }
        guard let address = IPAddress(String(host)) else { return nil }
        self.address = address
        self.port = port
    }

    package var description: String {
        let host = "\(address)"
        return host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    }
}
