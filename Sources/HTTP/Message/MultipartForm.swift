/// A posted form with files: `multipart/form-data` (RFC 7578), read strictly.
///
/// Browsers write it in one way only; whatever could be understood in two ways (text before the first part, other
/// transfer encodings, a boundary given twice) is refused instead of guessed.
package struct MultipartForm: Hashable, Sendable {
    /// The text fields, in their order: UTF-8, without NUL.
    package let fields: Parameters
    /// The files that were chosen; a file field left empty is not here.
    package let files: [UploadedFile]

    /// The first file of a field.
    package func file(_ field: String) -> UploadedFile? {
        files.first { $0.field == field }
    }

    static let maximumParts = 100
    /// Bytes of one part's header fields.
    static let headerLimit = 2 * 1024
}

/// A file that came with a form. Nothing that the browser says of it is to be believed.
package struct UploadedFile: Hashable, Sendable {
    /// The form's field.
    package let field: String
    /// The name on the person's computer, without folders; to be shown, never to be opened.
    package let name: String
    /// The content, as it is.
    package let bytes: [UInt8]
}

extension Request {
    /// Whether the body says that it is a form with files.
    package var isMultipart: Bool {
        let type = headers["content-type"]?.prefix { $0 != ";" } ?? ""
        return type.lowercased().filter { $0 != " " } == "multipart/form-data"
    }

    /// The posted form with its files; the route's `bodyLimit` bounds it.
    ///
    /// - Throws: `notAForm` unless the content type is `multipart/form-data` with one boundary; `malformed` for a body
    ///   that breaks the format, a text that is not UTF-8, or too many parts.
    package func multipartForm() throws(HTTPError) -> MultipartForm {
        let types = headers.all("content-type")
        guard types.count == 1, let type = types.first, let boundary = Request.boundary(type) else { throw .notAForm }
        var reader = MultipartReader(body, boundary: boundary)
        return try reader.form()
    }

    /// The boundary of a content type: 1 to 70 characters of RFC 2046 §5.1.1, quoted or not.
    private static func boundary(_ contentType: String) -> [UInt8]? {
        let parts = contentType.split(separator: ";", omittingEmptySubsequences: false)
        guard parts.first?.lowercased().filter({ $0 != " " }) == "multipart/form-data", parts.count == 2 else {
            return nil
        }
        let parameter = parts[1].drop { $0 == " " }
        guard let mark = parameter.firstIndex(of: "="), parameter[..<mark].lowercased() == "boundary" else {
            return nil
        }
        var value = parameter[parameter.index(after: mark)...]
        while value.last == " " { value.removeLast() }
        if value.count >= 2, value.first == "\"", value.last == "\"" { value = value.dropFirst().dropLast() }
        guard (1...70).contains(value.utf8.count), value.utf8.allSatisfy(isBoundary) else { return nil }
        return Array(value.utf8)
    }

    private static func isBoundary(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "'()+_,-./:=?".utf8.contains(byte)
        }
    }
}
