#!/usr/bin/env python3
"""Random companies: random_company.py --attain build/attain [--seed N] [--seeds COUNT] [--payments]

Every seed makes a small company. In two of its months `attain run` and tests/referee must agree on
payouts.csv, payroll.csv and credits.csv byte for byte, or both refuse for the same reason: a quota
or a `when_empty` that one in eight companies may lack. Then come the properties of properties.py.
--payments: companies with payment rules and several currencies (payment_maker.py), which lack nothing.
Where anything fails, the company stays in the folder that is printed, with both outputs.
"""
import argparse
import difflib
import os
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.dont_write_bytecode = True
sys.path[:0] = [HERE, os.path.join(HERE, '..', 'referee')]
from company_maker import Maker                    # noqa: E402
from payment_maker import PaymentMaker              # noqa: E402
from properties import check                       # noqa: E402
from referee import judge                           # noqa: E402
from tables import Refused                          # noqa: E402

FILES = ('payouts.csv', 'payroll.csv', 'credits.csv')


class Tried:
    """What a seed came to."""
    def __init__(self):
        self.agreed = self.refused = self.checked = self.deals = 0
        self.complaints = []


def main():
    options = argparse.ArgumentParser(description=__doc__, allow_abbrev=False,
                                      formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument('--attain', required=True)
    options.add_argument('--seed', type=int, default=1)
    options.add_argument('--seeds', type=int, default=40)
    options.add_argument('--payments', action='store_true')
    options.add_argument('--keep', help='the folder in which companies that differ stay')
    chosen = options.parse_args()
    attain = os.path.abspath(chosen.attain)
    keep = os.path.abspath(chosen.keep or tempfile.mkdtemp(prefix='attain-differ-'))
    print(f'seeds {chosen.seed} to {chosen.seed + chosen.seeds - 1}')
    seeds = range(chosen.seed, chosen.seed + chosen.seeds)
    make = PaymentMaker if chosen.payments else Maker
    tried = [try_seed(make(seed, os.path.join(keep, str(seed))), seed, attain) for seed in seeds]
    failed = sum(bool(one.complaints) for one in tried)
    if not failed and not chosen.keep:
        os.rmdir(keep)
    return verdict(tried, failed)


def verdict(tried, failed):
    agreed, refused, checked, deals = (sum(getattr(one, name) for one in tried)
                                       for name in ('agreed', 'refused', 'checked', 'deals'))
    print(f'{len(tried)} companies: {agreed} months agreed, {refused} refused by both; '
          f'properties held of {checked}, {deals} splits summed; {failed} failed')
    enough = (agreed + refused == 2 * len(tried) and refused * 4 <= agreed
              and checked * 4 >= len(tried) * 3 and deals >= len(tried))
    return 0 if enough and not failed else 1


def try_seed(maker, seed, attain):
    tried, folder = Tried(), maker.folder
    shutil.rmtree(folder, ignore_errors=True)
    months = settled(maker)
    for period in (months[seed % 12], months[-1]):
        compare(tried, folder, period, attain, maker.may_lack)
    if not tried.refused and not tried.complaints:
        tried.complaints, tried.deals = check(maker, months, Runner(attain, folder), seed)
        tried.checked += not tried.complaints
    if tried.complaints:
        print(f'seed {seed}: {folder}', *tried.complaints, sep='\n  ')
    else:
        shutil.rmtree(folder)
    return tried


def settled(maker):
    """Writes the company, with a goal wherever a quota lacks, unless it may lack some."""
    months = maker.write()
    while not maker.may_lack:
        try:
            judge(os.path.join(maker.folder, 'company.yaml'), months[-1])
            break
        except Refused as problem:
            if not problem.lacks:
                break
            maker.relax(*problem.lacks)
    return months


class Runner:
    """Runs the program on the folder or on another, once; gives {file name: text}."""
    def __init__(self, attain, folder):
        self.attain, self.folder, self.known = attain, folder, {}

    def __call__(self, period, folder=None, jobs=None):
        asked = period, folder, jobs
        if asked not in self.known:
            out = os.path.join(folder or self.folder, 'properties', f'{period}-{jobs}')
            more = ['-j', str(jobs)] if jobs else []
            done = run(self.attain, folder or self.folder, period, out, more)
            if done.returncode:
                raise AssertionError(f'{asked}: exit {done.returncode}: {done.stderr}')
            self.known[asked] = {name: read(os.path.join(out, name)) for name in os.listdir(out) if name != 'inputs'}
        return self.known[asked]


def run(attain, folder, period, out, more=()):
    command = [attain, 'run', '--company', os.path.join(folder, 'company.yaml'), '--period', period,
               '--output', out, '--workbook', 'none', '--quiet', *more]
    return subprocess.run(command, capture_output=True, text=True, timeout=60)


def compare(tried, folder, period, attain, may_lack):
    done = run(attain, folder, period, os.path.join(folder, 'attain', period))
    try:
        wanted = judge(os.path.join(folder, 'company.yaml'), period)
    except Refused as problem:
        reason = 'quota-missing' if problem.lacks else 'input-empty'
        if may_lack and done.returncode == 3 and f'[{reason}]' in done.stderr:
            tried.refused += 1
        else:
            tried.complaints.append(f'{period}: the referee refuses ({problem}), '
                                    f'exit {done.returncode}')
        return
    if done.returncode != 0:
        errors = [line for line in done.stderr.splitlines() if 'error' in line]
        tried.complaints.append(f'{period}: exit {done.returncode}: ' + ' / '.join(errors[:6]))
        return
    differs = difference(folder, period, wanted)
    tried.complaints += differs
    tried.agreed += not differs


def difference(folder, period, wanted):
    for name in FILES:
        got = read(os.path.join(folder, 'attain', period, name))
        if got == wanted[name]:
            continue
        referee = os.path.join(folder, 'referee', period)
        os.makedirs(referee, exist_ok=True)
        with open(os.path.join(referee, name), 'w', encoding='utf-8', newline='') as f:
            f.write(wanted[name])
        lines = list(difflib.unified_diff(wanted[name].splitlines(), got.splitlines(),
                                          'referee', 'attain', n=0, lineterm=''))
        return [f'{period}: {name}:\n    ' + '\n    '.join(lines[3:11])]
    return []


def read(path):
    with open(path, encoding='utf-8', newline='') as f:
        return f.read()


if __name__ == '__main__':
    sys.exit(main())
