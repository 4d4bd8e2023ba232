"""An operator exports the list of all users; the memory told is the most that was seen while it ran."""

import threading

NAME, ORDER, ON_THE_CURVE = "export", 80, True


def run(bench):
    operator = bench.site.named("claire.morel@cig.example")
    operator.sign_in()
    most, over = [bench.site.pss() or 0], threading.Event()

    def watch():
        while not over.wait(0.02):
            most.append(bench.site.pss() or 0)

    def export():
        lines = operator.download("/annuaire/utilisateurs/export").count(b"\r\n")
        assert lines >= bench.users, f"{lines} lines for {bench.users} people"

    watcher = threading.Thread(target=watch)
    watcher.start()
    figure = bench.together("Export of all users", [export], 1)
    over.set()
    watcher.join()
    figure.pss = max(most) or None
    yield figure
