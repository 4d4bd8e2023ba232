package import FoundationEssentials

/// How long the site keeps what other modules hold: told on the page of personal data, so that it stays true whatever
/// the configuration says.
package struct Retention: Sendable {
    /// The words of the audit trail, in seconds.
    package var journal: TimeInterval = 365 * 86_400
    /// A deleted account can be restored for so long.
    package var restore: TimeInterval = 30 * 86_400
    /// That a mail was sent.
    package var mails: TimeInterval = 30 * 86_400
    /// That an application was opened.
    package var openings: TimeInterval = 365 * 86_400

    /// The defaults of the configuration.
    package init() {}
}
