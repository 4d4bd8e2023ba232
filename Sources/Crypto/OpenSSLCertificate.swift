import COpenSSL
import FoundationEssentials
import Glibc

/// The wall to `X509`: one parsed certificate, freed at the end of its scope.
@safe struct OpenSSLCertificate: ~Copyable {
    private let pointer: OpaquePointer

    init(der: [UInt8]) throws(CryptoError) {
        let (parsed, consumed) = unsafe der.withUnsafeBufferPointer { buffer in
            var cursor = buffer.baseAddress
            let parsed = unsafe d2i_X509(nil, &cursor, buffer.count)
            let consumed = unsafe cursor.map { unsafe $0 - (buffer.baseAddress ?? $0) } ?? 0
            return unsafe (parsed, consumed)
        }
        guard let parsed = unsafe parsed else { throw .malformedCertificate(OpenSSLErrors.drain()) }
        guard consumed == der.count else {
            unsafe X509_free(parsed)
            throw .malformedCertificate("bytes after the certificate")
        }
        unsafe pointer = unsafe parsed
    }

    deinit {
        unsafe X509_free(pointer)
    }

    func publicKey() throws(CryptoError) -> OpenSSLKey {
        guard let key = unsafe X509_get_pubkey(pointer) else {
            throw .unsupportedKey("the certificate's key: \(OpenSSLErrors.drain())")
        }
        return try unsafe OpenSSLKey(adopting: key)
    }

    /// At most 256 characters.
    func subject() throws(CryptoError) -> String {
        let output = unsafe BIO_new(BIO_s_mem())
        defer { unsafe BIO_free(output) }
        // RFC 2253 as UTF-8, so that an accent is shown and not escaped byte by byte.
        let flags =
            ASN1_STRFLGS_ESC_2253 | ASN1_STRFLGS_ESC_CTRL | ASN1_STRFLGS_UTF8_CONVERT | ASN1_STRFLGS_DUMP_UNKNOWN
            | XN_FLAG_SEP_COMMA_PLUS | XN_FLAG_DN_REV | XN_FLAG_FN_SN
        guard unsafe X509_NAME_print_ex(output, X509_get_subject_name(pointer), 0, UInt(flags)) >= 0 else {
            throw .malformedCertificate("subject: \(OpenSSLErrors.drain())")
        }
        var text = [UInt8](repeating: 0, count: 1024)
        let count = unsafe BIO_read(output, &text, Int32(text.count))
        return String(String(decoding: text.prefix(max(0, Int(count))), as: UTF8.self).prefix(256))
    }

    func validity() throws(CryptoError) -> (Date, Date) {
        (
            try unsafe OpenSSLCertificate.date(X509_get0_notBefore(pointer)),
            try unsafe OpenSSLCertificate.date(X509_get0_notAfter(pointer))
        )
    }

    private static func date(_ time: UnsafePointer<ASN1_TIME>?) throws(CryptoError) -> Date {
        var parts = unsafe tm()
        guard unsafe ASN1_TIME_to_tm(time, &parts) == 1 else {
            throw .malformedCertificate("validity: \(OpenSSLErrors.drain())")
        }
        return Date(timeIntervalSince1970: Double(unsafe timegm(&parts)))
    }

    /// Makes and signs a certificate; returns its DER.
    static func selfSigned(
        key: OpenSSLKey, digest: OpenSSLDigest, commonName: String, serial: [UInt8], from: Date, until: Date
    ) throws(CryptoError) -> [UInt8] {
        let certificate = unsafe X509_new()
        defer { unsafe X509_free(certificate) }
        let number = unsafe BN_bin2bn(serial, Int32(serial.count), nil)
        defer { unsafe BN_free(number) }
        let start = unsafe ASN1_TIME_set(nil, time_t(from.timeIntervalSince1970))
        let end = unsafe ASN1_TIME_set(nil, time_t(until.timeIntervalSince1970))
        defer {
            unsafe ASN1_STRING_free(start)
            unsafe ASN1_STRING_free(end)
        }
        let name = unsafe X509_get_subject_name(certificate)
        let cn = Array(commonName.utf8)
        let signed: Bool = unsafe key.withPointer { key in
            unsafe X509_set_version(certificate, 2) == 1  // 2 means version 3
                && BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate)) != nil
                && X509_set1_notBefore(certificate, start) == 1
                && X509_set1_notAfter(certificate, end) == 1
                && X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8, cn, Int32(cn.count), -1, 0) == 1
                && X509_set_issuer_name(certificate, name) == 1
                && X509_set_pubkey(certificate, key) == 1
                && add(NID_subject_key_identifier, "hash", to: certificate)
                && add(NID_basic_constraints, "critical,CA:FALSE", to: certificate)
                && X509_sign(certificate, key, digest.pointer) > 0
        }
        guard signed else { throw OpenSSLErrors.failure("making a certificate") }
        var encoded: UnsafeMutablePointer<UInt8>?
        let count = unsafe i2d_X509(certificate, &encoded)
        guard count > 0, let bytes = unsafe encoded else { throw OpenSSLErrors.failure("writing a certificate") }
        defer { unsafe CRYPTO_free(bytes, "", 0) }
        return unsafe [UInt8](UnsafeBufferPointer(start: bytes, count: Int(count)))
    }

    private static func add(_ nid: Int32, _ value: String, to certificate: OpaquePointer?) -> Bool {
        var context = unsafe X509V3_CTX()
        unsafe X509V3_set_ctx(&context, certificate, certificate, nil, nil, 0)
        guard let new = unsafe X509V3_EXT_conf_nid(nil, &context, nid, value) else { return false }
        defer { unsafe X509_EXTENSION_free(new) }
        return unsafe X509_add_ext(certificate, new, -1) == 1
    }
}
