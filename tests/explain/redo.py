"""One component of an explanation, computed again from the JSON alone, in exact fractions.

Every figure that the JSON tells is compared with what the figures before it come to: redo_component() walks from the
credits to the earning in the order of the contract's section 5. What stands outside the JSON (rows of files, the month
before) is facts.py's and arithmetic.py's subject. Rate tables and formulas are the referee's.
"""
import calendar
import datetime
from fractions import Fraction

from design import Matrix, Rate
from formula import FormulaError, evaluate, parse
from tables import month_add, read_month, round_units

SIZES = {'credit': 1, 'month': 1, 'quarter': 3, 'half': 6, 'year': 12}
NOTES = ('not_due', 'ended', 'no_credit', 'empty', 'below_tier', 'gated', 'capped', 'floored')
ZERO, ONE = Fraction(0), Fraction(1)


class Differences:
    """What was compared, and where it differed."""

    def __init__(self):
        self.compared, self.found = 0, []

    def same(self, where, told, redone):
        self.compared += 1
        if told != redone:
            self.found.append(f'{where}: the JSON says {shown(told)}, the arithmetic {shown(redone)}')


def shown(value):
    if isinstance(value, (list, tuple)):
        return '[' + ', '.join(shown(item) for item in value) + ']'
    return str(value) if isinstance(value, Fraction) else repr(value)


def fraction(text):
    return None if text is None else Fraction(text)


def exact(figure):
    return None if figure is None else Fraction(figure['exact'])


def decimal(value, places=6):
    """As the CSVs show a figure: at most 6 decimals, half up, no trailing zeros."""
    units = int(round_units(value * 10 ** places, 'half_up'))
    text = str(abs(units)).rjust(places + 1, '0')
    text = (text[:-places] + '.' + text[-places:]).rstrip('0').rstrip('.')
    return '-' + text if units < 0 else text


def day(text):
    return datetime.date.max if text is None else datetime.date.fromisoformat(text)


def last_of(month):
    return datetime.date(month[0], month[1], calendar.monthrange(*month)[1])


def month_text(month):
    return '%04d-%02d' % month


class Rounding:
    def __init__(self, doc):
        self.mode, self.unit = doc['rounding'], Fraction(1, 10 ** doc['digits'])

    def __call__(self, amount):
        return round_units(amount / self.unit, self.mode) * self.unit

    def down(self, amount):
        return (amount / self.unit).__floor__() * self.unit


class Component:
    """The figures of a component as the JSON tells them, and as formulas and tables see them."""

    def __init__(self, doc, told, differences):
        self.doc, self.told, self.differences = doc, told, differences
        self.where = f"{doc['person']['id']} {doc['period']} {told['plan']}.{told['component']}"
        self.period = read_month(doc['period'])
        self.below = told.get('floor') == 'none'
        self.rounds = Rounding(doc)
        self.value, self.quota, self.attainment = (exact(told.get(name)) for name in ('value', 'quota', 'attainment'))
        self.target, self.weight = exact(told['target']), Fraction(told['weight'])
        self.empty = fraction(told.get('when_empty'))
        self.is_ratio = 'denominator' in told
        self.own_days = {}                              # month -> days under the plan
        for term in told['target_terms']:
            month = read_month(term['month'])
            self.own_days[month] = self.own_days.get(month, 0) + term['days']
        self.to_date = {month: days for month, days in self.own_days.items() if month <= self.period}
        self.is_due = told['paid'] == 'monthly' or doc['period'] >= told['due_in']
        self.was_paid = 'rounded' in told

    def same(self, name, told, redone):
        self.differences.same(f'{self.where} {name}', told, redone)

    def figure(self, name, redone):
        """One that is shown as the exact fraction and as a decimal."""
        told = self.told.get(name)
        self.same(name, exact(told), redone)
        if told is not None and redone is not None:
            self.same(f'{name}.decimal', told['decimal'], decimal(redone))

    # ---- as formulas see it

    def seen(self, name):
        if name == 'target':
            return self.target
        if name == 'months':
            return Fraction(self.told['months'])
        if name == 'quota':
            return self.quota or ZERO
        if name == 'value':
            return self.value_seen()
        if name == 'attainment':
            return self.attainment_seen()
        if name == 'multiplier':
            return Fraction(self.told.get('multiplier', '0'))
        assert name == 'earned', name
        return self.earned()

    def value_seen(self):
        if 'measure' not in self.told:
            return ZERO
        return self.value if self.value is not None else self.empty if self.empty is not None else ZERO

    def attainment_seen(self):
        if 'measure' not in self.told or self.told['against'] == 'none':
            return ZERO
        if self.attainment is not None:
            return self.attainment
        return self.empty if self.empty is not None else ZERO

    def used_empty(self):
        if 'measure' not in self.told or self.empty is None:
            return False
        return self.value is None or (self.told['against'] != 'none' and self.attainment is None)

    def earned(self):
        """Without the plan's cap."""
        return Fraction(self.told['rounded']) if self.was_paid and self.is_due else ZERO


class Redo:
    """others: name -> Component of the same plan in the same month, or the latest month that had it; or None."""

    def __init__(self, component, others):
        self.c, self.told, self.others = component, component.told, others
        self.same, self.unknown = component.same, 0

    def all(self):
        self.calendar()
        if 'measure' in self.told:
            self.values()
        self.quotas()
        self.targets()
        self.pay()
        self.notes()

    def calendar(self):
        told, period = self.told, self.c.period
        starts = self.c.doc['fiscal_year_starts']
        size = SIZES[told['window']]
        first = month_add(period, -((period[1] - starts) % 12 % size))
        last = month_add(first, size - 1)
        self.same('window_from', told['window_from'], month_text(first))
        self.same('window_to', told['window_to'], month_text(last))
        if told['paid'] == 'at_end':
            plan_end = '9999-12' if told['plan_to'] is None else told['plan_to'][:7]
            self.same('due_in', told['due_in'], min(month_text(last), plan_end))
        start = max(datetime.date(first[0], first[1], 1), day(told['under_plan_from']))
        self.same('from', told['from'], start.isoformat())
        if self.c.to_date and told['to'] <= (told['under_plan_to'] or '9999'):
            end = min(last_of(period), day(told['under_plan_to']))
            self.same('to', told['to'], end.isoformat())
        months = sum((Fraction(days, calendar.monthrange(*m)[1]) for m, days in self.c.to_date.items()), ZERO)
        self.same('months', Fraction(told['months']), months)

    # ---- value

    def values(self):
        told = self.told
        total = self.sum_of('credits')
        if not self.c.is_ratio:
            self.c.figure('value', total)
            return
        below = self.sum_of('denominator_credits')
        self.same('numerator', Fraction(told['numerator']), total)
        self.same('denominator', Fraction(told['denominator']), below)
        self.c.figure('value', total / below if below else None)

    def sum_of(self, name):
        for credit in self.told[name]:
            inside = self.told['from'] <= credit['date'] <= self.told['to']
            self.same(f"{name} {credit['key']} lies in the window to date", inside, True)
        return sum((Fraction(credit['amount']) * credit['times'] for credit in self.told[name]), ZERO)

    # ---- quota, attainment

    def quotas(self):
        told, against = self.told, self.told['against']
        if 'measure' not in told or against == 'none':
            self.same('quota', told['quota'], None)
            self.same('quota_terms', told['quota_terms'], [])
        elif self.c.is_ratio:
            self.c.figure('quota', Fraction(told['goal']))
        elif not self.c.to_date:
            self.same('quota', told['quota'], None)
        else:
            self.c.figure('quota', self.quota_terms())
        value, quota = self.c.value, self.c.quota
        known = value is not None and quota is not None and quota != 0
        self.c.figure('attainment', value / quota if known else None)

    def quota_terms(self):
        total, carried = ZERO, None                     # carried: (a team's term, the sum of its carriers' so far)
        last = self.told['window_to'] if self.told['against'] == 'window_quota' else self.c.doc['period']
        for place, term in enumerate(self.told['quota_terms']):
            where = f"quota_terms[{place}] {term.get('holder', 'goal')} {term['month']}"
            month = read_month(term['month'])
            self.same(f'{where} is of the window', self.told['window_from'] <= term['month'] <= last, True)
            self.same(f'{where} days_of_month', term['days_of_month'], calendar.monthrange(*month)[1])
            amount = (Fraction(term['monthly']) * Fraction(term['ramp']) * Fraction(term['days'], term['days_of_month']))
            self.same(f'{where} amount', Fraction(term['amount']), amount)
            self.quota_days(where, term, month)
            if term['from'] == 'carrier':
                carried = carried[0], carried[1] + amount
                continue
            self.close(carried)
            carried = (term, ZERO) if term['from'] == 'carried' else None
            total += amount
            if term['from'] == 'goal':
                size = SIZES[self.told['window']]
                self.same(f'{where} monthly', Fraction(term['monthly']), Fraction(self.told['goal']) / size)
        self.close(carried)
        return total

    def close(self, carried):
        if carried:
            term, total = carried
            self.same(f"quota_terms {term['holder']} {term['month']} monthly", Fraction(term['monthly']), total)

    def quota_days(self, where, term, month):
        """Whose days are the payee's own, must have them all."""
        own = self.c.own_days.get(month, 0)
        if term['from'] == 'goal' or term.get('holder') == self.c.doc['person']['id'] and self.told['of'] == 'self':
            self.same(f'{where} days', term['days'], own)
        elif term['from'] == 'row' and self.told['of'] == 'company' and term['holder'] == 'company':
            whole = sum(t['days'] for t in self.told['quota_terms'] if t['month'] == term['month'])
            self.same(f'{where} days', whole, own)

    # ---- target

    def targets(self):
        told = self.told
        last = told['window_to'] if told['against'] == 'window_quota' else self.c.doc['period']
        for place, term in enumerate(told['target_terms']):
            where = f'target_terms[{place}]'
            self.same(f'{where} is of the window', told['window_from'] <= term['month'] <= last, True)
        total = target_terms(self.same, told['target_terms'])
        self.c.figure('target', total * self.c.weight)

    # ---- pay

    def pay(self):
        told, c = self.told, self.c
        if told['pays'] == 'nothing':
            self.same('rounded', 'rounded' in told, False)
        elif not c.was_paid:
            self.same('is due, and yet without an input', c.is_due, False)
        else:
            table = self.table()
            self.same('table_pays', Fraction(told['table_pays']), table)
            self.settle(table * self.modifier())
        if 'plan_cap' in told:
            part = next(p for p in told['plan_cap']['parts'] if p['component'] == told['component'])
            self.same('plan_cap before', Fraction(part['before']), c.earned())
            self.same('earned_to_date', Fraction(told['earned_to_date']), Fraction(part['earned']))
        else:
            self.same('earned_to_date', Fraction(told['earned_to_date']), c.earned())
        earning = Fraction(told['earned_to_date']) - Fraction(told['earned_before'])
        self.same('earning', Fraction(told['earning']), earning)

    def table(self):
        told, c = self.told, self.c
        if told['pays'] == 'formula':
            return evaluate(parse(told['formula']['source']), self.names(told['formula']))
        if 'matrix' in told:
            return self.matrix(told['matrix'])
        rate = table_of(told['rate'])
        if told['window'] == 'credit':
            for credit in told['credits']:
                self.same(f"credit {credit['key']} pays", Fraction(credit['pays']),
                          one_credit(rate, told['pays'], Fraction(credit['amount'])))
            return sum((Fraction(credit['pays']) * credit['times'] for credit in told['credits']), ZERO)
        reached = c.value_seen() if told['rate']['on'] == 'value' else c.attainment_seen()
        self.same('rate.input', Fraction(told['rate']['input']), reached)
        if told['pays'] == 'target':
            return rate.multiplier(reached, c.below)
        if told['pays'] == 'amount':
            return rate.pays(reached, c.below)
        on_attainment = told['rate']['on'] == 'attainment'
        if rate.method == 'marginal' and not (on_attainment and not c.quota):
            return rate.sliced(c.value_seen(), c.quota if on_attainment else ONE, c.below)
        return c.value_seen() * rate.pays(reached, c.below)

    def matrix(self, told):
        columns = len(told['cols'])
        pays = [told['pays'][place:place + columns] for place in range(0, len(told['pays']), columns)]
        table = Matrix({'method': told['method'], 'pays': pays, 'rows': {'on': told['rows_on'], 'from': told['rows']},
                        'cols': {'on': told['cols_on'], 'from': told['cols']}}, self.told['component'])
        row, column = Fraction(told['row_input']), Fraction(told['col_input'])
        self.looked('row_input', told['rows_on'], row)
        self.looked('col_input', told['cols_on'], column)
        return table.pays(row, column)

    def modifier(self):
        told = self.told.get('modifier')
        if told is None:
            return ONE
        self.looked('modifier.input', told['on'], Fraction(told['input']))
        factor = table_of(told).multiplier(max(Fraction(told['input']), ZERO))
        self.same('modifier.factor', Fraction(told['factor']), factor)
        return factor

    def looked(self, where, name, told):
        """A figure that a table or a formula looked at: its own, or another component's."""
        if '.' not in name:
            self.same(where, told, self.c.seen(name))
            return
        key, figure = name.split('.')
        own = key == self.told['component'] and figure in ('value', 'attainment')
        other = self.c if own else self.others(key)
        if other is None:
            self.unknown += 1
        else:
            self.same(f'{where} ({name})', told, other.seen(figure))

    def names(self, formula):
        values = {}
        for name in formula['names']:
            values[name['name']] = Fraction(name['value'])
            self.looked(f"{formula['source']}: {name['name']}", name['name'], values[name['name']])
        return values.__getitem__

    def settle(self, amount):
        """Percentage cap, target, gate, money cap, floor, the one rounding."""
        told, c, cap = self.told, self.c, self.told.get('cap')
        self.was_capped = self.was_floored = False
        if told['pays'] == 'target':
            if cap and cap['of'] == 'multiplier' and amount > Fraction(cap['at']):
                amount, self.was_capped = Fraction(cap['at']), True
            self.same('multiplier', Fraction(told['multiplier']), amount)
            amount *= c.target
        self.same('before_gate', Fraction(told['before_gate']), amount)
        if 'gate' in told:
            is_open = evaluate(parse(told['gate']['source']), self.names(told['gate']))
            self.same('gate_open', told['gate_open'], is_open)
            amount = amount if is_open else ZERO
        if cap and cap['of'] == 'money' and amount > Fraction(cap['at']):
            amount, self.was_capped = Fraction(cap['at']), True
        if not c.below and told['window'] != 'credit' and amount < 0:
            amount, self.was_floored = ZERO, True
        self.same('before_rounding', Fraction(told['before_rounding']), amount)
        self.same('rounded', Fraction(told['rounded']), c.rounds(amount))

    # ---- why

    def notes(self):
        told, c, found = self.told, self.c, set()
        if not c.is_due:
            found.add('not_due')
        if day(told['under_plan_to']) < last_of(c.period):
            found.add('ended')
        if 'measure' in told and not told['credits'] and not told.get('denominator_credits'):
            found.add('no_credit')
        if c.used_empty():
            found.add('empty')
        if c.was_paid and self.below_tier():
            found.add('below_tier')
        if told.get('gate_open') is False:
            found.add('gated')
        if c.was_paid and self.was_capped or self.was_lowered():
            found.add('capped')
        if c.was_paid and self.was_floored:
            found.add('floored')
        self.same('notes', told['notes'], [note for note in NOTES if note in found])

    def below_tier(self):
        told = self.told
        if 'matrix' in told:
            return Fraction(told['table_pays']) == 0
        if 'rate' not in told:
            return False
        rate = table_of(told['rate'])
        if told['window'] != 'credit':
            return rate.pays_nothing(Fraction(told['rate']['input']), self.c.below)
        sizes = [abs(Fraction(credit['amount'])) for credit in told['credits'] if Fraction(credit['amount'])]
        return bool(sizes) and all(rate.pays_nothing(size) for size in sizes)

    def was_lowered(self):
        return any(Fraction(part['earned']) < Fraction(part['before']) for part in self.told.get('plan_cap', {'parts': []})['parts']
                   if part['component'] == self.told['component'])


def table_of(told):
    """A rate table as the JSON tells it; tiers and points alike."""
    tiers = [{'from': tier['at'], 'pays': tier['pays']} for tier in told['tiers']]
    return Rate({'on': told['on'], 'method': told['method'], 'beyond': told['beyond'], 'tiers': tiers})


def one_credit(rate, pays, amount):
    size = abs(amount)
    if amount == 0:
        return ZERO
    if pays == 'amount':
        earned = rate.pays(size)
    else:
        earned = rate.sliced(size) if rate.method == 'marginal' else size * rate.pays(size)
    return earned if amount > 0 else -earned


def target_terms(same, terms):
    total = ZERO
    for place, term in enumerate(terms):
        where = f'target_terms[{place}]'
        month = read_month(term['month'])
        same(f'{where} days_of_month', term['days_of_month'], calendar.monthrange(*month)[1])
        amount = Fraction(term['yearly']) * Fraction(term['part']) * Fraction(term['days'], term['days_of_month'])
        same(f'{where} amount', Fraction(term['amount']), amount)
        total += amount
    return total


def plan_cap(same, rounds, cap, components, before):
    """A plan's cap over its components. components: name -> Component of the month. before: the parts of the month before,
    for components that have no window to date; or None."""
    parts = cap['parts']
    for part in parts:
        own = components.get(part['component'])
        where = f"plan_cap {part['component']}"
        if own is not None:
            same(f'{where} before', Fraction(part['before']), own.earned())
        elif before is not None:
            same(f'{where} before', part['before'], before[part['component']]['before'])
        if own is not None and own.to_date:
            same(f'{where} target', Fraction(part['target']), own.target)
            same(f'{where} target_unweighted', Fraction(part['target_unweighted']) * own.weight, own.target)
        elif before is not None:
            same(f'{where} target', part.get('target'), before[part['component']].get('target'))
    limit = Fraction(cap['at'])
    if 'of_target' in cap:
        same('plan_cap of_target', Fraction(cap['of_target']), cap_target(parts))
        limit *= Fraction(cap['of_target'])
    same('plan_cap limit', Fraction(cap['limit']), rounds(limit))
    limit, amounts = rounds(limit), [Fraction(part['before']) for part in parts]
    positive = [max(amount, ZERO) for amount in amounts]
    if sum(positive) > limit:
        shares = split(limit, positive, rounds.unit)
        amounts = [share if amount > 0 else amount for share, amount in zip(shares, amounts)]
    for part, amount in zip(parts, amounts):
        same(f"plan_cap {part['component']} earned", Fraction(part['earned']), amount)


def cap_target(parts):
    paid = [part for part in parts if part['pays'] != 'nothing' and 'target' in part]
    if any(part['pays'] == 'target' for part in parts):
        return sum((Fraction(part['target']) for part in paid if part['pays'] == 'target'), ZERO)
    longest = max(SIZES[part['window']] for part in paid)
    return next(Fraction(part['target_unweighted']) for part in paid if SIZES[part['window']] == longest)


def split(whole, weights, unit):
    """Parts by weight that add up to the whole; spare units go to the largest remainders, the earliest first."""
    units = [whole / unit * weight / sum(weights) for weight in weights]
    parts = [amount.__floor__() for amount in units]
    spare = int(whole / unit) - sum(parts)
    for place in sorted(range(len(units)), key=lambda k: (parts[k] - units[k], k))[:spare]:
        parts[place] += 1
    return [part * unit for part in parts]
