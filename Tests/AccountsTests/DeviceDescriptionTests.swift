import Testing

@testable import Accounts

@Suite struct `The description of a device` {
    @Test(arguments: [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox · Windows"),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0",
            "Edge · Windows"
        ),
        (
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15",
            "Safari · macOS"
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/126.0 Mobile Safari/604.1",
            "Chrome · iPhone"
        ),
        (
            "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Mobile Safari/537.36",
            "Chrome · Android"
        ),
        ("Something else", ""), ("", ""),
    ])
    func `names the browser and the system it recognises`(_ userAgent: String, _ words: String) {
        #expect(DeviceDescription(userAgent: userAgent).stored == words)
    }

    @Test func `looks at the beginning of an endless header only`() {
        let long = String(repeating: "x", count: 100_000) + "Firefox/1 Windows"
        #expect(DeviceDescription(userAgent: long).stored.isEmpty)
    }
}
