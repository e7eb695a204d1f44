/* replay.c - a corpus through its fuzz entry, once: `fuzz_rows FOLDER FEWEST`. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int replay(const char *folder, const char *name)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "rb");
    if (!file) {
        fprintf(stderr, "%s: can't be opened\n", path);
        return 1;
    }
    fseek(file, 0, SEEK_END);
    size_t size = (size_t)ftell(file);
    rewind(file);
    uint8_t *data = malloc(size ? size : 1);         /* its exact size, so that ASan sees an end */
    int bad = !data || fread(data, 1, size, file) != size;
    fclose(file);
    if (bad) fprintf(stderr, "%s: can't be read\n", path);
    else LLVMFuzzerTestOneInput(data, size);
    free(data);
    return bad;
}

int main(int count, char **arguments)
{
    if (count != 3) {
        fprintf(stderr, "usage: %s FOLDER FEWEST\n", arguments[0]);
        return 2;
    }
    struct dirent **entries;
    int found = scandir(arguments[1], &entries, NULL, alphasort), inputs = 0, bad = 0;
    for (int i = 0; i < found; i++) {
        if (entries[i]->d_name[0] != '.') {
            inputs++;
            bad |= replay(arguments[1], entries[i]->d_name);
        }
        free(entries[i]);
    }
    if (found >= 0) free(entries);
    printf("%d inputs\n", inputs);
    if (inputs >= atoi(arguments[2])) return bad;
    fprintf(stderr, "%s: fewer inputs than %s: is this the corpus?\n", arguments[1], arguments[2]);
    return 1;
}
