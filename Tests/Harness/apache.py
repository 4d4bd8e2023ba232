"""Apache in a folder of the test's own, with a page that tells what a module knows of the person."""

import os
from pathlib import Path

from .programs import Program, is_listening

MODULES = Path("/usr/lib/apache2/modules")

# Shows, as JSON, what the module tells an application: environment variables that begin so.
APPLICATION = """#!/usr/bin/python3
import json, os, sys
answer = json.dumps({{name: value for name, value in os.environ.items() if name.startswith({beginnings!r})}})
sys.stdout.write("Content-Type: application/json\\r\\n\\r\\n" + answer)
"""


def apache(folder: Path, port: int, public_url: str, module: str, file: str, beginnings: tuple[str, ...],
           directives: str) -> Program:
    """Starts Apache with one more module and what it is told; `/secure/whoami` is the application's page."""
    page = folder / "whoami"
    page.write_text(APPLICATION.format(beginnings=beginnings))
    page.chmod(0o755)
    modules = "\n".join(
        f"LoadModule {name}_module {MODULES}/mod_{name}.so"
        for name in ("mpm_event", "authn_core", "authz_core", "authz_user", "alias", "cgid"))
    as_root = "User www-data\nGroup www-data" if os.geteuid() == 0 else ""
    (folder / "apache.conf").write_text(f"""ServerRoot "{folder}"
PidFile "{folder}/apache.pid"
DefaultRuntimeDir "{folder}"
Listen 127.0.0.1:{port}
{modules}
LoadModule {module} {MODULES}/{file}
{as_root}
StartServers 1
ThreadsPerChild 8
ServerLimit 2
MaxRequestWorkers 16
ServerName {public_url}
UseCanonicalName On
ErrorLog "{folder}/apache-error.log"
ScriptSock "{folder}/cgid.sock"
ScriptAlias "/secure/whoami" "{folder}/whoami"
{directives}
""")
    program = Program("apache", ["/usr/sbin/apache2", "-D", "FOREGROUND", "-f", folder / "apache.conf"], folder)
    program.wait_until(lambda: is_listening(port))
    return program
