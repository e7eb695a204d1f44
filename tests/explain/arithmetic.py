#!/usr/bin/env python3
"""Every figure of an explanation follows from its own terms: arithmetic.py --attain build/attain [--all]

Months of the example company, of the published cases, of tests/golden and of random companies are run,
and each payee's JSON explanation is computed again in fractions (redo.py). What it says must stand in
payouts.csv and payroll.csv; its credits must be rows of credits.csv, those of a payee's own components
all of his; what was earned before is what the month before explains. A copy in which one figure is
changed must be found, or the test fails.
--all: every month of the example company, and more random ones.
"""
import argparse
import collections
import concurrent.futures
import csv
import json
import os
import shlex
import subprocess
import sys
import tempfile
from fractions import Fraction

HERE = os.path.dirname(os.path.abspath(__file__))
sys.dont_write_bytecode = True
sys.path[:0] = [HERE] + [os.path.join(HERE, '..', part) for part in ('golden', 'property', 'referee')]
from company_maker import Maker                    # noqa: E402
from payment_maker import PaymentMaker              # noqa: E402
from random_company import settled                  # noqa: E402
from redo import check                              # noqa: E402
from referee import guard, plain                    # noqa: E402
import run_golden                                   # noqa: E402

EXAMPLE = os.path.join(HERE, '..', '..', 'examples', 'hokuriku-mobility')
YEAR = ['2025-10', '2025-11', '2025-12'] + [f'2026-{month:02}' for month in range(1, 10)]


class Asked:
    """Months of one company: run into a directory, and explained."""
    def __init__(self, attain, company, period, options, output):
        self.attain, self.company, self.period = attain, company, period
        self.options, self.output = options, output
        self.payouts = self.rows('payouts.csv')
        self.payroll = {bare(row['person_id']): row for row in self.rows('payroll.csv')}
        rows = self.rows('credits.csv')
        self.credits = set(map(credit_row, rows))
        self.own = collections.defaultdict(collections.Counter)
        for row in rows:
            if row['status'] == 'credited':
                self.own[bare(row['person_id'])][row['measure'], row['credit'], credit_row(row)] += 1

    def rows(self, name):
        with open(os.path.join(self.output, name), encoding='utf-8', newline='') as file:
            return list(csv.DictReader(file))

    def explain(self, person, period):
        """-> the JSON, or None where there is nothing to explain."""
        done = subprocess.run([self.attain, 'explain', '--period', period, '--format', 'json',
                               *self.options, '--', person], cwd=self.company, capture_output=True, text=True)
        if done.returncode == 3 and '[nothing-to-explain]' in done.stderr:
            return None
        if done.returncode:
            raise ValueError(done.stderr)
        return json.loads(done.stdout)

    def complaints(self, person):
        told = self.explain(person, self.period)
        found = check(told) if told else ['not explained']
        if told:
            found += self.against_files(person, told) + self.before(person, told)
        place = os.path.relpath(self.company, os.path.join(HERE, '..'))
        return [f'{place} {self.period} {person}: {complaint}' for complaint in found], told

    def against_files(self, person, told):
        found = []
        mine = [row for row in self.payouts if bare(row['person_id']) == person]
        shown = [payout_row(component) for component in told['components']]
        for have, row in zip(shown, mine):
            found += [f'{row["component"]} {key}: {value}, payouts.csv has {row[key]}'
                      for key, value in have.items() if row[key] != value]
        if len(shown) != len(mine):
            found.append(f'{len(shown)} components, payouts.csv has {len(mine)}')
        row = self.payroll[person]
        in_own = 'paid_in' not in told
        found += [f'{key}: {told["payment"][key]}, payroll.csv has {row[key]}'
                  for key in row if in_own and key in told['payment'] and
                  Fraction(row[key]) != Fraction(told['payment'][key])]
        if not in_own and Fraction(told['paid_in']['payment']) != Fraction(row['payment']):
            found.append(f'paid in {told["paid_in"]}, payroll.csv has {row["payment"]}')
        for component in told['components']:
            found += self.credits_of(person, told, component)
        return found

    def credits_of(self, person, told, component):
        listed = collections.Counter()
        for credit in component.get('credits', []) + component.get('denominator_credits', []):
            if credit['times'] > 0:
                listed[shown_credit(credit)] += credit['times']
        lost = [row for row in listed if row not in self.credits]
        if lost:
            return [f'{component["component"]}: no rows of credits.csv: {lost[:2]}']
        plans = {one['plan'] for one in told['components']}
        if component['of'] != 'self' or len(plans) > 1 or 'denominator_credits' in component or \
                'measure' not in component:
            return []
        wanted = {row: count for row, count in self.own[person].items()
                  if row[:2] == (component['measure'], component['credit']) and
                  component['from'] <= row[2][1] <= component['to']}
        counted = {row[2]: count for row, count in wanted.items()}
        return [] if counted == dict(listed) else [f'{component["component"]}: other credits']

    def before(self, person, told):
        """What was earned to date before, as the month before explains it."""
        year, month = map(int, self.period.split('-'))
        last = f'{year - (month == 1):04}-{(month - 2) % 12 + 1:02}'
        started = {(c['plan'], c['component']): c for c in told['components']
                   if c['from'] < self.period or Fraction(c['earned_before'])}
        if not started or month == told['fiscal_year_starts']:
            return []
        then = self.explain(person, last)
        earned = {(c['plan'], c['component']): c for c in then['components']} if then else {}
        return [f'{key[1]}: earned before {c["earned_before"]}, {last} explains '
                f'{earned[key]["earned_to_date"]}' for key, c in started.items()
                if key in earned and earned[key]['from'] == c['from'] and
                Fraction(earned[key]['earned_to_date']) != Fraction(c['earned_before'])]


def bare(cell):
    """A cell without the quote that guards it."""
    return cell[1:] if cell[:1] == "'" and guard(cell[1:]) == cell else cell


def credit_row(row):
    return (row['person_id'], row['date'], money(row['amount']), row['share'], row['feed'], row['key'],
            row['file'], row['line'])


def shown_credit(credit):
    return (guard(credit['person']), credit['date'], money(credit['amount']), plain(Fraction(credit['share'])),
            guard(credit['feed']), guard(credit['key']), guard(credit['file']), str(credit['line']))


def money(amount):
    return plain(Fraction(amount))


def payout_row(told):
    def decimal(name):
        return told[name]['decimal'] if told.get(name) else ''
    shown = {'plan': guard(told['plan']), 'component': guard(told['component']), 'from': told['from'],
             'to': told['to'], 'value': decimal('value'), 'quota': decimal('quota'),
             'attainment': decimal('attainment'), 'earned_to_date': told['earned_to_date'],
             'earned_before': told['earned_before'], 'earning': told['earning'],
             'note': ';'.join(told['notes'])}
    if 'multiplier' in told:
        shown['multiplier'] = plain(Fraction(told['multiplier']))
    if told['pays'] == 'target':
        shown['target'] = decimal('target')
    return shown


# --- which months

def run(attain, company, period, output, options=()):
    """-> Asked, or None where the month can't be paid."""
    done = subprocess.run([attain, 'run', '-q', '--period', period, '--workbook', 'none', '-o', output,
                           *options], cwd=company, capture_output=True)
    return Asked(attain, company, period, list(options), output) if done.returncode == 0 else None


def golden_months(attain, scratch):
    root = os.path.join(HERE, '..', 'golden')
    for folder, _, files in sorted(os.walk(root)):
        if 'cmd' not in files:
            continue
        lines = open(os.path.join(folder, 'cmd'), encoding='utf-8').read().splitlines()
        words = shlex.split(lines[-1])
        if words[0] != 'run' or '--credits' in words or '--output' in words:
            continue
        place = tempfile.mkdtemp(dir=scratch)
        status, _, outs, _ = run_golden.run(attain, folder, os.path.join(place, 'out'))
        company = os.path.join(place, 'company') if len(lines) > 1 else folder
        options = [word for word in words if word == '--allow-exceptions']
        if '--plans' in words:
            options += ['--plans', words[words.index('--plans') + 1]]
        if status == 0 and os.path.exists(os.path.join(outs[-1], 'credits.csv')):
            yield Asked(attain, company, words[words.index('--period') + 1], options, outs[-1])


def case_months(attain, scratch):
    root = os.path.join(HERE, '..', 'cases')
    for case in sorted(os.listdir(root)):
        folder = os.path.join(root, case)
        if not os.path.isfile(os.path.join(folder, 'cmd.json')):
            continue
        asked = json.load(open(os.path.join(folder, 'cmd.json'), encoding='utf-8')).get('period')
        rows = json.load(open(os.path.join(folder, 'expected.json'), encoding='utf-8'))
        for period in sorted({row.get('period', asked) for row in rows}):
            yield run(attain, folder, period, tempfile.mkdtemp(dir=scratch))


def random_months(attain, scratch, seeds):
    for seed in range(1, seeds + 1):
        make = PaymentMaker if seed % 2 else Maker
        company = make(seed, tempfile.mkdtemp(dir=scratch))
        periods = settled(company)
        for period in {periods[seed % 12], periods[-1]}:
            yield run(attain, company.folder, period, tempfile.mkdtemp(dir=scratch))


def months(attain, scratch, everything):
    example = YEAR if everything else ['2025-10', '2026-01', '2026-03']
    for period in example:
        yield run(attain, EXAMPLE, period, tempfile.mkdtemp(dir=scratch))
    yield from case_months(attain, scratch)
    yield from golden_months(attain, scratch)
    yield from random_months(attain, scratch, 60 if everything else 6)


# --- a test that can't fail is none

def leaves(tree, path=()):
    items = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for key, value in items:
        yield path + (key,), value
        yield from leaves(value, path + (key,))


UNCHECKED = {'attain', 'company', 'currency', 'design', 'id', 'name', 'role', 'team', 'title', 'unit',
             'reason', 'approved_by', 'file', 'line', 'key', 'feed', 'date', 'person', 'cause', 'source',
             'rounding', 'digits', 'fiscal_year_starts', 'period', 'month', 'month_before', 'holder',
             'share', 'measure', 'credit', 'component', 'plan', 'from', 'to', 'plan_to', 'window',
             'earned_before'}


def unnoticed(told):
    """Figures that may be changed without a complaint."""
    lost = []
    for path, value in list(leaves(told)):
        names = [part for part in path if isinstance(part, str)]
        if not isinstance(value, str) or UNCHECKED & set(names) or not is_number(value):
            continue
        place = told
        for part in path[:-1]:
            place = place[part]
        place[path[-1]] = str(Fraction(value) + Fraction(7, 10 ** told['digits']))
        try:
            noticed = check(told)
        except (ArithmeticError, ValueError, KeyError, IndexError):
            noticed = True
        place[path[-1]] = value
        if not noticed:
            lost.append('.'.join(map(str, path)))
    return lost


def is_number(text):
    try:
        Fraction(text)
    except (ValueError, ZeroDivisionError):
        return False
    return True


# A tier that the input does not reach, a cap that does not bind and a draw's terms where nothing is
# drawn or owed change nothing; neither does what only says what could have been.
IDLE = ('rate.tiers', 'modifier.tiers', 'matrix.', 'cap.at', 'plan_cap', 'when_empty', 'draw_share',
        'draw_amount', 'draw_guaranteed', 'hold_back', 'instalments', 'months', 'quota_terms', 'booked',
        'month_before', 'goal', '.target.', '.target_terms', 'weight')


def size(told):
    return sum(1 for _ in leaves(told))


def self_check(told):
    lost = [path for path in unnoticed(told) if not any(idle in path for idle in IDLE)]
    return [f'may be changed without a complaint: {path}' for path in lost]


def main():
    options = argparse.ArgumentParser(description=__doc__, allow_abbrev=False,
                                      formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument('--attain', required=True)
    options.add_argument('--all', action='store_true')
    chosen = options.parse_args()
    attain = os.path.abspath(chosen.attain)
    explained, complaints, samples = 0, [], {}
    with tempfile.TemporaryDirectory() as scratch, concurrent.futures.ThreadPoolExecutor(2) as pool:
        asked = [(one, person) for one in months(attain, scratch, chosen.all) if one
                 for person in one.payroll]
        for found, told in pool.map(lambda pair: pair[0].complaints(pair[1]), asked):
            explained += 1
            complaints += found
            for component in told['components'] if told else []:
                kind = component['pays'], component['window'], component.get('rate', {}).get('method')
                if kind not in samples or size(told) < size(samples[kind]):
                    samples[kind] = told
    for told in samples.values():
        complaints += self_check(told)
    print(*complaints[:40], sep='\n')
    print(f'{explained} explanations of {len({id(one) for one, _ in asked})} months, '
          f'{len(samples)} kinds changed on trial, {len(complaints)} complaints')
    return 1 if complaints or explained < 300 or len(samples) < 15 else 0


if __name__ == '__main__':
    sys.exit(main())
