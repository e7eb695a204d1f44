#!/usr/bin/python3
"""Every formula of the payout workbooks, computed anew by LibreOffice, comes to what stands in its cell.

  recalculated.py --attain build/attain PROJECT [--all] [--only WORD]

Without --all: the example month in both languages, a month under each shipped design, and the folders of
tests/golden and tests/cases that have something of every rule. With it: every month of the example's
fiscal year under every design, every folder. Nothing of `attain verify` takes part: openpyxl reads what
attain stored and what LibreOffice saved. Money must be the same, what else is shown agree to 1e-9; every
check says OK; Payroll and Components, computed anew, say what the CSVs say. A workbook without formulas
fails, and a copy with one changed value must be found out.
"""
import argparse
import concurrent.futures
import glob
import json
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from decimal import Decimal

import openpyxl

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(HERE), 'golden'))
import run_golden                                          # noqa: E402
from check_workbook import compare, read_csv, table, unguarded      # noqa: E402
from changed import change_value                           # noqa: E402
from recalculate import need_soffice, recalculate          # noqa: E402

EXAMPLE = 'examples/hokuriku-mobility'
DESIGNS = ('next-the-model', 'the-model-acv', 'the-model-tcv', 'the-model-trr')
MONTHS = [f'{2025 + (9 + m) // 12}-{(9 + m) % 12 + 1:02}' for m in range(12)]
SAMPLE = [('2026-03', DESIGNS[0], 'en'), ('2026-03', DESIGNS[0], 'ja'), ('2026-03', 'the-model-acv', 'en'),
          ('2026-06', 'the-model-tcv', 'en'), ('2026-01', 'the-model-trr', 'en')]
FOLDERS = ('golden/rounding/half-even', 'golden/rates/modifier', 'golden/rates/linear-j', 'golden/rates/matrix-l',
           'golden/plan-cap/money', 'golden/plan-cap/equal', 'golden/draws/siebel', 'golden/fx/pay', 'golden/scopes/reports-q', 'golden/spread',
           'cases/posthog-csm', 'cases/sec-hurdle')
AT_ONCE = 8                                                # workbooks that one soffice reads
MONEY = '#,##0'                                            # what the formats of amounts and counts begin with


class Case:
    def __init__(self, name, out, example=False):
        self.name, self.out, self.example, self.path = name, out, example, os.path.join(out, 'payouts.xlsx')


def main():
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument('--attain', required=True)
    parser.add_argument('project')
    parser.add_argument('--all', action='store_true')
    parser.add_argument('--only', default='')
    given = parser.parse_args()
    need_soffice()
    attain, project = os.path.abspath(given.attain), os.path.abspath(given.project)
    with tempfile.TemporaryDirectory() as scratch:
        cases = find_cases(attain, project, scratch, given.all, given.only)
        batches = [cases[start:start + AT_ONCE] for start in range(0, len(cases), AT_ONCE)]
        folders = [os.path.join(scratch, f'anew-{number}') for number in range(len(batches))]
        problems, formulas, engine, done = [], 0, 0, 0
        with concurrent.futures.ProcessPoolExecutor(2) as workers:
            for batch, (found, count, own) in zip(batches, workers.map(check_cases, batches, folders)):
                problems, formulas, engine, done = problems + found, formulas + count, engine + own, done + len(batch)
                print(f'{done} of {len(cases)}: {len(problems)} problems', flush=True)
    for problem in problems[:60]:
        print('FAIL', problem)
    print(f'{len(cases)} workbooks, {formulas} formulas, {engine} figures of the engine\'s own, {len(problems)} problems')
    return 1 if problems or not cases or formulas < 20 * len(cases) else 0


# ---- the workbooks

def find_cases(attain, project, scratch, everything, only):
    """Runs all that is asked for, of names with `only` in them; -> a list of Case."""
    cases, months = [], SAMPLE
    if everything:
        months = [(month, design, 'en') for design in DESIGNS for month in MONTHS] + [('2026-03', DESIGNS[0], 'ja')]
    for month, design, language in months:
        name = f'example-{month}-{design}-{language}'
        out = os.path.join(scratch, name)
        if only not in name:
            continue
        run(attain, os.path.join(project, EXAMPLE), month, os.path.join(project, 'plans', design), out,
            ['--language', language])
        cases.append(Case(name, out, True))
    run_golden.command = with_workbook
    for root in ('golden', 'cases'):
        for base, _, names in sorted(os.walk(os.path.join(project, 'tests', root))):
            name = os.path.relpath(base, os.path.join(project, 'tests'))
            wanted = only in name and (everything or name.startswith(FOLDERS))
            if wanted and ('cmd' in names or 'cmd.json' in names):
                cases += run_folder(attain, base, name, os.path.join(scratch, name.replace('/', '-')))
    return cases


def run(attain, company, period, plans, out, more):
    done = subprocess.run([attain, 'run', '-q', '--period', period, '-c', os.path.join(company, 'company.yaml'), '-p', plans,
                           '-o', out, *more], capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f'{company} {period} {plans}: exit {done.returncode}\n{done.stderr}')


def with_workbook(attain, folder, words, out, **extra):
    """The folder's own command, but for what would leave the workbook out."""
    if words[0] == 'run':
        words = shlex.split(shlex.join(words).replace(' --workbook none', ''))
        if not {'--output', '-o'} & set(words):
            os.makedirs(os.path.dirname(out), exist_ok=True)
            words = words + ['--output', out]
    return subprocess.run([attain] + words, cwd=folder, capture_output=True, timeout=120,
                          env={**os.environ, 'LC_ALL': 'C.UTF-8', **extra})


def run_folder(attain, folder, name, scratch):
    """-> a Case for each workbook that the folder's commands write; some are refused, and write none."""
    os.makedirs(scratch)
    if os.path.exists(os.path.join(folder, 'cmd.json')):
        with open(os.path.join(folder, 'cmd.json'), encoding='utf-8') as file:
            period = json.load(file)['period']
        run(attain, folder, period, os.path.join(folder, 'plans'), os.path.join(scratch, 'out'), [])
    else:
        folder = shutil.copytree(folder, os.path.join(scratch, 'folder'))
        run_golden.run(attain, folder, os.path.join(scratch, 'out'))
    paths = sorted(glob.glob(os.path.join(glob.escape(scratch), '**', 'payouts.xlsx'), recursive=True))
    return [Case(f'{name}:{number}', os.path.dirname(path)) for number, path in enumerate(paths, 1)]


# ---- the comparison

def check_cases(cases, scratch):
    """-> (problems, formulas, figures of the engine's own)"""
    os.makedirs(scratch)
    copies = [shutil.copy(case.path, os.path.join(scratch, f'{number}.xlsx')) for number, case in enumerate(cases)]
    problems, formulas, engine = [], 0, 0
    for case, copy, again in zip(cases, copies, recalculate(copies, scratch)):
        books = [openpyxl.load_workbook(copy), openpyxl.load_workbook(copy, data_only=True),
                 openpyxl.load_workbook(again, data_only=True)]
        count, different = differences(*books)
        own, found = check_checks(case, books[2])
        found += different + check_twins(case, books[2])
        problems += [f'{case.name}: {problem}' for problem in found]
        formulas, engine = formulas + count, engine + own
        if case is cases[0]:
            problems += check_change(case, copy, books, scratch)
    return problems, formulas, engine


def differences(formulas, stored, anew):
    """-> (formula cells, what differs): of one workbook, with formulas, as stored, as computed anew."""
    count, problems = 0, []
    for sheet in formulas:
        for line in sheet.iter_rows():
            for cell in line:
                if cell.data_type != 'f':
                    continue
                count += 1
                a, b = stored[sheet.title][cell.coordinate].value, anew[sheet.title][cell.coordinate].value
                if not same(a, b, cell.number_format):
                    problems.append(f'{sheet.title}!{cell.coordinate} {cell.value[:90]}: {a!r} stored, {b!r} computed')
    return count, problems if count else ['there are no formulas']


def same(a, b, form):
    if isinstance(a, bool) or not isinstance(a, (int, float)) or not isinstance(b, (int, float)):
        return type(a) is type(b) and a == b and a is not None
    if form.startswith(MONEY) and round(a, 4) == a:
        return f'{a:.15g}' == f'{b:.15g}'                  # LibreOffice writes 15 digits
    return abs(a - b) <= 1e-9 * abs(a)


def check_checks(case, book):
    """Every check says OK; -> how many figures are the engine's own, which the last row counts."""
    name = next((name for name in ('Checks', '検算') if name in book.sheetnames), None)
    if not name:
        return 0, ['no sheet Checks']
    rows = [[cell.value for cell in line[:5]] for line in book[name].iter_rows(min_row=8)]
    rows = [row for row in rows if row[4] is not None]
    judged = [row for row in rows if row[1] is not None]   # what is told for information has nothing expected
    problems = [f'{name}: {row[0]} is {row[4]}: {row[1]} and {row[2]}' for row in judged if row[4] != 'OK']
    own = rows[-1][2]
    if len(judged) < 5 or len(rows) != len(judged) + 4 or rows[-1][4] in ('OK', 'NG') or not isinstance(own, (int, float)):
        problems.append(f'{name}: {len(rows)} rows, the last one {rows[-1]}')
        own = 0
    if case.example and own:
        problems.append(f'{name}: {own} figures are the engine\'s own')
    return own, problems


def check_twins(case, book):
    """Payroll and Components, computed anew, say what the CSVs beside the workbook say."""
    problems = []
    if '/touched-' in case.name:                           # stories in which somebody edits the CSVs of a run
        return problems
    for sheet, name in (('Payroll', 'payroll.csv'), ('Components', 'payouts.csv')):
        if sheet in book.sheetnames:                       # in English, headings are those of the CSVs
            rows = [{key: unguarded(cell) for key, cell in row.items()} for row in read_csv(os.path.join(case.out, name))]
            problems += compare(sheet, table(book, sheet), rows)[0]
    return problems


def check_change(case, path, books, scratch):
    """One stored value changed: that cell, and no other one, must differ."""
    changed = os.path.join(scratch, 'changed.xlsx')
    sheet, cell = change_value(path, changed)
    _, found = differences(openpyxl.load_workbook(changed), openpyxl.load_workbook(changed, data_only=True), books[2])
    if len(found) == 1 and found[0].startswith(f'{sheet}!{cell} '):
        return []
    return [f'{case.name}: with {sheet}!{cell} changed, it says {found[:3]}']


if __name__ == '__main__':
    sys.exit(main())
