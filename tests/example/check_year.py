#!/usr/bin/env python3
"""The example company's year with books, lived again and added up by other means.

  check_year.py --attain build/attain PROJECT

- The books verify.
- Every row of payroll.csv adds up, and stands on the month before.
- For every payee, what was paid, carried, held and owed is what the final facts, run without books,
  say was earned and adjusted, less what an SE forfeits who leaves.
- Each event of the story stands in prior.csv with its cause.
- The files laid out are the example's, line by line, but for the story's rows.
- Every figure of docs/books.md is in the files, or comes out of a sum on the page that is right.
"""
import argparse
import collections
import csv
import fractions
import math
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

MONTHS = [f'{2025 + (month + 8) // 12}-{(month + 8) % 12 + 1:02}' for month in range(1, 13)]
# period, person, month it is for, what the cause begins with
EVENTS = (
    ('2026-01', 'E105', '2025-12', 'credits (came D-0112)='),
    ('2026-01', 'E106', '2025-10', 'credits (went D-0023)='),
    ('2026-02', 'E104', '2026-01', 'quota='),
    ('2026-02', 'E118', '2025-12', 'quota='),
    ('2026-04', 'E108', '2025-11', 'credits (went D-0057)='),
    ('2026-05', 'E101', '2026-03', 'roster='),
    ('2026-05', 'E143', '2026-03', 'adjustment='),
    ('2026-08', 'E103', '2026-03', 'credits (came D-0206)='),
)
# Lines of the example that the story changes for good, per file.
CHANGED = {'deals.csv': ('D-0023', 'D-0057'), 'people.csv': ('E119',)}
LEAVER, HELD_SHARE = 'E119', fractions.Fraction(20, 100)


def main():
    options = argparse.ArgumentParser(description=__doc__, allow_abbrev=False,
                                      formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument('--attain', required=True, type=pathlib.Path)
    options.add_argument('project', type=pathlib.Path)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        year = Year(chosen.project.resolve(), chosen.attain.resolve(), pathlib.Path(scratch))
        year.live()
        year.check_rows()
        year.check_sums()
        year.check_events()
        year.check_files()
        year.check_page()
    print(*year.problems, sep='\n')
    print(year.counts, f'{len(year.problems)} problems')
    return 1 if year.problems else 0


class Year:
    def __init__(self, project, attain, scratch):
        self.project, self.attain, self.scratch = project, attain, scratch
        self.place = scratch / 'year'
        self.problems, self.counts = [], collections.Counter()

    def want(self, what, is_so):
        self.counts['checks'] += 1
        if not is_so:
            self.problems.append(what)

    def run(self, *words):
        return subprocess.run(words, cwd=self.scratch, capture_output=True, text=True, check=False)

    def live(self):
        done = self.run(sys.executable, self.project / 'examples/year.py', '--attain', self.attain,
                        '--place', self.place, '--workbook', '2026-08')
        self.want(f'the year ends with {done.returncode}\n{done.stderr}', done.returncode == 0)
        self.printed = done.stdout
        company = self.place / 'company.yaml'
        done = self.run(self.attain, 'books', 'verify', '-c', company)
        self.want(f'books verify\n{done.stderr}', done.returncode == 0)
        self.printed += done.stdout + self.run(self.attain, 'history', '-c', company).stdout
        self.payroll = [by_person(self.rows(month, 'payroll.csv')) for month in MONTHS]

    def rows(self, month, name):
        return rows_of(self.place / 'output' / month / name)

    def check_rows(self):
        """What is not paid, carried or held of a row was forfeited: only the leaver's."""
        before, self.forfeited = {}, collections.Counter()
        for month, payroll in zip(MONTHS, self.payroll):
            for person, row in payroll.items():
                last = before.get(person, collections.Counter())
                self.want(f'{month} {person}: balance_in', row['balance_in'] == last['balance_out'])
                self.want(f'{month} {person}: draw_owed', row['draw_owed'] ==
                          last['draw_owed'] + row['draw_paid'] - row['draw_repaid'])
                self.want(f'{month} {person}: paid below 0', row['payment'] >= 0)
                self.forfeited[person] += (
                    row['balance_in'] + row['earnings'] + row['prior'] + row['adjustments'] +
                    row['draw_paid'] - row['draw_repaid'] - (row['held'] - last['held']) -
                    row['payment'] - row['balance_out'])
            self.want(f'{month}: somebody is lost', set(before) <= set(payroll))
            before = payroll
        self.want(f'forfeited: {+self.forfeited}',
                  {person for person, lost in self.forfeited.items() if lost} == {LEAVER})

    def check_sums(self):
        earned, first_year = self.earned_without_books()
        for row in rows_of(self.place / 'adjustments.csv'):
            earned[row['person_id']] += money(row['amount'])
        self.want('forfeited is a fifth', self.forfeited[LEAVER] == HELD_SHARE * first_year)
        self.want('who is paid', set(earned) <= set(self.payroll[-1]))
        for person, last in self.payroll[-1].items():
            paid = sum(payroll[person]['payment'] for payroll in self.payroll if person in payroll)
            stands = paid + last['balance_out'] + last['held'] - last['draw_owed']
            due = earned[person] - self.forfeited[person]
            self.want(f'{person}: paid and to be paid {stands}, earned {due}', stands == due)
            self.counts['payees'] += 1

    def earned_without_books(self):
        """-> per payee, what all months earn by the final facts; the leaver's renewals among it."""
        place = self.scratch / 'final'
        shutil.copytree(self.place, place, ignore=shutil.ignore_patterns('books.db*', 'output'))
        text = (place / 'company.yaml').read_text(encoding='utf-8')
        (place / 'company.yaml').write_text(text.replace('books: books.db\n', ''), encoding='utf-8')
        earned, first_year = collections.Counter(), 0
        for month in MONTHS:
            done = self.run(self.attain, 'run', '-c', place / 'company.yaml', '--period', month,
                            '-o', place / month, '--workbook', 'none', '--credits', 'none')
            self.want(f'{month} without books\n{done.stderr}', done.returncode == 0)
            for row in rows_of(place / month / 'payouts.csv'):
                earned[row['person_id']] += int(row['earning'])
                if (row['person_id'], row['component']) == (LEAVER, 'first_year_renewal'):
                    first_year += int(row['earning'])
        return earned, first_year

    def check_events(self):
        for period, person, month, cause in EVENTS:
            rows = [row for row in self.rows(period, 'prior.csv')
                    if (row['person_id'], row['for_month']) == (person, month) and
                    row['cause'].startswith(cause)]
            self.want(f'{period} {person} {month}: no {cause}', rows)
        for period in MONTHS:
            for row in self.rows(period, 'prior.csv'):
                adjustment = int(row['adjustment'])
                self.want(f'{row}', adjustment == int(row['due']) - int(row['booked']))
                self.want(f'{row}', adjustment == sum(int(part.rpartition('=')[2])
                                                      for part in row['cause'].split(';')))
        history = re.findall(r'^ *\d+  2026-06  (\w+)', self.printed, re.M)
        self.want(f'June: {history}', history == ['undone', 'reopened', 'closed'])

    def check_files(self):
        """CP932, CRLF, quotes: whatever the story does not touch is as it was."""
        for path in sorted((self.project / 'examples/hokuriku-mobility').glob('*.csv')):
            now = set((self.place / path.name).read_bytes().splitlines(keepends=True))
            gone = [line for line in path.read_bytes().splitlines(keepends=True) if line not in now]
            want = CHANGED.get(path.name, ())
            self.want(f'{path.name}: {gone}', [line.split(b',')[0].decode() for line in gone] ==
                      list(want))

    def check_page(self):
        text = (self.project / 'docs/books.md').read_text(encoding='utf-8')
        text = re.sub(r'^```\w+$.*?^```$', '', text, flags=re.M | re.S)     # tests/readme runs them
        text = ' '.join(text.split())
        texts = [self.printed, (self.place / 'plans/ae.yaml').read_text(encoding='utf-8')]
        paths = [*self.place.rglob('*.csv'), self.project / 'examples/hokuriku-year/changes.csv']
        texts += [' '.join(row) for path in paths for row in cells_of(path)]
        known = {figure for each in texts for figure in re.findall(r'\d+', each.replace(',', ''))}
        number = r'\d[\d,]*%?'
        for left, right in re.findall(rf'((?:{number} [−+×÷] )+{number}) = (−?{number})', text):
            self.counts['sums'] += 1
            self.want(f'books.md: {left} = {right}', value(left) == value(right))
            known.add(re.sub(r'\D', '', right))
        for figure in re.findall(r'(?<![\d,])\d{1,3}(?:,\d{3})+', text):
            self.counts['figures'] += 1
            self.want(f'books.md: {figure} is in no file', figure.replace(',', '') in known)
        for name in ('sums', 'figures'):
            self.want(f'books.md: only {self.counts[name]} {name}', self.counts[name] >= 5)


def rows_of(path):
    with open(path, encoding='utf-8', newline='') as file:
        return list(csv.DictReader(file))


def cells_of(path):
    encoding = 'cp932' if path.name == 'deals.csv' else 'utf-8'
    with open(path, encoding=encoding, newline='') as file:
        return list(csv.reader(file))


def by_person(rows):
    texts = ('period', 'person_id', 'name', 'currency')
    return {row['person_id']: {name: int(cell) for name, cell in row.items() if name not in texts}
            for row in rows}


def money(cell):
    return int(re.sub(r'[,▲]', '', cell)) * (-1 if '▲' in cell else 1)


def value(text):
    """A sum as the page writes it, to the whole yen: 50% × 54,503 - 3."""
    words = text.replace(',', '').replace('−', '-').split()
    total, product, sign = fractions.Fraction(0), None, 1
    for operator, figure in zip(['+'] + words[1::2], words[::2]):
        amount = fractions.Fraction(figure.rstrip('%')) / (100 if figure.endswith('%') else 1)
        if operator in '×÷':
            product = product * amount if operator == '×' else product / amount
        else:
            total += sign * (product or 0)
            product, sign = amount, -1 if operator == '-' else 1
    return math.floor(total + sign * product + fractions.Fraction(1, 2))


if __name__ == '__main__':
    sys.exit(main())
