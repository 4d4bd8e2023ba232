extension Program {
    /// Which version this program is: the one place that says it. `Scripts/release` sets it (Documentation/Releases.md).
    static let version = "0.1.0"
}
