import COpenSSL

/// The wall to `RAND_bytes`.
enum OpenSSLRandom {
    static func bytes(_ count: Int) -> [UInt8] {
        guard count > 0 else { return [] }
        return unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            // A program that goes on with predictable tokens is worse than one that stops: hence the trap.
            guard unsafe RAND_bytes(buffer.baseAddress, Int32(count)) == 1 else {
                fatalError("RAND_bytes failed: \(OpenSSLErrors.drain())")
            }
            initialized = count
        }
    }
}
