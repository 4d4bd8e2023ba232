import CZlib

/// Raw DEFLATE (RFC 1951), with a hard cap on what comes out. The only file that talks to zlib.
enum Zlib {
    /// A window of 32 KiB, and negative: no zlib header or checksum (SAML Bindings §3.4.4.1).
    private static let rawWindow: Int32 = -15

    /// The whole stream's content, or nil when the stream is broken, unfinished, followed by other bytes, or gives more
    /// than `limit` bytes: work and memory are bounded by the limit whatever the input says.
    static func inflateRaw(_ bytes: [UInt8], limit: Int) -> Inflated {
        guard !bytes.isEmpty else { return .malformed }
        var input = bytes
        var status = Z_MEM_ERROR
        var unread = 0
        // One byte of room past the limit tells "exactly at the limit" from "more".
        let output = unsafe [UInt8](unsafeUninitializedCapacity: limit + 1) { target, written in
            unsafe input.withUnsafeMutableBufferPointer { source in
                var stream = unsafe z_stream()
                unsafe stream.next_in = source.baseAddress
                unsafe stream.avail_in = uInt(source.count)
                unsafe stream.next_out = target.baseAddress
                unsafe stream.avail_out = uInt(target.count)
                guard
                    unsafe inflateInit2_(&stream, rawWindow, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
                else { return }
                status = unsafe inflate(&stream, Z_FINISH)
                unread = unsafe Int(stream.avail_in)
                written = unsafe target.count - Int(stream.avail_out)
                unsafe inflateEnd(&stream)
            }
        }
        if output.count > limit { return .tooLong }
        guard status == Z_STREAM_END, unread == 0 else { return .malformed }
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
