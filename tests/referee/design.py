"""Section 4 of the contract: designs, variants, measures, plans."""
import datetime
import os
import re
from fractions import Fraction

from formula import FormulaError, evaluate, names_of, parse
from tables import FOREVER, Refused, read_yaml

FIGURES = ('value', 'quota', 'attainment', 'target', 'months')


def load_files(folder):
    """File name -> tree, a variant merged over its base."""
    names = sorted(name for name in os.listdir(folder) if name.endswith('.yaml'))
    own = {name: read_yaml(os.path.join(folder, name)) for name in names}
    base = (own.get('design.yaml') or {}).get('based_on')
    if base is None:
        return own
    merged = load_files(os.path.join(folder, base))
    for name, tree in own.items():
        if removes(tree):
            merged.pop(name, None)
        else:
            merged[name] = merge(merged.get(name), tree)
    return merged


def removes(tree):
    return tree is None or (isinstance(tree, str) and tree in ('null', '~', ''))


def merge(base, over):
    if not isinstance(over, dict):
        return over
    found = dict(base) if isinstance(base, dict) else {}
    for key, tree in over.items():
        if removes(tree):
            found.pop(key, None)
        else:
            found[key] = merge(found.get(key), tree)
    return found


class Design:
    def __init__(self, folder):
        files = load_files(folder)
        tree = files.get('measures.yaml') or {}
        self.measures = {name: Measure(name, part) for name, part in tree.get('measures', {}).items()}
        for measure in self.measures.values():
            measure.parts = [self.measures[part] for part in measure.part_names]
        plans = [name for name in files if name not in ('design.yaml', 'measures.yaml')]
        self.plans = [Plan(self, files[name]) for name in sorted(plans)]


    def used(self, start, end):
        """The names of the measures that are summed by a plan with an effective day from start to end."""
        return {measure.name for plan in self.plans if plan.start <= end and plan.end >= start
                for component in plan.components if component.measure for measure in component.measure.summed()}


class Measure:
    """A sum of credits, or a ratio of two such sums (parts: numerator, denominator)."""

    def __init__(self, name, tree):
        self.name, self.parts = name, []
        self.part_names = [tree[k] for k in ('numerator', 'denominator') if k in tree]
        self.ratio = bool(self.part_names)
        self.money = tree.get('unit') == 'money'
        self.entries = [Entry(part) for part in tree.get('credits', [])]

    def lines(self):
        if self.ratio:
            return [line for line in self.parts[0].lines() if line in self.parts[1].lines()]
        return list(dict.fromkeys(line for entry in self.entries for line in entry.to))

    def summed(self):
        return self.parts if self.ratio else [self]


class Entry:
    """One way in which rows of a feed contribute. to: line -> 'company' or [(payee column, share tree)]."""

    def __init__(self, tree):
        self.feed = tree['feed']
        self.when, self.date, self.value = parse(tree.get('when', 'TRUE')), parse(tree['date']), parse(tree.get('value', '1'))
        self.to = {}
        for line, legs in tree['to'].items():
            if legs == 'company':
                self.to[line] = 'company'
            elif isinstance(legs, str):
                self.to[line] = [(legs, parse('100%'))]
            else:
                self.to[line] = [(leg['payee'], parse(leg.get('share', '100%'))) for leg in legs]


class Plan:
    def __init__(self, design, tree):
        self.name, self.condition = tree['plan'], parse(tree['for'])
        effective = tree.get('effective', {})
        self.start = day(effective.get('from'), datetime.date.min)
        self.end = day(effective.get('to'), FOREVER)
        self.components = [Component(design, name, part) for name, part in tree['components'].items()]
        ramp = tree.get('ramp', {})
        before = ramp.get('first_month', {}).get('if_start_before_day')
        self.start_before_day = int(before) if before else None
        self.ramp = [constant(factor) for factor in ramp.get('quota', [])]
        self.draw = Draw(tree['draw']) if 'draw' in tree else None
        self.forfeits = tree.get('if_left') == 'forfeit'
        self.credit_after_end = int(tree.get('credit_after_end', '0').split()[0])      # months
        self.target_spread = [constant(tree['target_spread'][q]) for q in ('Q1', 'Q2', 'Q3', 'Q4')] if 'target_spread' in tree else None
        self.cap_percent, self.cap_money = money_or_share(tree.get('cap'))
        weights = [c.weight for c in self.components if c.pays == 'target']
        if weights and sum(weights) != 1:
            raise Refused(f'{self.name}: weights add up to {sum(weights)}')

    def has_payment_rules(self):
        return self.draw is not None or any(c.hold_share or len(c.instalments) > 1 for c in self.components)


def day(text, default):
    return datetime.date.fromisoformat(text) if text else default


def constant(text):
    """A figure of the plan: a number, a percentage, a constant formula."""
    text = re.sub(r'(?<=\d)_(?=\d)', '', text)
    try:
        return evaluate(parse(text), lambda name: None)
    except FormulaError as problem:
        raise Refused(f'{text}: {problem}')


class Draw:
    """amount: money a month, or with is_share of the month's target incentive. months None: always."""

    def __init__(self, tree):
        self.recoverable = tree['kind'] == 'recoverable'
        share, money = money_or_share(tree['amount'])
        self.is_share, self.amount = share is not None, share if share is not None else money
        self.months = int(tree['months']) if 'months' in tree else None
        recover = tree.get('recover', {})
        self.after = int(recover['after']) if 'after' in recover else None
        self.share = constant(recover.get('share', '100%'))


def money_or_share(text):
    """-> (share, money), one of them None."""
    if text is None:
        return None, None
    return (constant(text), None) if '%' in text else (None, constant(text))


class Component:
    def __init__(self, design, name, tree):
        self.name, self.title = name, tree.get('title', name)
        self.measure = design.measures[tree['measure']] if 'measure' in tree else None
        self.of, self.window = tree.get('of', 'self'), tree.get('window', 'month')
        self.paid, self.pays = tree.get('paid', 'monthly'), tree.get('pays', 'target')
        self.rate = rate_of(tree['rate'], name) if 'rate' in tree else None
        on_value = self.window == 'credit' or (self.rate and self.rate.on == 'value')
        self.against = tree.get('against', 'none' if on_value else 'quota') if self.measure else 'none'
        self.goal = None
        if self.against not in ('quota', 'window_quota', 'none'):
            self.goal, self.against = constant(self.against), 'goal'
        if self.rate and self.rate.on is None:
            self.rate.on = 'value' if self.against == 'none' else 'attainment'
        lines = self.measure.lines() if self.measure else []
        self.credit = tree.get('credit', lines[0] if len(lines) == 1 else None)
        if self.measure and self.credit not in lines:
            raise Refused(f'{name}: which credit line?')
        self.weight = constant(tree['weight']) if 'weight' in tree else Fraction(1)
        self.formula = parse(tree['formula']) if 'formula' in tree else None
        self.gate = parse(tree['gate']) if 'gate' in tree else None
        self.modifier = Rate(tree['modifier']) if 'modifier' in tree else None
        self.when_empty = constant(tree['when_empty']) if 'when_empty' in tree else None
        self.floor = tree.get('floor', 'zero')
        self.cap_percent, self.cap_money = money_or_share(tree.get('cap'))
        self.quota_of_self = tree.get('quota_of') == 'self'
        self.instalments = [constant(part) for part in tree.get('instalments', ['100%'])]
        hold = tree.get('hold_back', {})
        self.hold_share = constant(hold.get('share', '0%'))
        self.release = {'year_end': 'year', 'half_end': 'half', 'quarter_end': 'quarter'}[hold.get('release', 'year_end')]

    def lines(self):
        """The (measure, credit line) pairs that it sums."""
        return {(measure.name, self.credit) for measure in self.measure.summed()} if self.measure else set()

    def uses_target(self):
        return self.pays == 'target' or (self.formula is not None and 'target' in names_of(self.formula))


def rate_of(tree, owner):
    return Matrix(tree, owner) if 'rows' in tree else Rate(tree)


class Matrix:
    """A rate table of two figures: cells[row][column]."""

    def __init__(self, tree, owner):
        self.method = tree['method']
        self.asks = [tree[axis]['on'] for axis in ('rows', 'cols')]
        self.places = [[constant(place) for place in tree[axis]['from']] for axis in ('rows', 'cols')]
        self.cells = [[constant(cell) for cell in row] for row in tree['pays']]
        own = {'attainment', f'{owner}.attainment'}
        self.on = 'attainment' if own & set(self.asks) else 'value'

    def parts(self, places, point):
        """Place -> its part in what is paid."""
        point = max(point, Fraction(0))
        if self.method == 'step' or point <= places[0] or point >= places[-1]:
            return {max([k for k, place in enumerate(places) if place <= point], default=0): Fraction(1)}
        right = min(k for k, place in enumerate(places) if place > point)
        part = (point - places[right - 1]) / (places[right] - places[right - 1])
        return {right - 1: 1 - part, right: part}

    def pays(self, row, column):
        down, across = self.parts(self.places[0], row), self.parts(self.places[1], column)
        return sum(down[i] * across[j] * self.cells[i][j] for i in down for j in across)


class Rate:
    """A rate table: steps are (edge, pays), of tiers or of points."""

    def __init__(self, tree):
        self.on, self.method = tree.get('on'), tree['method']
        self.extend = tree.get('beyond', 'flat') == 'extend'
        if 'tiers' in tree:
            self.steps = [(constant(t['from']), constant(t['pays'])) for t in tree['tiers']]
        else:
            self.steps = [(constant(p['at']), constant(p['pays'])) for p in tree['points']]

    # ---- the pays of the tier reached, or interpolated

    def pays(self, point, below=False):
        """below: an input below 0 stays there (floor: none)."""
        if not below:
            point = max(point, Fraction(0))
        if self.method == 'linear':
            return self.line(point)
        reached = [pays for edge, pays in self.steps if point >= edge]
        return reached[-1] if reached else self.steps[0][1]

    def line(self, point):
        steps = self.steps
        if point < steps[0][0]:
            if steps[0][0] == 0 and point < 0:
                return self.outside(point, steps[0], self.slopes()[:1])
            return steps[0][1]
        if point >= steps[-1][0]:
            slopes = self.slopes()[-1:] if self.extend else []
            return self.outside(point, steps[-1], slopes)
        for (left, low), (right, high) in zip(steps, steps[1:]):
            if left <= point < right:
                return low + (high - low) * (point - left) / (right - left)
        raise AssertionError('points ascend')

    def slopes(self):
        return [(high - low) / (right - left) for (left, low), (right, high) in zip(self.steps, self.steps[1:])
                if right != left]

    @staticmethod
    def outside(point, step, slopes):
        return step[1] + (slopes[0] * (point - step[0]) if slopes else 0)

    # ---- an amount cut by tiers

    def sliced(self, amount, scale=Fraction(1), below=False):
        """Sum over tiers of (the part of amount inside the tier x its pays); edges times scale."""
        if amount < 0:
            return amount * self.steps[0][1] if below else Fraction(0)
        total = Fraction(0)
        for place, (edge, pays) in enumerate(self.steps):
            top = self.steps[place + 1][0] * scale if place + 1 < len(self.steps) else amount
            total += max(Fraction(0), min(amount, top) - edge * scale) * pays
        return total

    def multiplier(self, point, below=False):
        if self.method == 'marginal':
            return self.sliced(point, below=below)
        if self.method == 'whole':
            return point * self.pays(point, below)           # only the look-up is raised to 0
        return self.pays(point, below)

    def pays_nothing(self, point, below=False):
        """Is the pays of every tier reached 0?"""
        if self.method == 'marginal':
            point = max(point, Fraction(0))
            reached = [pays for edge, pays in self.steps if edge < point or edge == 0 or edge == point]
            return all(pays == 0 for pays in reached)
        return self.pays(point, below) == 0
