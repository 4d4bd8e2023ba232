// Wall file: pthreads.
import Glibc

/// A thread of our own, for what waits most of its time.
enum BackgroundThread {
    /// Runs `body` in a new detached thread.
    static func start(_ body: @escaping @Sendable () -> Void) {
        let box = unsafe Unmanaged.passRetained(Box(body))
        var thread = pthread_t()
        let code = unsafe pthread_create(&thread, nil, runBox, box.toOpaque())
        guard code == 0 else {
            unsafe box.release()
            return
        }
        pthread_detach(thread)
    }

    /// Sleeps for so many seconds.
    static func sleep(_ seconds: UInt32) {
        var rest = seconds
        while rest > 0 { rest = Glibc.sleep(rest) }
    }

    fileprivate final class Box: Sendable {
        let body: @Sendable () -> Void

        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }
}

private func runBox(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let context = unsafe context else { return nil }
    unsafe Unmanaged<BackgroundThread.Box>.fromOpaque(context).takeRetainedValue().body()
    return nil
}
