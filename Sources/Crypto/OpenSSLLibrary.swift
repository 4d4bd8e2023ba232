import COpenSSL

/// The library as a whole.
package enum OpenSSLLibrary {
    /// To be called before anything else of this module, once: the library then frees nothing of its own accord when the
    /// process ends. Otherwise `exit` would take it from under a thread that is still signing or verifying, and a server
    /// that was asked to stop would end by a segmentation fault. What it holds ends with the process.
    package static func stayUntilTheEnd() {
        _ = OPENSSL_init_crypto(UInt64(OPENSSL_INIT_NO_ATEXIT), nil)
    }
}
