"""A certificate for loopback, made when a run starts and gone when it ends."""

import base64
import hashlib
import ssl
import subprocess

CONFIG = """\
[req]
distinguished_name = name
prompt = no
[name]
CN = localhost
[authority]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign
subjectKeyIdentifier = hash
[server]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = serverAuth
subjectAltName = DNS:localhost,IP:127.0.0.1
"""


class Certificate:
    """Files in `directory`: `authority` is the CA's certificate, `chain` and `key` the server's."""

    def __init__(self, directory):
        self.directory = directory
        self.authority, self.chain = directory / "authority.pem", directory / "server.pem"
        self.key = directory / "server.key"
        (directory / "openssl.cnf").write_text(CONFIG)
        # Firefox does not take a certificate that is its own authority.
        self._make("authority", "/CN=corsieve recorder")
        self._make("server", "/CN=localhost", "-CA", self.authority, "-CAkey",
                   directory / "authority.key")

    def _make(self, name, subject, *signer):
        command = ["openssl", "req", "-x509", "-config", self.directory / "openssl.cnf",
                   "-extensions", name, "-subj", subject, "-days", "30", "-nodes",
                   "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
                   "-keyout", self.directory / f"{name}.key",
                   "-out", self.directory / f"{name}.pem", *signer]
        self._run(command)

    def _run(self, command):
        ran = subprocess.run(command, capture_output=True)
        if ran.returncode:
            raise SystemExit(f"openssl failed:\n{ran.stderr.decode(errors='replace')}")
        return ran.stdout

    def key_hash(self):
        """By which Chromium knows a key that it is to trust for HTTP/3."""
        public = self._run(["openssl", "pkey", "-in", self.key, "-pubout", "-outform", "DER"])
        return base64.b64encode(hashlib.sha256(public).digest()).decode()

    def context(self, *protocols):
        """What a server needs that offers these protocols (ALPN)."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.chain, self.key)
        context.set_alpn_protocols(protocols)
        return context
