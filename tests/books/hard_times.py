#!/usr/bin/env python3
"""Books under bad luck: hard_times.py --attain build/attain [--seed N] [--flips COUNT]

- Two closes at once: one books the month, the other is refused (5); the chain holds.
- A file that may not grow (a limit on its size stands for the full disk): exit 4, the books as before, to the byte.
- Books of a newer version, and a file that is no books: refused, and left alone.
- One byte of the books flipped, anywhere: every command that reads it refuses, or pays and exports what it did before; a change that
  `books verify` does not see changes nothing booked.
"""
import argparse
import os
import random
import resource
import shutil
import sqlite3
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.dont_write_bytecode = True
sys.path.insert(0, HERE)
from place import Place, same_files                  # noqa: E402


def read(path):
    with open(path, 'rb') as file:
        return file.read()


def two_at_once(place, rounds):
    """The loser meets the lock, or a month that is closed already: both are 5."""
    for number in range(rounds):
        place.forget()
        place.closed('2026-01')
        words = 'close', '-q', '--period', '2026-02', '--approved-by'
        both = [place.start(*words, name) for name in ('one', 'two')]
        said = [process.communicate()[1] for process in both]
        ended = sorted(process.returncode for process in both)
        assert ended == [0, 5], f'two closes at once, round {number}: exits {ended}\n{said}'
        place.verified()
        assert place.close('2026-02').returncode == 5
        place.closed('2026-03')


def full_disk(place):
    place.forget()
    place.closed('2026-01')
    before = read(place.books)
    done = place.close('2026-02')
    assert done.returncode == 0, done.stderr
    grown = os.path.getsize(place.books)
    for limit in sorted({0, 512, 4096, len(before), len(before) + 1, (len(before) + grown) // 2, grown - 4096}):
        put(place, before)

        def lower():
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        done = place.close('2026-02', preexec_fn=lower)
        if limit >= grown - 4096 and done.returncode == 0:
            continue                                      # it grew by less than a page
        assert done.returncode == 4, f'a file may have {limit} bytes: exit {done.returncode}\n{done.stderr}'
        place.verified()
        assert read(place.books) == before, f'a file may have {limit} bytes: the books are not as before'
        place.closed('2026-02')


def put(place, data):
    place.forget()
    with open(place.books, 'wb') as file:
        file.write(data)


def strangers(place):
    """A newer version, another program's database, no database at all, a directory."""
    place.forget()
    place.closed('2026-01')
    good = read(place.books)
    with sqlite3.connect(place.books) as base:
        version = base.execute('PRAGMA user_version').fetchone()[0]
        base.execute(f'PRAGMA user_version = {version + 1}')
    base.close()
    refused(place, 'a newer version')
    place.forget()
    with sqlite3.connect(place.books) as base:
        base.execute('CREATE TABLE other (a)')
    base.close()
    refused(place, 'another program\'s database')
    for name, data in (('a text', b'person,amount\n' * 400), ('half of the books', good[:len(good) // 2])):
        put(place, data)
        refused(place, name)
    place.forget()
    os.mkdir(place.books)
    for words in COMMANDS:
        assert place.call(*words).returncode in (3, 4, 5), f'{words[0]} over a directory'
    os.rmdir(place.books)


COMMANDS = (('history',), ('books', 'verify'), ('run', '-q', '--workbook', 'none', '--period', '2026-02'),
            ('close', '-q', '--period', '2026-02', '--approved-by', 'CFO'),
            ('reopen', '-q', '--period', '2026-01', '--reason', 'r', '--approved-by', 'CFO'))


def refused(place, what):
    before = read(place.books)
    for words in COMMANDS:
        done = place.call(*words)
        assert done.returncode in (1, 3, 4, 5), f'{what}: {" ".join(words)}: exit {done.returncode}\n{done.stdout}{done.stderr}'
        assert 'books.db' in done.stderr, f'{what}: {" ".join(words)} does not name the file:\n{done.stderr}'
        assert read(place.books) == before, f'{what}: {" ".join(words)} changed it'


def flipped(place, chance, count):
    """-> flips that were found, flips that changed nothing."""
    place.forget()
    place.closed('2026-01', '2026-02')
    good = read(place.books)
    wanted = os.path.join(place.folder, 'wanted')
    os.rename(place.exported('out'), wanted)
    payroll = run_of(place)
    assert payroll, 'the undamaged books can be run on'
    found = harmless = 0
    for number in range(count):
        at, bit = chance.randrange(len(good)), 1 << chance.randrange(8)
        put(place, good[:at] + bytes([good[at] ^ bit]) + good[at + 1:])
        what = f'bit {bit} of byte {at} flipped'
        done = place.call('books', 'verify')
        assert done.returncode in (0, 1, 3, 4, 5), f'{what}: verify: exit {done.returncode}\n{done.stderr}'
        if done.returncode == 0:
            differ = same_files(wanted, place.exported('out'))
            assert not differ, f'{what}: verified, but {differ} differ'
            harmless += 1
        else:
            assert done.stderr, f'{what}: verify says nothing'
            found += 1
        paid = run_of(place)
        assert paid in (None, payroll), f'{what}: another payroll'
        assert paid or done.returncode, f'{what}: verified, but not run'
    return found, harmless


def run_of(place):
    """payroll.csv of the month after; None where the run is refused."""
    out = os.path.join(place.folder, 'output-of-run')
    shutil.rmtree(out, ignore_errors=True)
    done = place.call('run', '-q', '--workbook', 'none', '--period', '2026-03', '-o', out)
    assert done.returncode in (0, 3, 4, 5), f'run: exit {done.returncode}\n{done.stderr}'
    return read(os.path.join(out, 'payroll.csv')) if done.returncode == 0 else None


def main():
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--attain', required=True)
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--flips', type=int, default=20)
    given = parser.parse_args()
    print(f'seed {given.seed}')
    folder = tempfile.mkdtemp(prefix='attain-hard-')
    place = Place(os.path.join(folder, 'company'), given.attain)
    two_at_once(place, 3)
    full_disk(place)
    strangers(place)
    found, harmless = flipped(place, random.Random(given.seed), given.flips)
    shutil.rmtree(folder)
    print(f'{found} flips found, {harmless} harmless')
    return 0 if found * 8 >= given.flips else 1          # much of a page is unused


sys.exit(main())
