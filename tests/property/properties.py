"""What must hold of every company, whatever the right figures are.

check(maker, months, runner, seed) -> complaints, deals whose legs were summed. Each property is one
function; runner(period, **how) runs the program on the company's folder, or on a changed copy of
it, and gives {file name: text}.
"""
import csv
import io
import os
import random
import shutil
from collections import defaultdict
from decimal import Decimal

SIZES = {'credit': 1, 'month': 1, 'quarter': 3, 'half': 6, 'year': 12}
PAID = ('payouts.csv', 'payroll.csv')
ALL = PAID + ('credits.csv', 'exceptions.csv', 'run.json')


def check(maker, months, runner, seed):
    period = months[seed % 12]
    base = runner(period)
    complaints, deals = split_parts(maker, base)
    complaints += same_jobs(period, base, runner)
    complaints += any_order(maker, period, base, runner, seed)
    complaints += any_files(maker, period, base, runner)
    if seed % 4 == 0:
        complaints += all_months(maker, months, runner)
    return complaints, deals


def same_jobs(period, base, runner):
    """1, 2 and 7 jobs: the same bytes."""
    runs = {jobs: runner(period, jobs=jobs) for jobs in (1, 2, 7)}
    return [f'-j {jobs}: {name} differs' for jobs, run in runs.items()
            for name in ALL if run[name] != base[name]]


def any_order(maker, period, base, runner, seed):
    """The order of the rows of every CSV never matters."""
    folder = copy_of(maker, 'shuffled')
    chance = random.Random(seed)
    for name in sorted(os.listdir(folder)):
        if name.endswith('.csv'):
            head, *rows = lines_of(folder, name)
            chance.shuffle(rows)
            put(folder, name, [head] + rows)
    return compare('rows shuffled', base, runner(period, folder=folder), ('line',))


def any_files(maker, period, base, runner):
    """A feed as one file or as three gives the same ledger."""
    folder = copy_of(maker, 'in-three')
    head, *rows = lines_of(folder, 'deals.csv')
    for part in range(3):
        put(folder, f'deals-{part}.csv', [head] + rows[part::3])
    os.remove(os.path.join(folder, 'deals.csv'))
    return compare('one feed in three files', base, runner(period, folder=folder), ('line', 'file'))


def split_parts(maker, base):
    """The legs of a deal come to its value, which the line `all` has whole."""
    parts, wholes = defaultdict(Decimal), {}
    for row in table(base['credits.csv']):
        deal = row['key'], row['date'], row['line']
        if row['measure'] == 'acv' and row['credit'] == 'all':
            wholes[deal] = Decimal(row['amount'])
        elif row['measure'] == 'acv' and row['credit'] == 'ae':
            parts[deal] += Decimal(row['amount'])
    if not maker.legs_are_whole:
        return [], 0
    return [f'the legs of {deal[0]} come to {parts[deal]}, it is worth {whole}'
            for deal, whole in wholes.items() if parts[deal] != whole], len(wholes)


def all_months(maker, months, runner):
    """Month after month: earnings add up to what is earned to date, and balances are handed on."""
    earned, balances, complaints = {}, defaultdict(Decimal), []
    for place, period in enumerate(months):
        run = runner(period)
        earnings = defaultdict(Decimal)
        for row in table(run['payouts.csv']):
            window = place // SIZES[window_of(maker, row)]
            key = row['person_id'], row['plan'], row['component'], window
            before = earned.get(key, Decimal(0))
            earned[key] = before + Decimal(row['earning'])
            earnings[row['person_id']] += Decimal(row['earning'])
            said = Decimal(row['earned_before']), Decimal(row['earned_to_date'])
            if (before, earned[key]) != said:
                complaints.append(f'{period}: {key}: the earnings add up to {earned[key]}')
        if maker.pays_at_once:
            complaints += handed_on(period, table(run['payroll.csv']), earnings, balances)
    return complaints


def handed_on(period, payroll, earnings, balances):
    """balances: person -> balance out of the month before; changed to that of this month."""
    complaints, seen = [], {row['person_id'] for row in payroll}
    for row in payroll:
        person = row['person_id']
        money = {name: Decimal(row[name]) for name in
                 ('balance_in', 'earnings', 'adjustments', 'payment', 'balance_out')}
        available = money['balance_in'] + money['earnings'] + money['adjustments']
        if money['balance_in'] != balances[person] or money['earnings'] != earnings[person]:
            complaints.append(f'{period}: payroll of {person}: balance or earnings of elsewhere')
        if (money['payment'], money['balance_out']) != (max(available, 0), min(available, 0)):
            complaints.append(f'{period}: payroll of {person} does not add up')
        balances[person] = money['balance_out']
    due = {person for sums in (earnings, balances) for person, amount in sums.items() if amount}
    return complaints + [f'{period}: {person} is not in payroll.csv' for person in due - seen]


def window_of(maker, row):
    return maker.plans[row['plan'].removeprefix('Plan ')]['components'][row['component']]['window']


# ---- files

def table(text):
    return list(csv.DictReader(io.StringIO(text)))


def compare(what, one, two, moved):
    """payouts and payroll to the byte; credits but for the columns moved, in the same order."""
    complaints = [f'{what}: {name} differs' for name in PAID if one[name] != two[name]]
    first, second = ([{k: v for k, v in row.items() if k not in moved}
                      for row in table(run['credits.csv'])] for run in (one, two))
    return complaints + ([f'{what}: credits.csv differs'] if first != second else [])


def copy_of(maker, name):
    folder = os.path.join(maker.folder, name)
    os.makedirs(folder)
    for entry in os.listdir(maker.folder):
        path = os.path.join(maker.folder, entry)
        if entry == 'plans':
            shutil.copytree(path, os.path.join(folder, entry))
        elif os.path.isfile(path):
            shutil.copy(path, folder)
    return folder


def lines_of(folder, name):
    """No cell of a made company holds a line end."""
    with open(os.path.join(folder, name), encoding='utf-8', newline='') as f:
        return f.read().splitlines(keepends=True)


def put(folder, name, lines):
    with open(os.path.join(folder, name), 'w', encoding='utf-8', newline='') as f:
        f.writelines(lines)
