#!/usr/bin/env python3
"""Sweeps over the example's designs, held against runs with the edited YAML: sweeps.py --attain build/attain PLANS COMPANY [--seeds COUNT]

Every seed picks a design, one or two of its keys and values for them, and sweeps over a range of months. Then some of the variants
are written out as designs of their own, and every month of the range is run by them:
- what a variant pays is the sum of what the runs pay;
- a variant that can't be is a design that can't be run, and the other way round;
- one whose values are those of the design as it stands differs by 0, and the unchanged design pays what its own runs pay;
- one thread or three, the same bytes."""
import argparse, copy, csv, glob, json, os, random, re, shutil, subprocess, sys, tempfile
import yaml

PLAN_VALUES = {"cap": ["80%", "120%", "null"], "ramp": ["{quota: [0%, 25%, 50%]}", "null"], "credit_after_end": ["1", "null"],
               "draw": ["{kind: non_recoverable, amount: 50000}", "{kind: recoverable, amount: 60%, months: 3}"],
               "effective.to": ["2026-03-31", "2026-07-15"], "if_left": ["forfeit", "pay"], "target_spread": ["[20%, 20%, 30%, 30%]", "null"]}
COMPONENT_VALUES = {"cap": ["90%", "150%", "null"], "of": ["self", "team", "company", "reports"], "window": ["month", "quarter", "year"],
                    "paid": ["at_end", "monthly"], "floor": ["none", "zero"], "when_empty": ["100%", "40%", "null"],
                    "hold_back": ["{share: 20%, release: quarter_end}"], "instalments": ["[50%, 30%, 20%]", "null"], "gate": ["null"],
                    "weight": ["50%", "100%"], "against": ["quota", "window_quota", "null"], "quota_of": ["self"], "": ["null"],
                    "rate.method": ["step", "marginal", "whole", "linear"]}


def keys(plan):
    """Paths below a plan, with values to try; what stands there is always one of them."""
    for key, values in PLAN_VALUES.items():
        yield [key], values
    for name, component in plan["components"].items():
        for key, values in COMPONENT_VALUES.items():
            yield [name + "." + key if key else name], values
        for kind in ("tiers", "points"):
            for number, item in enumerate((component.get("rate") or {}).get(kind) or [], 1):
                for key in item:
                    yield [f"{name}.rate.{kind}[{number}].{key}"], ["0%", "65%", "105%", "180%", "null"]


def steps(plan, path):
    """`acv.rate.tiers[3].pays` as a list of keys and numbers from 0."""
    parts = [int(part) - 1 if part.isdigit() else part for part in re.findall(r"[^.\[\]]+", path)]
    return ["components"] + parts if parts[0] in plan["components"] else parts


def there(plan, path):
    """What stands there, as one would write it; None: nothing, or more than a word."""
    found = plan
    for step in steps(plan, path):
        try:
            found = found[step]
        except (KeyError, IndexError, TypeError):
            return None
    return found if isinstance(found, str) else None


def edit(plan, path, value):
    """Another plan; KeyError where the path leads nowhere."""
    plan = copy.deepcopy(plan)
    plan.pop("examples", None)
    *way, last = steps(plan, path)
    place = plan
    for step in way:
        if not isinstance(place, list if isinstance(step, int) else dict):
            raise KeyError(path)
        place = place[step]
    new = yaml.load(value, yaml.BaseLoader)
    if value != "null":
        place[last] = new
    elif isinstance(place, list) or last in place:
        del place[last]
    return plan


class Trial:
    def __init__(self, seed, given, place):
        self.random, self.given, self.place = random.Random(seed), given, place
        self.design = self.random.choice(given.designs)
        self.plans = {}
        folder = self.design
        while folder:                                             # a variant's bases first
            with open(os.path.join(folder, "design.yaml"), encoding="utf-8") as file:
                base = (yaml.load(file, yaml.BaseLoader) or {}).get("based_on")
            for path in glob.glob(os.path.join(folder, "*.yaml")):
                name = os.path.basename(path)[:-5]
                if name not in ("design", "measures"):
                    with open(path, encoding="utf-8") as file:
                        self.plans.setdefault(name, []).append(yaml.load(file, yaml.BaseLoader))
            folder = os.path.join(folder, base) if base else None
        self.plans = {name: layers[0] for name, layers in self.plans.items() if len(layers) == 1}
        start = self.random.randrange(0, 9)
        months = [f"{2025 + (9 + m) // 12}-{(9 + m) % 12 + 1:02}" for m in range(12)]
        self.months = months if self.random.random() < 0.3 else months[start:start + self.random.randint(1, 3)]

    def attain(self, *words):
        return subprocess.run([self.given.attain, *words, "-c", self.given.company, "-q"], capture_output=True, text=True,
                              env={**os.environ, "LC_ALL": "C.UTF-8"})

    def sweep(self, axes, jobs):
        out = os.path.join(self.place, "sweep")
        words = [word for path, values in axes for word in ("--sweep", path + "=" + ",".join(values))]
        done = self.attain("compare", self.design, "--period", f"{self.months[0]}..{self.months[-1]}", "-o", out, "-j", str(jobs),
                           "--workbook", "none", *words)
        if done.returncode:
            return None, done.stderr
        with open(os.path.join(out, "sweep.csv"), encoding="utf-8", newline="") as file:
            text = file.read()
        return list(csv.DictReader(text.splitlines())), text + done.stdout

    def paid(self, plans):
        """What the runs of the months pay; None: they can't."""
        folder = os.path.join(self.place, "design")
        shutil.rmtree(folder, ignore_errors=True)
        os.makedirs(folder)
        with open(os.path.join(folder, "design.yaml"), "w", encoding="utf-8") as file:
            json.dump({"design": "edited", "based_on": os.path.relpath(self.design, folder)}, file)
        for name, plan in plans.items():
            # a map laid over the base's is merged with it: each key that the edited plan lacks is removed by name
            with open(os.path.join(folder, name + ".yaml"), "w", encoding="utf-8") as file:
                json.dump(over(self.plans[name], plan), file, ensure_ascii=False)
        total = 0
        for month in self.months[::-1]:
            out = os.path.join(self.place, "run")
            done = self.attain("run", "--period", month, "-p", folder, "-o", out, "--workbook", "none", "--credits", "none")
            if done.returncode:
                return None
            with open(os.path.join(out, "payroll.csv"), encoding="utf-8", newline="") as file:
                total += sum(int(row["payment"]) for row in csv.DictReader(file))
        return total

    def problems(self):
        axes = []
        for _ in range(self.random.randint(1, 2)):
            name = self.random.choice(sorted(self.plans))
            (path,), values = self.random.choice(list(keys(self.plans[name])))
            now = there(self.plans[name], path)
            values = self.random.sample(values, min(len(values), 2))
            if now and now not in values and not re.search(r"[,#]", now):
                values.append(now)
            called = self.random.choice([name, self.plans[name]["plan"]])
            if any(called_path[1:] == (name, path) for called_path, _ in axes):
                continue
            axes.append(((called + "." + path, name, path), values))
        said = [(words[0], values) for words, values in axes]
        rows, text = self.sweep(said, 1)
        if rows is None:
            return [f"{said}: {text}"] if "sweep-path" not in text else []
        again = self.sweep(said, 3)
        if again[1] != text:
            return ["other bytes with three threads"]
        self.given.count["sweeps"] += 1
        return [problem for row in [rows[0]] + self.random.sample(rows[1:], min(3, len(rows) - 1)) for problem in self.check(row, axes)]

    def check(self, row, axes):
        plans, same, nowhere = {}, True, False
        for (said, name, path), _ in axes:
            if row["variant"] == "0":
                continue
            same &= row[said] == there(self.plans[name], path)
            try:
                plans[name] = edit(plans.get(name, self.plans[name]), path, row[said])
            except (KeyError, IndexError):
                nowhere = True
        paid = None if nowhere else self.paid(plans)
        what = f"{self.design} {self.months[0]}..{self.months[-1]} {dict(row)}"
        self.given.count["can't be" if row["problem"] else "paid"] += 1
        if row["problem"]:
            return [f"{what}: runs pay {paid}"] if paid is not None else []
        problems = [] if str(paid) == row["paid"] else [f"{what}: runs pay {paid}"]
        if same and row["difference"] != "0":
            problems.append(f"{what}: nothing is changed")
        return problems


def over(base, wanted):
    """What to lay over base to have wanted."""
    if not isinstance(base, dict) or not isinstance(wanted, dict):
        return wanted
    laid = {key: None for key in base if key not in wanted}
    for key, value in wanted.items():
        if key not in base or base[key] != value:
            laid[key] = over(base.get(key), value)
    return laid


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--attain", required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seeds", type=int, default=12)
    parser.add_argument("plans")
    parser.add_argument("company")
    given = parser.parse_args()
    given.attain, given.company = os.path.abspath(given.attain), os.path.abspath(given.company)
    given.designs = sorted(os.path.dirname(path) for path in glob.glob(os.path.join(os.path.abspath(given.plans), "*", "design.yaml")))
    given.count = {"sweeps": 0, "paid": 0, "can't be": 0}
    failed = 0
    print(f"seeds {given.seed} to {given.seed + given.seeds - 1}")
    for seed in range(given.seed, given.seed + given.seeds):
        with tempfile.TemporaryDirectory(prefix="attain-sweeps-") as place:
            for problem in Trial(seed, given, place).problems():
                failed += 1
                print(f"seed {seed}: {problem}")
    print(", ".join(f"{what} {count}" for what, count in given.count.items()))
    sys.exit(failed > 0 or not given.count["paid"])


if __name__ == "__main__":
    main()
