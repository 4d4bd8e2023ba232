"""(e) 200 people sign in at one moment while others do SSO."""

import threading

NAME, ORDER = "rush", 60


def run(bench):
    newcomers = bench.newcomers(200)
    figures = []
    seconds = max(bench.seconds, 8)
    paths = bench.sign_on_paths(seconds)
    others = threading.Thread(target=lambda: figures.append(bench.ask(
        "SSO while 200 people sign in", paths, 8, must_hold="SAMLResponse", seconds=seconds)))
    others.start()
    figures.append(bench.together("200 people sign in at once, others do SSO", [p.sign_in for p in newcomers], 200))
    others.join()
    for figure in figures:
        figure.cpu = 0  # the server did both: a share of its time would be no one's
        yield figure
