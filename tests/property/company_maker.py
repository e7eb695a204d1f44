"""Small random companies, one a seed: every window, scope, method and kind of pay that the contract knows.

Maker(seed, folder).write() writes company.yaml, CSVs and plans/; relax() gives a goal to a component whose quota the
company turned out to lack, as few random companies would be computed at all otherwise.
"""
import calendar
import csv
import io
import os
import random
import re

TEAMS = ['T1', 'T2', '東京']
ROLES = ['AE', 'SE', 'CS', 'MGR']
IDS = ['P1', 'p1', 'P2', 'P3', 'E*1', '=Q', 'P10', '-9', '営業', 'P4', 'P5']
DEAL_COLUMNS = {'deal_id': 'text', 'close_date': 'date', 'stage': 'text', 'amount': 'money', 'extra': 'money?',
                'term': 'integer', 'ae_id': 'payee', 'ae2_id': 'payee?', 'ae2_share': 'percent?', 'is_id': 'payee?',
                'first': 'flag'}
EVENT_COLUMNS = {'event_id': 'text', 'held_on': 'date', 'who': 'payee', 'points': 'number', 'due': 'money',
                 'kept': 'money?'}


class Maker:
    pays_at_once = True                                  # no draws, instalments, parts held back

    def __init__(self, seed, folder):
        chance = random.Random(seed)
        self.chance, self.folder = chance, folder
        self.may_lack = seed % 8 == 0                    # a quota, or what stands for one: then both must refuse
        self.pick, self.odds = chance.choice, lambda share: chance.random() < share
        self.starts = self.pick([1, 4, 10])
        year = 2025
        self.months = [(year + (self.starts - 1 + k) // 12, (self.starts - 1 + k) % 12 + 1) for k in range(12)]
        self.named_by = self.pick(['end', 'start'])
        self.year_name = year if self.named_by == 'start' or self.starts == 1 else year + 1
        self.currency = self.pick(['JPY', 'USD'])
        self.unit = 10000 if self.currency == 'JPY' else 100

    # ---- small things

    def day(self, month=None):
        y, m = month or self.pick(self.months)
        last = calendar.monthrange(y, m)[1]
        return f'{y}-{m:02d}-{self.pick([1, 2, 15, last - 1, last, self.chance.randint(1, last)]):02d}'

    def money(self, low, high):
        amount = self.chance.randint(low * self.unit, high * self.unit)
        if self.currency == 'USD' and self.odds(0.6):
            return f'{amount}.{self.chance.randint(0, 99):02d}'
        return str(amount)

    def table(self, name, header, rows):
        out = io.StringIO()
        writer = csv.writer(out, lineterminator='\n')
        writer.writerow(header)
        writer.writerows(rows)
        self.put(name, out.getvalue())

    def put(self, name, text):
        path = os.path.join(self.folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, 'w', encoding='utf-8', newline='') as f:
            f.write(text)

    # ---- the company

    def write(self):
        self.people = IDS[:self.chance.randint(3, 9)]
        self.make_roster()
        self.teams = sorted({row[3] for row in self.roster})
        self.table('quotas.csv', ['holder', 'measure', 'period', 'amount'], self.quota_rows())
        self.table('alignments.csv', ['person_id', 'team', 'start_date', 'end_date'], self.alignment_rows())
        self.table('adjustments.csv', ['adjustment_id', 'person_id', 'period', 'amount', 'reason', 'approved_by'],
                   [[f'A{k}', self.pick(self.people), '%d-%02d' % self.pick(self.months),
                     self.pick(['', '-']) + self.money(1, 9), 'because', 'CFO'] for k in range(self.chance.randint(0, 4))])
        self.table('deals.csv', list(DEAL_COLUMNS) + ['ignored'], [self.deal(k) for k in range(self.chance.randint(5, 40))])
        self.table('events.csv', list(EVENT_COLUMNS), [self.event(k) for k in range(self.chance.randint(3, 30))])
        self.put('company.yaml', emit({
            'company': 'でたらめ株式会社', 'currency': self.currency, 'fiscal_year_starts': self.starts,
            'fiscal_year_named_by': self.named_by,
            'rounding': self.pick(['half_up', 'half_down', 'half_even', 'down', 'up']), 'plans': 'plans',
            'roster': {'file': 'people.csv'}, 'quotas': {'file': 'quotas.csv'},
            'alignments': {'file': 'alignments.csv'}, 'adjustments': {'file': 'adjustments.csv'},
            'feeds': {'deals': {'file': 'deals*.csv', 'key': 'deal_id', 'columns': DEAL_COLUMNS},
                      'events': {'file': 'events.csv', 'key': 'event_id', 'columns': EVENT_COLUMNS}}}))
        self.put('plans/design.yaml', 'design: random\n')
        self.put('plans/measures.yaml', emit({'measures': self.measures()}))
        roles = sorted({row[2] for row in self.roster})
        self.plans = {role: self.plan(role) for role in roles if self.odds(0.95)}
        self.plans = self.plans or {roles[0]: self.plan(roles[0])}
        self.write_plans()
        return ['%d-%02d' % month for month in self.months]

    def write_plans(self):
        for role, plan in self.plans.items():
            self.put(f'plans/{role.lower()}.yaml', emit(plan))

    def relax(self, plan, name):
        component = self.plans[plan.removeprefix('Plan ')]['components'][name]
        component['against'] = '25' if component['measure'] == 'points' else str(40 * self.unit)
        self.write_plans()

    def make_roster(self):
        """Careers: raises, transfers, leaves, and now and then a second role beside the first."""
        self.roster, last_of_year = [], self.months[-1]
        for place, person in enumerate(self.people):
            managers = self.people[:place]
            start = '2019-07-16' if self.odds(0.5) else self.day()
            role = self.pick(ROLES) if place else 'MGR'
            for step in range(self.chance.randint(1, 3)):
                stays = step == 2 or self.odds(0.4)
                end = '' if stays and self.odds(0.7) else max(start, self.day())
                target = '' if self.odds(0.1) else self.money(100, 900)
                manager = self.pick(managers) if managers and self.odds(0.7) else ''
                self.roster.append([person, f'名前 {place}', role, self.pick(TEAMS), manager, start, end, target])
                if stays or not end:
                    break
                start = next_day(end) if self.odds(0.6) else max(next_day(end), self.day())
                role = role if self.odds(0.6) else self.pick(ROLES)
            if self.odds(0.25):
                held = {row[2] for row in self.roster if row[0] == person}
                other = self.pick([r for r in ROLES if r not in held] or [None])
                if other:
                    self.roster.append([person, f'名前 {place}', other, self.pick(TEAMS), '', self.day(self.months[0]),
                                        self.pick(['', self.day(last_of_year)]), self.money(100, 900)])
        self.table('people.csv', ['person_id', 'name', 'role', 'team', 'manager_id', 'start_date', 'end_date',
                                  'target_incentive'], self.roster)

    def periods(self):
        name = f'FY{self.year_name}'
        return self.pick([[name], [f'{name}-H1', f'{name}-H2'], [f'{name}-Q{k}' for k in (1, 2, 3, 4)],
                          ['%d-%02d' % month for month in self.months]])

    def quota_rows(self):
        rows = []
        for holder in self.people + ['company'] + [t for t in self.teams if self.odds(0.4)]:
            for measure in ('acv', 'acv.is', 'points', 'sourced'):
                if measure == 'acv.is' and self.odds(0.6):
                    continue
                if self.odds(0.03):
                    continue                              # now and then a quota is missing
                for period in self.periods():
                    share = {'FY': 12, '-H': 6, '-Q': 3}.get(period[6:8] or 'FY', 1) if period[:2] == 'FY' else 1
                    high = 3 if measure == 'points' else 20
                    amount = self.chance.randint(1, high) * share * (1 if measure == 'points' else self.unit)
                    rows.append([holder, measure, period, 0 if self.odds(0.02) else amount])
        return rows

    def alignment_rows(self):
        rows = []
        for person in self.people:
            for place, team in enumerate(self.teams):
                if self.odds(0.5) or not place:
                    rows.append([person, team, self.pick(['2019-01-01', '2019-01-01', self.day(self.months[0])]), ''])
                    if self.odds(0.3):
                        rows[-1][3] = max(rows[-1][2], self.day())
        return rows

    def deal(self, number):
        second = self.odds(0.4)
        share = self.pick(['30%', '33.3%', '0.5', '100%', '12.5%']) if second else ''
        amount = ('-' if self.odds(0.15) else '') + self.money(1, 60)
        when = self.day() if self.odds(0.95) else self.pick(['2019-05-05', '2030-01-01'])
        return [f'D{number:03d}', when, self.pick(['won', 'WON', 'lost']), amount,
                '' if self.odds(0.3) else self.money(0, 5), self.chance.randint(1, 60), self.pick(self.people),
                self.pick(self.people) if second else '', share, self.pick(self.people + ['']),
                self.pick(['yes', 'no', '1', '0']), 'x,y']

    def event(self, number):
        return [self.pick(['-', 'k', '']) + f'{number}', self.day(), self.pick(self.people),
                self.pick(['1', '2', '0.5', '-1', '0', '1/3'][:5]), self.money(1, 30),
                self.pick(['', self.money(1, 30)])]

    # ---- the design

    def measures(self):
        won = 'stage = "won"'
        value = self.pick(['amount + extra', 'amount / 7', 'IF(first, amount, amount * term / 12)',
                           'ROUND(amount * 1/3, 0) + extra', 'SWITCH(stage, "won", amount, -extra)'])
        legs = self.pick([
            [{'payee': 'ae_id', 'share': '1 - ae2_share'}, {'payee': 'ae2_id', 'share': 'ae2_share'}],
            [{'payee': 'ae_id', 'share': '1/3'}, {'payee': 'ae_id', 'share': '1/3'}, {'payee': 'ae_id', 'share': '1/3'}],
            [{'payee': 'ae_id', 'share': '40%'}, {'payee': 'ae_id', 'share': 'IF(ae2_share > 0, 17%, 33%)'}]])
        self.legs_are_whole = len(legs) == 3 or legs[0]['share'] != '40%'
        return {
            'acv': {'title': 'ACV', 'unit': 'money', 'credits': [
                {'feed': 'deals', 'when': won, 'date': 'close_date', 'value': value,
                 'to': {'ae': legs, 'is': 'is_id', 'all': 'company'}},
                {'feed': 'deals', 'when': 'stage = "lost"', 'date': 'EDATE(close_date, 1)',
                 'value': '-extra', 'to': {'ae': 'ae_id', 'all': 'company'}}]},
            'sourced': {'title': 'Sourced', 'unit': 'money', 'credits': [
                {'feed': 'deals', 'date': 'close_date', 'value': 'amount * 11 / 10', 'to': {'all': 'company'}}]},
            'points': {'title': 'Points', 'unit': 'points', 'credits': [
                {'feed': 'events', 'date': 'held_on', 'value': 'points / 3', 'to': {'who': 'who'}},
                {'feed': 'deals', 'when': 'first', 'date': 'close_date + 1', 'to': {'who': 'ae_id'}}]},
            'due': {'title': 'Due', 'unit': 'money', 'credits': [
                {'feed': 'events', 'date': 'held_on', 'value': 'due', 'to': {'who': 'who'}}]},
            'kept': {'title': 'Kept', 'unit': 'money', 'credits': [
                {'feed': 'events', 'when': 'kept > 0', 'date': 'held_on', 'value': 'MIN(kept, due)', 'to': {'who': 'who'}}]},
            'keeping': {'title': 'Keeping', 'numerator': 'kept', 'denominator': 'due'},
        }

    def plan(self, role):
        count = self.chance.randint(1, 4)
        components, made = {}, []
        if role == 'AE':                                   # most others' quotas are the sum of these
            components['own'] = {'title': 'Own', 'measure': 'acv', 'credit': 'ae', 'window': 'year', 'when_empty': '100%',
                                 'pays': 'credited', 'rate': self.rate('marginal', 'attainment', ['0%', '100%'], ['3%', '8%'])}
            made.append(('own', components['own']))
        for k in range(count):
            name = f'c{k}'
            components[name] = self.component(name, made)
            made.append((name, components[name]))
        targets = [c for c in components.values() if c.get('pays', 'target') == 'target']
        parts = {1: ['100%'], 2: self.pick([['70%', '30%'], ['1/3', '2/3']]), 3: ['1/3', '1/3', '1/3'],
                 4: ['12.5%', '37.5%', '0.25', '25%']}
        for component, weight in zip(targets, parts.get(len(targets), [])):
            component['weight'] = weight
        first, last = self.months[0], self.months[-1]
        start = '%d-%02d-01' % first if self.odds(0.8) else self.day()
        end = '%d-%02d-%02d' % (*last, calendar.monthrange(*last)[1]) if self.odds(0.8) else max(start, self.day())
        return {'plan': f'Plan {role}', 'for': f'role = "{role}"', 'effective': {'from': start, 'to': end},
                'components': components}

    def component(self, name, made):
        c = {'title': f'Component {name}'}
        kind = self.pick(['money', 'money', 'money', 'count', 'count', 'ratio'])
        measure, credit = {'money': self.pick([('acv', 'ae'), ('acv', 'is'), ('sourced', 'all'), ('due', 'who')]),
                           'count': ('points', 'who'), 'ratio': ('keeping', 'who')}[kind]
        c.update({'measure': measure, 'credit': credit})
        c['of'] = 'company' if measure == 'sourced' else self.pick(['self', 'self', 'team', 'aligned', 'reports', 'company'])
        if measure == 'acv' and c['of'] in ('team', 'aligned', 'reports'):
            c['credit'] = self.pick(['ae', 'ae', 'ae', 'is'])
        c['window'] = self.pick(['month', 'quarter', 'half', 'year', 'year'])
        if kind != 'ratio' and self.odds(0.12):
            return self.credit_window(c, kind)
        goals = {'ratio': ['none', '95%'], 'count': ['quota', 'window_quota', '25', 'none'],
                 'money': ['quota', 'window_quota', str(40 * self.unit), 'none']}[kind]
        if measure == 'due':
            goals = ['none', str(30 * self.unit)]
        c['against'] = self.pick(goals)
        c['pays'] = self.pick(['target', 'target', 'target', 'credited', 'amount', 'formula', 'nothing'])
        if kind == 'ratio' and c['pays'] == 'credited':
            c['pays'] = 'target'
        divides = kind == 'ratio' or c['against'] != 'none'
        if divides and self.odds(0.9 if self.may_lack else 1):
            c['when_empty'] = self.pick(['0%', '60%', '100%', '120%'])
        if c['pays'] == 'nothing':
            return c
        c['paid'] = self.pick(['monthly', 'monthly', 'at_end'])
        self.add_pays(c, kind, made)
        self.add_rules(c, kind, made)
        return c

    def credit_window(self, c, kind):
        c['window'] = 'credit'
        c['pays'] = self.pick(['credited', 'amount'])
        methods = ['step', 'marginal', 'linear', 'whole'] if c['pays'] == 'credited' else ['step', 'linear']
        c['rate'] = self.rate(self.pick(methods), 'value', self.edges(kind, True), self.pay_kind(c['pays'], kind))
        if self.odds(0.3):
            c['cap'] = self.money(1, 30)
        return c

    def edges(self, kind, on_value):
        """Where tiers and points lie: a share, or an amount."""
        if not on_value or kind == 'ratio':
            return self.pick([['0%', '50%', '100%', '150%'], ['0%', '1/3', '90%', '1.0'], ['0%', '80%'], ['0']])
        unit = self.unit if kind == 'money' else 1
        return [str(unit * k) for k in self.pick([[0, 3, 10, 40], [0, 5, 6], [0]])]

    def pay_kind(self, pays, kind):
        if pays == 'amount' or (pays == 'credited' and kind == 'count'):
            return ['0', str(self.unit), str(3 * self.unit), f'{self.unit}/7', str(9 * self.unit)]
        if pays == 'credited':
            return ['0%', '3%', '1/12', '8%', '10%']
        return ['0%', '40%', '1/3', '100%', '150%', '200%']

    def rate(self, method, on, edges, pays):
        table = {'on': on, 'method': method}
        if method != 'linear':
            return {**table, 'tiers': [{'from': edge, 'pays': self.pick(pays)} for edge in edges]}
        points = [{'at': edge, 'pays': self.pick(pays)} for edge in edges]
        if len(points) > 1 and self.odds(0.4):
            at = self.chance.randrange(1, len(points))
            points.insert(at, {'at': points[at]['at'], 'pays': self.pick(pays)})
        if len(edges) > 1 and self.odds(0.3):           # one point has no line to go on
            table['beyond'] = 'extend'
        return {**table, 'points': points}

    def add_pays(self, c, kind, made):
        if c['pays'] == 'formula':
            c['formula'] = self.formula(c, kind, made)
            return
        on = 'value' if c['against'] == 'none' or self.odds(0.2) else 'attainment'
        whole = c['pays'] == 'credited' or (c['pays'] == 'target' and (on == 'attainment' or kind == 'ratio'))
        methods = ['step', 'linear'] + (['marginal', 'whole'] if whole else [])
        if c['pays'] != 'credited' and self.odds(0.3):
            c['rate'] = self.matrix(c, made, self.pay_kind(c['pays'], kind))
            return
        c['rate'] = self.rate(self.pick(methods), on, self.edges(kind, on == 'value'), self.pay_kind(c['pays'], kind))

    def matrix(self, c, made, pays):
        """Two figures, its own or others', may be the same one twice."""
        own = ['value'] + (['attainment'] if c['against'] != 'none' else [])
        table = {'method': self.pick(['step', 'linear'])}
        for axis in ('rows', 'cols'):
            asked = self.pick(own + self.others(made))
            places = self.shares_or_amounts(c, asked, made)
            if table['method'] == 'linear' and len(places) > 1 and self.odds(0.5):
                places = places[1:]
            table[axis] = {'on': asked, 'from': places}
        table['pays'] = [[self.pick(pays) for _ in table['cols']['from']] for _ in table['rows']['from']]
        return table

    def shares_or_amounts(self, c, source, made):
        owner = dict(made)[source.split('.')[0]] if '.' in source else c
        if source.endswith('attainment') or owner['measure'] == 'keeping':
            return self.pick([['0%', '50%', '100%', '150%'], ['0%', '1/3', '90%', '1.0'], ['0%', '80%'], ['0']])
        return self.pick([['0', '5', str(8 * self.unit)], ['0', '1', '3', str(self.unit), str(30 * self.unit)]])

    def formula(self, c, kind, made):
        small = 'value' if kind != 'money' else f'value / {self.unit}'
        forms = [f'{small} * {self.unit} / 9', f'MAX(0, {small} * 100 - 50)', f'months * {self.unit} / 7',
                 f'target * {small} / 3', f'ROUND({small}, 1) * 10']
        if c['against'] != 'none':
            forms += ['target * MIN(attainment, 2)', f'IF(quota > 0, {small} * 11, 5)']
        paying = [name for name, other in made if other.get('pays') != 'nothing']
        forms += [f'{name}.earned / 3 + {small}' for name in paying]
        forms += [f'{name}.multiplier * 1000 * months' for name, other in made if other.get('pays') == 'target']
        return self.pick(forms)

    def others(self, made):
        names = [f'{name}.value' for name, _ in made]
        return names + [f'{name}.attainment' for name, other in made if other.get('against', 'none') != 'none']

    def modifier(self, c, source, made):
        """A table over a share (an attainment, a ratio's value), or over an amount."""
        owner = dict(made)[source.split('.')[0]] if '.' in source else c
        share = source.endswith('attainment') or owner['measure'] == 'keeping'
        edges = ['0%', '50%', '100%'] if share else ['0', '5', str(8 * self.unit)]
        methods = ['step', 'linear'] + (['whole', 'marginal'] if share else [])
        return self.rate(self.pick(methods), source, edges,
                         ['0%', '50%', '1/3', '100%', '125%'])

    def add_rules(self, c, kind, made):
        sources = ['value'] + (['attainment'] if c['against'] != 'none' else []) + self.others(made)
        if self.odds(0.25):
            c['gate'] = f'{self.pick(sources)} {self.pick([">=", ">", "<"])} {self.pick(["50%", "1", "0", str(9 * self.unit)])}'
        if self.odds(0.2):
            c['modifier'] = self.modifier(c, self.pick(sources), made)
        if self.odds(0.25):
            c['cap'] = self.pick(['150%', '100%', '1/2 * 100%']) if c['pays'] == 'target' and self.odds(0.7) else self.money(1, 40)
        if self.odds(0.2):
            c['floor'] = 'none'
        if c['pays'] == 'formula' and self.odds(0.3):
            c['weight'] = '60%'


def next_day(text):
    y, m, d = map(int, text.split('-'))
    if d < calendar.monthrange(y, m)[1]:
        return f'{y}-{m:02d}-{d + 1:02d}'
    return f'{y + m // 12}-{m % 12 + 1:02d}-01'


# ---- YAML, in the forms that the contract's own examples use

def emit(tree, depth=0):
    pad = '  ' * depth
    lines = []
    for key, value in tree.items():
        if isinstance(value, dict) and not ('method' in value or 'from' in value):
            lines.append(f'{pad}{key}:\n' + emit(value, depth + 1).rstrip('\n'))
        elif isinstance(value, list) and value and key == 'credits':
            lines.append(f'{pad}{key}:')
            for item in value:
                body = emit(item, depth + 2).rstrip('\n')
                lines.append(f'{pad}  - ' + body.lstrip())
        else:
            lines.append(f'{pad}{key}: {flow(value)}')
    return '\n'.join(lines) + '\n'


def flow(value):
    if isinstance(value, dict):
        return '{' + ', '.join(f'{key}: {flow(part)}' for key, part in value.items()) + '}'
    if isinstance(value, list):
        return '[' + ', '.join(flow(part) for part in value) + ']'
    text = str(value)
    if re.fullmatch(r'[\w.%/*-]*[\w%]|[\w./ -]*\w\??', text) and not text.startswith(('-', '%', '*')):
        return text
    return '"' + text.replace('\\', '\\\\').replace('"', '\\"') + '"'
