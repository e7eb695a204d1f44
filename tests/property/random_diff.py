#!/usr/bin/env python3
"""Two runs of random companies, and what `attain diff` says of them: random_diff.py --attain build/attain [--seed N] [--seeds COUNT]

Every seed makes a company, runs a month, changes some of its inputs, and runs the month again. Then, by other arithmetic than
attain's, from the two directories' own files:
- the causes of every payee add up to the difference of his payments, those of every component to that of its earnings, exactly;
- who is not listed has the same row in both, and who is listed does not;
- an input that was not changed is no cause;
- the credits listed are just those by which the two credits.csv differ;
- the other way round every difference and every total has the other sign, and a run against itself has none;
- neither directory is touched.
"""
import argparse
import collections
import csv
import hashlib
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from fractions import Fraction

HERE = os.path.dirname(os.path.abspath(__file__))
sys.dont_write_bytecode = True
sys.path[:0] = [HERE, os.path.join(HERE, '..', 'referee')]
from company_maker import Maker                    # noqa: E402
from payment_maker import PaymentMaker             # noqa: E402
from random_company import settled                 # noqa: E402

# what may be a cause without being an input
STEADY = {'balance', 'draw', 'held', 'rounding'}
COLUMNS = {'adjustment': {'adjustments': 1}, 'prior': {'prior': 1}, 'balance': {'balance_in': 1, 'balance_out': -1},
           'draw': {'draw_paid': 1, 'draw_repaid': -1}}
TOLD = ('measure', 'credit', 'person_id', 'date', 'feed', 'key')


class Skip(Exception):
    """The company can't be paid with these inputs."""


def main():
    options = argparse.ArgumentParser(description=__doc__, allow_abbrev=False,
                                      formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument('--attain', required=True)
    options.add_argument('--seed', type=int, default=1)
    options.add_argument('--seeds', type=int, default=40)
    chosen = options.parse_args()
    place = tempfile.mkdtemp(prefix='attain-diff-')
    print(f'seeds {chosen.seed} to {chosen.seed + chosen.seeds - 1}')
    counts, failed = collections.Counter(), 0
    for seed in range(chosen.seed, chosen.seed + chosen.seeds):
        trial = Trial(seed, os.path.join(place, str(seed)), os.path.abspath(chosen.attain), counts)
        try:
            problems = trial.problems()
        except Skip:
            counts['skipped'] += 1
            continue
        if problems:
            failed += 1
            print(f'seed {seed}: {trial.folder}', trial.changed, *problems[:12], sep='\n  ')
    print(dict(counts), f'{failed} failed')
    if not failed:
        shutil.rmtree(place)
    enough = counts['compared'] * 2 >= chosen.seeds and counts['payees'] and counts['causes'] > counts['compared']
    return 0 if enough and not failed else 1


class Trial:
    def __init__(self, seed, folder, attain, counts):
        self.seed, self.folder, self.attain, self.counts = seed, folder, attain, counts
        self.chance = random.Random(f'diff {seed}')
        make = PaymentMaker if seed % 2 else Maker
        self.maker = make(seed, folder)
        self.changed = set()

    def problems(self):
        months = settled(self.maker)
        period = self.chance.choice(months)
        one, two = (os.path.join(self.folder, 'runs', name) for name in 'ab')
        self.run(period, one)
        self.change(period)
        self.run(period, two)
        before = state(one), state(two)
        again = self.rerun(one, two)
        there, back, same = self.diff(one, two), self.diff(two, one), self.diff(one, one)
        self.counts['compared'] += 1
        found = self.check_payees(there, one, two) + self.check_credits(there, one, two)
        found += self.check_causes(there) + self.check_back(there, back)
        if same['payees'] or same['credits']:
            found.append('a run differs from itself')
        if (state(one), state(two)) != before:
            found.append('a run was touched')
        return found + again

    # ---- runs

    def rerun(self, one, two):
        """The second run is what today's inputs give; the first is, if nothing was changed."""
        done = [subprocess.run([self.attain, 'rerun', out, '-c', os.path.join(self.folder, 'company.yaml')],
                               capture_output=True, text=True, timeout=60) for out in (one, two)]
        wanted = [1 if self.changed else 0, 0]
        return [f'rerun {out}: exit {one.returncode}: {one.stdout}{one.stderr}' for out, one, want
                in zip('ab', done, wanted) if one.returncode != want or want == (one.stdout[:9] == 'identical')]

    def run(self, period, out):
        words = [self.attain, 'run', '-c', os.path.join(self.folder, 'company.yaml'), '--period', period, '-o', out,
                 '--workbook', 'none', '-q']
        if subprocess.run(words, capture_output=True, timeout=60).returncode:
            raise Skip

    def diff(self, one, two):
        done = subprocess.run([self.attain, 'diff', one, two, '--format', 'json'], capture_output=True, timeout=60)
        assert done.returncode == 0, done.stderr.decode()
        text = subprocess.run([self.attain, 'diff', one, two], capture_output=True, timeout=60)
        assert text.returncode == 0 and text.stdout, text.stderr.decode()
        return json.loads(done.stdout)

    # ---- changes

    def change(self, period):
        kinds = ['credits', 'roster', 'quota', 'plan', 'adjustment']
        if os.path.exists(os.path.join(self.folder, 'fx.csv')):
            kinds.append('fx')
        for kind in self.chance.sample(kinds, self.chance.randint(1, len(kinds))):
            getattr(self, 'change_' + kind)(period)

    def rewrite(self, name, kind, edit):
        path = os.path.join(self.folder, name)
        with open(path, encoding='utf-8', newline='') as file:
            head, *rows = list(csv.reader(file))
        if not rows:
            return
        edit(head, rows)
        with open(path, 'w', encoding='utf-8', newline='') as file:
            csv.writer(file, lineterminator='\n').writerows([head] + rows)
        self.changed.add(kind)

    def scale(self, column, parts):
        """Some amounts of a column become others."""
        def edit(head, rows):
            at = head.index(column)
            for row in rows:
                if row[at] and self.chance.random() < parts and re.fullmatch(r'\d+(\.\d+)?', row[at]):
                    row[at] = str(int(float(row[at]) * self.chance.choice([0.5, 1.25, 2])) + 1)
        return edit

    def change_credits(self, _):
        def edit(head, rows):
            if len(rows) > 1:
                rows.pop(self.chance.randrange(len(rows)))
            self.scale('amount', 0.2)(head, rows)
        self.rewrite('deals.csv', 'credits', edit)

    def change_roster(self, _):
        self.rewrite('people.csv', 'roster', self.scale('target_incentive', 0.6))

    def change_quota(self, _):
        self.rewrite('quotas.csv', 'quota', self.scale('amount', 0.4))

    def change_fx(self, _):
        self.rewrite('fx.csv', 'fx', self.scale('rate', 0.4))

    def change_adjustment(self, period):
        who = self.chance.choice(self.maker.people)
        path = os.path.join(self.folder, 'adjustments.csv')
        with open(path, 'a', encoding='utf-8') as file:
            csv.writer(file, lineterminator='\n').writerow(['ZZ', who, period, '12', 'because', 'CFO'])
        self.changed.add('adjustment')

    def change_plan(self, _):
        plans = os.path.join(self.folder, 'plans')
        for name in sorted(os.listdir(plans)):
            path = os.path.join(plans, name)
            with open(path, encoding='utf-8') as file:
                text = file.read()
            new = re.sub(r'pays: (\d+)%', lambda found: f'pays: {int(found[1]) + 5}%', text)
            if name == 'measures.yaml' and self.chance.random() < 0.5:
                new = new.replace('amount / 7', 'amount / 6')
            if new != text:
                self.changed.add('plan')
                with open(path, 'w', encoding='utf-8') as file:
                    file.write(new)

    # ---- what must hold

    def check_payees(self, answer, one, two):
        payroll = [{row['person_id']: row for row in table(run, 'payroll.csv')} for run in (one, two)]
        payouts = [{(row['person_id'], row['plan'], row['component']): row for row in table(run, 'payouts.csv')}
                   for run in (one, two)]
        listed = {payee['person_id']: payee for payee in answer['payees']}
        problems = []
        for who in payroll[0].keys() | payroll[1].keys():
            rows = [rows.get(who) for rows in payroll]
            mine = [{key: row for key, row in rows.items() if key[0] == who} for rows in payouts]
            differ = rows[0] is None or rows[1] is None or figures(rows[0]) != figures(rows[1]) or mine[0] != mine[1]
            if differ != (who in listed):
                problems.append(f'{who}: differs {differ}, listed {who in listed}')
            elif differ:
                problems += self.check_payee(listed[who], rows, mine)
        return problems

    def check_payee(self, payee, rows, payouts):
        self.counts['payees'] += 1
        who, problems = payee['person_id'], []
        currencies = {row['currency'] for row in rows if row}
        if len(currencies) > 1:
            return [] if payee['difference'] is None else [f'{who}: a difference of two currencies']
        paid = [amount(row and row['payment']) for row in rows]
        if amount(payee['difference']) != paid[1] - paid[0]:
            problems.append(f'{who}: difference {payee["difference"]} of {paid}')
        if total(payee['causes']) != paid[1] - paid[0]:
            problems.append(f'{who}: causes {payee["causes"]}, but {paid}')
        for cause, columns in COLUMNS.items():
            part = sum(sign * (amount(rows[1] and rows[1].get(name)) - amount(rows[0] and rows[0].get(name)))
                       for name, sign in columns.items())
            if amount(payee['causes'].get(cause)) != part:
                problems.append(f'{who}: {cause} {payee["causes"].get(cause)}, but {part}')
        told = {(who, part['plan'], part['component']): part for part in payee['components']}
        for key in payouts[0].keys() | payouts[1].keys():
            both = [rows.get(key) for rows in payouts]
            if (both[0] != both[1]) != (key in told):
                problems.append(f'{key}: differs {both[0] != both[1]}, told {key in told}')
            elif key in told:
                earned = [amount(row and row['earning']) for row in both]
                if not earned[1] - earned[0] == amount(told[key]['difference']) == total(told[key]['causes']):
                    problems.append(f'{key}: {told[key]["causes"]}, but {earned}')
        return problems

    def check_causes(self, answer):
        found = set()
        for payee in answer['payees']:
            found |= set(payee.get('causes', {}))
            for part in payee['components']:
                found |= set(part['causes'])
        self.counts['causes'] += len(found)
        for cause in found:
            self.counts[cause] += 1
        allowed = STEADY | self.changed
        if len(self.changed - {'adjustment'}) > 1:
            allowed.add('other')                         # a step that can't be computed gives its part to the next
        wrong = found - allowed
        return [f'causes {sorted(wrong)}, though nothing of that changed'] if wrong else []

    def check_credits(self, answer, one, two):
        """The first run's credits with the changes made are the second's."""
        counted = [collections.Counter(tuple(row[name] for name in TOLD) + (row['amount'],)
                                       for row in table(run, 'credits.csv')) for run in (one, two)]
        for credit in answer['credits']:
            identity = tuple(credit[name] for name in TOLD)
            if credit['change'] != 'came':
                counted[0][identity + (credit['before'],)] -= 1
            if credit['change'] != 'went':
                counted[0][identity + (credit['now'],)] += 1
        counted[0] += collections.Counter()
        return [] if counted[0] == counted[1] else ['the credits listed do not make one credits.csv of the other']

    @staticmethod
    def check_back(there, back):
        def each(answer):
            return {payee['person_id']: payee['difference'] and amount(payee['difference'])
                    for payee in answer['payees']}
        one, two = each(there), each(back)
        problems = [] if one == {who: much and -much for who, much in two.items()} else ['back is not the negative']
        for total_there, total_back in zip(there['totals'], sorted(back['totals'], key=lambda one: [
                other['currency'] for other in there['totals']].index(one['currency']))):
            if amount(total_there['difference']) != -amount(total_back['difference']):
                problems.append('totals back are not the negative')
        return problems


def figures(row):
    """A row of payroll.csv without what is no figure; columns that only one of the runs has count as 0."""
    texts = 'period', 'person_id', 'name', 'currency', 'rate', 'rate_source'
    numbers = {name: amount(value) for name, value in row.items() if name not in texts}
    return row['currency'], {name: value for name, value in numbers.items() if value}


def amount(text):
    return Fraction(text or 0)


def total(causes):
    return sum((Fraction(part) for part in causes.values()), Fraction(0))


def table(run, name):
    """The rows of a run's CSV, the guards of its texts taken off."""
    with open(os.path.join(run, name), encoding='utf-8', newline='') as file:
        return [{column: cell[1:] if re.match(r"'[=+\-@\t\r]", cell) else cell for column, cell in row.items()}
                for row in csv.DictReader(file)]


def state(run):
    return {os.path.join(base, name): hashlib.sha256(open(os.path.join(base, name), 'rb').read()).hexdigest()
            for base, _, names in os.walk(run) for name in names}


if __name__ == '__main__':
    sys.exit(main())
