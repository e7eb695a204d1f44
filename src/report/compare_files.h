/* compare_files.h - the files of a comparison. Private to the room. */
#ifndef REPORT_COMPARE_FILES_H
#define REPORT_COMPARE_FILES_H

#include "compare_view.h"
#include "report_inside.h"

/* compare_csv.c: each makes one file's bytes. */
Text compare_designs_csv(const CompareView *view);
Text compare_payees_csv(const CompareView *view);
Text compare_roles_csv(const CompareView *view);
Text compare_months_csv(const CompareView *view);
Text compare_components_csv(const CompareView *view);
Text compare_causes_csv(const CompareView *view);
/* compare_csv_rules.c: what changes, in the files' language; of a resampling; what is invited. */
Text compare_rules_csv(const CompareView *view);
Text compare_resampling_csv(const CompareView *view);
Text compare_lint_csv(const CompareView *view);

/* Whether what a component counted adds up over payees (ratios do not). */
bool compare_has_value(const CompareView *view, size_t side, const CompareComponent *component);
/* What a component costs as a share of its value; false: it measures no money, or counted none. */
bool compare_of_value(const CompareView *view, size_t side, const CompareComponent *component,
                      Ratio *out);

/* compare_json.c: what was read, and what was written beside it. */
Text compare_json(const CompareView *view, const Written *written, const Diags *diags);

#endif
