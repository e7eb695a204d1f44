"""Random companies whose plans have payment rules: draws, instalments, parts held back, ramps, caps, spread targets; and
deals in several currencies.

PaymentMaker(seed, folder, rules) is a Maker (company_maker.py) of the same seed; its rules are drawn from a generator of their
own, so that the company beneath is that of Maker. rules: which kinds may come up, of RULES.
"""
import csv
import os
import random

from company_maker import DEAL_COLUMNS, Maker

RULES = ('draw', 'instalments', 'hold_back', 'if_left', 'cap', 'ramp', 'target_spread', 'quota_of', 'fx', 'pay_currency',
         'credit_after_end')
PARTS = [['50%', '25%', '25%'], ['1/3', '1/3', '1/3'], ['10%', '90%'], ['0%', '100%'], ['70%', '20%', '0%', '10%']]


class PaymentMaker(Maker):
    pays_at_once = False

    def __init__(self, seed, folder, rules=RULES, books=False, restate=None):
        super().__init__(seed, folder)
        self.may_lack = False
        self.rules, self.books, self.restate = rules, books, restate
        self.dice = random.Random(f'payments {seed}')

    def write(self):
        months = super().write()
        if self.comes('fx', 0.4):
            self.add_currencies()
        if self.books:
            with open(os.path.join(self.folder, 'company.yaml'), 'a', encoding='utf-8') as file:
                file.write('books: books.db\n' + (f'restate: {self.restate}\n' if self.restate is not None else ''))
        return months

    def add_currencies(self):
        """Deals in the currency of a column, rates for all months, and payees who are paid in another."""
        others = ['EUR', 'GBP', 'USD' if self.currency == 'JPY' else 'KWD']
        self.widen('deals.csv', 'money_of', [self.one_of(['', self.currency] + others) for _ in self.lines('deals.csv')])
        if 'pay_currency' in self.rules:
            paid = {person: self.one_of(['', '', self.currency] + others) for person in self.people}
            self.widen('people.csv', 'pay_currency', [paid[row[0]] for row in self.lines('people.csv')])
        months = {'%d-%02d' % month for month in self.months} | {row[1][:7] for row in self.lines('deals.csv')}
        before = '%d-%02d' % (self.months[0][0] - (self.months[0][1] == 1), (self.months[0][1] + 10) % 12 + 1)
        after = '%d-%02d' % (self.months[-1][0] + self.months[-1][1] // 12, self.months[-1][1] % 12 + 1)
        self.table('fx.csv', ['currency', 'period', 'rate', 'source'],
                   [[currency, month, self.one_of(['0.875', '1.25', '3', '160.5', '0.0625']), 'bank']
                    for currency in others for month in sorted(months | {before, after})])
        path = os.path.join(self.folder, 'company.yaml')
        with open(path, encoding='utf-8') as file:
            text = file.read()
        for name in ('amount', 'extra'):
            plain = f"{name}: {DEAL_COLUMNS[name]}\n"
            assert text.count(plain) == 1, text
            text = text.replace(plain, f"{name}: {{type: {DEAL_COLUMNS[name]}, currency: money_of}}\n")
        text = text.replace('first: flag\n', 'first: flag\n      money_of: text?\n')
        self.put('company.yaml', text + 'fx: {file: fx.csv}\n')

    def lines(self, name):
        with open(os.path.join(self.folder, name), encoding='utf-8', newline='') as file:
            return list(csv.reader(file))[1:]

    def widen(self, name, heading, cells):
        with open(os.path.join(self.folder, name), encoding='utf-8', newline='') as file:
            headings, *rows = csv.reader(file)
        self.table(name, headings + [heading], [row + [cell] for row, cell in zip(rows, cells)])

    def comes(self, rule, share):
        return self.dice.random() < share and rule in self.rules

    def one_of(self, choices):
        return self.dice.choice(choices)

    def plan(self, role):
        plan = super().plan(role)
        components = plan['components'].values()
        has_target = any(c.get('pays', 'target') == 'target' for c in components)
        for component in components:
            self.add_to_component(component)
        if self.comes('ramp', 0.35):
            plan['ramp'] = {'quota': self.one_of([['0%', '25%', '50%', '75%'], ['50%', '2/3'], ['100%', '10%', '0%']])}
            if self.dice.random() < 0.6:
                plan['ramp']['first_month'] = {'if_start_before_day': self.one_of([2, 15, 16])}
        if self.comes('draw', 0.6):
            plan['draw'] = self.draw()
        if self.comes('if_left', 0.6):
            plan['if_left'] = self.one_of(['pay', 'forfeit'])
        if self.comes('cap', 0.35):
            shares = ['120%', '40%', '100%'] if has_target else ['5%', '100%']
            plan['cap'] = self.one_of(shares + [str(20 * self.unit)])
        if self.comes('target_spread', 0.3):
            parts = self.one_of([['20%', '25%', '25%', '30%'], ['1/3', '1/6', '0%', '1/2']])
            plan['target_spread'] = {f'Q{place + 1}': part for place, part in enumerate(parts)}
        if self.comes('credit_after_end', 0.3):
            plan['credit_after_end'] = self.one_of(['1 month', '3 months'])
        return plan

    def add_to_component(self, component):
        if component.get('against', 'none') != 'none':
            component.setdefault('when_empty', self.one_of(['0%', '80%', '130%']))      # a ramp can make any quota 0
        if component.get('pays') == 'nothing':
            return
        if self.comes('instalments', 0.4):
            component['instalments'] = self.one_of(PARTS)
        if self.comes('hold_back', 0.3):
            component['hold_back'] = {'share': self.one_of(['20%', '1/3', '100%'])}
            component['hold_back']['release'] = self.one_of(['year_end', 'half_end', 'quarter_end'])
        if component.get('of', 'self') != 'self' and component.get('against') in ('quota', 'window_quota'):
            if self.comes('quota_of', 0.3):
                component['quota_of'] = 'self'

    def draw(self):
        kind = self.one_of(['recoverable', 'recoverable', 'non_recoverable'])
        draw = {'kind': kind, 'amount': self.one_of([str(self.unit), str(25 * self.unit), f'{self.unit}0', '100%', '30%', '1/3 * 100%'])}
        if self.dice.random() < 0.5:
            draw['months'] = self.one_of([1, 3, 6, 12])
        if kind == 'recoverable' and self.dice.random() < 0.6:
            draw['recover'] = self.one_of([{'after': 3}, {'share': '50%'}, {'after': 1, 'share': '1/3'}, {'after': 6, 'share': '100%'}])
        return draw

    def relax(self, plan, name):
        self.plans[plan.removeprefix('Plan ')]['components'][name].pop('quota_of', None)
        super().relax(plan, name)
