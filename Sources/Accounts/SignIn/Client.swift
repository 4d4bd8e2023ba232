/// What a request tells of where it comes from, as far as accounts look at it.
package struct Client: Sendable {
    /// The client's address after trusted proxies, as text; one throttle bucket per address.
    package let address: String
    /// The User-Agent header, unbelieved.
    package let userAgent: String?
    /// The token of the device cookie, if the browser sent one.
    package let deviceToken: String?

    /// What a request tells.
    package init(address: String, userAgent: String?, deviceToken: String?) {
        self.address = address
        self.userAgent = userAgent
        self.deviceToken = deviceToken
    }

    var device: DeviceDescription { DeviceDescription(userAgent: userAgent) }

    /// The address as kept in events: bounded whatever a proxy sends.
    var boundedAddress: String { String(address.prefix(64)) }
}
