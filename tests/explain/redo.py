"""A payee's month done again from its explanation alone, in fractions, as the contract says it.

check(json) gives the complaints: figures that the explanation's own terms do not come to.
"""
import calendar
import os
import sys
from fractions import Fraction

sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'referee'))
from formula import evaluate, parse          # noqa: E402

ONE = Fraction(1)


def check(told):
    return Month(told).complaints


def rounded(amount, mode):
    """Fraction -> whole number."""
    size = abs(amount)
    down, rest = divmod(size, 1)
    half = Fraction(1, 2)
    up = {'half_up': rest >= half, 'half_down': rest > half, 'down': False, 'up': rest > 0,
          'half_even': rest > half or (rest == half and down % 2 == 1)}[mode]
    return int(down + up) * (1 if amount >= 0 else -1)


def months(text):
    return int(text[:4]) * 12 + int(text[5:7]) - 1


class Month:
    def __init__(self, told):
        self.told, self.complaints = told, []
        self.unit = Fraction(1, 10 ** told['digits'])
        for component in told['components']:
            self.component(component)
        self.pay()

    def want(self, where, have, wanted):
        if have != wanted:
            self.complaints.append(f'{where}: {have}, but its terms come to {wanted}')

    def money(self, amount):
        return rounded(amount / self.unit, self.told['rounding']) * self.unit

    # --- one component

    def component(self, told):
        self.name = f'{told["plan"]}, {told["component"]}'
        figures = {}
        value = self.value(told)
        quota = self.quota(told)
        attainment, empty = None, 'empty' in told['notes']
        given = Fraction(told['when_empty']) if 'when_empty' in told else Fraction(0)
        if value is None:
            figures['value'] = given
        elif value is not False:
            figures['value'] = value
        if told['against'] != 'none' and value is not False:
            if quota is not None and quota != 0 and value is not None:
                attainment = value / quota
            self.exact(told, 'attainment', attainment)
            figures['attainment'] = given if attainment is None else attainment
            self.want(self.name + ' empty', empty, 'when_empty' in told and
                      (value is None or attainment is None))
        elif value is not False:
            self.want(self.name + ' empty', empty, value is None and 'when_empty' in told)
        figures['quota'] = quota or Fraction(0)
        figures['target'] = self.target(told)
        figures['months'] = Fraction(told['months'])
        self.notes(told)
        if 'rounded' in told:
            self.earn(told, figures)
        self.earned(told)

    def exact(self, told, name, wanted):
        shown = told[name]
        if shown is None or wanted is None:
            self.want(f'{self.name} {name}', shown, wanted)
            return
        self.want(f'{self.name} {name}', Fraction(shown['exact']), wanted)
        places = rounded(abs(wanted) * 10 ** 6, 'half_up') * (1 if wanted >= 0 else -1)
        self.want(f'{self.name} {name}, decimal', Fraction(shown['decimal']),
                  Fraction(places, 10 ** 6))

    def value(self, told):
        """A Fraction; None: it divides by zero; False: nothing is measured."""
        if 'measure' not in told:
            return False
        total = sum((Fraction(credit['amount']) * credit['times'] for credit in told['credits']),
                    Fraction(0))
        if 'denominator_credits' not in told:
            self.exact(told, 'value', total)
            return total
        below = sum((Fraction(credit['amount']) * credit['times']
                     for credit in told['denominator_credits']), Fraction(0))
        self.want(self.name + ' numerator', Fraction(told['numerator']), total)
        self.want(self.name + ' denominator', Fraction(told['denominator']), below)
        value = total / below if below else None
        self.exact(told, 'value', value)
        return value

    def quota(self, told):
        if told['quota'] is None:
            return None
        if told['against'] == 'goal' and 'denominator_credits' in told:
            self.exact(told, 'quota', Fraction(told['goal']))
            return Fraction(told['goal'])
        total, carried, carriers = Fraction(0), None, Fraction(0)
        for term in told['quota_terms'] + [{'from': 'end'}]:
            if term['from'] != 'carrier' and carried is not None:
                self.want(self.name + ' carried quota', Fraction(carried['monthly']), carriers)
                carried, carriers = None, Fraction(0)
            if term['from'] == 'end':
                break
            amount = (Fraction(term['monthly']) * Fraction(term['ramp']) * term['days'] /
                      self.month_days(term))
            self.want(f'{self.name} quota of {term["month"]}', Fraction(term['amount']), amount)
            if term['from'] == 'carrier':
                carriers += amount
            else:
                total += amount
                carried = term if term['from'] == 'carried' else None
        self.exact(told, 'quota', total)
        return total

    def month_days(self, term):
        year, month = map(int, term['month'].split('-'))
        days = calendar.monthrange(year, month)[1]
        self.want(f'{self.name} days of {term["month"]}', term['days_of_month'], days)
        return days

    def target(self, told):
        total = Fraction(0)
        for term in told['target_terms']:
            amount = (Fraction(term['yearly']) * Fraction(term['part']) * term['days'] /
                      self.month_days(term))
            self.want(f'{self.name} target of {term["month"]}', Fraction(term['amount']), amount)
            total += amount
        total *= Fraction(told['weight'])
        self.exact(told, 'target', total)
        return total

    def notes(self, told):
        if 'measure' in told:
            counted = told['credits'] + told.get('denominator_credits', [])
            none = not any(credit['times'] > 0 for credit in counted)
            self.want(self.name + ' no_credit', 'no_credit' in told['notes'], none)

    # --- rules

    def earn(self, told, figures):
        below = told['floor'] == 'none'
        table = self.table(told, figures, below)
        self.want(self.name + ' table', Fraction(told['table_pays']), table)
        modifier = self.modifier(told, figures)
        amount = table * modifier
        capped = gated = floored = False
        cap = told.get('cap')
        if told['pays'] == 'target':
            if cap and cap['of'] == 'multiplier' and amount > Fraction(cap['at']):
                amount, capped = Fraction(cap['at']), True
            self.want(self.name + ' multiplier', Fraction(told['multiplier']), amount)
            amount *= figures['target']
        self.want(self.name + ' before the gate', Fraction(told['before_gate']), amount)
        if 'gate' in told:
            is_open = self.formula(told['gate'], figures)
            self.want(self.name + ' gate', told['gate_open'], is_open)
            gated = not is_open
            amount = amount if is_open else Fraction(0)
        if cap and cap['of'] == 'money' and amount > Fraction(cap['at']):
            amount, capped = Fraction(cap['at']), True
        if not below and told['window'] != 'credit' and amount < 0:
            amount, floored = Fraction(0), True
        self.want(self.name + ' before rounding', Fraction(told['before_rounding']), amount)
        self.want(self.name + ' rounded', Fraction(told['rounded']), self.money(amount))
        lowered = 'plan_cap' in told and any(
            part['component'] == told['component'] and part['before'] != part['earned']
            for part in told['plan_cap']['parts'])
        for word, holds in (('gated', gated), ('floored', floored), ('capped', capped or lowered)):
            self.want(f'{self.name} {word}', word in told['notes'], holds)

    def table(self, told, figures, below):
        if 'formula' in told:
            return self.formula(told['formula'], figures)
        if 'matrix' in told:
            return self.matrix(told['matrix'], figures)
        rate = told['rate']
        if told['window'] == 'credit':
            total = Fraction(0)
            for credit in told['credits']:
                pays = self.credit_pays(told, Fraction(credit['amount']))
                self.want(self.name + ' credit', Fraction(credit['pays']), pays)
                total += pays * credit['times']
            return total
        given = figures[rate['on']]
        self.want(self.name + ' input', Fraction(rate['input']), given)
        looked = given if below else max(given, Fraction(0))
        if told['pays'] == 'target':
            if rate['method'] == 'marginal':
                return over_tiers(rate, given, ONE, below)
            pays = pays_at(rate, looked)
            return given * pays if rate['method'] == 'whole' else pays
        if told['pays'] == 'amount':
            return pays_at(rate, looked)
        bound = ONE if rate['on'] == 'value' else figures['quota']
        if rate['method'] == 'marginal' and bound > 0:
            return over_tiers(rate, figures['value'], bound, below)
        return figures['value'] * pays_at(rate, looked)

    def credit_pays(self, told, amount):
        rate, size = told['rate'], abs(amount)
        if not amount:
            return Fraction(0)
        if told['pays'] == 'amount':
            pays = pays_at(rate, size)
        elif rate['method'] == 'marginal':
            pays = over_tiers(rate, size, ONE, False)
        else:
            pays = size * pays_at(rate, size)
        return -pays if amount < 0 else pays

    def matrix(self, matrix, figures):
        places, weights = [], []
        for axis, on, given in (('rows', 'rows_on', 'row_input'), ('cols', 'cols_on', 'col_input')):
            value = Fraction(matrix[given])
            self.looked_at(matrix[on], value, figures)
            value = max(value, Fraction(0))
            points = [Fraction(point) for point in matrix[axis]]
            at = max((i for i, point in enumerate(points) if value >= point), default=0)
            linear = matrix['method'] == 'linear' and at + 1 < len(points) and value > points[at]
            places.append((at, at + 1 if linear else at))
            weights.append((value - points[at]) / (points[at + 1] - points[at]) if linear
                           else Fraction(0))
        columns = len(matrix['cols'])

        def cell(row, column):
            return Fraction(matrix['pays'][row * columns + column])
        (top, bottom), (left, right) = places
        down, across = weights
        upper = cell(top, left) + (cell(top, right) - cell(top, left)) * across
        lower = cell(bottom, left) + (cell(bottom, right) - cell(bottom, left)) * across
        return upper + (lower - upper) * down

    def modifier(self, told, figures):
        if 'modifier' not in told:
            return ONE
        modifier = told['modifier']
        given = Fraction(modifier['input'])
        self.looked_at(modifier['on'], given, figures)
        looked = max(given, Fraction(0))
        if modifier['method'] == 'marginal':
            factor = over_tiers(modifier, looked, ONE, False)
        else:
            factor = pays_at(modifier, looked)
            factor = looked * factor if modifier['method'] == 'whole' else factor
        self.want(self.name + ' modifier', Fraction(modifier['factor']), factor)
        return factor

    def looked_at(self, on, given, figures):
        own = on.split('.')[-1] if on.startswith(self.name.split(', ')[1] + '.') else on
        if '.' in own:
            self.named(own, given)
        else:
            self.want(f'{self.name} {on}, looked at', given, figures[own])

    def formula(self, told, figures):
        names = {name['name']: Fraction(name['value']) for name in told['names']}
        for name, value in names.items():
            if '.' not in name:
                self.want(f'{self.name} {name} of a formula', value, figures.get(name, Fraction(0)))
            else:
                self.named(name, value)
        return evaluate(parse(told['source']), names.__getitem__)

    def named(self, name, value):
        """A figure of another component, where that has a window of its own in this month."""
        plan = self.name.split(', ')[0]
        key, figure = name.rsplit('.', 1)
        for other in self.told['components']:
            if other['plan'] != plan or other['component'] != key:
                continue
            if figure in ('value', 'attainment'):
                shown = other.get(figure)
                wanted = shown['exact'] if shown else other.get('when_empty', 0)
                self.want(f'{self.name} {name}', value, Fraction(wanted))
            if figure == 'multiplier' and 'multiplier' in other:
                self.want(f'{self.name} {name}', value, Fraction(other['multiplier']))
            if figure == 'earned' and 'rounded' in other:
                due = 'not_due' not in other['notes']
                self.want(f'{self.name} {name}', value, Fraction(other['rounded']) * due)

    # --- earned to date

    def earned(self, told):
        due = 'not_due' not in told['notes']
        self.want(self.name + ' not_due', due, self.is_due(told))
        to_date = Fraction(told['rounded']) * due if 'rounded' in told else Fraction(0)
        if 'plan_cap' in told:
            to_date = self.plan_cap(told, to_date)
        self.want(self.name + ' earned to date', Fraction(told['earned_to_date']), to_date)
        self.want(self.name + ' earning', Fraction(told['earning']),
                  to_date - Fraction(told['earned_before']))

    def window(self, told, month):
        """The first and the last month of the window that a month lies in."""
        length = {'month': 1, 'credit': 1, 'quarter': 3, 'half': 6, 'year': 12}[told['window']]
        start = month - (month - (self.told['fiscal_year_starts'] - 1)) % length
        return start, start + length - 1

    def is_due(self, told):
        if told['paid'] == 'monthly':
            return True
        month = months(self.told['period'])
        last = self.window(told, month)[1]
        if told['plan_to']:
            last = min(last, months(told['plan_to']))
        return month >= last

    def plan_cap(self, told, to_date):
        cap = told['plan_cap']
        limit = Fraction(cap['at']) * Fraction(cap.get('of_target', 1))
        limit = rounded(limit / self.unit, self.told['rounding'])
        self.want(self.name + ' limit', Fraction(cap['limit']), limit * self.unit)
        units = [int(Fraction(part['before']) / self.unit) for part in cap['parts']]
        weights = [max(unit, 0) for unit in units]
        shares = units
        if sum(weights) > limit:
            shares = largest_remainders(limit, weights)
            shares = [share if unit > 0 else unit for share, unit in zip(shares, units)]
        for part, share in zip(cap['parts'], shares):
            self.want(f'{self.name} plan cap, {part["component"]}', Fraction(part['earned']),
                      share * self.unit)
            if part['component'] == told['component']:
                self.want(self.name + ' before the plan cap', Fraction(part['before']), to_date)
                to_date = share * self.unit
        return to_date

    # --- payment

    def pay(self):
        told, paid = self.told, self.told['payment']
        if paid is None:
            return
        self.name = 'payment'
        period = months(told['period'])
        amount = {key: Fraction(value) for key, value in paid.items()
                  if key not in ('month', 'draw_recovers', 'draw_share')}
        earnings = sum((Fraction(c['earning']) for c in told['components']), Fraction(0))
        own = [p for p in told['postings'] if months(p['for_month']) == period]
        self.want('earnings', amount['earnings'], earnings)
        self.want('earnings of postings', sum(Fraction(p['due']) for p in own), earnings)
        released = held = prior = Fraction(0)
        for posting in told['postings']:
            self.posting(posting, period)
            released += Fraction(posting['released'])
            held += Fraction(posting['held'])
            if months(posting['for_month']) != period and told['books']:
                prior += Fraction(posting['due']) - Fraction(posting['booked'])
        self.want('prior', amount['prior'], prior)
        self.want('released', amount['released'], released)
        self.want('held', amount['held'], held)
        self.want('adjustments', amount['adjustments'],
                  sum((Fraction(a['amount']) for a in told['adjustments']), Fraction(0)))
        self.settle(amount, paid)
        if told['month_before']:
            for now, then in (('balance_in', 'balance_out'), ('draw_owed_before', 'draw_owed')):
                self.want(now, amount[now], Fraction(told['month_before'][then]))

    def posting(self, told, period):
        where = f'posting of {told["for_month"]}, {told["component"]}'
        parts = [Fraction(told[key]) for key in ('released_before', 'released', 'forfeited_before',
                                                 'forfeited', 'held')]
        due = Fraction(told['due'])
        self.want(where + ' parts', sum(parts), due)
        causes = sum((Fraction(cause['amount']) for cause in told['causes']), Fraction(0))
        if told['causes']:
            self.want(where + ' causes', causes, due - Fraction(told['booked']))
        if 'earned_to_date' in told:
            self.want(where + ' due', due,
                      Fraction(told['earned_to_date']) - Fraction(told['earned_before']))
        earned = months(told['for_month'])
        plan = told.get('schedule')
        paid, lost = self.schedule(plan, due, earned, period) if plan else (due, Fraction(0))
        self.want(where + ' released', parts[0] + parts[1], paid - (parts[2] if not plan else 0))
        if plan:
            self.want(where + ' forfeited', parts[2] + parts[3], lost)

    def schedule(self, plan, due, earned, month):
        """What is paid out, and lost, up to and including a month."""
        left = months(plan['left']) if plan['left'] else None
        if left is not None and month >= left:
            if plan['if_left'] == 'pay':
                return due, Fraction(0)
            paid = self.by_parts(plan, due, earned, max(left, earned))
            return paid, due - paid
        return self.by_parts(plan, due, earned, month), Fraction(0)

    def by_parts(self, plan, due, earned, month):
        back = self.money(due * Fraction(plan['hold_back']))
        rest, parts = due - back, plan['instalments']
        paid = rest
        if month - earned + 1 < len(parts):
            paid = sum((self.money(rest * Fraction(part)) for part in parts[:month - earned + 1]),
                       Fraction(0))
        if back or 'release' in plan:
            length = {'year_end': 12, 'half_end': 6, 'quarter_end': 3}[plan['release']]
            start = earned - (earned - (self.told['fiscal_year_starts'] - 1)) % length
            paid += back if month >= start + length - 1 else 0
        return paid

    def settle(self, amount, paid):
        available = amount['balance_in'] + amount['released'] + amount['adjustments']
        self.want('available', amount['available'], available)
        counted, draw = max(available, Fraction(0)), amount['draw_amount']
        drawn, repaid, owed = Fraction(0), Fraction(0), amount['draw_owed_before']
        if counted < draw:
            drawn = draw - counted
            owed += drawn - min(drawn, amount['draw_guaranteed'])
        elif paid['draw_recovers'] and owed:
            share = (counted - draw) * Fraction(paid['draw_share'])
            repaid = min(owed, rounded(share / self.unit, 'down') * self.unit)
            owed -= repaid
        for key, wanted in (('draw_paid', drawn), ('draw_repaid', repaid), ('draw_owed', owed),
                            ('payment', counted + drawn - repaid),
                            ('balance_out', min(available, Fraction(0)))):
            self.want(key, amount[key], wanted)


def pays_at(rate, given):
    tiers = [(Fraction(tier['at']), Fraction(tier['pays'])) for tier in rate['tiers']]
    if rate['method'] != 'linear':
        return next((pays for at, pays in reversed(tiers) if given >= at), tiers[0][1])
    if given >= tiers[-1][0]:
        return beyond(rate, tiers, given)
    if given < tiers[0][0]:
        goes_on = len(tiers) > 1 and given < 0 and tiers[0][0] == 0 and tiers[1][0] != tiers[0][0]
        return line(tiers[0], tiers[1], given) if goes_on else tiers[0][1]
    at = max(i for i, tier in enumerate(tiers) if given >= tier[0])
    return line(tiers[at], tiers[at + 1], given)


def beyond(rate, tiers, given):
    last = tiers[-1]
    if rate['beyond'] == 'extend':
        for one, two in reversed(list(zip(tiers, tiers[1:]))):
            if one[0] != two[0]:
                return last[1] + (given - last[0]) * (two[1] - one[1]) / (two[0] - one[0])
    return last[1]


def line(one, two, given):
    return one[1] + (given - one[0]) * (two[1] - one[1]) / (two[0] - one[0])


def over_tiers(rate, amount, bound, below):
    tiers = [(Fraction(tier['at']) * bound, Fraction(tier['pays'])) for tier in rate['tiers']]
    if amount < 0:
        return amount * tiers[0][1] if below else Fraction(0)
    total = Fraction(0)
    for i, (start, pays) in enumerate(tiers):
        end = tiers[i + 1][0] if i + 1 < len(tiers) else amount
        total += max(min(amount, end) - start, Fraction(0)) * pays
    return total


def largest_remainders(whole, weights):
    exact = [Fraction(whole * weight, sum(weights)) for weight in weights]
    parts = [int(share) for share in exact]
    order = sorted(range(len(parts)), key=lambda i: (parts[i] - exact[i], i))
    for i in order[:whole - sum(parts)]:
        parts[i] += 1
    return parts
