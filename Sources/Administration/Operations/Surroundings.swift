package import FoundationEssentials

/// What the operator's desk tells of things that these pages do not hold: the executable fills it in.
package struct Surroundings: Sendable {
    /// A certificate and when it ends.
    package struct CertificateEnd: Sendable {
        let owner: String
        let path: String?
        let endsAt: Date

        /// - Parameters:
        ///   - owner: whose it is, in words.
        ///   - path: the page where it is looked after, if there is one.
        package init(owner: String, path: String? = nil, endsAt: Date) {
            self.owner = owner
            self.path = path
            self.endsAt = endsAt
        }
    }

    let certificates: @Sendable () throws -> [CertificateEnd]

    /// - Parameter certificates: every certificate in use, ours and those of service providers.
    package init(certificates: @escaping @Sendable () throws -> [CertificateEnd]) {
        self.certificates = certificates
    }

    /// Nothing is told.
    package static let none = Surroundings(certificates: { [] })
}
