#!/usr/bin/env python3
"""Random companies' journals and schedules: random_journal.py --attain build/attain [--seed N] [--seeds COUNT] [--keep DIR]

Every seed makes a small company with payment rules, accounts and measures with `deferral:`, and runs its twelve months with --journal:
- debits are credits, and what stands on the accrued account is, payee by payee, what is held and the balance carried;
- the commissions by deal come to the earnings, the prior-period adjustments and what was forfeited; each schedule comes to its commission;
- the order of the rows of every CSV never matters.
Even seeds keep books and learn deals, events, adjustments and quotas late: then the files of all months give every deal what it has
where all was known from the start.
"""
import argparse
import os
import random
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
from late_facts import LateFacts                    # noqa: E402
from payment_maker import RULES, PaymentMaker       # noqa: E402
from properties import lines_of, put, table         # noqa: E402
from random_company import read, settled            # noqa: E402

LATE = ('deals', 'events', 'adjustments', 'quotas')
ACCOUNTS = {'expense': '7310', 'accrued': '2150', 'payable': '2160', 'draw': '1180'}
DEAL = ('person_id', 'plan', 'component', 'feed', 'key', 'date')


class JournalMaker(PaymentMaker):
    def write(self):
        months = super().write()
        with open(os.path.join(self.folder, 'company.yaml'), 'a', encoding='utf-8') as file:
            file.write('accounts: {' + ', '.join(f'{name}: {text}' for name, text in ACCOUNTS.items()) + '}\n')
        return months

    def measures(self):
        """Most of the sums are deferred; only rows of deals have a term."""
        measures = super().measures()
        self.deferred = [name for name, measure in measures.items() if 'credits' in measure and self.dice.random() < 0.8]
        for name in self.deferred:
            feeds = {entry['feed'] for entry in measures[name]['credits']}
            terms = ['term', 'IF(first, term, 12)', '36'] if feeds == {'deals'} else ['1', '7', '36']
            measures[name]['deferral'] = {'months': self.one_of(terms)}
            if self.dice.random() < 0.5:
                measures[name]['deferral']['starts'] = self.one_of(['same_month', 'next_month'])
        return measures

    def defers(self, plan, component):
        made = self.plans[plan.removeprefix('Plan ')]['components'][component]
        return made.get('measure') in self.deferred and made.get('pays') != 'nothing'


def main():
    options = argparse.ArgumentParser(description=__doc__, allow_abbrev=False,
                                      formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument('--attain', required=True)
    options.add_argument('--seed', type=int, default=1)
    options.add_argument('--seeds', type=int, default=12)
    options.add_argument('--keep', help='the folder in which companies at fault stay')
    chosen = options.parse_args()
    keep = os.path.abspath(chosen.keep or tempfile.mkdtemp(prefix='attain-journal-'))
    told = defaultdict(int)
    for seed in range(chosen.seed, chosen.seed + chosen.seeds):
        year = Year(seed, os.path.join(keep, str(seed)), os.path.abspath(chosen.attain))
        complaints = year.problems()
        told['failed'] += bool(complaints)
        for name, count in year.counts.items():
            told[name] += count
        if complaints:
            print(f'seed {seed}: {year.folder}', *complaints[:8], sep='\n  ')
        else:
            shutil.rmtree(year.folder)
    if not told['failed'] and not chosen.keep:
        os.rmdir(keep)
    print(f"seeds {chosen.seed} to {chosen.seed + chosen.seeds - 1}: " +
          ', '.join(f'{told[name]} {name}' for name in ('months', 'lines', 'deals', 'sums', 'priors', 'gone', 'left_out', 'failed')))
    enough = told['months'] >= 12 * (chosen.seeds - told['left_out']) and told['left_out'] * 3 <= chosen.seeds
    found = all(told[name] for name in ('lines', 'deals', 'sums')) and (told['priors'] or chosen.seeds < 2)
    return 0 if enough and found and not told['failed'] else 1


class Year:
    def __init__(self, seed, folder, attain):
        self.seed, self.folder, self.attain, self.counts = seed, folder, attain, defaultdict(int)
        self.books = seed % 2 == 0
        # payroll.csv in another currency than the journal's can't be held against it to the last unit
        kept = {'pay_currency'} | ({'if_left'} if self.books or seed % 4 == 1 else set())
        self.rules = [rule for rule in RULES if rule not in kept]

    def problems(self):
        shutil.rmtree(self.folder, ignore_errors=True)
        self.maker = JournalMaker(self.seed, self.folder, self.rules, self.books)
        self.months = settled(self.maker)
        whole = os.path.join(self.folder, 'all-known')
        shutil.copytree(self.folder, whole)
        path = os.path.join(whole, 'company.yaml')
        text = re.sub(r'^books:.*\n', '', read(path), flags=re.M)
        with open(path, 'w', encoding='utf-8') as file:
            file.write(text)
        try:
            known = [self.run(whole, period) for period in self.months]
            complaints = self.hold(known)
            if self.books and not complaints:
                complaints = self.over_books(known)
            return complaints or self.any_order(whole, self.seed % 12, known)
        except LookupError as lacks:                      # a quota that is not known yet
            self.counts['left_out'] += 1
            print(f'seed {self.seed}: left out: {lacks}')
            return []

    def over_books(self, known):
        facts, found = LateFacts(self.maker, self.seed, LATE), []
        for step, period in enumerate(self.months):
            facts.write(step)
            found.append(self.run(self.folder, period))
            self.call(self.folder, 'close', '--period', period, '--approved-by', 'CFO', '-q')
        complaints = self.hold(found)
        late, whole = by_deal(found), by_deal(known)
        return complaints + [f'{deal}: {late[deal]} over books, {whole[deal]} where all is known'
                             for deal in late.keys() | whole.keys() if late[deal] != whole[deal]]

    def any_order(self, whole, place, known):
        chance = random.Random(self.seed)
        for name in sorted(os.listdir(whole)):
            if name.endswith('.csv'):
                head, *rows = lines_of(whole, name)
                chance.shuffle(rows)
                put(whole, name, [head] + rows)
        runs = [known[place], self.run(whole, self.months[place])]
        schedules = [[{**row, 'line': ''} for row in table(files.get('deferral.csv', ''))] for files in runs]
        same = schedules[0] == schedules[1] and runs[0]['journal.csv'] == runs[1]['journal.csv']
        return [] if same else [f'{self.months[place]}: rows in another order, another journal or other schedules']

    def call(self, folder, *words):
        done = subprocess.run([self.attain, *words, '-c', os.path.join(folder, 'company.yaml')], capture_output=True,
                              text=True, timeout=120, cwd=folder)
        if done.returncode == 3 and ('[quota-missing]' in done.stderr or '[input-empty]' in done.stderr):
            raise LookupError(f'{" ".join(words[:3])}: {done.stderr[:120]}')
        if done.returncode:
            raise AssertionError(f'seed {self.seed}: {words}: exit {done.returncode}: {done.stderr[-600:]}')

    def run(self, folder, period):
        out = os.path.join(folder, 'runs', period)
        os.makedirs(os.path.dirname(out), exist_ok=True)
        self.call(folder, 'run', '--period', period, '-o', out, '--workbook', 'none', '--journal', '-q')
        return {name: read(os.path.join(out, name)) for name in os.listdir(out) if name != 'inputs'}

    # ---- what must hold of a year's files

    def hold(self, months):
        complaints, accrued = [], defaultdict(Decimal)
        for period, files in zip(self.months, months):
            complaints += [f'{period}: {what}' for what in self.journal(files, accrued) + self.schedules(files) +
                           self.commissions(period, files)]
            self.counts['months'] += 1
        return complaints

    def journal(self, files, accrued):
        sides, rows = defaultdict(Decimal), table(files['journal.csv'])
        for row in rows:
            debit, credit = Decimal(row['debit'] or 0), Decimal(row['credit'] or 0)
            sides['debit'] += debit
            sides['credit'] += credit
            if min(debit, credit) < 0 or bool(debit) == bool(credit):
                return [f'a line with two sides: {row}']
            if row['account'] == ACCOUNTS['accrued']:
                accrued[row['payee']] += credit - debit
        self.counts['lines'] += len(rows)
        stands = defaultdict(Decimal)
        for row in table(files['payroll.csv']):
            stands[row['person_id']] = Decimal(row.get('held') or 0) + Decimal(row['balance_out'])
        found = [f'{payee}: accrued {accrued[payee]}, held and carried {stands[payee]}'
                 for payee in accrued.keys() | stands.keys() if accrued[payee] != stands[payee]]
        return found + ([] if sides['debit'] == sides['credit'] else [f'debits and credits: {dict(sides)}'])

    def schedules(self, files):
        """A deal's lines are neighbours: as many as its months, one after the other, and they come to its commission."""
        complaints, rows, at = [], table(files.get('deferral.csv', '')), 0
        while at < len(rows):
            lines = rows[at:at + int(rows[at]['months'])]
            at += len(lines)
            heads = {tuple(row[name] for name in row if name not in ('month', 'amortised')) for row in lines}
            months = [int(row['month'][:4]) * 12 + int(row['month'][5:]) for row in lines]
            parts = [Decimal(row['amortised']) for row in lines]
            even = max(parts) - min(parts) <= (1 if self.maker.currency == 'JPY' else Decimal('0.01'))
            if len(heads) != 1 or months != list(range(months[0], months[0] + len(lines))) or not even:
                complaints.append(f'no schedule: {lines}')
            if sum(parts) != Decimal(lines[0]['commission']):
                complaints.append(f'a schedule comes to {sum(parts)}: {lines[0]}')
            self.counts['deals'] += 1
            self.counts['gone'] += bool(lines[0]['for_month'] < lines[0]['period'] and lines[0]['months'] == '1')
        return complaints

    def commissions(self, period, files):
        due, forfeited = defaultdict(Decimal), defaultdict(Decimal)
        others = set()                                    # payees who earn on other measures, too
        earned = [(row, period, row['earning']) for row in table(files['payouts.csv'])]
        earned += [(row, row['for_month'], row['adjustment']) for row in table(files.get('prior.csv', '')) if row['component']]
        for row, month, amount in earned:
            if self.maker.defers(row['plan'], row['component']):
                due[row['person_id'], row['plan'], row['component'], month] += Decimal(amount)
                self.counts['priors'] += month < period
            else:
                others.add(row['person_id'])
        for row in table(files['journal.csv']):
            if row['memo'].endswith(' forfeited') and row['account'] == ACCOUNTS['expense']:
                forfeited[row['payee']] += Decimal(row['credit'] or 0) - Decimal(row['debit'] or 0)
        got = commissions_of(files, ('person_id', 'plan', 'component', 'for_month'))
        if 'if_left' not in self.rules:
            self.counts['sums'] += len(due)
            return [f'{key}: commissions {got[key]}, due {due[key]}' for key in got.keys() | due.keys() if got[key] != due[key]]
        paid, carried = defaultdict(Decimal), defaultdict(Decimal)
        for key, amount in due.items():
            paid[key[0]] += amount
        for key, amount in got.items():
            carried[key[0]] += amount
        people = (paid.keys() | carried.keys() | forfeited.keys()) - others
        self.counts['sums'] += len(people)
        return [f'{who}: commissions {carried[who]}, due {paid[who]}, forfeited {forfeited[who]}'
                for who in people if carried[who] != paid[who] - forfeited[who]]


def commissions_of(files, names):
    """Each deal's commission stands on every line of its schedule: counted once, by its share of the months."""
    found = defaultdict(Decimal)
    for row in table(files.get('deferral.csv', '')):
        found[tuple(row[name] for name in names)] += Decimal(row['amortised'])
    return found


def by_deal(months):
    found = defaultdict(Decimal)
    for files in months:
        for deal, amount in commissions_of(files, DEAL).items():
            found[deal] += amount
    return found


if __name__ == '__main__':
    sys.exit(main())
