#!/usr/bin/env python3
"""Runs every command that the pages show, in a copy of the project.

  run_pages.py --attain build/attain PROJECT

Fenced `sh` blocks run line by line and part by part (&&): installing is looked at, not done; cmake
and ctest must name presets that exist; everything else must end with 0. A `text` block after an
`sh` block is what its last command prints. Below `<!-- in: FOLDER -->` they run in that folder of the
copy, with attain on the path. In README.md commands in running text run on the example
company, and its csv and yaml blocks are files of tests/golden/readme. The blocks of plans/README.md
have a test of their own, in house/.
"""
import argparse
import csv
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

COMPANY = 'examples/hokuriku-mobility'
WRITTEN = {'payouts.xlsx', 'payouts.csv', 'payroll.csv', 'credits.csv', 'exceptions.csv',
           'run.json', 'inputs/'}
WITH_BOOKS = {'prior.csv', 'prior_credits.csv', 'held.csv'}
ASKED_FOR = {'statements/', 'journal.csv', 'deferral.csv'}     # by an option, by a measure
PAGES = ('README.md', 'examples/README.md', 'plans/README.md', 'output/README.md', 'src/README.md',
         'tests/README.md', 'docs/*.md')
NEEDED = {'gcc', 'cmake', 'make', 'pkg-config', 'libcsv-dev', 'libxlsxwriter-dev', 'libyaml-dev',
          'libgmp-dev', 'libssl-dev', 'libexpat1-dev', 'zlib1g-dev', 'check'}


class Pages:
    def __init__(self, project, copy):
        self.project, self.copy = project, copy
        self.counts = dict.fromkeys(('commands', 'presets', 'blocks', 'links'), 0)
        self.problems = []

    def fail(self, page, line, problem):
        self.problems.append(f'{page}:{line}: {problem}')

    def sh(self, page, line, command, folder='.'):
        """-> what it prints."""
        self.counts['commands'] += 1
        path = os.environ['PATH'] if folder == '.' else f'{self.copy}/build:{os.environ["PATH"]}'
        done = subprocess.run(['sh', '-c', command], cwd=self.copy / folder, capture_output=True,
                              text=True, timeout=120,
                              env={**os.environ, 'PATH': path, 'LC_ALL': 'C.UTF-8'})
        if done.returncode:
            self.fail(page, line, f'{command}: exit {done.returncode}\n{done.stderr}')
        return done.stdout


def main():
    options = argparse.ArgumentParser(description=__doc__, allow_abbrev=False,
                                      formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument('--attain', required=True, type=pathlib.Path)
    options.add_argument('project', type=pathlib.Path)
    chosen = options.parse_args()
    project = chosen.project.resolve()
    with tempfile.TemporaryDirectory() as scratch:
        pages = Pages(project, copy_of(project, chosen.attain.resolve(), pathlib.Path(scratch)))
        for page in sorted(path for pattern in PAGES for path in project.glob(pattern)):
            read_page(pages, page)
        read_running_text(pages)
        check_written(pages)
        check_example(pages)
    counts = pages.counts
    least = {'commands': 9, 'presets': 5, 'blocks': 2, 'links': 10}
    pages.problems += [f'only {counts[what]} {what}' for what in least
                       if counts[what] < least[what]]
    print(*pages.problems, sep='\n')
    print(counts, f'{len(pages.problems)} problems')
    return 1 if pages.problems else 0


def copy_of(project, attain, scratch):
    for folder in ('examples', 'plans'):
        shutil.copytree(project / folder, scratch / folder)
    (scratch / 'build').mkdir()
    (scratch / 'build' / 'attain').symlink_to(attain)
    return scratch


def read_page(pages, page):
    name, printed, folder = str(page.relative_to(pages.project)), None, '.'
    for kind, line, text in blocks(page):
        if kind == 'in':
            folder = text
        elif kind == 'sh':
            printed = run_block(pages, name, line, text, folder)
        elif kind == 'text' and printed is not None and text != printed:
            pages.fail(name, line, f'it prints\n{printed}')
        elif kind in ('csv', 'yaml') and name == 'README.md':
            check_block(pages, name, line, text)
    check_links(pages, name, page)


def blocks(page):
    """Yields (language, line, text) of the fenced blocks, and ('in', line, folder)."""
    kind, start, found = None, 0, []
    for number, line in enumerate(page.read_text(encoding='utf-8').splitlines(), 1):
        if line.startswith('```') and kind is None:
            kind, start, found = line[3:], number, []
        elif kind is None and line.startswith('<!-- in: '):
            yield 'in', number, line.split()[2]
        elif line == '```':
            yield kind, start, ''.join(part + '\n' for part in found)
            kind = None
        else:
            found.append(line)
    assert kind is None, f'{page}:{start}: the block has no end'


def run_block(pages, name, line, text, folder):
    printed = ''
    for command in text.replace('\\\n', ' ').splitlines():
        for part in command.split(' && '):
            if not part.strip() or part.startswith('#') or part == 'apt-get update':
                continue
            if part.startswith('apt-get install'):
                missing = NEEDED - set(part.split())
                if missing:
                    pages.fail(name, line, f'{sorted(missing)} are not installed')
            elif re.match(r'(cmake|ctest) ', part):
                check_preset(pages, name, line, part)
            else:
                printed = pages.sh(name, line, part, folder)
    return printed


def check_preset(pages, name, line, part):
    kind = 'test' if part.startswith('ctest') else 'build' if '--build' in part else 'configure'
    presets = json.loads((pages.project / 'CMakePresets.json').read_text())[f'{kind}Presets']
    asked = re.fullmatch(r'(?:cmake|cmake --build|ctest) --preset (\w+)(?: -j)?', part)
    pages.counts['presets'] += 1
    if not asked or asked[1] not in [preset['name'] for preset in presets]:
        pages.fail(name, line, f'{part}: no such {kind} preset')


def check_block(pages, name, line, text):
    pages.counts['blocks'] += 1
    files = (pages.project / 'tests/golden/readme').rglob('*.*')
    if text not in [path.read_text(encoding='utf-8') for path in files if path.is_file()]:
        pages.fail(name, line, 'the block is no file of tests/golden/readme')


def check_links(pages, name, page):
    text = page.read_text(encoding='utf-8')
    anchors = {re.sub(r'[^\w -]', '', head.lower()).replace(' ', '-')
               for head in re.findall(r'^#+ (.*)$', text, flags=re.M)}
    for target in re.findall(r'\]\(([^)\s]+)\)', text):
        pages.counts['links'] += 1
        path, _, anchor = target.partition('#')
        if path and not (page.parent / path).exists():
            pages.fail(name, 0, f'the link to {target} leads nowhere')
        if not path and anchor not in anchors:
            pages.fail(name, 0, f'the link to #{anchor} leads nowhere')


def read_running_text(pages):
    """`attain check`, `attain run --period 2026-03`: as README.md says, on the example company."""
    lines = (pages.project / 'README.md').read_text(encoding='utf-8').splitlines()
    for number, line in enumerate(lines, 1):
        for words in re.findall(r'`attain ([^`]+)`', line):
            pages.sh('README.md', number, f'build/attain {words} -c {COMPANY}/company.yaml')


def check_written(pages):
    """The folders that the commands name hold all that output/README.md lists."""
    text = (pages.project / 'output/README.md').read_text(encoding='utf-8')
    listed = re.findall(r'^\| `([\w./]+)` \|', text, re.M)
    if set(listed) != WRITTEN | WITH_BOOKS | ASKED_FOR:
        pages.fail('output/README.md', 0, f'lists {listed}')
    wanted = dict.fromkeys(('2026-03', 'acv', 'tcv', 'trr'), WRITTEN)
    for folder, names in {**wanted, 'year/output/2026-01': WRITTEN | WITH_BOOKS}.items():
        found = {path.name + '/' * path.is_dir() for path in (pages.copy / 'output' / folder).glob('*')}
        if found != names:
            pages.fail('output/' + folder, 0, f'holds {sorted(found)}')


def check_example(pages):
    """What examples/README.md says of the company."""
    page, company = 'examples/README.md', pages.copy / COMPANY
    text = (pages.project / page).read_text(encoding='utf-8')
    for name in re.findall(r'^\| ([\w.]+\.csv) \|', text, re.M):
        if not (company / name).exists():
            pages.fail(page, 0, f'{name} is not there')
    roster = (company / 'people.csv').read_text(encoding='utf-8').splitlines()[1:]
    people = {line.split(',')[0] for line in roster}
    if f'{len(people)} people' not in text:
        pages.fail(page, 0, f'there are {len(people)} people')
    before = {path.name: path.read_bytes() for path in company.iterdir()}
    pages.sh(page, 0, f'"{sys.executable}" examples/make_example.py')
    if {path.name: path.read_bytes() for path in company.iterdir()} != before:
        pages.fail(page, 0, 'make_example.py writes other bytes')
    check_unassigned(pages, page)


def check_unassigned(pages, page):
    path = pages.copy / 'output/2026-03/credits.csv'
    with open(path, encoding='utf-8', newline='') as file:
        keys = {row['key'] for row in csv.DictReader(file) if row['status'] == 'unassigned'
                and row['feed'] == 'deals' and row['date'].startswith('2026-03')}
    if len(keys) != 1:
        pages.fail(page, 0, f'{sorted(keys)} of March are unassigned, not one deal')


if __name__ == '__main__':
    sys.exit(main())
