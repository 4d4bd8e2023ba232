/// Runs of keys and characters that fingers and habits follow: `azerty`, `12345`, `lkjh`, `abcdef`.
enum KeyboardWalk {
    private static let rows: [[UInt8]] = [
        "azertyuiop", "qsdfghjklm", "wxcvbn", "qwertyuiop", "qwertzuiop", "asdfghjkl", "zxcvbnm", "yxcvbnm",
        "12345678901234567890", "02468", "13579", "abcdefghijklmnopqrstuvwxyz", "1qaz", "2wsx", "3edc", "4rfv", "5tgb",
        "6yhn", "7ujm", "1aqw", "2zsx", "4rfv5tgb", "1qaz2wsx3edc4rfv", "1aqw2zsx3edc", "147258369", "159753",
        "&\"'(-_)=",
    ].flatMap { row in [Array(row.utf8), Array(row.utf8.reversed())] }

    /// How many characters from `start` on follow one walk; 0 when fewer than three do.
    static func length(in text: [UInt8], from start: Int) -> Int {
        var best = 0
        for row in rows {
            for offset in row.indices where row[offset] == text[start] {
                var length = 1
                while start + length < text.count, offset + length < row.count,
                    row[offset + length] == text[start + length]
                { length += 1 }
                best = max(best, length)
            }
        }
        return best >= 3 ? best : 0
    }
}
