#!/usr/bin/env python3
"""What if a cell said something else: what_if.py --attain build/attain [--seed N] [--seeds COUNT]

Of every random company, edits of one or two cells are tried twice: `attain explain --what-if`, and `attain run` on files in
which the cells really say so. Both must be refused, or the answer's payments before and after, and a payee's earnings, must be
those of the two runs; whoever the answer leaves out is paid the same. A quota's month is edited within a longer row by rows of
single months in its place. Where anything fails, the company stays in the folder that is printed.
"""
import argparse
import csv
import io
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.dont_write_bytecode = True
sys.path[:0] = [HERE, os.path.join(HERE, '..', 'referee')]
from company_maker import Maker                         # noqa: E402
from payment_maker import PaymentMaker                  # noqa: E402
from random_company import read, run, settled           # noqa: E402

KEYS = {'deals': 1, 'events': 1, 'people': 3, 'quotas': 3, 'alignments': 3, 'adjustments': 1, 'fx': 2}
NAMES = {'people': ['person_id', 'start_date', 'role'], 'alignments': ['person_id', 'team', 'start_date']}
MONTHS = {'FY': 12, '-H': 6, '-Q': 3}
PARTS = ('balance_in', 'earnings', 'adjustments', 'draw_paid', 'draw_repaid', 'draw_owed', 'held', 'payment', 'balance_out')


class Tables:
    """A company's CSVs as rows, to be changed and written elsewhere."""
    def __init__(self, folder):
        self.folder = folder
        self.rows = {name: list(csv.DictReader(io.StringIO(read(os.path.join(folder, name + '.csv')))))
                     for name in KEYS if os.path.exists(os.path.join(folder, name + '.csv'))}

    def write(self, folder):
        shutil.copytree(self.folder, folder, ignore=shutil.ignore_patterns('what-if*', 'attain', 'properties', 'referee'))
        for name, rows in self.rows.items():
            with open(os.path.join(folder, name + '.csv'), 'w', encoding='utf-8', newline='') as file:
                writer = csv.DictWriter(file, rows[0].keys(), lineterminator='\n') if rows else None
                if writer:
                    writer.writeheader()
                    writer.writerows(rows)
                else:
                    file.write(read(os.path.join(self.folder, name + '.csv')))


def edit_of(tables, dice, maker, period, renames):
    """Changes a cell of the tables, one that names its row too if it `renames`; -> the words that say so."""
    name = dice.choice([name for name in tables.rows if tables.rows[name]])
    rows = tables.rows[name]
    near = [row for row in rows if row.get('close_date', row.get('held_on', row.get('period', period))).startswith(period)]
    row = dice.choice(near if near and dice.random() < 0.7 else rows)
    keys = NAMES.get(name) or list(row)[:KEYS[name]]
    table = 'roster' if name == 'people' else name
    if name == 'quotas' and row['period'].startswith('FY') and dice.random() < 0.6:
        return part_of_quota(rows, row, dice, maker)
    column = dice.choice([column for column in row if column not in ('ignored', 'name', 'reason', 'approved_by', 'source')
                          and (column not in keys or (renames and dice.random() < 0.1))])
    words = f"{table}[{','.join(row[key] for key in keys)}].{column}="
    value = dice.choice([other[column] for other in rows if other[column] != row[column]] or [row[column]])
    if column in ('amount', 'target_incentive', 'due', 'kept', 'extra') and dice.random() < 0.7:
        value = str(dice.randint(0, 60) * maker.unit)
    if column in ('close_date', 'held_on') and dice.random() < 0.7:
        value = f'{period}-{dice.randint(1, 31):02d}'
    if column in keys and value == row[column]:
        value += 'x'
    if dice.random() < 0.05:
        value = dice.choice(['', 'nonsense', '2026-02-30'])
    row[column] = value
    return words + value


def part_of_quota(rows, row, dice, maker):
    """One month of a longer row gets another amount; the others keep theirs."""
    months = MONTHS[row['period'][6:8] or 'FY']
    part = int(row['period'][8:] or 1) - 1
    listed = ['%d-%02d' % month for month in maker.months][part * months:part * months + months]
    monthly, place = int(row['amount']) // months, rows.index(row)
    chosen, amount = dice.choice(listed), dice.randint(0, 20) * maker.unit
    rows[place:place + 1] = [{**row, 'period': month, 'amount': str(amount if month == chosen else monthly)} for month in listed]
    return f"quotas[{row['holder']},{row['measure']},{chosen}].amount={amount}"


def explain(attain, folder, period, said, person):
    words = [attain, 'explain', *([person] if person else []), '--company', os.path.join(folder, 'company.yaml'),
             '--period', period, '--format', 'json', *[word for one in said for word in ('--what-if', one)]]
    return subprocess.run(words, capture_output=True, text=True, timeout=60)


def payroll(folder, period):
    return {row['person_id'].removeprefix("'"): row for row in csv.DictReader(io.StringIO(read(os.path.join(folder, 'attain', period, 'payroll.csv'))))}


def side(payee, row, which):
    """Complaints about one side of a payee's payroll."""
    abroad = payee['paid_in'][which]
    got = {part: payee['payroll'][part][which] for part in PARTS}
    if row is None:
        return [f"{payee['id']}: {which} is not paid, {got}"] if set(map(float, got.values())) != {0.0} else []
    if abroad:
        return [] if abroad['payment'] == row['payment'] and abroad['currency'] == row['currency'] else [f'{abroad}, the run {row}']
    return [f"{payee['id']} {which} {part}: {got[part]}, the run {row[part]}" for part in PARTS if part in row and got[part] != row[part]]


def earnings(folder, period, person):
    rows = csv.DictReader(io.StringIO(read(os.path.join(folder, 'attain', period, 'payouts.csv'))))
    return sorted((row['plan'], row['component'], row['earning']) for row in rows
                  if row['person_id'].removeprefix("'") == person and row['period'] == period)


def compare(what_if, period, before, after, person):
    payrolls = payroll(before, period), payroll(after, period)
    complaints, listed = [], set()
    for payee in what_if['payees']:
        listed.add(payee['id'])
        for which, rows in zip(('before', 'after'), payrolls):
            complaints += side(payee, rows.get(payee['id']), which)
    for other in set(payrolls[0]) | set(payrolls[1]):
        one, two = ({key: value for key, value in (rows.get(other) or {}).items() if key not in ('name', 'rate')}
                    for rows in payrolls)
        if not person and other not in listed and one != two and {key for key in one if one[key] != two.get(key)} & set(PARTS):
            complaints.append(f'{other} is left out: {one}, {two}')
    for which, folder in (('before', before), ('after', after)) if person and what_if['payees'] else ():
        got = sorted((one['plan'], one['component'], one['earning'][which]) for one in what_if['payees'][0]['components']
                     if one['value'][which] is not None or one['earning'][which] not in ('0', '0.00') or which)
        wanted = earnings(folder, period, person)
        if [one for one in wanted if one not in got]:
            complaints.append(f'{person} {which}: earns {got}, the run {wanted}')
    return complaints


def try_edits(attain, maker, folder, period, said, dice):
    """-> complaints, and what came of it."""
    really = run(attain, folder, period, os.path.join(folder, 'attain', period))
    persons, complaints, changed = [None, dice.choice([one for one in maker.people if one[0] != '-'])], [], 'same'
    for person in persons:
        done = explain(attain, maker.folder, period, said, person)
        if done.returncode != really.returncode and 'change the same cell' not in done.stderr:
            return [f'{person}: explain ends with {done.returncode}, run with {really.returncode}\n'
                    + done.stderr + really.stderr], 'refused'
        if done.returncode:
            return [], 'refused'
        what_if = json.loads(done.stdout)['what_if']
        complaints += [f'{person}: {one}' for one in compare(what_if, period, maker.folder, folder, person)]
        if person is None and what_if['payees']:
            changed = 'changed'
            persons += [payee['id'] for payee in what_if['payees'][:2] if payee['id'][0] != '-']
    return complaints, changed


def try_seed(seed, attain, keep, counts):
    maker = (PaymentMaker if seed % 2 else Maker)(seed, os.path.join(keep, str(seed)))
    shutil.rmtree(maker.folder, ignore_errors=True)
    months, dice, complaints = settled(maker), random.Random(f'what if {seed}'), []
    period = months[seed % 12] if seed % 3 else months[-1]
    if run(attain, maker.folder, period, os.path.join(maker.folder, 'attain', period)).returncode:
        shutil.rmtree(maker.folder)
        return False
    for number in range(6):
        tables, two = Tables(maker.folder), number % 3 == 0
        said = [edit_of(tables, dice, maker, period, not two) for _ in range(2 if two else 1)]
        folder = os.path.join(maker.folder, f'what-if-{number}')
        tables.write(folder)
        found, changed = try_edits(attain, maker, folder, period, said, dice)
        complaints += [f'{said} {one}' for one in found]
        counts[changed] += 1
    if complaints:
        print(f'seed {seed}: {maker.folder}, {period}', *complaints, sep='\n  ')
    else:
        shutil.rmtree(maker.folder)
    return bool(complaints)


def main():
    options = argparse.ArgumentParser(description=__doc__, allow_abbrev=False, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument('--attain', required=True)
    options.add_argument('--seed', type=int, default=1)
    options.add_argument('--seeds', type=int, default=16)
    chosen = options.parse_args()
    keep, counts = tempfile.mkdtemp(prefix='attain-what-if-'), {'changed': 0, 'same': 0, 'refused': 0}
    print(f'seeds {chosen.seed} to {chosen.seed + chosen.seeds - 1}')
    failed = sum(try_seed(seed, os.path.abspath(chosen.attain), keep, counts)
                 for seed in range(chosen.seed, chosen.seed + chosen.seeds))
    if not failed:
        os.rmdir(keep)
    print(', '.join(f'{count} {word}' for word, count in counts.items()) + f'; {failed} companies failed')
    return 1 if failed or counts['changed'] * 2 < chosen.seeds else 0


if __name__ == '__main__':
    sys.exit(main())
