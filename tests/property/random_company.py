#!/usr/bin/python3
"""Random companies, judged by the referee: random_company.py --attain build/attain [--seed N] [--seeds COUNT]

Every seed makes a small company; `attain run` and tests/referee must agree on payouts.csv, payroll.csv and credits.csv
byte for byte, or both refuse. Where they differ, the company stays in the folder that is printed, with both outputs.
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
from referee import judge                           # noqa: E402
from tables import Refused                          # noqa: E402

FILES = ('payouts.csv', 'payroll.csv', 'credits.csv')


def main():
    options = argparse.ArgumentParser(description=__doc__, allow_abbrev=False,
                                      formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument('--attain', required=True)
    options.add_argument('--seed', type=int, default=1)
    options.add_argument('--seeds', type=int, default=40)
    options.add_argument('--keep', help='the folder in which companies that differ stay')
    chosen = options.parse_args()
    attain = os.path.abspath(chosen.attain)
    keep = os.path.abspath(chosen.keep or tempfile.mkdtemp(prefix='attain-differ-'))
    print(f'seeds {chosen.seed} to {chosen.seed + chosen.seeds - 1}')
    agreed = refused = failed = 0
    for seed in range(chosen.seed, chosen.seed + chosen.seeds):
        folder = os.path.join(keep, str(seed))
        shutil.rmtree(folder, ignore_errors=True)
        complaints, refusals, runs = try_seed(seed, folder, attain)
        agreed, refused = agreed + runs - refusals, refused + refusals
        if complaints:
            failed += 1
            print(f'seed {seed}: {folder}', *complaints, sep='\n  ')
        else:
            shutil.rmtree(folder)
    print(f'{agreed} months agreed, {refused} refused by both, {failed} companies differ')
    if not failed and not chosen.keep:
        os.rmdir(keep)
    return 1 if failed or agreed < refused else 0


def try_seed(seed, folder, attain):
    months = settled(seed, folder)
    complaints, refusals = [], 0
    tried = [months[seed % 12], months[-1]]
    for period in tried:
        complaint, refused = compare(folder, period, attain)
        refusals += refused
        if complaint:
            complaints.append(complaint)
    return complaints, refusals, len(tried)


def settled(seed, folder):
    """Writes the company; seven of eight get a goal wherever a quota lacks, the eighth stays as it came."""
    maker = Maker(seed, folder)
    months = maker.write()
    for _ in range(12 if seed % 8 else 0):
        try:
            judge(os.path.join(folder, 'company.yaml'), months[-1])
            break
        except Refused as problem:
            if not problem.lacks:
                break
            maker.relax(*problem.lacks)
    return months


def compare(folder, period, attain):
    """-> (complaint or None, did both refuse)"""
    out = os.path.join(folder, 'attain', period)
    run = subprocess.run([attain, 'run', '--company', os.path.join(folder, 'company.yaml'), '--period', period,
                          '--output', out, '--workbook', 'none', '--quiet'], capture_output=True, text=True, timeout=60)
    try:
        wanted, why = judge(os.path.join(folder, 'company.yaml'), period), ''
    except Refused as problem:
        wanted, why = None, str(problem)
    if wanted is None:
        return (None, True) if run.returncode == 3 else (f'{period}: the referee refuses ({why}), exit {run.returncode}', False)
    if run.returncode != 0:
        return f'{period}: exit {run.returncode}: ' + ' / '.join(run.stderr.splitlines()[:6]), False
    for name in FILES:
        with open(os.path.join(out, name), encoding='utf-8', newline='') as f:
            got = f.read()
        if got != wanted[name]:
            referee = os.path.join(folder, 'referee', period)
            os.makedirs(referee, exist_ok=True)
            with open(os.path.join(referee, name), 'w', encoding='utf-8', newline='') as f:
                f.write(wanted[name])
            lines = list(difflib.unified_diff(wanted[name].splitlines(), got.splitlines(), 'referee', 'attain', n=0, lineterm=''))
            return f'{period}: {name}:\n    ' + '\n    '.join(lines[3:11]), False
    return None, False


if __name__ == '__main__':
    sys.exit(main())
