#!/usr/bin/env python3
"""Asks of every row of every feed who got what from it: of the example company under each of its designs, and of the golden
companies. Holds the answers against the run's own files:
- each person in a payee column of the row has an answer, and each answer is a credit or a reason, never both;
- the credits shown as listed are exactly the rows of credits.csv, with payee, date, amount, share and status;
- rows at fault, of a company full of them, are left out with their problems, and their payees and whoever is above them answered;
- what the rows add to a component of this month adds up to its value in payouts.csv, of every payee."""
import argparse, csv, glob, json, os, re, subprocess, sys, tempfile
from collections import Counter, defaultdict
from fractions import Fraction


def objects(text):
    decoder, at = json.JSONDecoder(), 0
    while at < len(text):
        found, at = decoder.raw_decode(text, at)
        at += 1                                      # the line feed behind each
        yield found


def shown(exact):
    """As the CSV shows it: at most 6 decimals, half up."""
    number = Fraction(exact)
    scaled = abs(number) * 10 ** 6
    whole = int(scaled + Fraction(1, 2))
    return Fraction(whole if number >= 0 else -whole, 10 ** 6)


def read(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def unguarded(cell):
    return cell[1:] if re.match(r"'[=+\-@\t\r]", cell) else cell


def reasons(root):
    text = open(os.path.join(root, "include/attain/reasons.def"), encoding="utf-8").read()
    words = re.findall(r'^REASON\(\w+, "(\w+)"', text, re.M)
    return words, set(words[:words.index("no_effect") + 1])


def check_answers(row, counting, words, problems):
    at = f"{row['row']['file']}:{row['row']['line']}"
    persons = {person["id"]: person for person in row["persons"]}
    named = [cell["value"] for cell in row["row"]["cells"] if cell["type"] == "payee" and cell["value"]]
    problems += [f"{at}: {person} has no answer" for person in named if person not in persons]
    for person in row["persons"]:
        if not person["answers"]:
            problems.append(f"{at}: {person['id']} has no answer")
        for answer in person["answers"]:
            credited = "value" in answer or "denominator" in answer
            if answer["reason"] not in words or answer["counts"] != (answer["reason"] in counting) or answer["counts"] != credited:
                problems.append(f"{at}: {person['id']}: {answer}")
            if answer["counts"] and not answer["window"]["from"] <= answer["date"] <= answer["window"]["to"]:
                problems.append(f"{at}: {person['id']}: counted outside its window: {answer}")
            if answer["reason"] == "when_false" and not any(measure.get("because") for measure in row["measures"]):
                problems.append(f"{at}: {person['id']}: nothing says why `when` is FALSE")
    for measure in row["measures"]:
        blamed = bool(measure.get("because")) or "lacks_rate" in measure
        if measure["counts"] == blamed:
            problems.append(f"{at}: {measure['measure']}: counts and is blamed, or neither")
        for blame in measure.get("because", []):
            if blame["part"] not in measure["when"]:
                problems.append(f"{at}: {blame['part']} is no part of {measure['when']}")


def walk(program, attain, company, plans, period, root):
    problems, found, words = [], Counter(), None
    words, counting = reasons(root)
    directory = os.path.dirname(company)
    design = os.path.relpath(plans, directory) if plans else ""
    text = subprocess.run([program, company, design, period], check=True, capture_output=True, text=True).stdout
    with tempfile.TemporaryDirectory() as scratch:
        out = os.path.join(scratch, "out")
        subprocess.run([attain, "run", "-c", company, "--period", period, "--workbook", "none", "-q", "-o", out]
                       + (["--plans", plans] if plans else []), check=True, capture_output=True)
        credits, payouts = read(os.path.join(out, "credits.csv")), read(os.path.join(out, "payouts.csv"))
    rows, listed, sums, used = 0, Counter(), defaultdict(lambda: [Fraction(0), Fraction(0)]), Counter()
    for row in objects(text):
        rows += 1
        check_answers(row, counting, set(words), problems)
        for measure in row["measures"]:
            for credit in measure["credits"]:
                if credit["listed"]:
                    listed[(measure["measure"], credit["credit"], credit["person"], measure["date"], shown(credit["amount"]),
                            shown(credit["share"]), row["row"]["feed"], row["row"]["key"], row["row"]["file"],
                            str(row["row"]["line"]), credit["status"])] += 1
        for person in row["persons"]:
            for answer in person["answers"]:
                found[answer["reason"]] += 1
                if answer["counts"]:
                    key = (person["id"], answer["plan"], answer["component"])
                    sums[key][0] += Fraction(answer.get("value", 0))
                    sums[key][1] += Fraction(answer.get("denominator", 0))
                    used[key] += 1
    wanted = Counter((c["measure"], c["credit"], c["person_id"], c["date"], Fraction(c["amount"]), Fraction(c["share"]), c["feed"],
                      unguarded(c["key"]), c["file"], c["line"], c["status"]) for c in credits)
    problems += [f"credits.csv has it, no answer lists it: {c}" for c in (wanted - listed)]
    problems += [f"an answer lists it, credits.csv does not: {c}" for c in (listed - wanted)]
    compared = 0
    for payout in payouts:
        key = (payout["person_id"], payout["plan"], payout["component"])
        numerator, denominator = sums[key]
        if "no_credit" in payout["note"].split(";") or not payout["measure"]:
            wanted_rows = used[key] == 0
        elif denominator:
            wanted_rows = Fraction(payout["value"] or 0) == shown(numerator / denominator) or not payout["value"]
        else:
            wanted_rows = not payout["value"] or Fraction(payout["value"]) == shown(numerator)
        compared += 1
        if not wanted_rows:
            problems.append(f"{key}: value {payout['value']}, rows add up to {numerator} and {denominator} ({payout['note']})")
    return problems, rows, sum(listed.values()), compared, found


def faults(attain, folder):
    """Every line of a company's deals, left out or not: -> problems, lines."""
    words = [attain, "explain", "--period", "2026-03", "--allow-exceptions", "--format", "json", "--key"]
    with open(os.path.join(folder, "deals.csv"), encoding="utf-8") as file:
        lines = file.read().splitlines()
    wanted = {2: ["H"], 3: ["A", "H", "M", "S"], 4: ["A", "B", "H", "M", "S"], 5: ["H"], 6: ["B", "H", "M", "S"], 7: ["B", "H", "M", "S"],
              8: ["A", "H", "M", "S"]}
    at_fault, problems = {2: 1, 4: 2, 5: 1, 8: 1}, []
    for line in range(2, len(lines) + 1):
        done = subprocess.run(words + [f"deals.csv:{line}"], cwd=folder, capture_output=True, text=True)
        row = json.loads(done.stdout) if done.stdout else {"persons": [], "row": {}}
        persons = sorted(person["id"] for person in row["persons"])
        reasons = {answer["reason"] for person in row["persons"] for answer in person["answers"]}
        said = row["row"].get("problems", [])
        if persons != wanted.get(line) or len(said) != at_fault.get(line, 1 if line == 7 else 0):
            problems.append(f"deals.csv:{line}: {persons}, {said} {done.stderr}")
        if (reasons == {"row_at_fault"}) != (line in at_fault) or (reasons == {"duplicate"}) != (line == 7):
            problems.append(f"deals.csv:{line}: {reasons}")
    return problems, len(lines) - 1


def golden_runs(root):
    """-> company.yaml and period of each golden folder that runs one month, without exceptions."""
    for path in sorted(glob.glob(os.path.join(root, "tests/golden/*/*/cmd"))):
        folder = os.path.dirname(path)
        command = open(path, encoding="utf-8").read()
        wanted = os.path.join(folder, "want/exit")
        plain = re.fullmatch(r"run --period (\S+)( --workbook none)?\s*", command)
        if plain and not (os.path.exists(wanted) and open(wanted).read() != "0\n"):
            yield os.path.join(folder, "company.yaml"), plain.group(1)


def main():
    parser = argparse.ArgumentParser()
    for name in ("program", "attain", "root"):
        parser.add_argument("--" + name, required=True)
    parser.add_argument("--all", action="store_true", help="the example company under all of its designs")
    given = parser.parse_args()
    example = os.path.join(given.root, "examples/hokuriku-mobility/company.yaml")
    jobs = [(example, None, "2026-03", 10000), (example, os.path.join(given.root, "plans/the-model-tcv"), "2026-06", 10000)]
    if given.all:
        jobs += [(example, None, "2026-01", 10000)] + [(example, os.path.join(given.root, "plans", name), period, 10000)
                                                       for name, period in (("the-model-acv", "2026-03"), ("the-model-trr", "2026-09"))]
    golden = [(company, None, period, 1) for company, period in golden_runs(given.root)]
    failed, total = len(golden) < 60, Counter()
    for company, plans, period, least in jobs + golden:
        problems, rows, credits, compared, found = walk(given.program, given.attain, company, plans, period, given.root)
        total += Counter(rows=rows, credits=credits, figures=compared) + found
        failed |= bool(problems) or rows < least
        for problem in problems[:20]:
            print(f"FAIL {os.path.relpath(company, given.root)} {period}: {problem}")
    problems, lines = faults(os.path.abspath(given.attain), os.path.join(given.root, "tests/golden/explain-row/row_cells"))
    failed |= bool(problems) or lines < 7
    print(*(f"FAIL {problem}" for problem in problems), sep="\n" if problems else "", end="\n" if problems else "")
    print(f"{len(jobs) + len(golden)} months: " + ", ".join(f"{count} {what}" for what, count in total.items()))
    sys.exit(failed)


main()
