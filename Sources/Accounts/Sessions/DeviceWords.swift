package import Markup

/// A browser and its system in words: « Firefox sur Windows », from the `Firefox · Windows` that is stored.
package enum DeviceWords {
    /// nil when neither was recognised.
    package static func sentence(_ stored: String) -> Text? {
        guard !stored.isEmpty else { return nil }
        guard let separator = stored.firstRange(of: " · ") else { return Text(fr: stored, en: stored) }
        let browser = stored[..<separator.lowerBound]
        let system = stored[separator.upperBound...]
        return Text(fr: "\(browser) sur \(system)", en: "\(browser) on \(system)")
    }
}
