#!/usr/bin/env python3
"""A run that is interrupted while it writes: the last output stays, nothing half-written is left."""
import argparse, os, shutil, signal, subprocess, sys, tempfile, time

BENCH = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "bench")


def times(output):
    return {os.path.join(base, name): os.stat(os.path.join(base, name)).st_mtime_ns
            for base, folders, names in os.walk(output) for name in folders + names}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--attain", required=True)
    arguments = parser.parse_args()
    place = tempfile.mkdtemp(prefix="attain-interrupt-")
    data, output = os.path.join(place, "data"), os.path.join(place, "out", "march")
    subprocess.run([sys.executable, os.path.join(BENCH, "gen.py"), "--size", "S", "--out", data], check=True,
                   stdout=subprocess.DEVNULL)
    words = [arguments.attain, "run", "-q", "--credits", "sheet", "--period", "2025-03",
             "-c", os.path.join(data, "company.yaml"), "-o", output]
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL)
    before = times(output)
    assert os.path.join(output, "payouts.xlsx") in before and len(before) > 10
    caught = 0
    for attempt in range(30):
        ending = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)[attempt % 3]
        run = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while run.poll() is None and len(os.listdir(os.path.dirname(output))) == 1:
            time.sleep(0.0005)
        time.sleep(0.002 * (attempt % 10))       # anywhere in what is being written
        if run.poll() is None:
            run.send_signal(ending)
        status = run.wait()
        assert os.listdir(os.path.dirname(output)) == ["march"], os.listdir(os.path.dirname(output))
        if status == 0:                          # it was quicker than the signal
            before = times(output)
            continue
        assert status == -ending, status
        caught += 1
        after = times(output)
        assert after.keys() == before.keys(), (before, after)
    assert caught >= 5, f"only {caught} runs were caught while writing"
    reruns = interrupt_reruns(words[0], data, output, os.path.join(place, "tmp"))
    shutil.rmtree(place)
    print(f"{caught} runs, {reruns} reruns interrupted")


def interrupt_reruns(attain, data, output, scratch):
    """A rerun that is interrupted takes its own folder along, and never touches the run's."""
    os.mkdir(scratch)
    words, before, caught = [attain, "rerun", output, "-c", os.path.join(data, "company.yaml")], times(output), 0
    for attempt in range(8):
        run = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                               env={**os.environ, "TMPDIR": scratch})
        while run.poll() is None and not os.listdir(scratch):
            time.sleep(0.0005)
        time.sleep(0.04 * attempt)
        if run.poll() is None:
            run.send_signal(signal.SIGTERM)
        status = run.wait()
        assert status in (0, -signal.SIGTERM), status
        caught += status != 0
        assert not os.listdir(scratch), os.listdir(scratch)
        assert times(output) == before
    assert caught >= 3, f"only {caught} reruns were caught"
    return caught


main()
