"""Facts that come late, change and go: what a company's files say each time a month is closed.

LateFacts(maker, seed, kinds) takes the files as they are for the truth, which all is known at the last step. write(step) puts the
files as they are known then into the company's folder: rows that came already, in the version that was believed. kinds: which
files change: deals, events, adjustments, quotas, fx, people, teams (a person's, in people.csv).
"""
import csv
import io
import os
import random

KINDS = ('deals', 'events', 'adjustments', 'quotas', 'fx', 'people', 'teams')
ALWAYS = ('quotas', 'people', 'fx')                      # a row that lacks would stop the run
MONEY = {'deals': 'amount', 'events': 'due', 'adjustments': 'amount', 'quotas': 'amount', 'people': 'target_incentive'}


class LateFacts:
    def __init__(self, maker, seed, kinds=KINDS, steps=12):
        self.folder, self.kinds, self.steps = maker.folder, kinds, steps
        self.dice = random.Random(f'late {seed}')
        self.unit, self.teams, self.last = maker.unit, maker.teams, maker.day(maker.months[-1])
        self.files = {name: self.story(name) for name in ('deals', 'events', 'adjustments', 'quotas', 'people', 'fx')
                      if os.path.exists(os.path.join(maker.folder, name + '.csv'))}

    def story(self, name):
        """-> (headings, [(true row, versions)]): versions are (step from which it is believed, row or None)."""
        with open(os.path.join(self.folder, name + '.csv'), encoding='utf-8', newline='') as file:
            headings, *rows = csv.reader(file)
        told = [self.versions(name, headings, row) for row in rows]
        if name in ('deals', 'events', 'adjustments') and name in self.kinds:
            for number in range(self.dice.randint(0, 3)):     # never true: they come, and go again
                row = self.changed(name, headings, list(self.dice.choice(rows))) if rows else None
                if row:
                    row[0] = f'X{number}'
                    come = self.step()
                    told.append([(come, row), (self.step(come), None)])
        return headings, told

    def step(self, after=0):
        return self.dice.randint(after, self.steps - 1)

    def versions(self, name, headings, row):
        if name not in self.kinds and not (name == 'people' and 'teams' in self.kinds):
            return [(0, row)]
        fate = self.dice.random()
        if fate < 0.4:
            return [(0, row)]
        if fate < 0.7 and name not in ALWAYS:
            return [(self.step(), row)]
        come = 0 if name in ALWAYS else self.step()
        return [(come, self.changed(name, headings, list(row))), (self.step(come), row)]

    def changed(self, name, headings, row):
        """Another row in its place: what was believed before."""
        if name == 'people':
            return self.other_career(headings, row)
        if name == 'fx':
            row[headings.index('rate')] = self.dice.choice(['1', '2.5', '150'])
            return row
        place = headings.index(MONEY[name])
        row[place] = str(self.dice.randint(1, 60) * (self.unit if name != 'quotas' or 'point' not in row[1] else 1))
        if name == 'deals' and self.dice.random() < 0.3:
            row[headings.index('stage')] = self.dice.choice(['won', 'lost'])
        return row

    def other_career(self, headings, row):
        start, end, target = (headings.index(name) for name in ('start_date', 'end_date', 'target_incentive'))
        if 'people' in self.kinds and self.dice.random() < 0.6:
            row[target] = str(self.dice.randint(100, 900) * self.unit)
        if 'people' in self.kinds and self.dice.random() < 0.6:        # shorter: longer might overlap the next one
            days = sorted({row[start], min(row[end] or self.last, max(row[start], self.last))})
            row[end] = self.dice.choice(days)
        if 'teams' in self.kinds and self.dice.random() < 0.4:
            row[headings.index('team')] = self.dice.choice(self.teams)
        return row

    def write(self, step):
        for name, (headings, told) in self.files.items():
            out = io.StringIO()
            writer = csv.writer(out, lineterminator='\n')
            writer.writerow(headings)
            for versions in told:
                known = [row for come, row in versions if come <= step]
                if known and known[-1]:
                    writer.writerow(known[-1])
            with open(os.path.join(self.folder, name + '.csv'), 'w', encoding='utf-8', newline='') as file:
                file.write(out.getvalue())
