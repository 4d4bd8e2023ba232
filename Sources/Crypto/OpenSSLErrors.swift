import COpenSSL

/// The wall to OpenSSL's per-thread error queue.
///
/// The queue is emptied by the call that failed: left behind, an entry would be blamed on a later, innocent call of the
/// same thread.
enum OpenSSLErrors {
    /// Empties the queue and puts its entries (library and reason, no data) in one line for the log.
    static func drain() -> String {
        var entries: [String] = []
        while true {
            let code = ERR_get_error()
            if code == 0 { break }
            guard entries.count < 8 else { continue }
            var text = [CChar](repeating: 0, count: 256)
            unsafe ERR_error_string_n(code, &text, text.count)
            entries.append(String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self))
        }
        return entries.isEmpty ? "no detail" : entries.joined(separator: "; ")
    }

    /// The error of a failed library call, with the queue's text.
    static func failure(_ operation: String) -> CryptoError {
        .library(operation: operation, detail: drain())
    }
}
