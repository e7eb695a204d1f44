#!/usr/bin/python3
"""Each payee's statement of a month, opened by openpyxl and computed anew by LibreOffice.

  statements.py --attain build/attain COMPANY_FOLDER

Of every payee of payroll.csv: there is a statement, and nobody else's; it pays what payroll.csv says; each component of
payouts.csv stands on it with its figures; its credits add up to the value. Of a sample, every formula comes to the same
when LibreOffice computes it. One job and three write the same bytes, and a second run replaces the first."""
import argparse
import csv
import os
import shutil
import subprocess
import sys
import tempfile
from decimal import Decimal

import openpyxl

sys.dont_write_bytecode = True
from recalculate import need_soffice, recalculate          # noqa: E402

PERIOD = '2026-03'
SAMPLE = 9                                                  # every ninth payee's is computed anew


def main():
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument('--attain', required=True)
    parser.add_argument('folder')
    given = parser.parse_args()
    need_soffice()
    problems = []
    with tempfile.TemporaryDirectory() as scratch:
        one, three = (os.path.join(scratch, name) for name in ('one', 'three'))
        for out, jobs in ((one, '1'), (three, '3'), (three, '2')):
            run(os.path.abspath(given.attain), given.folder, out, jobs)
        payroll, payouts = read(one, 'payroll.csv'), read(one, 'payouts.csv')
        names = sorted(os.listdir(os.path.join(one, 'statements')))
        if names != sorted(f"{row['person_id']}.xlsx" for row in payroll):
            problems.append(f'statements of {len(names)} payees, not {len(payroll)}')
        for name in names:
            if bytes_of(one, name) != bytes_of(three, name):
                problems.append(f'{name}: one job and three write other bytes')
        cells = sum(check(one, row, payouts, problems) for row in payroll)
        formulas = check_anew(one, names[::SAMPLE], scratch, problems)
    for problem in problems[:40]:
        print('FAIL', problem)
    print(f'{len(payroll)} statements, {cells} figures held against the CSVs, {formulas} formulas computed anew, '
          f'{len(problems)} problems')
    return 1 if problems or cells < 400 or formulas < 40 else 0


def run(attain, folder, out, jobs):
    subprocess.run([attain, 'run', '--period', PERIOD, '-c', os.path.join(folder, 'company.yaml'), '-o', out, '-j', jobs,
                    '--statements', '--workbook', 'none', '-q'], check=True, capture_output=True)


def read(out, name):
    with open(os.path.join(out, name), encoding='utf-8', newline='') as file:
        return list(csv.DictReader(file))


def bytes_of(out, name):
    with open(os.path.join(out, 'statements', name), 'rb') as file:
        return file.read()


def lines(path):
    return [[cell.value for cell in line] for line in openpyxl.load_workbook(path, data_only=True).active.iter_rows()]


def place(rows, word):
    return next(i for i, row in enumerate(rows) if row[0] == word)


def check(out, paid, payouts, problems):
    """-> how many figures were compared."""
    who, compared = paid['person_id'], 0
    rows = lines(os.path.join(out, 'statements', f'{who}.xlsx'))
    wanted = [row for row in payouts if row['person_id'] == who]
    start = place(rows, 'what was measured') + 1
    pairs = [('payment', rows[place(rows, 'payment')][1], paid['payment']),
             ('earnings', rows[place(rows, 'earnings of the month')][1], paid['earnings'])]
    for i, row in enumerate(wanted):
        shown = rows[start + i]
        pairs += [(f"{row['component']} {name}", shown[column], row[name])
                  for column, name in ((1, 'value'), (2, 'quota'), (3, 'attainment'), (4, 'multiplier'), (5, 'target'),
                                       (6, 'earned_to_date'), (7, 'earned_before'), (8, 'earning'))]
    for what, got, want in pairs:
        compared += 1
        if (got is None) != (want == '') or (want and abs(Decimal(repr(got)) - Decimal(want)) > Decimal('0.000001')):
            problems.append(f'{who}: {what} is {got}, not {want}')
    table = rows[place(rows, 'component') + 1:]
    money = sum(Decimal(row['value']) for row in wanted if row['value'] and row['measure'] and Decimal(row['value']) > 1)
    listed = sum(Decimal(repr(row[7])) for row in table if row[7] is not None)
    if not any('rate' in row['measure'] for row in wanted) and abs(listed - money) > Decimal('0.00001'):
        problems.append(f'{who}: the credits come to {listed}, the values to {money}')
    return compared + 1


def check_anew(out, names, scratch, problems):
    copies = [shutil.copy(os.path.join(out, 'statements', name), scratch) for name in names]
    found = 0
    for path, again in zip(copies, recalculate(copies, scratch)):
        formulas = openpyxl.load_workbook(path).active
        before, after = (openpyxl.load_workbook(p, data_only=True).active for p in (path, again))
        for line in formulas.iter_rows():
            for cell in line:
                if cell.data_type != 'f':
                    continue
                found += 1
                a, b = before[cell.coordinate].value, after[cell.coordinate].value
                if not isinstance(b, (int, float)) or abs(a - b) > 1e-9 * max(1, abs(a)):
                    problems.append(f'{os.path.basename(path)} {cell.coordinate} {cell.value}: {a}, computed anew {b}')
    return found


sys.exit(main())
