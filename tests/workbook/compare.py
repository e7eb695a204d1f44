#!/usr/bin/python3
"""compare.xlsx, read by openpyxl and computed anew by LibreOffice, against the CSVs beside it.

  compare.py --attain build/attain PROJECT

The example year under three designs, resampled and swept, in both languages; a company that is paid in cents, a design
held against another and against itself; one design alone, swept, with variants that can't be. Every formula comes to what
is stored, every check says OK, the sheets say what the CSVs say; threads, locale and a second run change no byte; a
payee who is paid one more makes checks say NG."""
import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from decimal import Decimal

import openpyxl

sys.dont_write_bytecode = True
from changed import change_value                           # noqa: E402
from check_workbook import read_csv, unguarded             # noqa: E402
from recalculate import need_soffice, recalculate          # noqa: E402
from recalculated import check_checks, differences         # noqa: E402

SHEETS = {'en': ['Overview', 'Rules', 'Roles', 'Months', 'Payees', 'Causes', 'Resampling', 'Sweep', 'Lint', 'Checks', 'Run'],
          'ja': ['概要', '規則', '役割', '月', '支給対象者', '原因', '復元抽出', 'スイープ', '点検', '検算', '実行記録']}
MODEL = ['the-model-acv', 'the-model-tcv', 'the-model-trr']
YEAR = ['--period', '2025-10..2026-09', '--resample', '200', '--seed', '7', '--budget', '76000000', '--sweep',
        'sales-ment.year_measure.rate.points[3].pays=80%,120%', '--sweep', 'sales-ment.revenue.rate.points[3].pays=100%,nothing']
# Held against the folder's own plans: another table and shares, and a plan for one who has none there.
OTHER = {'design.yaml': 'design: Other\nbased_on: ../plans\n',
         'q.yaml': 'plan: Q\nfor: role = "temp"\neffective: {from: 2026-01-01, to: 2026-12-31}\ncomponents:\n  own: {title: Own, '
                   'measure: sales, against: none, pays: credited, rate: {on: value, method: step, tiers: [{from: 0, pays: 7.77%}]}}\n',
         'p.yaml': 'components: {own: {rate: {tiers: [{from: 0%, pays: 97%}, {from: 80%, pays: 133.3%}]}, cap: 110%}}\n',
         'measures.yaml': 'measures: {sales: {credits: [{feed: deals, date: close_date, value: amount, to: {seller: '
                          '[{payee: payee_id, share: 60%}, {payee: second_id, share: 40%}]}}]}}\n'}
PEOPLE = 'D,Dee,seller,+T,,2026-02-10,,3600.55\nE,Eve,temp,,,2026-01-01,,\n'          # a target of days, and one without
problems = []


def want(what, got, wanted):
    if got != wanted:
        problems.append(f'{what}: {got!r}, not {wanted!r}')


class Case:
    """A comparison that was made: its folder of files and its workbook, as stored."""
    example = False                                        # of check_checks: figures of the engine's own are allowed

    def __init__(self, name, out, language='en'):
        self.name, self.out, self.path = name, out, os.path.join(out, 'compare.xlsx')
        self.names = dict(zip(SHEETS['en'], SHEETS[language]))
        self.book = openpyxl.load_workbook(self.path, data_only=True)

    def csv(self, name):
        return [{key: unguarded(cell) for key, cell in row.items()} for row in read_csv(os.path.join(self.out, name))]

    def rows(self, sheet, above=5):
        """The rows of a sheet's table, below so many lines and the heading, by the number of the column."""
        lines = self.book[self.names[sheet]].iter_rows(min_row=above + 2, values_only=True)
        return [line for line in lines if any(cell is not None for cell in line)]


def run(attain, folder, designs, out, *more, **environment):
    done = subprocess.run([attain, 'compare', '-q', '-c', os.path.join(folder, 'company.yaml'), '-o', out, *designs, *more],
                          capture_output=True, text=True, env={**os.environ, 'LC_ALL': 'C.UTF-8', **environment})
    if done.returncode:
        raise SystemExit(f'compare {designs}: exit {done.returncode}\n{done.stderr}')


def make_cases(attain, project, scratch):
    example = os.path.join(project, 'examples', 'hokuriku-mobility')
    designs = [os.path.join(project, 'plans', name) for name in MODEL]
    cases = []
    for language in ('en', 'ja'):
        out = os.path.join(scratch, language)
        run(attain, example, designs, out, *YEAR, '--language', language, '-j', '1')
        cases.append(Case(language, out, language))
    cents = shutil.copytree(os.path.join(project, 'tests/golden/files/texts-and-cents'), os.path.join(scratch, 'cents'))
    os.mkdir(os.path.join(cents, 'other'))
    for name, text in OTHER.items():
        with open(os.path.join(cents, 'other', name), 'w', encoding='utf-8') as file:
            file.write(text)
    with open(os.path.join(cents, 'people.csv'), 'a', encoding='utf-8') as file:
        file.write(PEOPLE)
    with open(os.path.join(cents, 'quotas.csv'), 'a', encoding='utf-8') as file:
        file.write('D,sales,FY2026,9000\n')
    with open(os.path.join(cents, 'deals.csv'), 'w', encoding='utf-8') as file:
        file.write('deal_id,close_date,payee_id,second_id,amount\n')
        for number in range(48):
            first, second = '=1+1 @B D E'.split()[number % 4], 'E =1+1 @B D'.split()[number // 12]
            file.write(f'N{number},2026-{number % 12 + 1:02}-11,{first},{second},{977.13 + 61.07 * number:.2f}\n')
    out = os.path.join(scratch, 'cents-out')
    run(attain, cents, [os.path.join(cents, name) for name in ('plans', 'other', 'plans')], out, '--period', 'FY2026',
        '--allow-exceptions')
    cases.append(Case('cents', out))
    alone = os.path.join(project, 'tests/golden/compare/sweep-without-targets')
    out = os.path.join(scratch, 'alone-out')
    run(attain, alone, [os.path.join(alone, 'plans')], out, '--period', '2026-01', '--sweep',
        'AE.sold.rate.tiers[1].pays=5%,10%,10,nothing')
    cases.append(Case('alone', out))
    return cases, (example, designs)


# ---- against the CSVs

def number(text):
    return None if text == '' else float(Decimal(text))


def near(a, b):
    return a == b or (a is not None and b is not None and abs(a - b) <= 1e-9 * abs(b))


def beside(case, sheet, rows, keys, wanted, names, columns):
    """Rows by their first cells; wanted: rows of a CSV, by design and the columns `keys`. names: the CSV's columns, and
    columns: where on the sheet each design's are; -> how many cells were compared."""
    compared, letters = 0, sorted({row['design'] for row in wanted})
    found = {tuple(cell or '' for cell in row[:len(keys)]): row for row in rows}
    want(f'{case.name}: {sheet}: rows', len(found), len(wanted) // len(letters))
    for row in wanted:
        line = found.get(tuple(row[key] for key in keys))
        for name, column in zip(names, columns):
            side = letters.index(row['design'])
            at = column(side)
            if at is None:
                continue
            got = None if line is None else line[at]
            compared += 1
            if not near(got, number(row[name])) and not (got is None and number(row[name]) == 0):
                problems.append(f'{case.name}: {sheet} {row["design"]} {[row[key] for key in keys]} {name}: {got!r}, not {row[name]}')
    return compared


def after(first, skip=0):
    """Where a block of columns by design starts; differences have none of A's."""
    return lambda side: None if side < skip else first + side - skip


def check_tables(case, sides):
    """payees.csv, roles.csv and months.csv. -> cells"""
    less = sides - 1
    paid, apart = 2 + sides, 2 + 2 * sides
    amounts = ('payees', 'paid', 'difference', 'earned', 'value', 'earned_for_value')
    earned = apart + 2 * less
    columns = [after(2), after(paid), after(apart, 1)] + [after(earned + k * sides) for k in range(3)]
    done = beside(case, 'Roles', case.rows('Roles'), ('role', 'team'), case.csv('roles.csv'), amounts, columns)
    columns = [after(1), after(paid - 1), after(apart - 1, 1)] + [after(earned - 1 + k * sides) for k in range(3)]
    done += beside(case, 'Months', case.rows('Months'), ('month',), case.csv('months.csv'), amounts, columns)
    target = 4 + sides + 3 * less
    one = case.book[case.names['Payees']].cell(6, target + 2).value.endswith(' A')      # else a target a design
    earned = target + (1 if one else sides)
    columns = [after(4), after(4 + sides, 1), lambda side: target if one else target + side, after(earned),
               after(earned + 2 * sides), after(earned + 3 * sides)]
    return done + beside(case, 'Payees', case.rows('Payees'), ('person_id',), case.csv('payees.csv'),
                         ('paid', 'difference', 'target', 'earned', 'value', 'earned_for_value'), columns)


def check_causes(case):
    sheet = case.book[case.names['Causes']]
    start = next(k for k, line in enumerate(sheet.iter_rows(values_only=True), 1) if line[0] in ('design', '制度'))
    parts = [cell for cell in (line.value for line in sheet[start])].index(next(
        cell.value for cell in sheet[start] if cell.value in ('sum', '合計')))
    wanted = {(row['design'], row['person_id']): [] for row in case.csv('payees.csv') if row['design'] != 'A'}
    for row in case.csv('causes.csv'):
        wanted[row['design'], row['person_id']].append(number(row['difference']))
    got = {(line[0], line[1]): [part for part in line[5:parts] if part is not None] for line in case.rows('Causes', start - 1)}
    want(f'{case.name}: Causes', got, wanted)
    return sum(map(len, got.values()))


def check_designs(case):
    """Overview's first block, by the order of its lines."""
    lines = list(case.book[case.names['Overview']].iter_rows(min_row=9, max_row=29, values_only=True))
    names = {0: 'paid', 1: 'difference', 3: 'earned', 4: 'value', 5: 'earned_for_value', 7: 'payees', 8: 'paid_10', 9: 'paid_50',
             10: 'paid_90', 11: 'target', 13: 'with_target', 14: 'above_target', 15: 'below_target'}
    if len(case.csv('designs.csv')) == 1:                  # nothing is held against A
        names = {line - 2 * (line > 1): name for line, name in names.items() if line != 1}
    for side, row in enumerate(case.csv('designs.csv')):
        for line, name in names.items():
            got = lines[line][1 + side]
            if not near(got, number(row[name])) and not (side == 0 and name == 'difference'):
                problems.append(f'{case.name}: Overview {name} of {row["design"]}: {got!r}, not {row[name]}')
    return len(names)


def check_sweep(case):
    sheet = case.book[case.names['Sweep']]
    start = next(k for k, line in enumerate(sheet.iter_rows(values_only=True), 1) if line[0] in ('variant', '変更案'))
    rows, wanted = case.rows('Sweep', start - 1), case.csv('sweep.csv')[1:]
    axes = list(wanted[0]).index('paid') - 1
    want(f'{case.name}: Sweep: rows', [row[0] for row in rows], [int(row['variant']) for row in wanted])
    for row, line in zip(wanted, rows):
        got = list(line[1:1 + axes]) + [line[1 + axes + k] for k in range(3)] + [line[-1]]
        values = list(row.values())
        problem = next((cell for cell in line[1 + axes:] if isinstance(cell, str) and cell not in ('within', 'beyond', '以内', '超過')), None)
        want(f'{case.name}: Sweep {row["variant"]}', got[:axes] + got[axes:axes + 3] + [problem],
             values[1:1 + axes] + [number(row[name]) for name in ('paid', 'difference', 'correlation')] + [row['problem'] or None])
    return len(rows)


def check_rest(case):
    """A row a rule and finding; what the samples cost."""
    want(f'{case.name}: Lint', [row[:3:2] for row in case.rows('Lint', 4)], [(row['design'], row['code']) for row in case.csv('lint.csv')])
    if case.name != 'alone':
        want(f'{case.name}: Rules', [(row[0], row[6], row[7]) for row in case.rows('Rules', 4)],
             [(row['design'], row['before'], row['after']) for row in case.csv('rules.csv')])
    if 'Resampling' in case.names and case.names['Resampling'] in case.book.sheetnames:
        want(f'{case.name}: Resampling', [(row[0], row[3], *row[5:9]) for row in case.rows('Resampling', 9)],
             [(row['design'], *[number(row[name]) for name in ('mean', 'paid_10', 'paid_50', 'paid_90', 'above_a')])
              for row in case.csv('resampling.csv')])


def check_files(case):
    """compare.json says the workbook's hash; the workbook says those of all that was read."""
    with open(os.path.join(case.out, 'compare.json'), encoding='utf-8') as file:
        said = json.load(file)
    with open(case.path, 'rb') as file:
        want(f'{case.name}: compare.json', said['outputs'].get('compare.xlsx'), hashlib.sha256(file.read()).hexdigest())
    hashes = {row[2] for row in case.rows('Run', 0) if row[2]}
    read = {file['sha256'] for file in said['files']} | {file['sha256'] for design in said['designs'] for file in design['files']}
    want(f'{case.name}: files on Run', hashes, read)


def check_form(case, sheets, charts):
    book = openpyxl.load_workbook(case.path)
    want(f'{case.name}: sheets', book.sheetnames, [case.names[name] for name in sheets])
    payees = book[case.names['Payees']]
    want(f'{case.name}: Payees', (payees.freeze_panes, payees.auto_filter.ref.split(':')[0]), ('C7', 'A6'))
    want(f'{case.name}: charts', {name: len(book[case.names[name]]._charts) for name in charts}, charts)


# ---- the whole

def check_same_bytes(attain, case, example, designs):
    """Into the same folder: it is known as a comparison's, workbook and all."""
    with open(case.path, 'rb') as file:
        before = file.read()
    run(attain, example, designs, case.out, *YEAR, '--language', 'en', '-j', '3', LC_ALL='POSIX')
    with open(case.path, 'rb') as file:
        want('the same bytes again', file.read() == before, True)


def check_without(attain, case, example, designs):
    run(attain, example, designs, case.out, *YEAR, '--language', 'ja', '--workbook', 'none')
    with open(os.path.join(case.out, 'compare.json'), encoding='utf-8') as file:
        want('--workbook none', (os.path.exists(case.path), 'compare.xlsx' in json.load(file)['outputs']), (False, False))


def check_changed(case, book):
    """One more for one payee: his sums are no longer the engine's, nor what his causes add up to."""
    rows = [row for row in book['Checks'].iter_rows(min_row=8, max_col=5, values_only=True) if row[4] == 'NG']
    want('NG', sorted({row[0].split(',')[0].split(':')[0].split(' of ')[0] for row in rows}),
         ['Causes', 'Months', 'Overview', 'Payees', 'Sweep'])
    want('all checks', book['Checks']['B4'].value, 'NG')
    want('Overview', book['Overview']['B6'].value, f'{len(rows)} NG')


def main():
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument('--attain', required=True)
    parser.add_argument('project')
    given = parser.parse_args()
    need_soffice()
    attain, project = os.path.abspath(given.attain), os.path.abspath(given.project)
    with tempfile.TemporaryDirectory() as scratch:
        cases, (example, designs) = make_cases(attain, project, scratch)
        cells = 0
        for case in cases:
            cells += check_tables(case, len(case.csv('designs.csv'))) + check_designs(case)
            if case.name != 'alone':
                cells += check_causes(case)
            if case.name != 'cents':
                cells += check_sweep(case)
            check_files(case)
            check_rest(case)
        for case in cases[:2]:
            check_form(case, SHEETS['en'], {'Overview': 4, 'Sweep': 1})
        check_form(cases[3], [name for name in SHEETS['en'] if name not in ('Rules', 'Causes', 'Resampling')],
                   {'Overview': 2, 'Sweep': 1})
        copies = [shutil.copy(case.path, os.path.join(scratch, case.name + '.xlsx')) for case in cases]
        changed = os.path.join(scratch, 'changed.xlsx')
        sheet, cell = change_value(copies[0], changed, 'Payees', rb'(<c r="(E\d+)"[^>]*><v>)([1-9]\d*)(</v>)')
        again = recalculate(copies + [changed], scratch)
        formulas = 0
        for case, copy, path in zip(cases, copies, again):
            anew = openpyxl.load_workbook(path, data_only=True)
            count, found = differences(openpyxl.load_workbook(copy), case.book, anew)
            formulas += count
            problems.extend(f'{case.name}: {problem}' for problem in found + check_checks(case, anew)[1])
        check_changed(cases[0], openpyxl.load_workbook(again[-1], data_only=True))
        check_same_bytes(attain, cases[0], example, designs)
        check_without(attain, cases[1], example, designs)
    for problem in problems[:60]:
        print('FAIL', problem)
    print(f'{len(cases)} workbooks, {formulas} formulas computed anew, {cells} cells held against the CSVs, {len(problems)} problems')
    return 1 if problems or formulas < 2000 or cells < 2000 else 0


sys.exit(main())
