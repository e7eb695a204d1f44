#!/usr/bin/python3
"""Whether explanations add up: arithmetic.py --attain build/attain REPOSITORY [--of KIND]... [--all] [--seeds COUNT]

`attain explain PERSON --period MONTH --format json` for payees and months of the example company, of all shared cases, of
the golden folders and of random companies. From the JSON alone, in exact fractions, every figure is computed again out of
those before it, up to the payment (redo.py, redo_pay.py); then it is compared with the company's files and with what
`attain run` wrote (facts.py). There is no tolerance.

Then the test is tested: every kind of number in the JSON is changed once, in the first company that has it, and a
difference must be found. The example company is sampled (every payee in three months, six payees in all months)
unless --all is given.
"""
import argparse
import concurrent.futures
import copy
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import traceback

HERE = os.path.dirname(os.path.abspath(__file__))
TESTS = os.path.dirname(HERE)
sys.dont_write_bytecode = True
sys.path[:0] = [os.path.join(TESTS, 'referee'), HERE, os.path.join(TESTS, 'property'), os.path.join(TESTS, 'golden')]
from company_maker import Maker                                             # noqa: E402
from design import Design                                                    # noqa: E402
from facts import Booked, Facts, Roll, Written                                       # noqa: E402
from late_facts import LateFacts                                             # noqa: E402
from payment_maker import RULES, PaymentMaker                                # noqa: E402
from random_company import settled                                           # noqa: E402
from redo import Component, Differences, Redo, Rounding, plan_cap, month_text   # noqa: E402
from redo_pay import RedoPay                                                 # noqa: E402
from run_golden import command, database                                     # noqa: E402
from tables import Company, month_add, read_month                            # noqa: E402

SOURCES = ('example', 'cases', 'golden', 'random')
EXAMPLE_MONTHS = ('2025-10', '2026-03', '2026-09')      # the year's first, one in which much is due, the last
EXAMPLE_PAYEES = ('E101', 'E117', 'E139', 'E153', 'E159', 'M01')    # in every month
BOOKED = re.compile(r'(?:(\d+): +)?(.*)', re.S)


class Site:
    """A company at one moment: its runs and explanations, each made once."""

    def __init__(self, attain, folder, scratch, more=()):
        self.attain, self.folder, self.scratch, self.more = attain, folder, scratch, list(more)
        self.runs, self.docs, self.rolls, self.books = {}, {}, {}, None

    def call(self, words):
        return subprocess.run([self.attain, words[0], *self.more, *words[1:]], cwd=self.folder, capture_output=True,
                              timeout=120)

    def run(self, period):
        """What a run of the month wrote; None where it is refused."""
        if period not in self.runs:
            out = os.path.join(self.scratch, f'run-{period}')
            os.makedirs(self.scratch, exist_ok=True)
            done = self.call(['run', '-q', '--period', period, '--workbook', 'none', '-o', out])
            self.runs[period] = Written(out) if done.returncode == 0 else None
        return self.runs[period]

    def explain(self, person, period):
        if (person, period) not in self.docs:
            done = self.call(['explain', '--period', period, '--format', 'json', '--', person])
            self.docs[person, period] = json.loads(done.stdout) if done.returncode == 0 else None
        return self.docs[person, period]

    def roll(self, period):
        if period not in self.rolls:
            plans = self.more[self.more.index('--plans') + 1] if '--plans' in self.more else None
            company = Company(os.path.join(self.folder, 'company.yaml'), feeds=False)
            design = Design(os.path.join(self.folder, plans or company.tree['plans']))
            self.rolls[period] = Roll(company, design, read_month(period))
        return self.rolls[period]

    def booked(self):
        """What the books hold; None where nothing is closed."""
        if self.books is None:
            out = os.path.join(self.scratch, 'books')
            done = self.call(['books', 'export', '-q', '-o', out])
            self.books = Booked(out) if done.returncode == 0 else None
        return self.books

    def month_before(self, period):
        """None in the first month of the fiscal year."""
        month = read_month(period)
        year = self.roll(period).year
        return None if month == year[0] else month_text(month_add(month, -1))


class Checked:
    """What was compared so far, and what differs. kinds: of numbers that were seen. asked: those to be changed; missed: of
    them those that nobody noticed. keys: all that the JSON has."""

    def __init__(self, asked=()):
        self.explained = self.compared = self.unknown = 0
        self.found, self.kinds, self.asked, self.missed = [], set(), set(asked), []
        self.changes, self.keys = bool(asked), set()

    def is_done(self):
        return self.changes and not self.asked

    def add(self, other):
        for name in ('explained', 'compared', 'unknown'):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.found += other.found
        self.kinds |= other.kinds
        self.keys |= other.keys


def check_month(site, period, checked, persons=None):
    """Every payee of the month, or some of them."""
    written = site.run(period)
    if written is None:
        return
    for person in sorted(written.payroll):
        if (persons is None or person in persons) and not checked.is_done():
            doc = site.explain(person, period)
            if doc is None:
                checked.found.append(f'{site.folder}: {person} {period} is in payroll.csv, and not explained')
                continue
            checked.explained += 1
            differences, unknown = differ(site, doc)
            checked.compared += differences.compared
            checked.unknown += unknown
            checked.found += [f'{os.path.basename(site.folder)}: {line}' for line in differences.found]
            change_numbers(site, doc, checked)


def differ(site, doc):
    """-> what differs in an explanation, and how many figures of other components could not be looked up."""
    differences, period = Differences(), doc['period']
    written, before = site.run(period), site.month_before(period)
    goes_on = any(told['window_from'] < period for told in doc['components'])
    unknown = redo(site, doc, differences)
    RedoPay(doc, differences).all()
    Facts(doc, site.roll(period), written, site.run(before) if before and goes_on else None,
          site.booked() if doc['closed_to'] else None, differences).all()
    return differences, unknown


def redo(site, doc, differences):
    components, unknown = {}, 0
    for told in doc['components']:
        components.setdefault(told['plan'], {})[told['component']] = Component(doc, told, differences)
    for plan, own in components.items():
        for component in own.values():
            one = Redo(component, lambda key, plan=plan, own=own: own.get(key) or earlier(site, doc, plan, key))
            one.all()
            unknown += one.unknown
        told = next(iter(own.values()))
        if 'plan_cap' in told.told:
            before = cap_before(site, doc, plan) if len(own) < len(told.told['plan_cap']['parts']) or \
                any(not component.to_date for component in own.values()) else None
            for other in own.values():
                told.same('plan_cap is one for all', other.told['plan_cap'], told.told['plan_cap'])
            plan_cap(told.same, Rounding(doc), told.told['plan_cap'], own, before)
    return unknown


def documents_before(site, doc):
    period = site.month_before(doc['period'])
    while period:
        found = site.explain(doc['person']['id'], period) if site.run(period) else None
        if found:
            yield found
        period = site.month_before(period)


def earlier(site, doc, plan, key):
    """A component's figures in the latest month before that has any."""
    for found in documents_before(site, doc):
        for told in found['components']:
            if (told['plan'], told['component']) == (plan, key):
                return Component(found, told, Differences())
    return None


def cap_before(site, doc, plan):
    """The plan's cap in the latest month before, part by part."""
    for found in documents_before(site, doc):
        for told in found['components']:
            if told['plan'] == plan and 'plan_cap' in told:
                return {part['component']: part for part in told['plan_cap']['parts']}
    return None


# ---- the test of the test

def change_numbers(site, doc, checked):
    """Changes a number of each kind that is asked for: a difference must show."""
    for path, value in leaves(doc):
        kind, other = '.'.join('[]' if isinstance(step, int) else step for step in path), changed(value)
        checked.keys.update(step for step in path if isinstance(step, str))
        if other is None:
            continue
        checked.kinds.add(kind)
        if kind not in checked.asked:
            continue
        checked.asked.remove(kind)
        wrong = copy.deepcopy(doc)
        place = wrong
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = other
        try:
            if not differ(site, wrong)[0].found:
                checked.missed.append(f"{os.path.basename(site.folder)} {doc['person']['id']} {doc['period']}: "
                                      f'{kind}: {value} became {other}, and nothing was found')
        except Exception:                               # a figure that makes the arithmetic stumble is found, too
            pass


def leaves(value, path=()):
    if isinstance(value, dict):
        for key, item in value.items():
            yield from leaves(item, path + (key,))
    elif isinstance(value, list):
        for place, item in enumerate(value):
            yield from leaves(item, path + (place,))
    else:
        yield path, value


def changed(value):
    """A number, month or day that is another one; None: it is none of these."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    if not isinstance(value, str):
        return None
    if re.fullmatch(r'\d{4}-\d\d', value):
        return month_text(month_add(read_month(value), 1))
    if re.fullmatch(r'\d{4}-\d\d-\d\d', value):
        return value[:-2] + ('02' if value.endswith('01') else '01')
    found = re.fullmatch(r'(-?)(\d+)((?:/\d+)?|(?:\.\d+)?)', value)
    return f'{found[1]}{int(found[2]) + 1}{found[3]}' if found else None


# ---- where the companies come from

def golden(attain, folder, scratch, checked):
    """Every run of a golden folder, at its moment in the story."""
    lines = [line for line in open(os.path.join(folder, 'cmd'), encoding='utf-8').read().splitlines() if line.strip()]
    if len(lines) > 1:
        folder = shutil.copytree(folder, os.path.join(scratch, os.path.basename(folder)))
    for number, line in enumerate(lines):
        if line.startswith('put '):
            shutil.copytree(os.path.join(folder, line[4:].strip()), folder, dirs_exist_ok=True)
        elif line.startswith('sql '):
            database(folder, *line.split(' ', 2)[1:]).close()
        elif not line.startswith('locked '):
            words = shlex.split(BOOKED.fullmatch(line)[2])
            if words[0] == 'run':
                run_of(attain, folder, words, os.path.join(scratch, str(number)), checked)
            elif words[0] in ('close', 'reopen'):
                command(attain, folder, words, '')


def run_of(attain, folder, words, scratch, checked):
    options = argparse.ArgumentParser()
    for name in ('--period', '--plans'):
        options.add_argument(name)
    options.add_argument('--allow-exceptions', action='store_true')
    given, _ = options.parse_known_args(words[1:])      # where its output goes does not matter
    more = (['--plans', given.plans] if given.plans else []) + ['--allow-exceptions'] * given.allow_exceptions
    check_month(Site(attain, folder, scratch, more), given.period, checked)


def case(attain, folder, scratch, checked):
    asked = json.load(open(folder + '/cmd.json', encoding='utf-8'))['period']
    site = Site(attain, folder, scratch, ['--plans', 'plans'])
    for period in sorted({row.get('period', asked) for row in json.load(open(folder + '/expected.json', encoding='utf-8'))}):
        check_month(site, period, checked)


def invented(attain, seed, scratch, checked, make):
    maker = make(seed, os.path.join(scratch, f'seed-{seed}'))
    months = settled(maker)
    site = Site(attain, maker.folder, scratch)
    for period in (months[seed % 12], months[-1]):
        check_month(site, period, checked)


def booked(attain, seed, scratch, checked):
    """Facts come late and change while the months are closed one after the other; two months are explained over books."""
    maker = PaymentMaker(seed, os.path.join(scratch, f'booked-{seed}'), RULES, True, None if seed % 2 else 3)
    months = settled(maker)
    facts = LateFacts(maker, seed, ('deals', 'events', 'adjustments', 'quotas', 'fx'))
    for step, period in enumerate(months):
        facts.write(step)
        if step in (3 + seed % 6, 11):
            check_month(Site(attain, maker.folder, os.path.join(scratch, period)), period, checked)
        command(attain, maker.folder, ['close', '--period', period, '--approved-by', 'CFO'], '')


def example(attain, folder, scratch, checked, months, persons):
    site = Site(attain, folder, scratch)
    for period in months:
        check_month(site, period, checked, persons)


def jobs_of(chosen):
    """(label, function, its arguments before and after the scratch folder), the long ones first."""
    jobs = []
    if 'example' in chosen.of:
        jobs += example_jobs(chosen)
    kinds = [('payments', PaymentMaker, chosen.seeds), ('plain', Maker, (chosen.seeds + 1) // 2)] * ('random' in chosen.of)
    for kind, make, seeds in kinds:
        jobs += [(f'{kind} {seed}', invented, (seed,), (make,)) for seed in range(chosen.seed, chosen.seed + seeds)]
    if 'random' in chosen.of:
        jobs += [(f'booked {seed}', booked, (seed,), ()) for seed in range(chosen.seed, chosen.seed + (chosen.seeds + 3) // 4)]
    for name, mark, check in (('cases', 'cmd.json', case), ('golden', 'cmd', golden)):
        root = os.path.join(chosen.repository, 'tests', name)
        jobs += [(f'{name} {os.path.relpath(base, root)}', check, (base,), ())
                 for base, _, files in sorted(os.walk(root)) if name in chosen.of and mark in files]
    return [job for job in jobs if chosen.only in job[0]]


def example_jobs(chosen):
    folder = os.path.join(chosen.repository, 'examples', 'hokuriku-mobility')
    year = ['2025-%02d' % month for month in (10, 11, 12)] + ['2026-%02d' % month for month in range(1, 10)]
    if chosen.all:
        jobs = [(f'example {month}', example, (folder,), ([month], None)) for month in year]
    else:
        jobs = [(f'example {month}', example, (folder,), ([month], None)) for month in EXAMPLE_MONTHS]
        rest = [month for month in year if month not in EXAMPLE_MONTHS]
        jobs += [(f'example, some, {month}', example, (folder,), ([month], EXAMPLE_PAYEES)) for month in rest]
    return jobs


def work(attain, job, asked=()):
    label, check, arguments, more = job
    checked, scratch = Checked(asked), tempfile.mkdtemp(prefix='attain-explain-')
    try:
        check(attain, *arguments, scratch, checked, *more)
    except Exception:
        checked.found.append(f'{label}: {traceback.format_exc()}')
    finally:
        shutil.rmtree(scratch)
    return checked


def main():
    options = argparse.ArgumentParser(description=__doc__, allow_abbrev=False,
                                      formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument('repository')
    options.add_argument('--attain', required=True)
    options.add_argument('--of', action='append', choices=SOURCES, help='which companies; default: all')
    options.add_argument('--all', action='store_true', help='every payee and month of the example company')
    options.add_argument('--only', default='', help='companies whose label has this in it')
    options.add_argument('--seed', type=int, default=1)
    options.add_argument('--seeds', type=int, default=10, help='random companies with payment rules; half as many without, a quarter over books')
    options.add_argument('--least', type=int, default=1, help='fail where fewer are explained')
    options.add_argument('-v', action='store_true')
    chosen = options.parse_args()
    chosen.of = chosen.of or SOURCES
    chosen.repository, attain = os.path.abspath(chosen.repository), os.path.abspath(chosen.attain)
    total, jobs, kinds = Checked(), jobs_of(chosen), {}
    with concurrent.futures.ProcessPoolExecutor() as pool:
        for job, checked in zip(jobs, pool.map(work, [attain] * len(jobs), jobs)):
            total.add(checked)
            kinds[job[0]] = checked.kinds
            if chosen.v or checked.found:
                print(f'{job[0]}: {checked.explained} explained, {checked.compared} figures compared')
                print(*checked.found[:8], sep='\n', end='\n' * bool(checked.found))
        print(f'{total.explained} explanations of {len(jobs)} companies and months: {total.compared} figures compared, '
              f'{len(total.found)} differ; {total.unknown} figures of other components could not be looked up')
        shares = share_out(total.kinds, reversed(jobs), kinds) if not total.found else []
        missed = [line for checked in pool.map(work, [attain] * len(shares), *zip(*shares)) for line in checked.missed] \
            if shares else []
    missed += undocumented(chosen.repository, total.keys)
    print(*missed, f'{len(total.kinds)} kinds of numbers changed, {len(missed)} problems', sep='\n')
    return 1 if total.found or missed or total.explained < chosen.least else 0


def undocumented(repository, keys):
    with open(os.path.join(repository, 'docs', 'explain.md'), encoding='utf-8') as file:
        page = file.read()
    return [f'docs/explain.md lacks the key `{key}`' for key in sorted(keys) if f'`{key}`' not in page]


def share_out(wanted, jobs, kinds):
    """(job, kinds to change there): each kind in the first job that has it."""
    left, found = set(wanted), []
    for job in jobs:
        here = left & kinds[job[0]]
        if here:
            found.append((job, here))
        left -= here
    return found


if __name__ == '__main__':
    sys.exit(main())
