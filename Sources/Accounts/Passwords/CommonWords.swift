/// The deny-list: words that leaked password lists and the house's own vocabulary are made of.
///
/// Embedded in the program (Resources/CommonPasswords.txt), so that no file can be missing at run time.
enum CommonWords {
    /// Every word of the list, folded, at least three characters long.
    static let all: Set<ArraySlice<UInt8>> = parse(PackageResources.CommonPasswords_txt)

    /// The length of the longest word: bounds the search for one.
    static let longest = all.map(\.count).max() ?? 0

    private static func parse(_ file: [UInt8]) -> Set<ArraySlice<UInt8>> {
        var words: Set<ArraySlice<UInt8>> = []
        for line in file.split(separator: UInt8(ascii: "\n")) where line.first != UInt8(ascii: "#") {
            for word in line.split(separator: UInt8(ascii: " ")) where word.count >= 3 { words.insert(word) }
        }
        return words
    }
}
