#!/usr/bin/env python3
"""Breaks the arithmetic on purpose, one place at a time, and says which tests notice.

mutate.py [--jobs 2]: each mutation is built from a copy of the sources and run against the hand-worked folders (golden,
errors) and the published cases. A mutation that nothing notices is a test to write; one whose place is gone is an error.
Not part of ctest: it takes some minutes."""
import argparse, concurrent.futures, glob, os, shutil, subprocess, sys, tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
ROOMS = ("base", "records", "intake", "plan", "engine", "books", "report", "cli")
LIBRARIES = ("csv", "yaml", "gmp", "crypto", "xlsxwriter", "sqlite3", "pthread")
MUTATIONS = [  # what, file, from, to
    ("a tier is closed below", "plan/rate.c", "tiers[i].at) >= 0) tier = i", "tiers[i].at) > 0) tier = i"),
    ("a point holds at its place", "plan/rate.c", "tiers[rate->count - 1].at) >= 0)", "tiers[rate->count - 1].at) > 0)"),
    ("the last line goes on", "plan/rate.c", "ratio_add(scratch, last.pays, ratio_subtract(scratch, ahead, there))", "ahead"),
    ("marginal parts end at the next tier", "plan/rate.c", "if (i + 1 < rate->count)", "if (i + 2 < rate->count)"),
    ("whole multiplies the input", "plan/rate.c", "rate->method == RATE_WHOLE ?", "rate->method == RATE_STEP ?"),
    ("a matrix's row is its rows'", "plan/matrix.c", "&matrix->rows, row)", "&matrix->rows, col)"),
    ("a matrix's column is its columns'", "plan/matrix.c", "&matrix->cols, col)", "&matrix->cols, row)"),
    ("a matrix's rows are as long as it has columns", "plan/matrix.c", "matrix->pays[down.at * matrix->cols.count]", "matrix->pays[down.at * matrix->rows.count]"),
    ("a place of a matrix is closed below", "plan/matrix.c", "axis->from[at + 1]) >= 0) at++", "axis->from[at + 1]) > 0) at++"),
    ("a matrix is flat before its first point", "plan/matrix.c", "ratio_compare(input, axis->from[at]) <= 0;", "ratio_compare(input, axis->from[at]) == 0;"),
    ("a matrix looks at 0 below 0", "plan/matrix.c", "    input = ratio_max(input, RATIO_ZERO);\n", ""),
    ("a matrix's lines go across", "plan/matrix.c", "upper[across.next], across.part)", "upper[across.next], down.part)"),
    ("a matrix's lines go down", "plan/matrix.c", "between(scratch, above, below, down.part)", "between(scratch, above, below, across.part)"),
    ("a matrix that pays 0 says so", "engine/earn.c", "if (ratio_sign(*out) == 0) note(earned", "if (ratio_sign(*out) != 0) note(earned"),
    ("half goes up", "base/number.c", "return whole + (above_half || half);", "return whole + above_half;"),
    ("half goes down", "base/number.c", "return whole + above_half;", "return whole + (above_half || half);"),
    ("half goes to even", "base/number.c", "(half && whole % 2 == 1)", "(half && whole % 2 == 0)"),
    ("a split's tie goes to the earlier leg", "base/money.c", "(a->part > b->part) - (a->part < b->part)", "(a->part < b->part) - (a->part > b->part)"),
    ("both ends of a range count", "engine/days.c", "range.to - range.from + 1", "range.to - range.from"),
    ("a share of a month is of its own days", "engine/days.c", "ratio_make(arena, days, month_days(month))", "ratio_make(arena, days, 30)"),
    ("a year has twelve months", "engine/participation.c", "ratio_make(engine->arena, 1, YEAR_MONTHS)", "ratio_make(engine->arena, 1, 13)"),
    ("the earning is the difference to the month before", "engine/figures.c", "[c * YEAR_MONTHS + m - 1].earned_to_date", "[c * YEAR_MONTHS + m].earned_before"),
    ("the month at hand is in the window", "engine/figures.c", "if (m <= month) {", "if (m < month) {"),
    ("a credit on the last day counts", "engine/sums.c", "i < end && credits[i].day <= range.to", "i < end && credits[i].day < range.to"),
    ("a team's last day counts", "engine/sums.c", "(range.to - engine->year_first_day) + 1", "(range.to - engine->year_first_day)"),
    ("never below 0", "engine/earn.c", "floored && ratio_sign(amount) < 0", "floored && ratio_sign(amount) > 9"),
    ("a money cap", "engine/earn.c", "component->cap == CAP_MONEY && ratio_compare(amount, component->cap_at) > 0", "component->cap == CAP_MONEY && ratio_compare(amount, component->cap_at) < 0"),
    ("a percentage cap", "engine/earn.c", "component->cap == CAP_PERCENT && ratio_compare", "component->cap == CAP_MONEY && ratio_compare"),
    ("the modifier multiplies", "engine/earn.c", "amount = ratio_multiply(arena, amount, modifier);", "amount = ratio_add(arena, amount, modifier);"),
    ("a negative balance is carried", "engine/pay.c", "(State){payment.balance_out, payment.draw_owed}", "(State){{0}, payment.draw_owed}"),
    ("the balance carried in counts", "engine/pay.c", "Money available = state.balance;", "Money available = {0};"),
    ("the line's own quota goes before the measure's", "engine/quota.c", "for (int own = 0; own < 2; own++)", "for (int own = 1; own >= 0; own--)"),
    ("who carries a quota has a self component", "engine/quota.c", "components[c].of == SCOPE_SELF &&", "components[c].of != SCOPE_COMPANY &&"),
    ("the fiscal window starts in its month", "base/calendar.c", "return month - into % length;", "return month - into % length + (into == 11);"),
    ("leap years", "base/calendar.c", "(year % 4 == 0 &&", "(year % 8 == 1 &&"),
    ("a credit is cut to the unit by the company's rounding", "engine/credit.c", "engine->company->rounding,\n                              &money", "ROUND_DOWN,\n                              &money"),
    ("the start month is month 1", "engine/service.c", "return month - first + 1;", "return month - first;"),
    ("who starts on the day starts too late", "engine/service.c", "limit && day >= limit", "limit && day > limit"),
    ("beyond the ramp all is expected", "engine/service.c", "(size_t)served < plan->ramp.count", "(size_t)served + 1 < plan->ramp.count"),
    ("who carries under two plans carries once a day", "engine/quota.c", "term.days = carried - counted;", "term.days = carried;"),
    ("a carried quota is ramped", "engine/quota.c", "ramp_factor(engine, i, month)", "RATIO_ONE"),
    ("a month lies in its fiscal quarter", "engine/participation.c", "target_spread[(month - year) / 3]", "target_spread[month % 12 / 3]"),
    ("a month is a third of its quarter", "engine/participation.c", "ratio_make(engine->arena, 1, 3)", "ratio_make(engine->arena, 1, 4)"),
    ("the last day after the end counts", "engine/credit.c", "engine, line, person, day) ? CREDITED", "engine, line, person, day + 1) ? CREDITED"),
    ("nothing counts beyond the plan", "engine/after_end.c", "return end < plan->to ? end : plan->to;", "return end;"),
    ("a promotion is not paid twice", "engine/after_end.c", "if (i != index &&", "if (i == index &&"),
    ("a plan's cap", "engine/plan_cap.c", "if (sum <= limit.minor) return true;", "if (sum >= limit.minor) return true;"),
    ("a plan's percentage is of the target", "engine/plan_cap.c", "*out = pays_target ? weighted : whole;", "*out = !pays_target ? weighted : whole;"),
    ("what only measures has no say in the cap", "engine/plan_cap.c", "component->pays == PAYS_NOTHING) continue", "component->pays == PAYS_FORMULA) continue"),
    ("a rate is of the month of the credit's date", "engine/convert.c", "records_rate(records, currency, day_month(day))", "records_rate(records, currency, day_month(day) + 1)"),
    ("an amount is times its rate", "plan/formula_run.c", "conversion->rate);\n}", "RATIO_ONE);\n}"),
    ("a converted amount is rounded at the credit, not before", "plan/formula_run.c", "return ratio_multiply(run->scratch, ratio_from_money(amount, conversion->digits),\n                          conversion->rate);", "return ratio_round(run->scratch, ratio_multiply(run->scratch, ratio_from_money(amount, conversion->digits), conversion->rate), 0, ROUND_HALF_UP);"),
    ("an amount has its own currency's digits", "intake/slices.c", "cell_amount(read->arena, amount->text, currency_digits(currency)", "cell_amount(read->arena, amount->text, read->file->company->digits"),
    ("only what is asked for needs a rate", "engine/credit.c", "work->conversion->known || !work->conversion->used", "work->conversion->known"),
    ("what is not kept needs no rate", "engine/credit.c", "    if (kept)\n        miss_note", "    if (kept || 1)\n        miss_note"),
    ("a line shows only the rate it used", "engine/credit.c", "work->conversion && work->conversion->used};", "work->conversion != NULL};"),
    ("payroll divides by the rate", "engine/convert.c", "ratio_divide(scratch, ratio_from_money(amount, company->digits), unit.rate->rate,\n                             &theirs)", "(theirs = ratio_multiply(scratch, ratio_from_money(amount, company->digits), unit.rate->rate), true)"),
    ("payroll pays their currency's digits", "engine/convert.c", "money_from_ratio(theirs, currency_digits(unit.currency)", "money_from_ratio(theirs, company->digits"),
    ("a draw is a receivable", "report/journal.c", "[ADVANCED] = {DRAW, ACCRUED", "[ADVANCED] = {EXPENSE, ACCRUED"),
    ("an amount below 0 changes the sides", "report/journal.c", "turned ? kinds[kind].credit", "turned ? kinds[kind].debit"),
    ("what was owed before is no new draw", "engine/pay.c", ".draw_owed_before = state.owed", ".draw_owed_before = {0}"),
    ("a deal's share of the month before is taken off", "engine/deferral.c", "before, entry->earned_before, -1", "before, entry->earned_before, 0"),
    ("what was booked is shared as it was", "engine/deferral_deals.c", "? deals->items[i].now : deals->items[i].before", "? deals->items[i].now : deals->items[i].now"),
    ("a forfeited part is no commission", "engine/deferral.c", "entry->to, posting->forfeited, -1", "entry->to, posting->forfeited, 1"),
    ("a schedule's spare units", "engine/deferral.c", "month < (spare < 0", "month <= (spare < 0"),
    ("a schedule from the next month on", "engine/deferral.c", "+ ledger->design->measures[measure].defer_next_month", "+ 0"),
    ("a person on two aligned teams counts once", "engine/spans.c", "1 - times", "2 - times"),
]


def build(mutation, place):
    what, name, old, new = mutation
    shutil.copytree(os.path.join(ROOT, "src"), os.path.join(place, "src"))
    path = os.path.join(place, "src", name)
    with open(path, encoding="utf-8") as file:
        text = file.read()
    if text.count(old) != 1:
        return None, f"{name}: found {text.count(old)} times: {old}"
    with open(path, "w", encoding="utf-8") as file:
        file.write(text.replace(old, new))
    binary = os.path.join(place, "attain")
    includes = ["-I" + os.path.join(ROOT, "include")] + ["-I" + os.path.join(place, "src", room) for room in ROOMS]
    subprocess.run(["gcc", "-O1", "-w", "-std=gnu17", "-D_GNU_SOURCE", '-DATTAIN_VERSION="0"', *includes,
                    *glob.glob(os.path.join(place, "src", "*", "*.c")), "-o", binary,
                    *["-l" + library for library in LIBRARIES]], check=True)
    return binary, ""


def noticed_by(binary):
    tests = {"golden": ["golden/run_golden.py", "--attain", binary, "--least", "1", os.path.join(ROOT, "tests/golden")],
             "errors": ["golden/run_golden.py", "--attain", binary, "--least", "1", os.path.join(ROOT, "tests/errors")],
             "cases": ["cases/run_cases.py", "--attain", binary]}
    return [name for name, words in tests.items()
            if subprocess.run([sys.executable, os.path.join(ROOT, "tests", words[0]), *words[1:]],
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode]


def attempt(mutation):
    with tempfile.TemporaryDirectory(prefix="attain-mutant-") as place:
        binary, problem = build(mutation, place)
        return mutation[0], noticed_by(binary) if binary else [], problem


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--jobs", type=int, default=2)
    arguments = parser.parse_args()
    missed = 0
    with concurrent.futures.ThreadPoolExecutor(arguments.jobs) as pool:
        for what, by, problem in pool.map(attempt, MUTATIONS):
            missed += not by
            print(f"{'caught' if by else 'MISSED'}  {what:<58}{problem or ' '.join(by)}", flush=True)
    print(f"{len(MUTATIONS) - missed} of {len(MUTATIONS)} mutations are caught")
    return 1 if missed else 0


sys.exit(main())
