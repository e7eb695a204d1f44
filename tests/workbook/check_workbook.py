#!/usr/bin/python3
"""Compares payouts.xlsx with the CSVs and run.json beside it, cell by cell.

  check_workbook.py --attain build/attain COMPANY_FOLDER...

A folder is run for 2026-03 (by its cmd, where it has one). The workbook is read by openpyxl as it
was written, and once more after LibreOffice has computed it anew; both must say what the CSVs say.
"""
import argparse
import copy
import csv
import datetime
import json
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal

import openpyxl
import yaml

sys.dont_write_bytecode = True
from recalculate import need_soffice, recalculate          # noqa: E402

PERIOD = '2026-03'
MONTH_END = '2026-03-31'
SHEETS = {'Payroll': 'payroll.csv', 'Components': 'payouts.csv', 'Credits': 'credits.csv',
          'Exceptions': 'exceptions.csv'}
MILLIONTH = Decimal('0.000001')
GUARDED = ("'=", "'+", "'-", "'@")
ERRORS = ('#REF!', '#DIV/0!', '#VALUE!', '#NAME?', '#N/A', '#NUM!', '#NULL!', 'Err:')


class Case:
    """A run's folder, as texts: {sheet: rows} of the CSVs, run.json, and what the inputs say."""
    def __init__(self, attain, company, out):
        self.name, self.out = os.path.basename(company), out
        run_company(attain, company, out)
        written = {sheet: read_csv(os.path.join(out, name)) for sheet, name in SHEETS.items()}
        self.guarded = {sheet: [[name for name, cell in row.items() if cell.startswith(GUARDED)]
                                for row in rows] for sheet, rows in written.items()}
        self.csv = {sheet: [{name: unguarded(cell) for name, cell in row.items()} for row in rows]
                    for sheet, rows in written.items()}
        with open(os.path.join(out, 'run.json'), encoding='utf-8') as file:
            self.run = json.load(file)
        with open(os.path.join(company, 'company.yaml'), encoding='utf-8') as file:
            tree = yaml.load(file, yaml.CBaseLoader)
        self.title = tree['company']
        self.roster = read_input(company, tree['roster'])
        self.adjustments = [row for row in read_input(company, tree['adjustments'])
                            if row['period'] == PERIOD]


def main():
    options = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    options.add_argument('--attain', required=True)
    options.add_argument('folders', nargs='+')
    chosen = options.parse_args()
    need_soffice()
    with tempfile.TemporaryDirectory() as scratch:
        attain, folders = os.path.abspath(chosen.attain), map(os.path.abspath, chosen.folders)
        cases = [Case(attain, folder, os.path.join(scratch, f'run-{place}'))
                 for place, folder in enumerate(folders)]
        copies = [shutil.copy(os.path.join(case.out, 'payouts.xlsx'),
                              os.path.join(scratch, f'{case.name}.xlsx')) for case in cases]
        again = recalculate(copies, scratch)
        problems = []
        if not any(names for case in cases for rows in case.guarded.values() for names in rows):
            problems.append('no case has a text that looks like a formula')
        for case, first, second in zip(cases, copies, again):
            problems += check_both(case, first, second)
    for problem in problems[:40]:
        print('FAIL', problem)
    print(f'{len(cases)} workbooks, {len(problems)} problems')
    return 1 if problems else 0


def check_both(case, first, second):
    problems, guarded = [], 0
    for reader, path in (('as written', first), ('recalculated', second)):
        book = openpyxl.load_workbook(path, data_only=True)
        found, cells = check(case, book)
        problems += [f'{case.name}, {reader}: {problem}' for problem in found]
        guarded += check_texts(case, book, problems)
        least = sum(len(rows) * len(rows[0]) for rows in case.csv.values() if rows)
        if cells < least:
            problems.append(f'{case.name}, {reader}: {cells} cells compared, not {least}')
        if not found and not notices(case, book):
            problems.append(f'{case.name}, {reader}: the comparison does not see a changed figure')
    print(f'{case.name}: {cells} cells, {guarded} texts that look like formulas')
    return problems


def notices(case, book):
    """Does the comparison see another figure, in each CSV?"""
    for sheet, rows in case.csv.items():
        other = copy.deepcopy(case)
        if rows:
            column = list(rows[0])[-2]
            other.csv[sheet][-1][column] += '1'
            if not check(other, book)[0]:
                return False
    return True


def check(case, book):
    """-> (problems, cells compared)"""
    problems, cells = [], 0
    for sheet, rows in case.csv.items():
        found, count = compare(sheet, table(book, sheet), rows)
        problems, cells = problems + found, cells + count
    for part in (check_summary, check_payees, check_reconciliation, check_checks,
                 check_adjustments, check_run, check_formats):
        problems += part(case, book)
    return problems + error_cells(book), cells


def compare(sheet, rows, wanted):
    problems, cells = [], 0
    if len(rows) != len(wanted):
        problems.append(f'{sheet}: {len(rows)} rows, not {len(wanted)}')
    for number, (row, want) in enumerate(zip(rows, wanted), 1):
        if list(row)[:len(want)] != list(want):         # then, folded away, the exact working
            return problems + [f'{sheet}: headings {list(row)}'], cells
        for heading, text in want.items():
            cells += 1
            if not same(row[heading].value, text, heading):
                got = row[heading].value
                problems.append(f'{sheet} row {number} {heading}: {got!r}, not {text!r}')
    return problems, cells


def same(value, text, heading):
    if value is None:
        return text == ''
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() == text
    if isinstance(value, (int, float)):
        return text != '' and (Decimal(repr(value)).quantize(MILLIONTH, ROUND_HALF_UP) == Decimal(text) or
                               f'{value:.15g}' == f'{Decimal(text):.15g}')          # LibreOffice writes 15 digits
    if heading == 'problem' and text.endswith(']'):
        return value in (text, text[:text.rindex(' [')])
    return value == text


# ---- sheets

def table(book, sheet, first=None, above=0):
    """The rows below the heading row, as {heading: cell}, after so many lines above it; the heading
    row begins with `first`."""
    lines = list(book[sheet].iter_rows())
    start = next(k for k, line in enumerate(lines) if first in (None, line[0].value))
    headings = [cell.value for cell in lines[start] if cell.value is not None]
    return [dict(zip(headings, line)) for line in lines[start - above:start] + lines[start + 1:]
            if any(cell.value is not None for cell in line)]


def check_summary(case, book):
    """Payees, earnings, adjustments, payment by role and team, added up from payroll.csv."""
    sums = defaultdict(lambda: [0, Decimal(0), Decimal(0), Decimal(0)])
    for row in case.csv['Payroll']:
        place = latest(case.roster, row['person_id'])
        for key in ((place['role'], place['team']), ('total', '')):
            figures = [1] + [Decimal(row[name]) for name in ('earnings', 'adjustments', 'payment')]
            sums[key] = [a + b for a, b in zip(sums[key], figures)]
    problems, seen = [], set()
    for row in table(book, 'Summary', 'role', above=1):
        key = row['role'].value, row['team'].value or ''
        got = [row[name].value for name in ('payees', 'earnings', 'adjustments', 'payment')]
        seen.add(key)
        if [round(Decimal(repr(figure)), 6) for figure in got] != sums.get(key):
            problems.append(f'Summary {key}: {got}, not {sums.get(key)}')
    problems += [f'Summary: no row for {key}' for key in set(sums) - seen]
    return problems + [f'Summary: {what} is not in its title' for what in (case.title, PERIOD)
                       if what not in str(book['Summary']['A1'].value)]


def check_payees(case, book):
    """A row a payee, with what payroll.csv pays him; the month before and the difference add up."""
    problems = []
    for row, want in zip(table(book, 'Payees'), case.csv['Payroll'], strict=True):
        place = latest(case.roster, want['person_id'])
        said = [row[name].value or '' for name in ('person_id', 'name', 'role', 'team')]
        if said != [want['person_id'], want['name'], place['role'], place['team']]:
            problems.append(f'Payees: {said}')
        paid, before, more = (figure(row[name]) for name in ('payment', 'payment_before', 'difference'))
        if paid != Decimal(want['payment']) or more != paid - before:
            problems.append(f'Payees {want["person_id"]}: {paid}, {before}, {more}')
    return problems


def check_reconciliation(case, book):
    """Each file's rows as run.json counts them and as credits.csv names them; each measure's credits."""
    problems, marks, sums = [], defaultdict(dict), defaultdict(lambda: [0] + [Decimal(0)] * 6)
    for credit in case.csv['Credits']:
        line, status = (credit['file'], credit['line']), credit['status']
        best = marks[credit['file']].get(line, 'company')
        order = ('company', 'unassigned', 'credited')
        marks[credit['file']][line] = max(best, status, key=order.index)
        months = {PERIOD: 4, '2026-02': 5}
        places = [1, {'credited': 2, 'unassigned': 3, 'company': 6}[status], months.get(credit['date'][:7])]
        measure = sums[credit['measure']]
        measure[0] += 1
        for place in filter(None, places):
            measure[place] += Decimal(credit['amount'])
    for row in table(book, 'Reconciliation', 'measure'):
        got = [figure(row[name]) for name in ('credits', 'total', 'credited', 'unassigned', 'this month',
                                              'month before', 'for the company')]
        want = [round(Decimal(value), 6) for value in sums.pop(row['measure'].value, [0] * 7)]
        if any(abs(a - b) > Decimal('0.00001') for a, b in zip(got, want)):
            problems.append(f"Reconciliation {row['measure'].value}: {got}, not {want}")
    problems += [f'Reconciliation: no measure {name}' for name in sums]
    feeds = [file for file in case.run['files'] if file['kind'] == 'feed']
    rows = {}
    for row in table(book, 'Reconciliation', 'file'):
        if row['feed'].value:
            rows.setdefault(row['file'].value, row)         # tables of other things stand below
    problems += check_reasons(book, {file['path']: rows[file['path']] for file in feeds
                                     if file['path'] in rows})
    left_out = 0
    for file in feeds:
        row, seen = rows.get(file['path']), list(marks[file['path']].values())
        if row is None:
            problems.append(f'Reconciliation: no row for {file["path"]}')
            continue
        counts = [seen.count(status) for status in ('credited', 'unassigned', 'company')]
        skipped = sum(part['last_line'] - part['first_line'] + 1 for part in file['skipped'])
        got = [row[name].value for name in ('rows credited', 'rows unassigned', 'rows of the company',
                                            'not counted', 'facts')]
        facts, out = row['facts'].value, row['left out'].value
        left_out += out
        if got != counts + [facts - sum(counts), facts] or (out == 0 and facts != file['rows']) \
                or not file['rows'] - out <= facts <= file['rows']:
            problems.append(f'Reconciliation {file["path"]}: {got}, not {counts} of {file["rows"]}')
        if row['skipped'].value + row['duplicates'].value != skipped:
            problems.append(f'Reconciliation {file["path"]}: not {skipped} rows skipped')
    if left_out != case.run['rows_left_out']:
        problems.append(f'Reconciliation: {left_out} rows left out')
    return problems


REASONS = ('no measure counts it', 'no plan uses it', 'earlier years', 'after this month', 'names nobody')


def check_reasons(book, files):
    """Each file's rows that yield no credit, by the reason why, add up to what its credits leave."""
    problems, seen = [], set()
    for row in table(book, 'Reconciliation', 'why not counted'):
        name = row['why not counted'].value
        if name not in files or name in seen:
            continue
        seen.add(name)
        reasons, rest = sum(row[reason].value for reason in REASONS), files[name]['not counted'].value
        if not reasons == rest == row['not counted'].value:
            problems.append(f'Reconciliation {name}: reasons for {reasons} rows, not {rest}')
    return problems + [f'Reconciliation: no reasons for {name}' for name in set(files) - seen]


def check_checks(case, book):
    rows = table(book, 'Checks', 'check')
    results = [row['result'].value for row in rows]
    problems = [f"Checks: {row['check'].value} is {row['result'].value}" for row in rows
                if row['result'].value not in ('OK', 'for information')]
    if results.count('OK') < 6 + len(table(book, 'Reconciliation', 'measure')):
        problems.append(f'Checks: only {len(rows)}')
    if results.count('for information') != 4 or book['Summary']['D6'].value != 'OK':
        problems.append(f"Summary says {book['Summary']['D6'].value}")
    return problems


def figure(cell):
    return round(Decimal(repr(cell.value)), 6)


def latest(roster, person):
    rows = [row for row in roster if row['person_id'] == person and row['start_date'] <= MONTH_END]
    return max(rows, key=lambda row: row['start_date'])


def check_adjustments(case, book):
    rows = table(book, 'Adjustments')
    problems, sums = [], defaultdict(Decimal)
    names = ('adjustment_id', 'person_id', 'period', 'reason', 'approved_by')
    got = [[row[name].value for name in names] for row in rows]
    want = [[row[name] for name in names] for row in case.adjustments]
    if sorted(got) != sorted(want):
        problems.append(f'Adjustments: {got}, not {want}')
    for row in rows:
        sums[row['person_id'].value] += round(Decimal(repr(row['amount'].value)), 6)
    paid = {row['person_id']: Decimal(row['adjustments']) for row in case.csv['Payroll']}
    problems += [f'Adjustments of {who}: {sums[who]}, payroll.csv has {paid.get(who)}'
                 for who in set(paid) | set(sums) if sums[who] != paid.get(who, 0)]
    return problems


def check_run(case, book):
    rows = [[cell.value for cell in line] for line in book['Run'].iter_rows(min_row=2)]
    said = {row[0]: row[1] for row in rows if row[0] != 'file'}
    problems = [f'Run: {name} is {said.get(name)!r}'
                for name in ('attain', 'company', 'period', 'design')
                if said.get(name) != case.run[name]]
    if (said.get('allow exceptions') == 'yes') != case.run['allow_exceptions']:
        problems.append('Run: allow exceptions')
    files = [row[1:3] for row in rows if row[0] == 'file']
    if files != [[file['path'], file['sha256']] for file in case.run['files']] or len(files) < 5:
        problems.append(f'Run: {len(files)} files, not those of run.json')
    return problems


def check_formats(case, book):
    """Money shows the currency's digits."""
    cents = '.' in case.run['totals']['payment']
    shown = {row['payment'].number_format for row in table(book, 'Payroll')}
    good = shown and all(('0.00' in form) == cents for form in shown)
    return [] if good else [f'Payroll: the formats of payment are {sorted(shown)}']


def error_cells(book):
    return [f'{cell.parent.title}!{cell.coordinate}: {cell.value}'
            for sheet in book for line in sheet.iter_rows() for cell in line
            if cell.data_type == 'e' or str(cell.value).startswith(ERRORS)]


def check_texts(case, book, problems):
    """Texts that the CSVs guard are texts in the workbook; -> how many there are."""
    guarded = 0
    for sheet, rows in case.guarded.items():
        for row, names in zip(table(book, sheet), rows):
            guarded += len(names)
            problems += [f'{case.name}: {sheet} {name}: {row[name].value!r} is no text'
                         for name in names if row[name].data_type != 's']
    return guarded


# ---- inputs

def run_company(attain, company, out):
    words = ['run', '--period', PERIOD]
    if os.path.exists(os.path.join(company, 'cmd')):
        words = shlex.split(open(os.path.join(company, 'cmd'), encoding='utf-8').read())
    done = subprocess.run([attain, *words, '--output', out], cwd=company, capture_output=True,
                          text=True)
    if done.returncode:
        raise SystemExit(f'{company}: exit {done.returncode}\n{done.stderr}')


def unguarded(cell):
    return cell[1:] if cell.startswith(GUARDED) else cell


def read_csv(path):
    with open(path, encoding='utf-8', newline='') as file:
        return list(csv.DictReader(file))


def read_input(company, entry):
    """A roster or an adjustments file, by the columns' own names."""
    headings = {spec['header']: name for name, spec in entry.get('columns', {}).items()
                if isinstance(spec, dict) and 'header' in spec}
    with open(os.path.join(company, entry['file']), encoding='utf-8-sig', newline='') as file:
        return [{headings.get(name, name): cell for name, cell in row.items()}
                for row in csv.DictReader(file)]


if __name__ == '__main__':
    sys.exit(main())
