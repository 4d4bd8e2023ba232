import CArgon2
import Glibc
import Synchronization
import Threads

/// The wall to libargon2, and the work areas it computes in.
///
/// Left alone, libargon2 takes its memory from malloc at each hash; after a few threads have hashed, the allocator keeps
/// one such block per thread for good. Here a bounded number of areas is mapped, lent to one hash at a time, and
/// unmapped when idle.
final class Argon2Memory: Sendable {
    /// A mapped region.
    @safe private struct Area: @unchecked Sendable {
        // Sendable: it is owned by the free list or by exactly one running hash.
        let start: UnsafeMutableRawPointer
        let byteCount: Int
        /// Used since the last `releaseIdle`.
        var isFresh = true

        init?(byteCount: Int) {
            guard let start = unsafe mmap(nil, byteCount, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0),
                unsafe start != MAP_FAILED
            else { return nil }
            // Password-derived bytes stay out of core dumps; large pages halve the time of a hash's random walk.
            unsafe madvise(start, byteCount, MADV_DONTDUMP)
            unsafe madvise(start, byteCount, MADV_HUGEPAGE)
            unsafe self.start = unsafe start
            self.byteCount = byteCount
        }

        func unmap() { unsafe munmap(start, byteCount) }
    }

    private struct State {
        var free: [Area] = []
        var heldBytes = 0
    }

    private let state = Mutex(State())
    private let turns: CountingSemaphore

    init(limit: Int) {
        turns = CountingSemaphore(limit)
    }

    deinit {
        releaseAll { _ in true }
    }

    var heldBytes: Int { state.withLock { $0.heldBytes } }

    func releaseIdle() {
        releaseAll { !$0.isFresh }
        state.withLock { state in
            for index in state.free.indices { state.free[index].isFresh = false }
        }
    }

    private func releaseAll(where isUnwanted: (Area) -> Bool) {
        state.withLock { state in
            for area in state.free where isUnwanted(area) {
                state.heldBytes -= area.byteCount
                area.unmap()
            }
            state.free.removeAll(where: isUnwanted)
        }
    }

    private func take(_ byteCount: Int) -> Area? {
        state.withLock { state in
            if let index = state.free.lastIndex(where: { $0.byteCount >= byteCount }) {
                var area = state.free.remove(at: index)
                area.isFresh = true
                return area
            }
            // An area too small for these parameters makes room for one that fits: never more than `limit` of them.
            while let small = state.free.popLast() {
                state.heldBytes -= small.byteCount
                small.unmap()
            }
            guard let area = Area(byteCount: byteCount) else { return nil }
            state.heldBytes += byteCount
            return area
        }
    }

    /// Argon2id. Waits while all areas are in use.
    func hash(_ password: [UInt8], salt: [UInt8], parameters: PasswordHasher.Parameters, count: Int)
        throws(CryptoError) -> [UInt8]
    {
        turns.wait()
        defer { turns.signal() }
        guard let area = take(Argon2Memory.byteCount(parameters)) else {
            throw .library(operation: "password hash", detail: "no memory")
        }
        defer { state.withLock { $0.free.append(area) } }
        return try unsafe Argon2Memory.hash(password, salt: salt, parameters: parameters, count: count, in: area.start)
    }

    /// libargon2 rounds the memory down to a multiple of 4 × lanes blocks of 1 KiB, but to 8 × lanes at least.
    private static func byteCount(_ parameters: PasswordHasher.Parameters) -> Int {
        max(8 * parameters.lanes, parameters.memoryKiB) * 1024
    }

    private static func hash(
        _ password: [UInt8], salt: [UInt8], parameters: PasswordHasher.Parameters, count: Int,
        in memory: UnsafeMutableRawPointer
    ) throws(CryptoError) -> [UInt8] {
        var password = password
        var salt = salt
        var hash = [UInt8](repeating: 0, count: count)
        let status = unsafe password.withUnsafeMutableBufferPointer { password in
            unsafe salt.withUnsafeMutableBufferPointer { salt in
                unsafe hash.withUnsafeMutableBufferPointer { hash in
                    var context = unsafe argon2_context()
                    unsafe context.out = hash.baseAddress
                    unsafe context.outlen = UInt32(hash.count)
                    unsafe context.pwd = password.baseAddress
                    unsafe context.pwdlen = UInt32(password.count)
                    unsafe context.salt = salt.baseAddress
                    unsafe context.saltlen = UInt32(salt.count)
                    unsafe context.t_cost = UInt32(parameters.passes)
                    unsafe context.m_cost = UInt32(parameters.memoryKiB)
                    unsafe context.lanes = UInt32(parameters.lanes)
                    unsafe context.threads = 1  // then libargon2 stays on this thread, which the lending relies on
                    unsafe context.version = ARGON2_VERSION_13.rawValue
                    unsafe context.allocate_cbk = { lent, _ in
                        guard let area = unsafe pthread_getspecific(Argon2Memory.lent) else { return -1 }
                        unsafe lent?.pointee = unsafe area.assumingMemoryBound(to: UInt8.self)
                        return 0
                    }
                    unsafe context.free_cbk = { _, _ in }  // libargon2 wiped it; it goes back to the list above
                    unsafe pthread_setspecific(Argon2Memory.lent, memory)
                    defer { pthread_setspecific(Argon2Memory.lent, nil) }
                    return unsafe argon2_ctx(&context, Argon2_id)
                }
            }
        }
        guard status == ARGON2_OK.rawValue else {
            throw .library(operation: "password hash", detail: "libargon2 status \(status)")
        }
        return hash
    }

    /// Where the allocation callback, which gets no context, finds the area lent to the hash of its thread.
    private static let lent: pthread_key_t = {
        var key = pthread_key_t()
        // Only a program with over a thousand thread keys could fail here, at its first hash: hence the trap.
        guard unsafe pthread_key_create(&key, nil) == 0 else { fatalError("no thread key") }
        return key
    }()
}
