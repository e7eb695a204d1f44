#!/usr/bin/env python3
"""The example company lives a year with its books.

  python3 examples/year.py --attain build/attain --place output/year

Each month from October 2025 to September 2026 is run and closed on the 5th of the month after, with
the facts that were known by that day: those of hokuriku-mobility dated up to the month's end, less
the rows of hokuriku-year/late.csv that come later, with the cells of changes.csv as they read on
that day, and the further rows of its deals.csv, people.csv, quotas.csv and adjustments.csv.
With --until it stops after that month, and lays out the files of the next one, for you to run and
close; called again it goes on from where the books stand.
"""
import argparse
import csv
import pathlib
import re
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
BASE, STORY = HERE / 'hokuriku-mobility', HERE / 'hokuriku-year'
MONTHS = [f'{2025 + (month + 8) // 12}-{(month + 8) % 12 + 1:02}' for month in range(1, 13)]
APPROVED = 'Sato Haruka'
# Seen the day after the close: the month is reopened, run and closed again.
MISTAKES = {'2026-06': ('2026-07-06', 'A-005 has a zero too many')}

# file: (encoding, how many cells make its key, the cell that says when a row is of)
FILES = {
    'deals.csv': ('cp932', 1, '完了日'),
    'renewals.csv': ('utf-8', 1, '更新期日'),
    'meetings.csv': ('utf-8', 1, 'held_date'),
    'leads.csv': ('utf-8', 1, 'created_date'),
    'pipeline.csv': ('utf-8', 1, '作成日'),
    'services.csv': ('utf-8', 1, 'done_date'),
    'people.csv': ('utf-8', None, '開始日'),        # the key: person and first day
    'alignments.csv': ('utf-8', 1, 'start_date'),
    'adjustments.csv': ('utf-8', 1, 'period'),
    'quotas.csv': ('utf-8', 3, None),
}
ENDS = {'people.csv': '終了日', 'alignments.csv': 'end_date'}


def main():
    options = argparse.ArgumentParser(description=__doc__, allow_abbrev=False,
                                      formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument('--attain', type=pathlib.Path, default=HERE.parent / 'build/attain')
    options.add_argument('--place', type=pathlib.Path, default=pathlib.Path('output/year'))
    options.add_argument('--until', choices=MONTHS, default=MONTHS[-1], metavar='MONTH',
                         help='the last month to close; default: 2026-09')
    options.add_argument('--workbook', choices=MONTHS, action='append', metavar='MONTH',
                         help='a month whose workbook is written; default: all')
    chosen = options.parse_args()
    place = Place(chosen.place, chosen.attain.resolve())
    place.make()
    closed = place.closed()
    for month in MONTHS:
        if month in closed:
            place.told = last_day(month)
            continue
        place.lay_out(month, fifth_after(month))
        if month > chosen.until:
            print(f'{month} is yours to run and close, in {place.path}')
            return
        place.pay(month, not chosen.workbook or month in chosen.workbook)
    place.attain('books', 'verify')


def last_day(month):
    """The day on which a month was closed for good."""
    return MISTAKES[month][0] if month in MISTAKES else fifth_after(month)


def fifth_after(month):
    """The day on which a month is run."""
    year, number = int(month[:4]), int(month[5:])
    return f'{year + number // 12}-{number % 12 + 1:02}-05'


class Place:
    """A folder with company.yaml, its files as they read on a day, the plans, and the books."""

    def __init__(self, path, attain):
        self.path, self.program, self.told = path, attain, ''

    def make(self):
        if (self.path / 'company.yaml').exists():
            return
        if self.path.exists() and any(self.path.iterdir()):
            sys.exit(f'{self.path} holds something else; name a new place')
        self.path.mkdir(parents=True, exist_ok=True)
        shutil.copytree(HERE.parent / 'plans/next-the-model', self.path / 'next-the-model')
        shutil.copytree(STORY / 'plans', self.path / 'plans')
        replace(self.path / 'plans/design.yaml', r'(?<=^based_on: ).*', '../next-the-model')
        shutil.copy(BASE / 'company.yaml', self.path)
        replace(self.path / 'company.yaml', r'^plans: .*', 'plans: plans\nbooks: books.db')

    def attain(self, *words):
        print('$ attain', *(f'"{word}"' if ' ' in word else word for word in words))
        done = subprocess.run([self.program, *words], cwd=self.path, capture_output=True, text=True,
                              check=False)
        if words[0] != 'run':
            print(done.stdout, end='')
        if done.returncode:
            sys.exit(f'attain {" ".join(words)}: exit {done.returncode}\n{done.stderr}')

    def closed(self):
        if not (self.path / 'books.db').exists():
            return set()
        history = subprocess.run([self.program, 'history'], cwd=self.path, capture_output=True,
                                 text=True, check=True).stdout
        return set(re.findall(r'^ *\d+  (\d{4}-\d\d)  closed ', history, re.M))

    def pay(self, month, workbook):
        self.run_and_close(month, workbook)
        if month in MISTAKES:
            day, reason = MISTAKES[month]
            self.lay_out(month, day)
            self.attain('reopen', '--period', month, '--reason', reason, '--approved-by', APPROVED)
            self.run_and_close(month, workbook)

    def run_and_close(self, month, workbook):
        self.attain('run', '--period', month, *(() if workbook else ('--workbook', 'none')))
        self.attain('close', '--period', month, '--approved-by', APPROVED)

    def lay_out(self, month, day):
        """The files as they read on that day; says what is new in them."""
        print(f'\n{day}: {month}')
        for name in FILES:
            (self.path / name).write_bytes(file_as_of(name, month, day))
        for known, text in sorted(news()):
            if self.told < known <= day:
                print(f'  {known}  {text}')
        self.told = day


def replace(path, pattern, text):
    path.write_text(re.sub(pattern, text, path.read_text(encoding='utf-8'), flags=re.M),
                    encoding='utf-8')


def table(name):
    with open(STORY / name, encoding='utf-8', newline='') as file:
        return list(csv.DictReader(file))


def news():
    """Yields (day, what became known) of the story's rows that say why."""
    for row in table('late.csv') + table('changes.csv'):
        if row['why']:
            yield row['known'], f'{row["file"]} {row["key"]}: {row["why"]}'
    for name in FILES:
        for row in table(name) if (STORY / name).exists() else ():
            if row['why']:
                yield row['known'], f'{name}: {row["why"]}'


def file_as_of(name, month, day):
    """The bytes of a file of the example as it read on that day. Lines that stay are not touched."""
    encoding, key_cells, dated = FILES[name]
    lines = (BASE / name).read_bytes().decode(encoding).splitlines(keepends=True)
    start = next(number for number, line in enumerate(lines) if len(cells(line)) > 2)
    end = next((number for number, line in enumerate(lines) if line.startswith('合計')), len(lines))
    heading = [plain(cell) for cell in cells(lines[start])]
    ending = lines[start][len(lines[start].rstrip('\r\n')):]
    late = {row['key'] for row in table('late.csv') if row['file'] == name and row['known'] > day}
    kept = []
    for line in lines[start + 1:end] + added(name, day, ending):
        row = cells(line)
        key = key_of(row, heading, key_cells, dated)
        if key in late or (dated and month_of(row[heading.index(dated)]) > month):
            continue
        for column, cell in as_known(name, key, row, heading, month, day):
            row[heading.index(column)] = cell
            line = ','.join(row) + ending
        kept.append(line)
    footer = [total(line, kept, ending) if line.startswith('合計') else line for line in lines[end:]]
    return ''.join(lines[:start + 1] + kept + footer).encode(encoding)


def cells(line):
    """A line's cells as they are written, quotes and all. No cell of the example holds a line end."""
    return re.findall(r'("(?:[^"]|"")*"|[^,]*)(?:,|$)', line.rstrip('\r\n') + ',')[:-1]


def plain(cell):
    return cell.strip('\ufeff').strip('"')


def key_of(row, heading, key_cells, dated):
    if key_cells is None:
        return f'{plain(row[0])} {plain(row[heading.index(dated)])}'
    return ' '.join(plain(cell) for cell in row[:key_cells])


def month_of(cell):
    year, month = re.findall(r'\d+', cell)[:2]
    return f'{year}-{int(month):02}'


def added(name, day, ending):
    """The further rows that are known on that day: the story's, less the cells `known` and `why`."""
    path = STORY / name
    lines = path.read_text(encoding='utf-8').splitlines()[1:] if path.exists() else []
    return [','.join(cells(line)[2:]) + ending for line in lines if cells(line)[0] <= day]


def as_known(name, key, row, heading, month, day):
    """Yields (column, cell) where a row reads otherwise than in the example."""
    if name in ENDS and month_of(row[heading.index(ENDS[name])] or '0 0') > month:
        yield ENDS[name], ''
    changes = [change for change in table('changes.csv') if change['known'] <= day and
               (change['file'], change['key']) == (name, key)]
    for change in sorted(changes, key=lambda change: change['known']):
        value = change['value']
        yield change['column'], f'"{value}"' if ',' in value else value


def total(line, kept, ending):
    """The total row over the rows that are left."""
    row = cells(line)
    for i, cell in enumerate(row):
        if re.search(r'\d', cell):
            row[i] = f'"{sum(int(re.sub(r"[^0-9]", "", cells(each)[i])) for each in kept):,}"'
    return ','.join(row) + ending


if __name__ == '__main__':
    main()
