/* interrupt.c - a run that is interrupted takes the directory it was filling with it, and the
 * program that it was waiting for.
 *
 * One thread waits for the signals that ask a program to end; all others block them. While it
 * clears away it keeps the lock, so that nothing can be put in place or begun behind its back. */
#include "cli.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define TURNS_MAX 1000           /* the other threads may be making files in it until the end */

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char unfinished[PATH_MAX];                        /* "": nothing */
static pid_t apart;                                      /* the program waited for; 0: none */

static void clear_away(void)
{
    if (apart) kill(-apart, SIGKILL);
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

/* A folder of the pattern's name, its last six X replaced; it is cleared away from the very moment
 * that it is there. False: errno says why. */
static bool make_folder(Text pattern)
{
    pthread_mutex_lock(&lock);
    bool made = mkdtemp((char *)pattern.bytes) != NULL;
    if (made) remember(pattern);
    pthread_mutex_unlock(&lock);
    return made;
}

ExitStatus cli_apart(Arena *arena, const Options *options, const char *name, WorkApart *work,
                     void *context, Diags *diags)
{
    const char *place = getenv("TMPDIR");
    if (!place || !place[0]) place = "/tmp";
    char *whole = realpath(place, NULL);
    Text folder = text_format(arena, "%s/attain-%s-XXXXXX", whole ? whole : place, name);
    free(whole);
    if (!make_folder(folder)) {
        diag_system(diags, DIAG_OUTPUT_UNWRITABLE, folder, errno, "making a folder");
        return cli_problems(arena, options, diags);
    }
    ExitStatus status = work(context, folder, diags);
    folder_remove(folder.bytes);
    cli_clear_away(TEXT(""));
    return status;
}

/* In a process group of its own, with the signals of a program that a shell starts. */
static int start(char *const *words, char *const *environment, const char *says)
{
    posix_spawnattr_t how;
    posix_spawn_file_actions_t files;
    sigset_t none, plain;
    sigemptyset(&none);
    sigemptyset(&plain);
    sigaddset(&plain, SIGXFSZ);                          /* main ignores it */
    posix_spawnattr_init(&how);
    posix_spawnattr_setflags(&how, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK |
                                   POSIX_SPAWN_SETSIGDEF);
    posix_spawnattr_setpgroup(&how, 0);
    posix_spawnattr_setsigmask(&how, &none);
    posix_spawnattr_setsigdefault(&how, &plain);
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, says, O_WRONLY | O_CREAT | O_APPEND,
                                     0600);
    posix_spawn_file_actions_adddup2(&files, STDOUT_FILENO, STDERR_FILENO);
    int error = posix_spawnp(&apart, words[0], &files, &how, words, environment);
    posix_spawn_file_actions_destroy(&files);
    posix_spawnattr_destroy(&how);
    if (error) apart = 0;
    return error;
}

int cli_run_apart(char *const *words, char *const *environment, const char *says)
{
    pthread_mutex_lock(&lock);
    int error = start(words, environment, says);
    pid_t started = apart;
    pthread_mutex_unlock(&lock);
    if (error) return error;
    siginfo_t ended;                 /* until it is waited for, nobody else has its number */
    while (waitid(P_PID, (id_t)started, &ended, WEXITED | WNOWAIT) < 0 && errno == EINTR) {}
    pthread_mutex_lock(&lock);
    kill(-started, SIGKILL);                             /* what it may have left behind */
    waitpid(started, NULL, 0);
    apart = 0;
    pthread_mutex_unlock(&lock);
    return 0;
}
