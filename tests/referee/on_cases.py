#!/usr/bin/python3
"""The program and the referee on every published case: payouts.csv, payroll.csv and credits.csv byte for byte.
on_cases.py ATTAIN CASES_DIRECTORY"""
import json
import os
import subprocess
import sys
import tempfile

ATTAIN, CASES = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
REFEREE = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'referee.py')


def compare(folder, period):
    with tempfile.TemporaryDirectory() as scratch:
        company = os.path.join(folder, 'company.yaml')
        judged = subprocess.run(['/usr/bin/python3', REFEREE, '--company', company, '--period', period,
                                 '--output', scratch + '/judged'], capture_output=True)
        done = subprocess.run([ATTAIN, 'run', '-q', '-c', company, '--period', period, '--workbook', 'none',
                               '-o', scratch + '/done'], capture_output=True)
        if judged.returncode != done.returncode:
            return [f'exit {done.returncode}, the referee {judged.returncode}: {judged.stderr.decode()[-200:]}']
        return [name for name in ('payouts.csv', 'payroll.csv', 'credits.csv')
                if open(f'{scratch}/judged/{name}').read() != open(f'{scratch}/done/{name}').read()]


compared, differing = 0, 0
for case in sorted(os.listdir(CASES)):
    folder = os.path.join(CASES, case)
    if not os.path.isfile(folder + '/cmd.json'):
        continue
    asked = json.load(open(folder + '/cmd.json')).get('period')
    for period in sorted({row.get('period', asked) for row in json.load(open(folder + '/expected.json'))})[-2:]:
        compared += 1
        for problem in compare(folder, period):
            differing += 1
            print(f'FAIL {case} {period}: {problem}')
print(f'{compared} months compared, {differing} differences')
sys.exit(differing > 0 or compared < 30)
