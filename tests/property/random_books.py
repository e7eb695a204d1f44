#!/usr/bin/env python3
"""Random companies over closed months: random_books.py --attain build/attain [--seed N] [--seeds COUNT] [--keep DIR]

Every seed makes a small company with payment rules and closes its twelve months, one after the other. Of every month:
- `attain run` pays what the referee pays over books of its own (payouts.csv, payroll.csv; prior.csv without its causes, whose
  amounts add up to the adjustment);
- run twice, the directory is the same to the byte; once closed, a run is refused with 5; reopened and closed again, all is as before.
Odd seeds know all facts from the start: then each month pays what it pays without books. Even seeds learn them late, in any order:
then earnings and prior come to what they come to where all is known, and without draws payments do, too.
A company whose facts can't be computed before they are complete (a quota that lacks) is made again without changes of its people.
"""
import argparse
import csv
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from decimal import Decimal

HERE = os.path.dirname(os.path.abspath(__file__))
sys.dont_write_bytecode = True
sys.path[:0] = [HERE, os.path.join(HERE, '..', 'referee')]
from books import Books                             # noqa: E402
from late_facts import KINDS, LateFacts             # noqa: E402
from payment_maker import RULES, PaymentMaker       # noqa: E402
from random_company import read, settled            # noqa: E402
from referee import judge                           # noqa: E402
from tables import Refused                          # noqa: E402

MONEY = ('earnings', 'prior', 'adjustments', 'payment')


def main():
    options = argparse.ArgumentParser(description=__doc__, allow_abbrev=False,
                                      formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument('--attain', required=True)
    options.add_argument('--seed', type=int, default=1)
    options.add_argument('--seeds', type=int, default=6)
    options.add_argument('--rules', default=','.join(RULES), help='the rules that may come up')
    options.add_argument('--keep', help='the folder in which companies that differ stay')
    chosen = options.parse_args()
    keep = os.path.abspath(chosen.keep or tempfile.mkdtemp(prefix='attain-books-'))
    print(f'seeds {chosen.seed} to {chosen.seed + chosen.seeds - 1}')
    told = defaultdict(int)
    for seed in range(chosen.seed, chosen.seed + chosen.seeds):
        one = Year(seed, os.path.join(keep, str(seed)), os.path.abspath(chosen.attain), chosen.rules.split(','))
        complaints = one.problems()
        told['failed'] += bool(complaints)
        for name, count in one.counts.items():
            told[name] += count
        if complaints:
            print(f'seed {seed}: {one.folder}', *complaints[:8], sep='\n  ')
        else:
            shutil.rmtree(one.folder)
    if not told['failed'] and not chosen.keep:
        os.rmdir(keep)
    print(f"{chosen.seeds} companies, {told['months']} months closed, {told['priors']} prior-period adjustments, "
          f"{told['left_out']} companies left out; {told['failed']} failed")
    enough = told['months'] >= 12 * (chosen.seeds - told['left_out']) and told['left_out'] * 5 <= chosen.seeds
    return 0 if enough and not told['failed'] and (told['priors'] or chosen.seeds < 2) else 1


class Year:
    """One company, its twelve months, and the books of both."""

    def __init__(self, seed, folder, attain, rules):
        self.seed, self.folder, self.attain, self.counts = seed, folder, attain, defaultdict(int)
        self.late = seed % 2 == 0
        without = ('draw', 'pay_currency') if seed % 4 == 0 else ('pay_currency',) if self.late else ()     # sums over months
        self.rules = [rule for rule in rules if rule not in without]
        self.restate = [None, 12, 12, 3][seed // 2 % 4] if self.late else [None, 0][seed // 2 % 2]
        self.path = os.path.join(folder, 'company.yaml')

    def problems(self):
        """The facts, if the referee can follow them from month to month; then the program's turn."""
        for kinds in (KINDS, ('deals', 'events', 'adjustments', 'quotas', 'fx')):
            shutil.rmtree(self.folder, ignore_errors=True)
            maker = PaymentMaker(self.seed, self.folder, self.rules, True, self.restate)
            self.months = settled(maker)
            try:
                self.known = self.all_known()             # settled() saw the last month only
                self.facts = LateFacts(maker, self.seed, kinds) if self.late else None
                self.wanted = self.followed()
                return self.driven()
            except Refused as problem:
                reason = problem
        self.counts['left_out'] += 1
        print(f'seed {self.seed}: left out: {reason}')
        return []

    def all_known(self):
        """Month -> the referee's files where nothing is booked."""
        return [judge(self.path, period) for period in self.months]

    def followed(self):
        """The referee closes month after month. -> its files of each month."""
        books, found = Books(), []
        for step, period in enumerate(self.months):
            if self.facts:
                self.facts.write(step)
            found.append(judge(self.path, period, books=books, close=True))
        return found

    # ---- the program

    def driven(self):
        complaints = []
        for step, period in enumerate(self.months):
            if self.facts:
                self.facts.write(step)
            complaints += self.one_month(step, period)
            if complaints:
                return complaints
            self.counts['months'] += 1
        verified = self.call('books', 'verify')
        if verified.returncode:
            complaints.append(f'books verify: exit {verified.returncode}: {verified.stderr}')
        return complaints + (self.same_totals() if self.facts else self.same_as_unbooked())

    def one_month(self, step, period):
        first = self.run(period, 'first')
        if not first:
            return [f'{period}: {self.said}']
        complaints = self.against_referee(period, first, self.wanted[step])
        if step % 4 == self.seed % 4:
            complaints += [f'{period}: run again, {name} differs' for name, text in self.run(period, 'again').items()
                           if text != first[name]]
        complaints += self.closes(period)
        if step % 5 == self.seed % 5 and not complaints:
            complaints += self.refuses(period)
            again = self.reopens(period)
            complaints += again
            if not again:
                complaints += [f'{period}: after reopening, {name} differs' for name, text in self.run(period, 'third').items()
                               if name in ('payroll.csv', 'payouts.csv', 'prior.csv') and text != first[name]]
                complaints += self.closes(period)
        return complaints

    def call(self, *words):
        done = subprocess.run([self.attain, *words, '-c', self.path], capture_output=True, text=True, timeout=120, cwd=self.folder)
        self.said = f'{" ".join(words[:3])}: exit {done.returncode}: {done.stderr[-600:]}'
        return done

    def run(self, period, name):
        """-> {file: text}; {} where it failed."""
        out = os.path.join(self.folder, 'runs', period, name)
        os.makedirs(os.path.dirname(out), exist_ok=True)
        done = self.call('run', '--period', period, '-o', out, '--workbook', 'none', '-q')
        if done.returncode:
            return {}
        return {name: read(os.path.join(out, name)) for name in os.listdir(out) if name != 'inputs'}

    def closes(self, period):
        done = self.call('close', '--period', period, '--approved-by', 'CFO', '-q')
        return [] if done.returncode == 0 else [f'{period}: {self.said}']

    def reopens(self, period):
        done = self.call('reopen', '--period', period, '--reason', 'a test', '--approved-by', 'CFO', '-q')
        return [] if done.returncode == 0 else [f'{period}: {self.said}']

    def refuses(self, period):
        """A run of a closed month into its own directory, and a second close."""
        found = []
        for words in (('run', '--period', period, '--workbook', 'none'), ('close', '--period', period, '--approved-by', 'CFO')):
            if self.call(*words).returncode != 5:
                found.append(f'{period}: of a closed month: {self.said}')
        return found

    def against_referee(self, period, got, wanted):
        complaints, mine = [], dict(got)
        mine['prior.csv'], unexplained = without_causes(mine.get('prior.csv', ''))
        complaints += [f'{period}: the causes of {row} do not add up' for row in unexplained]
        self.counts['priors'] += max(mine['prior.csv'].count('\n') - 1, 0)
        for name in ('payouts.csv', 'prior.csv', 'payroll.csv'):
            if mine.get(name) != wanted[name]:
                folder = os.path.join(self.folder, 'referee', period)
                os.makedirs(folder, exist_ok=True)
                with open(os.path.join(folder, name), 'w', encoding='utf-8') as file:
                    file.write(wanted[name])
                pairs = zip(wanted[name].splitlines() + ['(nothing)'] * 99, mine.get(name, '').splitlines() + ['(nothing)'])
                lines = [f'{name}\n    - {one}\n    + {two}' for one, two in pairs if one != two]
                complaints.append(f'{period}: ' + '\n    '.join(lines[:4]))
        return complaints

    # ---- the year

    def same_as_unbooked(self):
        """All was known from the start: each month paid what it pays in a copy without books."""
        complaints = []
        for step, period in enumerate(self.months):
            paid = [{(row['person_id'], row['payment']) for row in table(files['payroll.csv']) if Decimal(row['payment'])}
                    for files in (self.known[step], self.wanted[step])]
            if paid[0] != paid[1]:
                complaints.append(f'{period}: with books {paid[1]}, without {paid[0]}')
        return complaints

    def same_totals(self):
        """The facts came late. What months before the restated ones lost is not made good."""
        if self.restate not in (None, 12):
            return []
        booked, known = totals(self.wanted), totals(self.known)
        complaints = [f'{person}: earned {booked["due"][person]} over books, {known["due"][person]} where all is known'
                      for person in booked['due'].keys() | known['due'].keys() if booked['due'][person] != known['due'][person]]
        if 'draw' not in self.rules:
            complaints += [f'{person}: paid {booked["paid"][person]} over books, {known["paid"][person]} where all is known'
                           for person in booked['paid'].keys() | known['paid'].keys()
                           if booked['paid'][person] != known['paid'][person]]
        return complaints


def totals(months):
    """due: earnings, prior and adjustments of the year; paid: its payments, and the balance and what is held at its end."""
    found = {'due': defaultdict(Decimal), 'paid': defaultdict(Decimal)}
    for files in months:
        for row in table(files['payroll.csv']):
            person = row['person_id']
            found['due'][person] += sum(Decimal(row.get(name) or 0) for name in ('earnings', 'prior', 'adjustments'))
            found['paid'][person] += Decimal(row['payment'])
            if files is months[-1]:
                found['paid'][person] += Decimal(row['balance_out']) + Decimal(row.get('held') or 0)
    return found


def without_causes(text):
    """prior.csv without its last column, and the rows whose causes do not add up."""
    if not text:
        return text, []
    rows = list(csv.reader(io.StringIO(text)))
    wrong = []
    for row in rows[1:]:
        parts = row[-1].split(';') if row[-1] else []
        named = all(re.fullmatch(r"'?[a-z]+\b.*=-?[\d.]+", part, re.S) for part in parts)
        if not parts or not named or sum(Decimal(part.rsplit('=', 1)[1]) for part in parts) != Decimal(row[-2]):
            wrong.append(row)
    out = io.StringIO()
    csv.writer(out, lineterminator='\n').writerows(row[:-1] for row in rows)
    return out.getvalue(), wrong


def table(text):
    return list(csv.DictReader(io.StringIO(text)))


if __name__ == '__main__':
    sys.exit(main())
