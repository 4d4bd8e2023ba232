/// The server that takes our mail: where it is and how we speak to it. Its values are checked when it is made.
package struct SMTPServer: Hashable, Sendable {
    /// How the connection is protected. The raw values are those of the configuration file.
    package enum Encryption: String, Hashable, Sendable, CaseIterable {
        /// Not at all: a relay on this machine or on a network one trusts.
        case none
        /// Begun in clear, encrypted before anything is said (RFC 3207); refused if the server does not offer it.
        case startTLS = "starttls"
        /// Encrypted from the first byte (RFC 8314).
        case tls

        /// The port that goes with it.
        package var usualPort: UInt16 {
            switch self {
            case .none: 25
            case .startTLS: 587
            case .tls: 465
            }
        }
    }

    /// What the server knows us by. It prints without the password.
    package struct Credentials: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
        let user: String
        let password: String

        /// Said by SASL PLAIN or LOGIN, over an encrypted connection only.
        package init(user: String, password: String) {
            self.user = user
            self.password = password
        }

        package var description: String { "credentials of \(user)" }

        /// Nothing to look into: a dump of the configuration shows no password.
        package var customMirror: Mirror { Mirror(self, children: ["user": user]) }
    }

    /// The name or address, and the port.
    package let host: String
    /// The port.
    package let port: UInt16
    /// How the connection is protected.
    package let encryption: Encryption
    /// Who we say we are; nil for a relay that takes mail from our address.
    package let credentials: Credentials?
    /// The name we greet with (RFC 5321 §4.1.1.1): this machine's, as the world knows it.
    package let greetingName: String
    /// A PEM file of the authorities to trust instead of the system's: for a relay with a certificate of its own.
    package let authorities: String?
    /// How long a connection may take.
    package var connectTime: Duration = .seconds(10)
    /// How long the whole of a delivery may take, the connection included; saying goodbye may take as long again.
    package var wholeTime: Duration = .seconds(60)

    /// - Throws: `invalid` for a host, port or name that is none, and for credentials without encryption: a password
    ///   never crosses a network in clear.
    package init(
        host: String, port: UInt16? = nil, encryption: Encryption = .startTLS, credentials: Credentials? = nil,
        greetingName: String = "localhost", authorities: String? = nil
    ) throws(TransferError) {
        guard HostName.isName(host) || HostName.isIPv4(host) || HostName.mayBeIPv6(host) else {
            throw .invalid("the SMTP server's host is neither a name nor an address")
        }
        guard port != 0 else { throw .invalid("the SMTP server's port is 0") }
        guard HostName.isName(greetingName) else { throw .invalid("the name to greet the SMTP server with") }
        if let credentials {
            guard encryption != .none else {
                throw .invalid("a password for the SMTP server needs encryption (starttls or tls)")
            }
            guard !credentials.user.isEmpty, !credentials.user.utf8.contains(0), !credentials.password.utf8.contains(0),
                credentials.user.utf8.count <= 500, credentials.password.utf8.count <= 500
            else { throw .invalid("the SMTP server's user name or password") }
        }
        self.host = host
        self.port = port ?? encryption.usualPort
        self.encryption = encryption
        self.credentials = credentials
        self.greetingName = greetingName
        self.authorities = authorities
    }

    /// What libcurl connects to; the path is the name we greet with.
    var url: String {
        let scheme = encryption == .tls ? "smtps" : "smtp"
        return "\(scheme)://\(host.contains(":") ? "[\(host)]" : host):\(port)/\(greetingName)"
    }
}
