#!/usr/bin/env python3
"""A close that ends at any moment leaves the month closed or open, never in between:

interrupted_close.py --attain build/attain --fault fault.so [--seed N] [--kills COUNT] [--all]

1. `attain close` is killed after random times.
2. At every second write, truncation, sync and removal of the books (fault.c), or --all: it is killed before it, or in the middle; or
   the call fails, with ENOSPC or EIO: exit 4, or 0 where only tidying up failed. One of the four by turns, or --all.
After each: `books verify` is content, `history` shows the month or does not, a next close works, and what is exported then is what
undisturbed books export. So it is of the first close, which makes the file, and of a later one.
"""
import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.dont_write_bytecode = True
sys.path.insert(0, HERE)
from place import Place, same_files                  # noqa: E402


HOWS = ('kill', 'torn', 'ENOSPC', 'EIO')


class Trial:
    """Closing one month, over books kept aside."""

    def __init__(self, place, before, month, fault):
        self.place, self.month, self.fault = place, month, fault
        self.kept = None
        place.forget()
        if before:
            place.closed(*before)
            self.kept = os.path.join(place.folder, f'kept-before-{month}.db')
            shutil.copy(place.books, self.kept)
        self.count = self.calls()
        self.wanted = os.path.join(place.folder, f'wanted-{month}')
        shutil.rmtree(self.wanted, ignore_errors=True)
        os.rename(place.exported('out'), self.wanted)

    def environment(self, **more):
        """The shim is loaded after the sanitizers' library, where the program has one."""
        found = dict(os.environ, FAULT_PATH='books.db', LD_PRELOAD=self.fault, **more)
        found['ASAN_OPTIONS'] = ':'.join(filter(None, [found.get('ASAN_OPTIONS'), 'verify_asan_link_order=0']))
        return found

    def calls(self):
        """How many calls an undisturbed close makes; the month is closed afterwards."""
        path = os.path.join(self.place.folder, 'count')
        done = self.place.close(self.month, env=self.environment(FAULT_COUNT=path))
        assert done.returncode == 0, f'exit {done.returncode}\n{done.stderr}'
        with open(path, encoding='utf-8') as file:
            return int(file.read())

    def disturbed(self, at, how):
        self.place.put_books(self.kept)
        return self.place.close(self.month, env=self.environment(FAULT_AT=str(at), FAULT_HOW=how))

    def is_whole(self, what):
        """-> was the month closed?"""
        place = self.place
        place.verified()
        closed = f'{self.month}' in place.history()
        done = place.close(self.month)
        assert done.returncode == (5 if closed else 0), \
            f'{what}: closed: {closed}, close again: exit {done.returncode}\n{done.stderr}'
        differ = same_files(self.wanted, place.exported('out'))
        assert not differ, f'{what}: {differ} differ from undisturbed books'
        return closed


def killed(trial, chance, count):
    """Kills at random moments of a close. -> how many had booked it."""
    trial.place.put_books(trial.kept)
    begun = time.monotonic()
    trial.place.close(trial.month)
    took, booked = time.monotonic() - begun, 0
    for _ in range(count):
        trial.place.put_books(trial.kept)
        process = trial.place.start('close', '-q', '--period', trial.month, '--approved-by', 'CFO')
        time.sleep(chance.random() * took * 1.1)
        process.kill()
        process.communicate()
        booked += trial.is_whole('killed')
    return booked


def main():
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--attain', required=True)
    parser.add_argument('--fault', required=True)
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--kills', type=int, default=4, help='kills at random moments of each close')
    parser.add_argument('--all', action='store_true', help='each call, in all four ways')
    given = parser.parse_args()
    print(f'seed {given.seed}')
    chance = random.Random(given.seed)
    folder = tempfile.mkdtemp(prefix='attain-interrupted-')
    place = Place(os.path.join(folder, 'company'), given.attain)
    tried = booked = failed = 0
    for before, month in (((), '2026-01'), (('2026-01', '2026-02'), '2026-03')):
        trial = Trial(place, before, month, os.path.abspath(given.fault))
        assert trial.count > 5, f'{month}: the shim saw {trial.count} calls only'
        booked += killed(trial, chance, given.kills)
        for at in range(1, trial.count + 1) if given.all else range(1 + given.seed % 2, trial.count + 1, 2):
            for how in HOWS if given.all else [HOWS[at // 2 % len(HOWS)]]:
                done = trial.disturbed(at, how)
                wanted = (137,) if how in ('kill', 'torn') else (0, 4)
                assert done.returncode in wanted, f'{month}: {how} at call {at}: exit {done.returncode}\n{done.stderr}'
                failed += done.returncode == 4
                closed = trial.is_whole(f'{month}: {how} at call {at} of {trial.count}')
                assert closed or done.returncode, f'{month}: {how} at call {at}: exit 0, and not booked'
                assert not closed or done.returncode != 4, f'{month}: {how} at call {at}: exit 4, and booked'
                tried += 1
    assert failed, 'no call failed'
    shutil.rmtree(folder)
    print(f'{2 * given.kills} kills at random moments ({booked} after the commit), {tried} at calls; {failed} ended with 4')


sys.exit(main())
