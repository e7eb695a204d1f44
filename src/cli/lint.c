/* lint.c - attain check --lint: the findings, and how many of each. */
#include "cli.h"

#include "attain/lint_history.h"

#include <stdio.h>

static void print_summary(const Options *options, const Findings *findings)
{
    const Words *words = options->terminal;
    for (int code = 0; code < FINDINGS; code++) {
        size_t count = 0;
        for (size_t i = 0; i < findings->count; i++)
            count += findings->items[i].code == (FindingCode)code;
        if (count)
            printf("%5zu  %-10s  %s\n", count, finding_word((FindingCode)code),
                   tr(words, finding_meaning((FindingCode)code)));
    }
    printf(tr(words, "%.*s: problems %zu, notes %zu\n"), TEXT_ARG(findings->design->directory),
           findings->problems, findings->count - findings->problems);
}

size_t cli_lint(Arena *arena, const Options *options, const Company *company, const Design *design,
                const Ledger *ledger)
{
    Findings findings;
    findings_start(&findings, arena, company, design);
    lint_history(&ledger, ledger != NULL, &findings);
    for (size_t i = 0; i < findings.count; i++) {
        const Finding *finding = &findings.items[i];
        if (options->quiet && finding_severity(finding->code) != FINDING_PROBLEM) continue;
        Text text = finding_text(arena, finding, options->terminal, options->answer_colour);
        fwrite(text.bytes, 1, text.length, stdout);
    }
    if (!options->quiet) {
        if (findings.count) putchar('\n');
        print_summary(options, &findings);
    }
    return findings.problems;
}
