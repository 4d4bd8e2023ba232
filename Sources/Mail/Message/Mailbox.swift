package import Transfer

/// An address with the name of whose it is (RFC 5322 §3.4).
package struct Mailbox: Hashable, Sendable {
    /// The name shown; nil or empty for the address alone.
    package let name: HeaderText?
    /// The address.
    package let address: MailAddress

    /// A mailbox; the name may be any text.
    package init(name: String? = nil, _ address: MailAddress) {
        self.name = name.map(HeaderText.init)
        self.address = address
    }
}
