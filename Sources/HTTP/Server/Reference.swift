/// The short id of a request: ten letters and digits (50 bits) that can be read out on the phone.
enum Reference {
    static func make(_ random: (Int) -> [UInt8]) -> String {
        // RFC 4648 base32 in lower case: no 0, 1 or 8.
        let alphabet = Array("abcdefghijklmnopqrstuvwxyz234567".unicodeScalars)
        var reference = ""
        for byte in random(10) { reference.unicodeScalars.append(alphabet[Int(byte & 31)]) }
        return reference
    }
}
