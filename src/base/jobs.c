/* jobs.c - parts of a work taken in turn by a few threads. */
#include "attain/jobs.h"

#include <assert.h>
#include <stdatomic.h>

#define THREADS_MAX 256u

typedef struct Jobs {
    atomic_size_t next;
    size_t parts;
    void (*work)(void *context, size_t part);
    void *context;
} Jobs;

static void *take_parts(void *argument)
{
    Jobs *jobs = argument;
    for (;;) {
        size_t part = atomic_fetch_add(&jobs->next, 1);
        if (part >= jobs->parts) return NULL;
        jobs->work(jobs->context, part);
    }
}

void jobs_run(unsigned jobs, size_t parts, void (*work)(void *context, size_t part),
              void *context)
{
    Jobs shared = {.parts = parts, .work = work, .context = context};
    pthread_t threads[THREADS_MAX];
    size_t wanted = jobs > THREADS_MAX ? THREADS_MAX : jobs;
    if (wanted > parts) wanted = parts;
    size_t started = 0;
    /* A thread that can't be started leaves its parts to the others. */
    while (started + 1 < wanted &&
           pthread_create(&threads[started], NULL, take_parts, &shared) == 0)
        started++;
    take_parts(&shared);
    for (size_t t = 0; t < started; t++) pthread_join(threads[t], NULL);
}

/* The calls below fail only on a lock that is broken: our mistake. */
static void must(int error)
{
    assert(error == 0);
}

void turns_start(Turns *turns)
{
    turns->next = 0;
    must(pthread_mutex_init(&turns->lock, NULL));
    must(pthread_cond_init(&turns->passed, NULL));
}

void turns_wait(Turns *turns, size_t part)
{
    must(pthread_mutex_lock(&turns->lock));
    while (turns->next < part) must(pthread_cond_wait(&turns->passed, &turns->lock));
    must(pthread_mutex_unlock(&turns->lock));
}

void turns_pass(Turns *turns)
{
    must(pthread_mutex_lock(&turns->lock));
    turns->next++;
    must(pthread_cond_broadcast(&turns->passed));
    must(pthread_mutex_unlock(&turns->lock));
}

void turns_end(Turns *turns)
{
    must(pthread_cond_destroy(&turns->passed));
    must(pthread_mutex_destroy(&turns->lock));
}
