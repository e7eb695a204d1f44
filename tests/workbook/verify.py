#!/usr/bin/python3
"""attain verify, on a workbook as it is, and as somebody might have changed it.

  verify.py --attain build/attain COMPANY
"""
import argparse
import os
import re
import signal
import subprocess
import sys
import tempfile
import time

import openpyxl

sys.dont_write_bytecode = True
from changed import change_value                           # noqa: E402
from recalculate import need_soffice                       # noqa: E402

# A folder whose name is none in an address, as it stands.
ODD = 'ö d#%41?"\'$x'
# A credit's amount: a number that was read, and that the sums of Credits add up.
INPUT = rb'(<c r="([A-Z]+\d+)" s="\d+"><v>)([1-9]\d{5,})(</v>)'


def main():
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument('--attain', required=True)
    parser.add_argument('company')
    given = parser.parse_args()
    need_soffice()
    attain = os.path.abspath(given.attain)
    with tempfile.TemporaryDirectory() as scratch:
        odd = os.path.join(scratch, ODD)
        os.mkdir(odd)
        for language in ('en', 'ja'):
            subprocess.run([attain, 'run', '-q', '--period', '2026-03', '--language', language, '-c',
                            os.path.join(given.company, 'company.yaml'), '-o', os.path.join(odd, language)], check=True,
                           capture_output=True)
        good = os.path.join(odd, 'en', 'payouts.xlsx')
        japanese = os.path.join(odd, 'ja', 'payouts.xlsx')
        stories = [as_it_is, in_japanese, one_value, no_values, another_input, no_formulas, interrupted]
        for story in stories:
            before = listing(odd)
            story(attain, japanese if story is in_japanese else good, odd, scratch)
            assert listing(odd) == before, f'{story.__name__} left {listing(odd) - before}'
    print(f'{len(stories)} workbooks verified')


def listing(folder):
    return {os.path.join(base, name) for base, folders, names in os.walk(folder) for name in folders + names}


def verify(attain, path, odd, status, *words):
    """-> what it says. Its folders are made in the odd one."""
    done = subprocess.run([attain, 'verify', path, *words], capture_output=True, text=True, timeout=300,
                          env={**os.environ, 'TMPDIR': odd, 'LC_ALL': 'C.UTF-8'})
    assert done.returncode == status, f'exit {done.returncode}, not {status}\n{done.stdout}{done.stderr}'
    return done.stdout


def formulas_of(path):
    return sum(cell.data_type == 'f' for sheet in openpyxl.load_workbook(path) for line in sheet.iter_rows() for cell in line)


def as_it_is(attain, path, odd, scratch):
    said = verify(attain, path, odd, 0)
    assert said.startswith(f'{formulas_of(path):,} formulas, computed anew by LibreOffice '), said
    assert 'all come to what is stored\n' in said, said
    checks = re.search(r'^(\d+) checks: all OK$', said, re.M)
    results = [cell.value for cell in openpyxl.load_workbook(path, data_only=True)['Checks']['E']]
    assert checks and int(checks[1]) == results.count('OK') > 8, said


def in_japanese(attain, path, odd, scratch):
    said = verify(attain, path, odd, 0, '--language', 'ja')
    assert re.search(r'^検算 \d\d 件: すべて OK$', said, re.M), said


def one_value(attain, path, odd, scratch):
    """The stored value of one formula, one more than it comes to."""
    changed = os.path.join(scratch, 'one.xlsx')
    sheet, cell = change_value(path, changed, 'Payroll')
    value = openpyxl.load_workbook(path, data_only=True)[sheet][cell].value
    said = verify(attain, changed, odd, 1)
    assert 'not what is stored: 1\n' in said, said
    assert f'\n  Payroll {cell}: {value + 1} is stored, it comes to {value}\n' in said, said
    assert 'checks: all OK\n' in said, said                 # the figures themselves are good


def no_values(attain, path, odd, scratch):
    """As a program leaves it that does not compute: it keeps formulas, and drops what they came to."""
    book = openpyxl.load_workbook(path)
    plain = os.path.join(scratch, 'plain.xlsx')
    book.save(plain)
    count = f'{formulas_of(plain):,}'
    said = verify(attain, plain, odd, 1)
    assert f'not what is stored: {count}\n' in said and f'nothing is stored in {count} of them' in said, said
    assert re.search(r'^  and [\d,]+ more$', said, re.M) and len(said.splitlines()) < 30, said


def another_input(attain, path, odd, scratch):
    """A credit's amount, as read from a file, is another one: the checks say NG as soon as they are computed."""
    changed = os.path.join(scratch, 'input.xlsx')
    sheet, cell = change_value(path, changed, 'Credits', INPUT)
    said = verify(attain, changed, odd, 1)
    found = re.search(r'^\d+ checks; not OK: (\d+)\n((?:  Checks E\d+: .*\n)+)', said, re.M)
    assert found and int(found[1]) == len(found[2].splitlines()) >= 1 and ': "NG"' in found[2], f'{cell}: {said}'


def no_formulas(attain, path, odd, scratch):
    book = openpyxl.Workbook()
    book.active['A1'] = 3
    plain = os.path.join(scratch, 'none.xlsx')
    book.save(plain)
    assert 'no formulas' in verify(attain, plain, odd, 1)


def interrupted(attain, path, odd, scratch):
    """Neither the folder nor LibreOffice stays."""
    before, caught = set(os.listdir(odd)), 0
    for wait in (0, 0.3):
        work = subprocess.Popen([attain, 'verify', path], stdout=subprocess.DEVNULL, env={**os.environ, 'TMPDIR': odd})
        while work.poll() is None and not soffice_in(odd):
            time.sleep(0.005)
        time.sleep(wait)
        work.send_signal(signal.SIGTERM)
        caught += work.wait() == -signal.SIGTERM
        assert set(os.listdir(odd)) == before, os.listdir(odd)
        for _ in range(100):                               # until the system has taken them away
            if not soffice_in(odd):
                break
            time.sleep(0.02)
        assert not soffice_in(odd), soffice_in(odd)
    assert caught, "LibreOffice was quicker, both times"


def soffice_in(odd):
    """The processes that were told to work in a folder there."""
    found = []
    for name in filter(str.isdigit, os.listdir('/proc')):
        try:
            with open(f'/proc/{name}/cmdline', 'rb') as file:
                words = file.read()
        except OSError:
            continue
        if b'--convert-to' in words and os.fsencode(odd) in words:
            found.append(words)
    return found


if __name__ == '__main__':
    sys.exit(main())
