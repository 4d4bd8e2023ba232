// What Linux offers and Swift's Glibc module leaves out.
#pragma once

#include <semaphore.h>
#include <signal.h>
#include <sys/prctl.h>
#include <time.h>

// prctl(2) is variadic, which Swift does not import.

/// Keeps this process out of core dumps and from being traced by other processes of its user.
static inline int convergences_protect_memory(void) { return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0); }

/// Sends this process SIGTERM when the thread that started it ends.
static inline int convergences_end_with_parent(void) { return prctl(PR_SET_PDEATHSIG, SIGTERM, 0, 0, 0); }

// Since glibc 2.30; its header declares it under _GNU_SOURCE only, which Swift's Glibc module is built without.
int sem_clockwait(sem_t *, clockid_t, const struct timespec *);
