/* working.h - the sheets of the exact working: Components, Working, Rates, Quotas, Team quotas,
 * Targets, Credits, Sums and Per credit. Private to the room.
 *
 * They show all entries of the ledger's period and its credits; of a payee's own workbook the
 * ledger has no others (payee_ledger.c). Other sheets point to their cells by entry. Every formula
 * comes to the ledger's figure; where whole numbers below 2^53 can't say it, the engine's own
 * figure stands there, and is counted. Entries must be traced (EngineOptions.traced).
 * Source: src/README, payout workbook. */
#ifndef ATTAIN_WORKING_H
#define ATTAIN_WORKING_H

#include "attain/workbook.h"
#include "report_inside.h"
#include "source_rows.h"

/* The columns of Components: those of payouts.csv. */
enum { COMPONENTS_PERIOD, COMPONENTS_PERSON, COMPONENTS_NAME, COMPONENTS_ROLE, COMPONENTS_TEAM,
       COMPONENTS_PLAN, COMPONENTS_COMPONENT, COMPONENTS_MEASURE, COMPONENTS_FROM, COMPONENTS_TO,
       COMPONENTS_VALUE, COMPONENTS_QUOTA, COMPONENTS_ATTAINMENT, COMPONENTS_MULTIPLIER,
       COMPONENTS_TARGET, COMPONENTS_EARNED_TO_DATE, COMPONENTS_EARNED_BEFORE, COMPONENTS_EARNING,
       COMPONENTS_NOTE, COMPONENTS_COLUMNS };
/* The first columns of Credits: those of credits.csv; what the row is about, where that is asked
 * for; where the company has rates, three more. */
enum { CREDITS_MEASURE, CREDITS_LINE, CREDITS_PERSON, CREDITS_DAY, CREDITS_AMOUNT, CREDITS_SHARE,
       CREDITS_FEED, CREDITS_KEY, CREDITS_FILE, CREDITS_FILE_LINE, CREDITS_STATUS,
       CREDITS_COLUMNS };

typedef struct Working Working;

/* Works out what the sheets need, then declares them, in the workbook's order: call it where they
 * are to stand. Lives in the view's arena. rows: Credits say what each row is about, in the words
 * of the feeds' shown columns, and lead to it; NULL: they do not. */
Working *working_add(const View *view, Workbook *workbook, const SourceRows *rows);
void working_fill(Working *working);

/* For the sheets that point here; usable from working_add on. Rows count from 0. */
Sheet *working_components(const Working *working);
Sheet *working_credits(const Working *working);      /* declared with no rows if there are none */
Sheet *working_rates(const Working *working);
Sheet *working_quotas(const Working *working);
/* All sheets that there are, in the workbook's order, and what each holds, to be looked up. */
typedef struct SheetSaid { const Sheet *sheet; const char *holds; } SheetSaid;
enum { WORKING_SHEETS = 9 };
size_t working_sheets(const Working *working, SheetSaid *out);
const Component *entry_component(const Ledger *ledger, const Entry *entry);
/* The row of an entry, of the ledger's or a pointer into its entries, on Components (and, the
 * same, on Working). */
size_t working_row(const Working *working, const Entry *entry);
/* A payee's rows on Components: they lie side by side. False: he has none. */
MUST_USE bool working_rows_of(const Working *working, uint32_t person, size_t *first,
                              size_t *count);
/* The first row of a component's tables on Rates. */
size_t working_rate_row(const Working *working, uint32_t plan, uint32_t component);

/* How many figures are the engine's own: a formula without =, and what it comes to, known once the
 * sheets are filled. */
Text working_engine_formula(const Working *working, Arena *arena);
size_t working_engine_count(const Working *working);

#endif
