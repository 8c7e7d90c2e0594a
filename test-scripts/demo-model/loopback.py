"""Hosts for ssh that are this machine: an sshd of its own on 127.0.0.1, with keys and configuration of its own.

`ssh` reads the configuration in the home folder of the user, whatever HOME says. So the program under test runs in a
mount namespace of its own (unshare(1), as root) in which another folder stands at ~/.ssh; the real one is not touched.
"""

import contextlib
import os
import pwd
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def is_possible() -> bool:
    """Whether this machine lets us: root, sshd and unshare."""
    return os.geteuid() == 0 and shutil.which("unshare") is not None and Path("/usr/sbin/sshd").exists()


def _write_keys(folder: Path) -> None:
    for name in ("host_key", "user_key"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)], check=True)


@contextlib.contextmanager
def loopback_hosts(names: list[str], folder: Path) -> Iterator[list[str]]:
    """Gives the words to put before a command so that it reaches `names` by ssh."""
    folder.mkdir(mode=0o700)
    _write_keys(folder)
    port = free_port()
    host_key = " ".join((folder / "host_key.pub").read_text().split()[:2])
    (folder / "known_hosts").write_text(f"[127.0.0.1]:{port} {host_key}\n")
    (folder / "config").write_text(
        "\n".join(
            [
                f"Host {' '.join(names)}",
                "  HostName 127.0.0.1",
                f"  Port {port}",
                f"  IdentityFile {folder}/user_key",
                f"  UserKnownHostsFile {folder}/known_hosts",
                "  IdentitiesOnly yes",
                "",
            ]
        )
    )
    (folder / "sshd_config").write_text(
        "\n".join(
            [
                f"Port {port}",
                "ListenAddress 127.0.0.1",
                f"HostKey {folder}/host_key",
                f"AuthorizedKeysFile {folder}/user_key.pub",
                "PidFile none",
                "UsePAM no",
                "StrictModes no",
                "PasswordAuthentication no",
                "PermitRootLogin prohibit-password",
                "",
            ]
        )
    )
    home = Path(pwd.getpwuid(os.geteuid()).pw_dir) / ".ssh"
    is_ours = not home.exists()
    home.mkdir(mode=0o700, exist_ok=True)
    Path("/run/sshd").mkdir(exist_ok=True)
    server = subprocess.Popen(["/usr/sbin/sshd", "-D", "-f", str(folder / "sshd_config")], stderr=subprocess.DEVNULL)
    try:
        time.sleep(0.5)
        yield ["unshare", "--mount", "sh", "-c", 'mount --bind "$0" "$1" && shift && exec "$@"', str(folder), str(home)]
    finally:
        server.terminate()
        server.wait()
        if is_ours and not any(home.iterdir()):
            home.rmdir()
