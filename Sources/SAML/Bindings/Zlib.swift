import CZlib

/// Raw DEFLATE (RFC 1951), with a hard cap on what comes out. The only file that talks to zlib.
enum Zlib {
    /// A window of 32 KiB, and negative: no zlib header or checksum (SAML Bindings §3.4.4.1).
    private static let rawWindow: Int32 = -15

    /// The whole stream's content, or nil when the stream is broken, unfinished, followed by other bytes, or gives more
    /// than `limit` bytes: work and memory are bounded by the limit whatever the input says.
    static func inflateRaw(_ bytes: [UInt8], limit: Int) -> Inflated {
        guard !bytes.isEmpty else { return .malformed }
        // One byte of room past the limit tells "exactly at the limit" from "more".
        var output = [UInt8](repeating: 0, count: limit + 1)
        var input = bytes
        let outcome: (status: Int32, unread: Int, written: Int) = unsafe input.withUnsafeMutableBufferPointer {
            source in
            unsafe output.withUnsafeMutableBufferPointer { target in
                var stream = unsafe z_stream()
                unsafe stream.next_in = source.baseAddress
                unsafe stream.avail_in = uInt(source.count)
                unsafe stream.next_out = target.baseAddress
                unsafe stream.avail_out = uInt(target.count)
                guard
                    unsafe inflateInit2_(&stream, rawWindow, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
                else { return (Z_MEM_ERROR, 0, 0) }
                let status = unsafe inflate(&stream, Z_FINISH)
                let result = unsafe (status, Int(stream.avail_in), target.count - Int(stream.avail_out))
                unsafe inflateEnd(&stream)
                return result
            }
        }
        if outcome.written > limit { return .tooLong }
        guard outcome.status == Z_STREAM_END, outcome.unread == 0 else { return .malformed }
        output.removeLast(output.count - outcome.written)
        return .content(output)
    }

    enum Inflated: Equatable {
        case content([UInt8])
        case malformed
        case tooLong
    }

    /// The bytes as one raw DEFLATE stream.
    static func deflateRaw(_ bytes: [UInt8]) -> [UInt8] {
        var input = bytes
        return unsafe input.withUnsafeMutableBufferPointer { source in
            var stream = unsafe z_stream()
            let memoryLevel: Int32 = 8
            let ready = unsafe deflateInit2_(
                &stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, rawWindow, memoryLevel, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
                Int32(MemoryLayout<z_stream>.size))
            precondition(ready == Z_OK, "zlib cannot allocate 256 KiB")
            let bound = unsafe Int(deflateBound(&stream, uLong(source.count)))
            let output = unsafe [UInt8](unsafeUninitializedCapacity: bound) { target, count in
                unsafe stream.next_in = source.baseAddress
                unsafe stream.avail_in = uInt(source.count)
                unsafe stream.next_out = target.baseAddress
                unsafe stream.avail_out = uInt(target.count)
                // With deflateBound's room one call always finishes (zlib.h).
                unsafe deflate(&stream, Z_FINISH)
                count = unsafe target.count - Int(stream.avail_out)
            }
            unsafe deflateEnd(&stream)
            return output
        }
    }
}
