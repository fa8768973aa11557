/* A fixed clock from outside: preloaded, it answers every question for the time of day with the second in FIXED_CLOCK. How long
   something takes is measured by another clock, which goes on. */
#define _GNU_SOURCE
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

int clock_gettime(clockid_t id, struct timespec *now) {
  const char *fixed = getenv("FIXED_CLOCK");
  if (id == CLOCK_REALTIME && fixed) {
    now->tv_sec = atoll(fixed);
    now->tv_nsec = 0;
    return 0;
  }
  return (int)syscall(SYS_clock_gettime, id, now);
}
