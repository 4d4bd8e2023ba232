/// An element in its canonical bytes: to be sent, or put into another element as it is, so that what was signed is not
/// written a second time.
package struct WrittenElement: Sendable {
    /// A document without XML declaration.
    package let bytes: [UInt8]
    /// The namespaces that it declares, a bit each by their numbers in the writer's `Prefixes`.
    let declarations: UInt64
}
