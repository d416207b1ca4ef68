"""Starts and ends the three browsers: fresh profile, nothing but loopback."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
import uuid
from pathlib import Path

# Every process that a browser starts inherits this, so that all of them are found
# again at the end, whatever process group they moved to.
MARK = "CORSIEVE_RECORDER"

MINIBROWSER = "webkit2gtk-4.1/MiniBrowser"

FIREFOX_PREFS = {
    # Every name resolves to loopback: background requests reach nobody.
    "network.dns.forceResolve": "127.0.0.1",
    # A name that is looked up anew drops its preflight cache entries (record.WARM_UP).
    "network.dnsCacheExpiration": 86400,
    "network.proxy.type": 0,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "network.prefetch-next": False,
    "network.dns.disablePrefetch": True,
    "network.http.speculative-parallel-limit": 0,
    "network.trr.mode": 5,
    "app.update.enabled": False,
    "app.update.auto": False,
    "app.normandy.enabled": False,
    "app.shield.optoutstudies.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage_override.mstone": "ignore",
    "browser.aboutwelcome.enabled": False,
    "browser.newtabpage.enabled": False,
    "browser.safebrowsing.malware.enabled": False,
    "browser.safebrowsing.phishing.enabled": False,
    "browser.safebrowsing.downloads.enabled": False,
    "browser.safebrowsing.blockedURIs.enabled": False,
    "browser.search.update": False,
    "browser.region.update.enabled": False,
    "browser.topsites.contile.enabled": False,
    "browser.newtabpage.activity-stream.feeds.system.topstories": False,
    "browser.sessionstore.resume_from_crash": False,
    "browser.tabs.crashReporting.sendReport": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "datareporting.healthreport.uploadEnabled": False,
    "toolkit.telemetry.enabled": False,
    "toolkit.telemetry.unified": False,
    "toolkit.telemetry.server": "",
    "extensions.update.enabled": False,
    "extensions.systemAddon.update.enabled": False,
    "extensions.getAddons.cache.enabled": False,
    "extensions.blocklist.enabled": False,
    "services.settings.server": "data:,",
    "security.OCSP.enabled": 0,
    "media.gmp-manager.url": "data:,",
    "media.gmp-manager.updateEnabled": False,
    "dom.push.enabled": False,
    "geo.enabled": False,
    "dom.security.https_first": False,
    # The authority of our certificate is none that Firefox came with.
    "network.http.http3.disable_when_third_party_roots_found": False,
    # A page that runs thousands of requests is not a slow script.
    "dom.max_script_run_time": 0,
    "dom.ipc.processPrelaunch.enabled": False,
}

CHROMIUM_FLAGS = (
    "--headless",
    "--no-sandbox",  # Chromium refuses to run as root with its sandbox
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-component-extensions-with-background-pages",
    "--disable-default-apps",
    "--disable-extensions",
    "--disable-sync",
    "--disable-domain-reliability",
    "--disable-client-side-phishing-detection",
    "--disable-breakpad",
    "--metrics-recording-only",
    "--password-store=basic",
    "--no-proxy-server",
    "--disable-features=OptimizationHints,MediaRouter,Translate,AutofillServerCommunication",
    # Names other than these two resolve to nothing: background requests reach nobody.
    "--host-resolver-rules=MAP localhost 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    # Timers in a window that nobody looks at run at full speed.
    "--disable-background-timer-throttling",
    "--disable-renderer-backgrounding",
)


def find(name):
    """The program to start, or None."""
    if name == "chromium":
        return shutil.which("chromium")
    if name == "firefox":
        return shutil.which("firefox-esr") or shutil.which("firefox")
    for base in sorted(Path("/usr/lib").glob("*-linux-gnu")) + [Path("/usr/libexec")]:
        if (base / MINIBROWSER).exists():
            return str(base / MINIBROWSER)
    return None


def package_version(package):
    shown = subprocess.run(
        ["dpkg-query", "-W", "-f=${Version}", package], capture_output=True, text=True
    )
    return shown.stdout.strip() or None


def version(name):
    """What a recording says it was made with."""
    if name == "webkit":
        webkit = package_version("libwebkit2gtk-4.1-0")
        return f"WebKitGTK {webkit}, libsoup {package_version('libsoup-3.0-0')}"
    package = {"chromium": "chromium", "firefox": "firefox-esr"}[name]
    return f"{name.capitalize()} {package_version(package)}"


def trust_in_nss(profile, authority):
    """Firefox has no switch that takes any certificate: its profile is told of ours."""
    database = f"sql:{profile}"
    for command in (
        ["certutil", "-N", "-d", database, "--empty-password"],
        ["certutil", "-A", "-d", database, "-n", "corsieve", "-t", "C,,", "-i", str(authority)],
    ):
        ran = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True)
        if ran.returncode:
            raise SystemExit(f"{' '.join(command)}: {ran.stderr.strip()}")


class Browser:
    """One run of one browser on one URL.

    `certificate` (certificate.py) is what it is to trust, or None. `http3_hosts` are
    those (host:port) that are asked over HTTP/3.
    """

    def __init__(self, name, url, certificate=None, http3_hosts=()):
        self.name = name
        self.certificate = certificate
        self.http3_hosts = http3_hosts
        self.mark = uuid.uuid4().hex
        self.profile = Path(tempfile.mkdtemp(prefix=f"corsieve-{name}-"))
        self.display = None
        self.log = open(self.profile / "log", "wb")
        environment = {k: v for k, v in os.environ.items() if "proxy" not in k.lower()}
        # HOME moves too: nothing of the user's settings plays a part, none is written.
        environment.update(
            {
                MARK: self.mark,
                "HOME": str(self.profile),
                "XDG_CONFIG_HOME": str(self.profile / "config"),
                "XDG_CACHE_HOME": str(self.profile / "cache"),
                "XDG_DATA_HOME": str(self.profile / "data"),
                "XDG_RUNTIME_DIR": str(self.profile),
                "NO_AT_BRIDGE": "1",
                "DBUS_SESSION_BUS_ADDRESS": "disabled:",
            }
        )
        os.chmod(self.profile, 0o700)
        command = getattr(self, "_" + name)(url, environment)
        self.process = self._spawn(command, environment)

    def _spawn(self, command, environment, **options):
        return subprocess.Popen(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=self.log,
            stderr=self.log,
            start_new_session=True,
            **options,
        )

    def _chromium(self, url, environment):
        trust = ["--ignore-certificate-errors"] if self.certificate else []
        if self.http3_hosts:
            trust.append(f"--origin-to-force-quic-on={','.join(self.http3_hosts)}")
            trust.append(f"--ignore-certificate-errors-spki-list={self.certificate.key_hash()}")
        else:
            trust.append("--disable-quic")
        profile = f"--user-data-dir={self.profile}/chromium"
        return [find("chromium"), *CHROMIUM_FLAGS, *trust, profile, url]

    def _firefox(self, url, environment):
        profile = self.profile / "firefox"
        profile.mkdir()
        lines = []
        for name, value in FIREFOX_PREFS.items():
            shown = f'"{value}"' if isinstance(value, str) else str(value).lower()
            lines.append(f'user_pref("{name}", {shown});\n')
        (profile / "user.js").write_text("".join(lines))
        if self.certificate:
            trust_in_nss(profile, self.certificate.authority)
        environment["MOZ_CRASHREPORTER_DISABLE"] = "1"
        return [find("firefox"), "--headless", "--no-remote", "--profile", str(profile), url]

    def _webkit(self, url, environment):
        # MiniBrowser has no headless mode. Xvfb picks a free display and tells its number.
        read, write = os.pipe()
        self.display = self._spawn(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", "800x600x24", "-nolisten", "tcp"],
            environment,
            pass_fds=(write,),
        )
        os.close(write)
        with os.fdopen(read) as pipe:
            number = pipe.readline().strip()
        environment.update(
            {
                "DISPLAY": f":{number}",
                "GDK_BACKEND": "x11",
                "GSETTINGS_BACKEND": "memory",
                "LIBGL_ALWAYS_SOFTWARE": "1",
                "WEBKIT_DISABLE_COMPOSITING_MODE": "1",
                "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1",
            }
        )
        trust = ["--ignore-tls-errors"] if self.certificate else []
        return [find("webkit"), *trust, url]

    def alive(self):
        return self.process.poll() is None

    def stop(self):
        """Ends the browser and everything it started, and removes its profile."""
        for which in (signal.SIGTERM, signal.SIGKILL):
            for pid in self._descendants():
                try:
                    os.kill(pid, which)
                except ProcessLookupError:
                    pass
            deadline = time.monotonic() + 3
            while self._descendants() and time.monotonic() < deadline:
                time.sleep(0.05)
        for process in (self.process, self.display):
            if process:
                process.wait()
        self.log.close()
        shutil.rmtree(self.profile, ignore_errors=True)

    def _descendants(self):
        """Processes of ours: by the mark in their environment, or by their session.

        Both are needed: Chromium's children overwrite their environment with a
        title, WebKit's may leave the session.
        """
        for process in (self.process, self.display):
            if process:
                process.poll()  # reap, so that it does not count as alive
        wanted = f"{MARK}={self.mark}".encode()
        sessions = {p.pid for p in (self.process, self.display) if p}
        found = []
        for entry in Path("/proc").iterdir():
            if not entry.name.isdigit():
                continue
            try:
                # "pid (name) state ppid pgrp session …"; a name may hold spaces.
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
                if fields[0] == "Z":
                    continue
                marked = wanted in (entry / "environ").read_bytes().split(b"\0")
                if marked or int(fields[3]) in sessions:
                    found.append(int(entry.name))
            except OSError:
                pass
        return found
