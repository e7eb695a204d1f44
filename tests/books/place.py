"""A small company whose months the tests of the books close, and how they call the program on it."""
import csv
import filecmp
import os
import shutil
import subprocess

MONTHS = ['2026-01', '2026-02', '2026-03', '2026-04']
COMPANY = '''company: Books
currency: JPY
fiscal_year_starts: 1
plans: plans
books: books.db
roster: {file: people.csv}
feeds:
  deals: {file: deals.csv, key: deal_id, columns: {deal_id: text, close_date: date, amount: money, ae_id: payee}}
'''
MEASURES = '''measures:
  acv: {unit: money, credits: [{feed: deals, date: close_date, value: amount, to: {ae: ae_id}}]}
'''
PLAN = '''plan: AE
for: role = "AE"
effective: {from: 2026-01-01, to: 2026-12-31}
draw: {kind: recoverable, amount: 20000}
components:
  own: {measure: acv, window: year, against: none, pays: credited, instalments: [50%, 50%],
    rate: {method: marginal, tiers: [{from: 0, pays: 10%}, {from: 1000000, pays: 20%}]}}
'''


class Place:
    """A folder with the company, and the program on it. deals: how many a month."""

    def __init__(self, folder, attain, people=3, deals=8):
        self.folder, self.attain = folder, os.path.abspath(attain)
        self.books = os.path.join(folder, 'books.db')
        os.makedirs(os.path.join(folder, 'plans'))
        ids = [f'P{number}' for number in range(people)]
        self.put('company.yaml', COMPANY)
        self.put('plans/design.yaml', 'design: books\n')
        self.put('plans/measures.yaml', MEASURES)
        self.put('plans/ae.yaml', PLAN)
        self.put('people.csv', 'person_id,name,role,team,manager_id,start_date,end_date,target_incentive\n' +
                 ''.join(f'{one},n,AE,T,,2025-01-01,,1200000\n' for one in ids))
        self.rows = [f'{month}-{number % 27 + 1:02d},{number * 7919 % 300000 + 1},{ids[number % people]}\n'
                     for month in MONTHS for number in range(deals)]
        self.deals()

    def put(self, name, text):
        with open(os.path.join(self.folder, name), 'w', encoding='utf-8') as file:
            file.write(text)

    def deals(self, late=()):
        """late: further rows, date,amount,person."""
        self.put('deals.csv', 'deal_id,close_date,amount,ae_id\n' +
                 ''.join(f'D{number},{row}' for number, row in enumerate(self.rows + list(late))))

    def call(self, *words, **how):
        return subprocess.run([self.attain, *words, '-c', os.path.join(self.folder, 'company.yaml')], cwd=self.folder,
                              capture_output=True, text=True, errors='replace', timeout=120, **how)

    def start(self, *words):
        return subprocess.Popen([self.attain, *words, '-c', os.path.join(self.folder, 'company.yaml')], cwd=self.folder,
                                stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)

    def close(self, month, **how):
        return self.call('close', '-q', '--period', month, '--approved-by', 'CFO', **how)

    def closed(self, *months):
        for month in months:
            done = self.close(month)
            assert done.returncode == 0, f'close {month}: exit {done.returncode}\n{done.stderr}'
        return self

    def verified(self):
        done = self.call('books', 'verify')
        assert done.returncode == 0, f'books verify: exit {done.returncode}\n{done.stdout}{done.stderr}'

    def exported(self, name):
        """The folder to which the books were written."""
        out = os.path.join(self.folder, name)
        shutil.rmtree(out, ignore_errors=True)
        done = self.call('books', 'export', '-o', out)
        assert done.returncode == 0, f'books export: exit {done.returncode}\n{done.stderr}'
        return out

    def history(self):
        done = self.call('history')
        assert done.returncode == 0, done.stderr
        return done.stdout

    def forget(self):
        """The company as before the first close."""
        for name in os.listdir(self.folder):
            if name.startswith('books.db'):
                os.remove(os.path.join(self.folder, name))

    def put_books(self, kept):
        """The books as they were kept (None: none yet), without a journal."""
        self.forget()
        if kept:
            shutil.copy(kept, self.books)


def same_files(one, two):
    names = sorted(set(os.listdir(one)) | set(os.listdir(two)))
    assert names, 'nothing was exported'
    return [name for name in names if not all(os.path.exists(os.path.join(where, name)) for where in (one, two))
            or not filecmp.cmp(os.path.join(one, name), os.path.join(two, name), shallow=False)]


def rows_of(path):
    with open(path, encoding='utf-8', newline='') as file:
        return list(csv.DictReader(file))
