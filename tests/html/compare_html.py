#!/usr/bin/env python3
"""The page of a comparison in a browser: the example company's year under three designs, resampled, with a sweep, in English and
Japanese, light and dark, as wide as a desktop and as a phone. No rule of axe-core is broken, nothing is asked for, nothing scrolls
sideways, the tabulator reaches all that it should; every figure of a chart stands in a table beneath it, and every one of both is
that of the CSVs, from which it is computed here. A page that is broken on purpose must be found out.

  compare_html.py --attain build/attain --scratch DIRECTORY .        PICTURES=DIRECTORY saves what the browser shows"""
import argparse, csv, json, os, re, shutil, subprocess, sys

HERE = os.path.dirname(os.path.abspath(__file__))
DESIGNS = ["plans/the-model-acv", "plans/the-model-tcv", "plans/the-model-trr"]
SWEEP = ["--sweep", "Sales, MM-ENT.year_measure.rate.points[3].pays=80%..120%/20%",
         "--sweep", "Sales, SMB.revenue.rate.points[4].pays=150%,200%", "--budget", "74500000"]
SECTIONS = ["rules", "cost", "sure", "roles", "months", "causes", "payees", "components", "sweep", "invites", "files"]
LOOKS = "light-1280,dark-1280,light-375,dark-375"
problems = []


def want(what, have, wanted):
    if have != wanted:
        problems.append(f"{what}: {have!r}, not {wanted!r}")


# ---- what is shown

def npm(scratch):
    """The packages that package-lock.json names, once."""
    names = ["package.json", "package-lock.json"]
    lock, done = os.path.join(HERE, names[1]), os.path.join(scratch, "installed.json")
    if not os.path.exists(done) or open(done).read() != open(lock).read():
        for name in names:
            shutil.copy(os.path.join(HERE, name), scratch)
        shutil.copytree(os.path.join(HERE, "nothing"), os.path.join(scratch, "nothing"), dirs_exist_ok=True)
        subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier", "--silent"], cwd=scratch,
                       check=True)
        shutil.copy(lock, done)
    return os.path.join(scratch, "node_modules")


def compare(attain, root, out, *options):
    shutil.rmtree(out, ignore_errors=True)
    done = subprocess.run([attain, "compare", *DESIGNS, "--period", "2025-10..2026-09", "-c",
                           "examples/hokuriku-mobility/company.yaml", "-o", out, *options], cwd=root, capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stderr)
    return os.path.join(out, "compare.html")


def broken(page, out):
    """The page with what this test is to find: a request, a faint text, a wide box, a figure that is not that of the CSV."""
    with open(page, encoding="utf-8") as file:
        text = file.read()
    text = text.replace("</h1>", '</h1><p style="color:#222">faint</p><img src="http://localhost:1/x.png" alt="">'
                        '<div style="width:3000px">wide</div>', 1)
    text = re.sub(r'data-value="(\d)', r'data-value="9\1', text, count=1)
    os.makedirs(out, exist_ok=True)
    with open(os.path.join(out, "compare.html"), "w", encoding="utf-8") as file:
        file.write(text)
    return file.name


# ---- what must stand there: (section, row, column) -> figure, as plain numbers

def rows(out, name):
    with open(os.path.join(out, name), encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def known(out, words):
    """Every figure that a chart may show, out of the CSVs."""
    figures, designs = {}, rows(out, "designs.csv")
    title = {row["design"]: f'{row["design"]}: {row["title"]}' for row in designs}
    for row in designs:
        figures["cost", words["paid"], row["design"]] = int(row["paid"])
    for row in rows(out, "roles.csv"):
        figures["roles", f'{row["role"]}  {row["team"]}'.strip(), row["design"]] = int(row["paid"])
    for row in rows(out, "months.csv"):
        figures["months", row["month"], row["design"]] = int(row["paid"])
    for row in rows(out, "resampling.csv"):
        for column, heading in (("mean", words["mean"]), ("paid_10", "10%"), ("paid_50", "50%"), ("paid_90", "90%")):
            figures["sure", title[row["design"]], heading] = int(row[column])
    for row in rows(out, "causes.csv"):
        for cause in (words[row["cause"]], words["total"]):
            key = "causes", cause, row["design"] + " - A"
            figures[key] = figures.get(key, 0) + int(row["difference"])
    for row in rows(out, "payees.csv"):
        figures["payees", f'{row["person_id"]} {row["name"]}', row["design"] + " - A"] = int(row["difference"])
    for row in rows(out, "sweep.csv"):
        values = ", ".join(list(row.values())[1:3]) if row["variant"] != "0" else words["unchanged"]
        figures["sweep", values, words["paid"]] = int(row["paid"])
        figures["sweep", values, words["correlation"]] = float(row["correlation"])
    return figures


def number(text):
    return float(text.replace(",", "").lstrip("+"))


WORDS = {"en": {"paid": "paid", "mean": "mean", "total": "total", "correlation": "correlation", "unchanged": "(unchanged)",
                "credits": "credit rule"},
         "ja": {"paid": "支給額", "mean": "平均", "total": "合計", "correlation": "相関係数", "unchanged": "(変更なし)",
                "credits": "計上規則"}}
CHARTS = {"cost": 1, "sure": 1, "roles": 1, "months": 1, "causes": 2, "payees": 2, "sweep": 1}


def check_charts(page, section, figures, found):
    where = f'{page["name"]}, {section["id"]}'
    wanted = {key[1:]: value for key, value in figures.items() if key[0] == section["id"]}
    cells = {}
    for table in section["tables"]:
        for row in table["rows"]:
            for column, cell in zip(table["columns"][1:], row[1:]):
                cells.setdefault((row[0], column), set()).add(cell)
    shown = set()
    for shape in (shape for chart in section["charts"] for shape in chart["shapes"]):
        key = shape["row"], shape["column"]
        shown.add(key)
        if {number(cell) for cell in cells.get(key, [])} != {float(shape["value"])}:
            found.append(f'{where}: {key} is {shape["value"]} in the chart, {cells.get(key)} in the table')
        if wanted.get(key) != float(shape["value"]):
            found.append(f'{where}: {key} is {shape["value"]} in the chart, {wanted.get(key)} by the CSV')
    missing = set(wanted) - shown if section["id"] != "payees" else {key for key in wanted if wanted[key]} - shown
    if missing:
        found.append(f"{where}: no chart shows {sorted(missing)[:3]}")


def check_lint(page, section, out):
    """Every finding, in the order of the file."""
    listed = [[row["design"], row["code"], row["plan"], row["component"], row["says"], row["advises"]] for row in rows(out, "lint.csv")]
    shown = [[letter, row[0], *row[2:6]] for letter, table in zip("ABC", section["tables"][1:]) for row in table["rows"]]
    want(f'{page["name"]}: findings', shown, listed)


def check(page, out, language):
    """What is wrong with the page, besides what the browser says of it."""
    found, seen = [], page["seen"]
    figures = known(out, WORDS[language])
    want("language", seen["language"], language)
    want("landmarks", seen["landmarks"], [1, 1, 1, 1])
    want("sections", [section["id"] for section in seen["sections"]], SECTIONS)
    want("contents", seen["contents"], SECTIONS)
    want("first heading", (seen["headings"][0], seen["headings"].count("H1")), ("H1", 1))
    want("stops of the tabulator", page["reached"], list(range(len(page["stops"]))))
    want("first stop", page["stops"][0], "skip")
    for section in seen["sections"]:
        want(f'charts of {section["id"]}', len([chart for chart in section["charts"] if chart["shapes"]]), CHARTS.get(section["id"], 0))
        if section["id"] in CHARTS:
            check_charts(page, section, figures, found)
        if section["id"] == "rules":
            sentences = [row["sentence"] for row in rows(out, "rules.csv")]
            want("rules", [text for text in section["lists"] if text in sentences], sentences)
        if section["id"] == "invites":
            check_lint(page, section, out)
    for look in page["looked"]:
        if look["rules"] < (35 if look["scheme"] == "light" else 1):
            found.append(f'{page["name"]}: axe-core applied {look["rules"]} rules only')
    dark = {look["background"] for look in page["looked"] if look["scheme"] == "dark"}
    if dark & {look["background"] for look in page["looked"] if look["scheme"] == "light"}:
        found.append(f'{page["name"]}: dark looks as light does')
    return found


def check_broken(page, out):
    said = "\n".join(page["problems"] + check(page, out, "en"))
    for sign in ("asks for http://localhost:1/x.png", "axe color-contrast", "scrolls sideways", "in the chart"):
        if sign not in said:
            problems.append(f"the broken page is not found out: {sign}; said was:\n{said}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--attain", required=True)
    parser.add_argument("--scratch", required=True)
    parser.add_argument("root")
    given = parser.parse_args()
    scratch, attain = os.path.abspath(given.scratch), os.path.abspath(given.attain)
    chromium = shutil.which("chromium")
    if not chromium or not shutil.which("npm"):
        sys.exit("chromium or npm is missing: apt-get install chromium nodejs npm")
    modules = npm(scratch)
    outs = {language: os.path.join(scratch, language) for language in ("en", "ja")}
    pages = {language: compare(attain, given.root, out, "--resample", "200", "--seed", "7", *SWEEP, "--language", language)
             for language, out in outs.items()}
    worse = broken(pages["en"], os.path.join(scratch, "broken"))
    with open(compare(attain, given.root, os.path.join(scratch, "short")), encoding="utf-8") as file:
        want("sections without --resample, --sweep", re.findall(r'<section id="(\w+)"|<a href="#(sure|sweep)"', file.read()),
             [(name, "") for name in SECTIONS if name not in ("sure", "sweep")])
    done = subprocess.run(["node", os.path.join(HERE, "browse.js"), modules, chromium, pages["en"], LOOKS,
                           pages["ja"], LOOKS, worse, "dark-375"], capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stderr)
    english, japanese, bad = json.loads(done.stdout)
    for page, language in ((english, "en"), (japanese, "ja")):
        problems.extend(page["problems"] + check(page, outs[language], language))
    check_broken(bad, outs["en"])
    for problem in problems:
        print("FAIL", problem)
    print(f"{len(problems)} problems")
    sys.exit(bool(problems))


if __name__ == "__main__":
    main()
