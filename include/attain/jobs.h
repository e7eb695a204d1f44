/* jobs.h - the same work over many parts, on several threads.   (room: base) */
#ifndef ATTAIN_JOBS_H
#define ATTAIN_JOBS_H

#include <stddef.h>

/* Calls work(context, part) once for every part in [0, parts), from up to `jobs` threads, and
 * returns when all are done. Parts are taken in order; which thread takes which is not defined,
 * so that work must not depend on it. jobs 0 counts as 1. */
void jobs_run(unsigned jobs, size_t parts, void (*work)(void *context, size_t part),
              void *context);

#endif
