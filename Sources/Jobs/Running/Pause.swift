import Threads

/// A short sleep of the thread that takes it.
struct Pause {
    private let nobody = CountingSemaphore()

    func take(_ duration: Duration) { _ = nobody.wait(atMost: duration) }
}
