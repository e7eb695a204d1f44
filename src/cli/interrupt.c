/* interrupt.c - a run that is interrupted takes the directory it was filling with it.
 *
 * One thread waits for the signals that ask a program to end; all others block them. While it
 * clears away it keeps the lock, so that nothing can be put in place or begun behind its back. */
#include "cli.h"

#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#define TURNS_MAX 1000           /* the other threads may be making files in it until the end */

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char unfinished[PATH_MAX];                        /* "": nothing */

static void clear_away(void)
{
    bool there = unfinished[0] != '\0';
    for (int turn = 0; there && turn < TURNS_MAX; turn++) there = !folder_remove(unfinished);
}

static void *wait_for_signal(void *set)
{
    int number = 0;
    if (sigwait(set, &number) != 0) return NULL;
    pthread_mutex_lock(&lock);
    clear_away();
    signal(number, SIG_DFL);
    pthread_sigmask(SIG_UNBLOCK, set, NULL);
    raise(number);
    return NULL;
}

void cli_watch(void)
{
    static const int numbers[] = {SIGINT, SIGTERM, SIGHUP};
    static sigset_t set;
    sigemptyset(&set);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        struct sigaction before;
        bool ignored = sigaction(numbers[i], NULL, &before) == 0 && before.sa_handler == SIG_IGN;
        if (!ignored) sigaddset(&set, numbers[i]);       /* nohup stays nohup */
    }
    pthread_t thread;
    pthread_sigmask(SIG_BLOCK, &set, NULL);
    if (pthread_create(&thread, NULL, wait_for_signal, &set) == 0) pthread_detach(thread);
    else pthread_sigmask(SIG_UNBLOCK, &set, NULL);       /* then nobody clears away */
}

static void remember(Text directory)
{
    bool fits = directory.length < sizeof unfinished;
    if (fits && directory.length) memcpy(unfinished, directory.bytes, directory.length);
    unfinished[fits ? directory.length : 0] = '\0';
}

void cli_clear_away(Text directory)
{
    pthread_mutex_lock(&lock);
    remember(directory);
    pthread_mutex_unlock(&lock);
}

bool cli_folder_apart(Text pattern)
{
    pthread_mutex_lock(&lock);
    bool made = mkdtemp((char *)pattern.bytes) != NULL;
    if (made) remember(pattern);
    pthread_mutex_unlock(&lock);
    return made;
}
