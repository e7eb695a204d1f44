/* jobs.h - the same work over many parts, on several threads.   (room: base) */
#ifndef ATTAIN_JOBS_H
#define ATTAIN_JOBS_H

#include <pthread.h>
#include <stddef.h>

/* Calls work(context, part) once for every part in [0, parts), from up to `jobs` threads, and
 * returns when all are done. Parts are taken in order; which thread takes which is not defined,
 * so that work must not depend on it. jobs 0 counts as 1. */
void jobs_run(unsigned jobs, size_t parts, void (*work)(void *context, size_t part),
              void *context);

/* Lets the parts of one jobs_run pass a point one after the other, in their order. A part must
 * pass, and wait for none but earlier parts: then the earliest at work never waits for long. */
typedef struct Turns { pthread_mutex_t lock; pthread_cond_t passed; size_t next; } Turns;

void turns_start(Turns *turns);
void turns_wait(Turns *turns, size_t part);      /* until every part before this one has passed */
void turns_pass(Turns *turns);                   /* by the part whose turn it is */
void turns_end(Turns *turns);

#endif
