#!/usr/bin/env python3
"""Random companies, two designs of each, and what `attain compare` says: compares.py --attain build/attain [--seed N] [--seeds COUNT]

The second design is the first one with some of its rules drawn anew: plans, measures, quotas, weights, rates, windows, gates,
modifiers, caps, payment rules. Over a random range of months, by other arithmetic than attain's:
- the causes of every payee add up to his difference, exactly, in order and order-free (shapley);
- what payees are paid and earn adds up to the roles, the months, the designs; earnings to the components, too;
- a payee's month is what `attain run --plans` of that month pays him and has him earn, under either design;
- a design against itself: no rule, no difference, no cause;
- the other way round every difference has the other sign, and so has every order-free cause;
- one thread or four, and once more: the same bytes."""
import argparse, collections, copy, csv, json, os, random, re, shutil, subprocess, sys, tempfile
from decimal import Decimal

HERE = os.path.dirname(os.path.abspath(__file__))
sys.dont_write_bytecode = True
sys.path.insert(0, HERE)
from company_maker import Maker, emit                  # noqa: E402
from payment_maker import PARTS, RULES, PaymentMaker          # noqa: E402

LACKS = re.compile(r"^([ab])/(\w+)\.yaml:\S+ error: \S+, component (\w+) of plan .*\[(?:quota-missing|input-empty)\]", re.M)
AMOUNTS = ("earned", "paid", "paid_a", "difference")


class Skip(Exception):
    """One of the designs can't be paid by."""


class Trial:
    def __init__(self, seed, place, attain, counts):
        self.attain, self.folder, self.counts = attain, os.path.join(place, str(seed)), counts
        self.chance = random.Random(f"compare {seed}")
        rules = [rule for rule in RULES if rule != "pay_currency"]      # compare is in the company's currency alone
        self.maker = PaymentMaker(seed, self.folder, rules) if seed % 2 else Maker(seed, self.folder)
        self.maker.may_lack = False
        months = self.maker.write()
        self.plans = {"a": self.maker.plans, "b": copy.deepcopy(self.maker.plans)}
        self.measures = {"a": self.maker.measures(), "b": None}
        self.measures["b"] = self.maker.measures() if self.chance.random() < 0.4 else self.measures["a"]
        kinds = [self.plan, self.quota, self.weights, self.rate, self.window, self.gate, self.modifier, self.cap, self.payment]
        self.changed = self.chance.sample(kinds, self.chance.randint(3, 5))
        for change in self.changed:
            for role, plan in self.plans["b"].items():
                change(role, plan)
        start = self.chance.randrange(12)
        self.months = months[start:start + self.chance.choice([1, 2, 3, 12])]

    # ---- what the second design has of its own

    def component(self, plan):
        return self.chance.choice(list(plan["components"].values()))

    def plan(self, role, plan):
        self.plans["b"][role] = self.maker.plan(role)

    def quota(self, role, plan):
        component = self.component(plan)
        if component.get("against", "none") in ("quota", "window_quota"):
            component["against"] = "25" if component["measure"] == "points" else str(30 * self.maker.unit)
            component.pop("quota_of", None)
        plan["ramp"] = {"quota": ["25%", "50%", "100%"]}

    def weights(self, role, plan):
        weighted = [component for component in plan["components"].values() if "weight" in component]
        weights = [component["weight"] for component in weighted]
        for component, weight in zip(weighted, weights[1:] + weights[:1]):
            component["weight"] = weight

    def rate(self, role, plan):
        tables = [c["rate"] for c in plan["components"].values() if c.get("rate")]
        for item in [item for table in tables for item in table.get("tiers", table.get("points", []))][:5]:
            if str(item["pays"]).endswith("%"):
                item["pays"] = self.chance.choice(["0%", "7%", "65%", "110%"])

    def window(self, role, plan):
        component = self.component(plan)
        if component["window"] != "credit":
            component["window"] = self.chance.choice(["month", "quarter", "half", "year"])
        plan["effective"]["to"] = max(plan["effective"]["from"], self.maker.day())

    def gate(self, role, plan):
        component = self.component(plan)
        if component.pop("gate", None) is None and component.get("pays") != "nothing":
            component["gate"] = f"value >= {self.maker.unit}"

    def modifier(self, role, plan):
        component = self.component(plan)
        if component.pop("modifier", None) is None and component.get("pays") in ("target", "credited"):
            edge = "50%" if component["measure"] == "keeping" else "9"
            component["modifier"] = {"on": "value", "method": "step", "tiers": [{"from": "0", "pays": "80%"}, {"from": edge, "pays": "1/3"}]}

    def cap(self, role, plan):
        if plan.pop("cap", None) is None:
            plan["cap"] = str(15 * self.maker.unit)

    def payment(self, role, plan):
        component = self.component(plan)
        if component.get("pays") != "nothing":
            component["instalments"] = self.chance.choice(PARTS)
        plan["draw"] = {"kind": "non_recoverable", "amount": str(5 * self.maker.unit)}

    # ---- the program

    def write(self, name):
        folder = os.path.join(self.folder, name)
        shutil.rmtree(folder, ignore_errors=True)
        for file, tree in {"design": {"design": f"Design {name}"}, "measures": {"measures": self.measures[name]},
                           **{role.lower(): plan for role, plan in self.plans[name].items()}}.items():
            self.maker.put(f"{name}/{file}.yaml", emit(tree))

    def attained(self, *words):
        return subprocess.run([self.attain, *words, "-c", "company.yaml"], cwd=self.folder, capture_output=True, text=True, timeout=60,
                              env={**os.environ, "LC_ALL": "C.UTF-8"})

    def settle(self):
        """Goals where a quota lacks in one of the designs."""
        for _ in range(6):
            self.write("a")
            self.write("b")
            done = self.attained("compare", "a", "b", "--period", f"{self.months[0]}..{self.months[-1]}", "-o", "settled",
                                 "--workbook", "none")
            if not done.returncode:
                return
            for name, file, component in LACKS.findall(done.stderr):
                lacking = next(plan for role, plan in self.plans[name].items() if role.lower() == file)["components"][component]
                lacking.update({"against": "25" if lacking["measure"] == "points" else str(40 * self.maker.unit), "when_empty": "100%"})
                lacking.pop("quota_of", None)
        raise Skip(done.stderr)

    def compare(self, one, two, first, last, *words):
        out = "out-" + "-".join([one, two, *words])
        done = self.attained("compare", one, two, "--period", f"{first}..{last}", "-o", out, "--workbook", "none", *words)
        if "[causes-unsplit]" in done.stderr:
            return None
        if done.returncode:
            raise Skip(done.stderr)
        files = {name: open(os.path.join(self.folder, out, name), encoding="utf-8", newline="").read()
                 for name in sorted(os.listdir(os.path.join(self.folder, out))) if name.endswith((".csv", ".json", ".html"))}
        shutil.rmtree(os.path.join(self.folder, out))
        return {"text": done.stdout.replace(out, "OUT"), **files}

    def run(self, name, month):
        """-> what each is paid, and what each earns."""
        done = self.attained("run", "--period", month, "--plans", name, "-o", "run", "--workbook", "none", "--credits", "none")
        if done.returncode:
            raise Skip(done.stderr)
        found = []
        for file, column in (("payroll.csv", "payment"), ("payouts.csv", "earning")):
            with open(os.path.join(self.folder, "run", file), encoding="utf-8", newline="") as opened:
                found.append(sums(list(csv.DictReader(opened)), ("person_id",), column))
        return found

    # ---- what must hold

    def problems(self):
        self.settle()
        first, last = self.months[0], self.months[-1]
        there = self.compare("a", "b", first, last)
        found = adds_up(there) + causes_add_up(there, "order")
        found += ["other bytes with four threads" for _ in range(self.compare("a", "b", first, last, "-j", "4") != there)]
        found += ["other bytes once more" for _ in range(self.compare("a", "b", first, last) != there)]
        fair = self.compare("a", "b", first, last, "--causes", "shapley")
        back = self.compare("b", "a", first, last, "--causes", "shapley")
        if fair and back:                                 # not every set of rules is a design
            found += causes_add_up(fair, "shapley") + causes_add_up(back, "back")
            found += turned(fair, back, "causes.csv", ("person_id", "cause"))
            self.counts["split"] += 1
        back = back or self.compare("b", "a", first, last)
        found += turned(there, back, "payees.csv", ("person_id",)) + turned(there, back, "months.csv", ("month",))
        if fair and table(fair, "payees.csv") != table(there, "payees.csv"):
            found.append("the causes change what is paid")
        found += self.same(first, last) + self.as_run()
        self.counts["compared"] += 1
        self.counts["causes"] += len({row["cause"] for row in table(there, "causes.csv") if Decimal(row["difference"])})
        self.counts["differ"] += sum(Decimal(row["difference"]) != 0 for row in table(there, "payees.csv"))
        return found

    def same(self, first, last):
        """A design against itself."""
        self.plans["c"], self.measures["c"] = self.plans["a"], self.measures["a"]
        self.write("c")
        found = []
        for one in (self.compare("a", "a", first, last), self.compare("a", "c", first, last, "--causes", "shapley")):
            found += [f"against itself: {name}: {row}" for name in ("payees.csv", "roles.csv", "months.csv", "designs.csv", "causes.csv")
                      for row in table(one, name) if Decimal(row["difference"])]
            if "The designs have the same rules." not in one["text"]:
                found.append("against itself: rules differ")
        return found

    def as_run(self):
        """Payees of one month of the range, under both designs."""
        month, found = self.chance.choice(self.months), []
        rows = table(self.compare("a", "b", month, month), "payees.csv")
        for letter, name in (("A", "a"), ("B", "b")):
            for column, wanted in zip(("paid", "earned"), self.run(name, month)):
                got = sums([row for row in rows if row["design"] == letter], ("person_id",), column)
                found += [f"{month} {letter} {who[0]}: {column} {got[who]}, the run says {wanted[who]}"
                          for who in sorted(set(got) | set(wanted)) if got[who] != wanted[who]]
        return found


def table(compared, name):
    return list(csv.DictReader(compared[name].splitlines()))


def sums(rows, by, column):
    found = collections.defaultdict(Decimal)
    for row in rows:
        found[tuple(row[name] for name in by)] += Decimal(row[column])
    return found


def adds_up(compared):
    """Payees against roles, months, designs and components."""
    payees, found = table(compared, "payees.csv"), []
    for row in payees:
        if Decimal(row["paid"]) - Decimal(row["paid_a"]) != Decimal(row["difference"]):
            found.append(f"no difference of its own: {row}")
    for name, by, columns in (("roles.csv", ("design", "role", "team"), AMOUNTS), ("designs.csv", ("design",), AMOUNTS),
                              ("months.csv", ("design",), AMOUNTS), ("components.csv", ("design",), ("earned",))):
        for column in columns:
            wanted, got = sums(payees, by, column), sums(table(compared, name), by, column)
            found += [f"{name} {key}: {column} {got[key]}, payees come to {wanted[key]}" for key in set(wanted) | set(got)
                      if got[key] != wanted[key]]
    return found


def causes_add_up(compared, what):
    wanted = sums([row for row in table(compared, "payees.csv") if row["design"] == "B"], ("person_id",), "difference")
    got = sums(table(compared, "causes.csv"), ("person_id",), "difference")
    return [f"{what}: causes of {who[0]} come to {got[who]}, the difference is {wanted[who]}" for who in set(wanted) | set(got)
            if got[who] != wanted[who]]


def turned(there, back, name, by):
    one, other = (sums([row for row in table(side, name) if row["design"] == "B"], by, "difference") for side in (there, back))
    return [f"{name} {key}: {one[key]}, the other way round {other[key]}" for key in set(one) | set(other) if one[key] != -other[key]]


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--attain", required=True)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--seeds", type=int, default=40)
    given = options.parse_args()
    place, counts, failed = tempfile.mkdtemp(prefix="attain-compares-"), collections.Counter(), 0
    print(f"seeds {given.seed} to {given.seed + given.seeds - 1}")
    for seed in range(given.seed, given.seed + given.seeds):
        trial = Trial(seed, place, os.path.abspath(given.attain), counts)
        try:
            problems = trial.problems()
        except Skip as skipped:
            counts["skipped"] += 1
            print(f"seed {seed} skipped:", *[line for line in str(skipped).splitlines() if "error:" in line][:3])
            continue
        if problems:
            failed += 1
            print(f"seed {seed}: {trial.folder} {[change.__name__ for change in trial.changed]}", *problems[:12], sep="\n  ")
    print(dict(counts), f"{failed} failed")
    if not failed:
        shutil.rmtree(place)
    enough = counts["compared"] * 2 >= given.seeds and counts["causes"] > counts["compared"] and counts["split"] and counts["differ"]
    sys.exit(0 if enough and not failed else 1)


if __name__ == "__main__":
    main()
