import CZlib

/// Wall around zlib's compressor: the embedded files are compressed once, at start.
///
/// Nothing else is ever compressed: a page that holds a token and echoes what somebody sent would give the token away
/// by its length (BREACH).
enum GzipWriter {
    /// The bytes in gzip format (RFC 1952), at the best level; nil when zlib has no memory.
    static func compress(_ bytes: [UInt8]) -> [UInt8]? {
        var stream = unsafe z_stream()
        // 15 + 16: the largest window, with a gzip header. The size tells zlib which struct we were compiled with.
        let started = unsafe deflateInit2_(
            &stream, Z_BEST_COMPRESSION, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
            Int32(MemoryLayout<z_stream>.size))
        guard started == Z_OK else { return nil }
        defer { unsafe deflateEnd(&stream) }
        var input = bytes
        let capacity = unsafe Int(deflateBound(&stream, uLong(bytes.count)))
        var output = [UInt8](repeating: 0, count: capacity)
        // The whole input and room for the whole output: one call ends the stream.
        let (result, written) = unsafe input.withUnsafeMutableBufferPointer { source in
            unsafe output.withUnsafeMutableBufferPointer { target in
                unsafe stream.next_in = source.baseAddress
                unsafe stream.avail_in = uInt(source.count)
                unsafe stream.next_out = target.baseAddress
                unsafe stream.avail_out = uInt(target.count)
                let result = unsafe deflate(&stream, Z_FINISH)
                return (result, unsafe Int(stream.total_out))
            }
        }
        guard result == Z_STREAM_END else { return nil }
        return Array(output[..<written])
    }
}
