import CXMLSec
import Crypto

/// The wall to xmlsec1: the second verifier, with every default closed that could make it believe the document.
/// It is asked about a signature whose shape has been checked, and must agree with the first.
enum XMLSec {
    /// Whether the signature at one path, over the element at another that has this ID, verifies with `key` alone.
    /// Errors are a no.
    static func verifies(
        signature: [Int], over signed: [Int], id: String, in tree: borrowing LibXMLTree, with key: PublicKey
    ) -> Bool {
        LibXML.prepare()
        guard isReady, let signature = unsafe tree.node(at: signature),
            let signed = unsafe tree.node(at: signed), let context = unsafe xmlSecDSigCtxCreate(nil)
        else { return false }
        defer {
            unsafe xmlSecDSigCtxDestroy(context)
            ERR_clear_error()
        }
        guard unsafe close(context), let secKey = unsafe makeKey(key) else { return false }
        unsafe context.pointee.signKey = unsafe secKey

        // The reference is resolved through the document's table of IDs: it holds the signed element's and no other.
        guard let attribute = unsafe xmlHasNsProp(signed, "ID", nil) else { return false }
        unsafe xmlAddID(nil, tree.pointer, id, attribute)
        defer { unsafe xmlRemoveID(tree.pointer, attribute) }
        guard unsafe xmlGetID(tree.pointer, id) == attribute else { return false }

        // 0 says only that the verification ran.
        return unsafe xmlSecDSigCtxVerify(context, signature) == 0
            && context.pointee.status == xmlSecDSigStatusSucceeded
    }

    /// Leaves the context able to do one thing: enveloped + exclusive C14N or C14N 1.1, SHA-2, RSA or ECDSA, inside this document.
    private static func close(_ context: UnsafeMutablePointer<xmlSecDSigCtx>) -> Bool {
        unsafe context.pointee.flags |= UInt32(XMLSEC_DSIG_FLAGS_IGNORE_MANIFESTS)
        unsafe context.pointee.enabledReferenceUris = UInt32(xmlSecTransformUriTypeSameDocument)
        // The key is given, so KeyInfo is not read; were it read, it could fetch nothing and yield a name at most.
        unsafe context.pointee.keyInfoReadCtx.retrievalMethodCtx.enabledUris = UInt32(xmlSecTransformUriTypeNone)
        unsafe context.pointee.keyInfoReadCtx.maxRetrievalMethodLevel = 0
        unsafe context.pointee.keyInfoReadCtx.maxEncryptedKeyLevel = 0
        guard
            unsafe xmlSecPtrListAdd(
                &context.pointee.keyInfoReadCtx.enabledKeyData,
                UnsafeMutableRawPointer(mutating: UnsafeRawPointer(xmlSecKeyDataNameGetKlass()))) == 0
        else { return false }
        let canonicalisations = unsafe [
            xmlSecTransformExclC14NGetKlass(), xmlSecTransformExclC14NWithCommentsGetKlass(),
            xmlSecTransformInclC14N11GetKlass(),
        ]
        let digests = unsafe [
            xmlSecOpenSSLTransformSha256GetKlass(), xmlSecOpenSSLTransformSha384GetKlass(),
            xmlSecOpenSSLTransformSha512GetKlass(),
        ]
        let signatures = unsafe [
            xmlSecOpenSSLTransformRsaSha256GetKlass(), xmlSecOpenSSLTransformRsaSha384GetKlass(),
            xmlSecOpenSSLTransformRsaSha512GetKlass(), xmlSecOpenSSLTransformEcdsaSha256GetKlass(),
            xmlSecOpenSSLTransformEcdsaSha384GetKlass(), xmlSecOpenSSLTransformEcdsaSha512GetKlass(),
        ]
        let references = unsafe [xmlSecTransformEnvelopedGetKlass()] + canonicalisations + digests
        return unsafe references.allSatisfy { unsafe xmlSecDSigCtxEnableReferenceTransform(context, $0) == 0 }
            && (canonicalisations + signatures).allSatisfy {
                unsafe xmlSecDSigCtxEnableSignatureTransform(context, $0) == 0
            }
    }

    /// A key of xmlsec's that holds the public key and nothing else. The caller's context owns it.
    private static func makeKey(_ key: PublicKey) -> UnsafeMutablePointer<xmlSecKey>? {
        guard let evp = unsafe key.retainedLibraryKey() else { return nil }
        guard let data = unsafe xmlSecOpenSSLEvpKeyAdopt(evp) else {
            unsafe EVP_PKEY_free(evp)
            return nil
        }
        guard let secKey = unsafe xmlSecKeyCreate() else {
            unsafe xmlSecKeyDataDestroy(data)
            return nil
        }
        guard unsafe xmlSecKeySetValue(secKey, data) == 0 else {
            unsafe xmlSecKeyDataDestroy(data)
            unsafe xmlSecKeyDestroy(secKey)
            return nil
        }
        return unsafe secKey
    }

    private static let isReady: Bool = {
        guard xmlSecInit() == 0, xmlSecOpenSSLInit() == 0 else { return false }
        // No file, no URL, no standard error.
        xmlSecIOCleanupCallbacks()
        unsafe xmlSecErrorsSetCallback { _, _, _, _, _, _, _ in }
        return true
    }()
}
