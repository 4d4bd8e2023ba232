import Crypto
import FoundationEssentials

/// A folder of keys and certificates, one pair for each application; what is missing is made at the first start.
struct KeyFolder {
    let path: String
    let randomness: Randomness

    /// A key and the certificate that carries its public half.
    struct Pair {
        let key: PrivateKey
        let certificate: Certificate
    }

    /// The pair of that name; the private key's file is readable by its owner alone.
    func pair(_ name: String, _ type: KeyType, at now: Date) throws(DemonstrationError) -> Pair {
        let keyFile = "\(path)/\(name).key"
        let certificateFile = "\(path)/\(name).crt"
        if let key = read(keyFile), let certificate = read(certificateFile) {
            do throws(CryptoError) {
                return Pair(key: try PrivateKey(pem: key), certificate: try Certificate(pem: certificate))
            } catch { throw .crypto(error) }
        }
        // A key without its certificate (or the reverse) is never written over: somebody put it there.
        guard read(keyFile) == nil else { throw .file(certificateFile) }
        guard read(certificateFile) == nil else { throw .file(keyFile) }
        let pair: Pair
        let pem: [UInt8]
        do throws(CryptoError) {
            let key = try PrivateKey.generate(type)
            pem = try key.pem()
            // Certificates of service providers are containers of keys: a long life spares an expiry that nobody checks.
            pair = Pair(
                key: key,
                certificate: try Certificate.selfSigned(
                    key: key, commonName: name, from: now, until: now + 10 * 365 * 86_400, randomness: randomness))
        } catch { throw .crypto(error) }
        try write(pem, keyFile, mode: 0o400)
        try write(pair.certificate.pem, certificateFile, mode: 0o444)
        return pair
    }

    private func read(_ file: String) -> [UInt8]? {
        FileManager.default.contents(atPath: file).map { [UInt8]($0) }
    }

    private func write(_ bytes: [UInt8], _ file: String, mode: Int) throws(DemonstrationError) {
        let files = FileManager.default
        do {
            if !files.fileExists(atPath: path) {
                try files.createDirectory(
                    atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            }
        } catch { throw .file(path) }
        // Empty and closed to others first, so that the content is never readable by them.
        guard files.createFile(atPath: file, contents: Data(), attributes: [.posixPermissions: 0o600]) else {
            throw .file(file)
        }
        do {
            try Data(bytes).write(to: URL(filePath: file))
            try files.setAttributes([.posixPermissions: mode], ofItemAtPath: file)
        } catch { throw .file(file) }
    }
}
