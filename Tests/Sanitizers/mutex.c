// What ThreadSanitizer cannot see of Swift's Mutex, told to it.
//
// On Linux a Mutex (module Synchronization) is an atomic word, compiled into whoever uses it and so seen by the
// sanitizer, as long as nobody has to wait. Who waits goes into the library, which is not built with the sanitizer, and
// from there into the kernel (FUTEX_LOCK_PI), which writes the word itself: whatever the Mutex guards would be reported
// as a race from then on. These stand in the place of the library's three entries, call them, and say what they did.
//
// Only for Scripts/sanitize, which links this into what it builds.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdbool.h>
#include <stdint.h>

#define SWIFT __attribute__((swiftcall))
#define SELF __attribute__((swift_context))
#define LOCK "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define TRY_LOCK "$s15Synchronization12_MutexHandleV12_tryLockSlowSbyF"
#define UNLOCK "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"

void __tsan_acquire(void *);
void __tsan_release(void *);

typedef SWIFT void (*Lock)(uint32_t, SELF void *);
typedef SWIFT bool (*TryLock)(SELF void *);
typedef SWIFT void (*Unlock)(SELF void *);

static Lock lock_of_library;
static TryLock try_lock_of_library;
static Unlock unlock_of_library;

__attribute__((constructor)) static void find(void) {
    lock_of_library = (Lock)dlsym(RTLD_NEXT, LOCK);
    try_lock_of_library = (TryLock)dlsym(RTLD_NEXT, TRY_LOCK);
    unlock_of_library = (Unlock)dlsym(RTLD_NEXT, UNLOCK);
}

SWIFT void lock_slow(uint32_t thread, SELF void *mutex) __asm__(LOCK);
SWIFT void lock_slow(uint32_t thread, SELF void *mutex) {
    lock_of_library(thread, mutex);
    __tsan_acquire(mutex);
}

SWIFT bool try_lock_slow(SELF void *mutex) __asm__(TRY_LOCK);
SWIFT bool try_lock_slow(SELF void *mutex) {
    bool is_locked = try_lock_of_library(mutex);
    if (is_locked) __tsan_acquire(mutex);
    return is_locked;
}

SWIFT void unlock_slow(SELF void *mutex) __asm__(UNLOCK);
SWIFT void unlock_slow(SELF void *mutex) {
    __tsan_release(mutex);
    unlock_of_library(mutex);
}
