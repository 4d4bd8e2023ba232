internal import CMicroHTTPD
import Glibc

extension RequestHead {
    /// Copies the head out of a connection.
    ///
    /// libmicrohttpd 0.9.75 takes a bare LF for a line end, joins a folded line to the field's **name**, and ends a line
    /// at a NUL; another reader may see other fields. Its strings lie where they were received, one after the other
    /// (its own header size is a difference of such pointers), so that each field must begin two bytes, CR and LF, after
    /// the end of the one before. Where that does not hold the head is not well formed and will be refused.
    init(_ connection: OpaquePointer, method: UnsafePointer<CChar>, version: UnsafePointer<CChar>, target: String) {
        let size = unsafe convergences_header_size(connection)
        var collector = unsafe HeaderCollector(next: version + strlen(version) + 2)
        unsafe withUnsafeMutablePointer(to: &collector) { pointer in
            _ = unsafe MHD_get_connection_values_n(connection, .HEADER_KIND, collectField, pointer)
        }
        let isContiguous = unsafe collector.isContiguous && collector.next + 2 == method + size
        self.init(
            method: unsafe String(cString: method), target: target, version: unsafe String(cString: version),
            headers: unsafe collector.headers, size: size,
            isWellFormed: convergences_checks_header_lines == 1 || isContiguous)
    }
}

@unsafe private struct HeaderCollector {
    var headers = Headers()
    /// Where the next field must begin.
    var next: UnsafePointer<CChar>
    var isContiguous = true

    init(next: UnsafePointer<CChar>) {
        unsafe self.next = next
    }
}

private func collectField(
    _ context: UnsafeMutableRawPointer?, _ kind: MHD_ValueKind, _ name: UnsafePointer<CChar>?, _ nameSize: Int,
    _ value: UnsafePointer<CChar>?, _ valueSize: Int
) -> MHD_Result {
    guard let collector = unsafe context?.assumingMemoryBound(to: HeaderCollector.self), let name = unsafe name,
        let value = unsafe value
    else { return .NO }
    if unsafe name != collector.pointee.next { unsafe collector.pointee.isContiguous = false }
    unsafe collector.pointee.next = value + valueSize + 2
    unsafe collector.pointee.headers.append(text(name, nameSize), text(value, valueSize))
    return .YES
}

private func text(_ start: UnsafePointer<CChar>, _ count: Int) -> String {
    unsafe String(decoding: UnsafeRawBufferPointer(start: start, count: count), as: UTF8.self)
}
