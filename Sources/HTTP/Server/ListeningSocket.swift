import Glibc

/// A TCP socket that listens, made by us so that a port in use is told as such.
struct ListeningSocket: Sendable {
    let descriptor: Int32
    /// The port; the one the system chose when 0 was asked for.
    let port: UInt16

    init(address: IPAddress, port: UInt16) throws(HTTPError) {
        let family = address.bytes.count == 4 ? AF_INET : AF_INET6
        let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        let descriptor = socket(family, type, 0)
        do throws(Failure) {
            guard descriptor >= 0 else { throw Failure() }
            ListeningSocket.set(descriptor, SOL_SOCKET, SO_REUSEADDR, 1)
            if family == AF_INET6 { ListeningSocket.set(descriptor, Int32(IPPROTO_IPV6), IPV6_V6ONLY, 0) }
            var name = address.socketAddress(port: port)
            guard ListeningSocket.bind(descriptor, &name, family) == 0, listen(descriptor, 1024) == 0 else {
                throw Failure()
            }
            self.port = try ListeningSocket.port(of: descriptor)
            self.descriptor = descriptor
        } catch {
            if descriptor >= 0 { Glibc.close(descriptor) }
            throw .cannotListen(address: address.description, port: port, errno: error.number)
        }
    }

    /// Refuses new connections; the descriptor stays what it is, for threads that still watch it.
    func stopListening() {
        shutdown(descriptor, Int32(SHUT_RDWR))
    }

    /// Gives the descriptor back. Trap: libmicrohttpd aborts when one of its threads finds it closed.
    func close() {
        Glibc.close(descriptor)
    }

    /// The system's error number, taken before another call changes it.
    private struct Failure: Error {
        let number = errno
    }

    private static func set(_ descriptor: Int32, _ level: Int32, _ option: Int32, _ value: Int32) {
        var value = value
        unsafe setsockopt(descriptor, level, option, &value, socklen_t(MemoryLayout<Int32>.size))
    }

    private static func bind(_ descriptor: Int32, _ name: inout sockaddr_storage, _ family: Int32) -> Int32 {
        let length = family == AF_INET ? MemoryLayout<sockaddr_in>.size : MemoryLayout<sockaddr_in6>.size
        return unsafe withUnsafePointer(to: &name) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe Glibc.bind(descriptor, $0, socklen_t(length))
            }
        }
    }

    private static func port(of descriptor: Int32) throws(Failure) -> UInt16 {
        var name = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let result = unsafe withUnsafeMutablePointer(to: &name) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe getsockname(descriptor, $0, &length)
            }
        }
        guard result == 0 else { throw Failure() }
        // The port stands at the same place for both families.
        return unsafe withUnsafeBytes(of: &name) { unsafe UInt16($0[2]) << 8 | UInt16($0[3]) }
    }
}

extension IPAddress {
    /// The address of a socket's other end; loopback for a family that is neither.
    init(_ address: UnsafePointer<sockaddr>?) {
        guard let address = unsafe address else {
            self = .loopback
            return
        }
        let bytes = unsafe UnsafeRawPointer(address)
        switch unsafe Int32(address.pointee.sa_family) {
        case AF_INET: self.init(bytes: unsafe Array(UnsafeRawBufferPointer(start: bytes + 4, count: 4)))
        case AF_INET6: self.init(bytes: unsafe Array(UnsafeRawBufferPointer(start: bytes + 8, count: 16)))
        default: self = .loopback
        }
    }

    /// The address as the system's calls take it (`sockaddr_in`, `sockaddr_in6`).
    fileprivate func socketAddress(port: UInt16) -> sockaddr_storage {
        var storage = sockaddr_storage()
        storage.ss_family = sa_family_t(bytes.count == 4 ? AF_INET : AF_INET6)
        unsafe withUnsafeMutableBytes(of: &storage) { raw in
            unsafe raw[2] = UInt8(port >> 8)
            unsafe raw[3] = UInt8(port & 0xFF)
            let start = bytes.count == 4 ? 4 : 8
            for (offset, byte) in bytes.enumerated() { unsafe raw[start + offset] = byte }
        }
        return storage
    }
}
