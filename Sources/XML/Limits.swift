/// How much a document may hold. Checked on the bytes, before a parser spends time or memory on them.
package struct Limits: Sendable {
    /// Length of the document.
    package let bytes: Int
    /// Nesting of elements; the root is 1.
    package let depth: Int
    /// Elements in all.
    package let elements: Int
    /// Attributes and namespace declarations of one element. libxml2's work grows with the square of their number.
    package let attributes: Int
    /// Whether comments may stand between elements. They are dropped.
    package let allowsComments: Bool

    /// A protocol message: 64 KiB, 16 deep, 400 elements, 32 attributes, no comments.
    package static let message = Limits(
        bytes: 64 * 1024, depth: 16, elements: 400, attributes: 32, allowsComments: false)

    /// A metadata document, which an operator hands in: 4 MiB, 32 deep, 20,000 elements, with comments.
    package static let metadata = Limits(
        bytes: 4 * 1024 * 1024, depth: 32, elements: 20_000, attributes: 64, allowsComments: true)
}
