/* cause_text.c - a posting's causes in a cell: `credits (came D-0981)=1200;plan (ae.yaml)=-300`. */
#include "engine_inside.h"

#define KEYS_SHOWN 3            /* of the credits that changed */

static Text join(Arena *arena, Text list, const char *before, Text item)
{
    return text_format(arena, "%.*s%s%s%.*s", TEXT_ARG(list), list.length ? ", " : "", before,
                       TEXT_ARG(item));
}

static Text key_of(Arena *arena, const CreditChange *change)
{
    if (!change->key.length)
        return text_format(arena, "%.*s:%u", TEXT_ARG(change->file), change->file_line);
    Text key = text_copy(arena, change->key);
    char *bytes = (char *)key.bytes;                   /* what sets parts of the cell apart */
    for (size_t i = 0; i < key.length; i++)
        if (bytes[i] == ';' || bytes[i] == '=') bytes[i] = '_';
    return key;
}

static Text credits_detail(Arena *arena, const Ledger *ledger, const Posting *posting)
{
    static const char *const words[] = {"came ", "went ", "changed "};
    Text list = TEXT("");
    size_t indexes[KEYS_SHOWN + 1];
    size_t count = posting_changes(ledger, posting, indexes, KEYS_SHOWN + 1);
    for (size_t i = 0; i < count && i < KEYS_SHOWN; i++) {
        const CreditChange *change = &ledger->changes[indexes[i]];
        list = join(arena, list, words[change->kind], key_of(arena, change));
    }
    return count > KEYS_SHOWN ? text_format(arena, "%.*s and more", TEXT_ARG(list)) : list;
}

/* The files of the design that changed and speak of this plan: its own, and the shared ones. */
static Text plan_detail(Arena *arena, const Ledger *ledger, const Posting *posting)
{
    Text list = TEXT("");
    for (size_t i = 0; i < ledger->plan_file_count; i++) {
        Text name = path_name(ledger->plan_files[i]), key = name;
        if (key.length > 5) key.length -= 5;                       /* .yaml */
        bool other = false;
        for (uint32_t p = 0; p < ledger->design->plan_count; p++)
            other |= text_equal(ledger->design->plans[p].key, key) &&
                     !text_equal(ledger->design->plans[p].title, posting->plan);
        if (!other) list = join(arena, list, "", name);
    }
    return list.length ? list : posting->plan;
}

Text posting_cause(Arena *arena, const Ledger *ledger, const Posting *posting)
{
    Text text = TEXT("");
    int digits = ledger->records->company->digits;
    for (int c = 0; posting->causes && c < CAUSES; c++) {
        if (!posting->causes[c].minor) continue;
        Text word = cause_word((Cause)c), detail = TEXT("");
        if (c == CAUSE_CREDITS) detail = credits_detail(arena, ledger, posting);
        if (c == CAUSE_PLAN) detail = plan_detail(arena, ledger, posting);
        text = text_format(arena, "%.*s%s%.*s%s%.*s%s=%.*s", TEXT_ARG(text),
                           text.length ? ";" : "", TEXT_ARG(word), detail.length ? " (" : "",
                           TEXT_ARG(detail), detail.length ? ")" : "",
                           TEXT_ARG(money_text(arena, posting->causes[c], digits)));
    }
    return text;
}
