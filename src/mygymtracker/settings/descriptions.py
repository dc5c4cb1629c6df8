"""Every setting there is. `.env.example` and the reference say the same, and a test compares them."""

from __future__ import annotations

from dataclasses import dataclass

from mygymtracker.postgres_address import TlsMode


@dataclass(frozen=True, slots=True)
class SettingDescription:
    """One setting. A secret can also be given as `<name>_FILE`, the path of a file that holds it."""

    name: str
    default: str
    meaning: str
    secret: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, f"{self.name}_FILE") if self.secret else (self.name,)


_S = SettingDescription
SETTINGS: tuple[SettingDescription, ...] = (
    _S("APP_ENV", "development", "development, production or test; production refuses what is unsafe."),
    _S("NODE_ENV", "", "The older name of APP_ENV."),
    _S("HOST", "127.0.0.1", "The address to listen on; 0.0.0.0 for every one, which it is with TLS."),
    _S("PORT", "3000", "The port to listen on; 0 for any free one."),
    _S("PUBLIC_URL", "http://localhost:{PORT}", "The origin browsers use; with https, cookies are Secure."),
    _S(
        "ALLOWED_HOSTS",
        "",
        "Further names that browsers ask for, with commas between them; that of PUBLIC_URL, TLS_NAMES, this machine's "
        "own and private addresses are allowed.",
    ),
    _S(
        "TRUSTED_PROXIES",
        "",
        "Addresses and networks of reverse proxies, with commas between them, whose X-Forwarded-For and "
        "X-Forwarded-Proto are believed.",
    ),
    _S("TLS", "0", "1 for https in the home network by an authority of its own; the same as `serve --tls`."),
    _S("TLS_NAMES", "", "More names and addresses for it to answer to, with commas between them."),
    _S("TLS_HELP_PORT", "{PORT} + 1", "Where a page over plain http tells devices how to trust that authority."),
    _S(
        "WORKERS",
        "one for each processor",
        "How many processes answer requests: 1 to 16; 1 alone below 2 GB of memory.",
    ),
    _S("SIGN_UP", "first", "Who may make an account: open (anyone), first (the first person only), closed."),
    _S("JWT_SECRET", "made and kept", "Signs sign-ins; production must give 32 bytes or more.", secret=True),
    _S("JWT_EXPIRATION", "7d", "How long a sign-in lasts: 3600 or 3600s (seconds), 15m, 24h, 7d, 2w."),
    _S("DATABASE_URL", "", "An external database as a libpq URL, instead of DB_HOST and so on.", secret=True),
    _S(
        "DATABASE_DIRECT_URL",
        "the same",
        "The same database as its owner, past any pooler: for migrations, backups and what is done daily.",
        secret=True,
    ),
    _S("DB_HOST", "localhost", "Host, address or socket directory; with no DB_ name PostgreSQL is embedded."),
    _S("DB_PORT", "5432", "The external database's port."),
    _S("DB_USERNAME", "postgres", "The role to log in as."),
    _S("DB_PASSWORD", "postgres", "That role's password.", secret=True),
    _S("DB_DATABASE", "myapp_dev", "The name of the database."),
    _S("DB_SSL", "prefer; verify-full in production", f"TLS to the external database: {', '.join(TlsMode)}."),
    _S("DB_SSL_ROOT_CERT", "the system's certificates", "A PEM file; then DB_SSL is verify-full by default."),
    _S("MYGYMTRACKER_HOME", "the user's data directory", "An absolute path; for root /var/lib/mygymtracker."),
    _S(
        "PG_BINDIR",
        "our own PostgreSQL",
        "A directory with `postgres`; if not embedded, for its clients only. Taken from the environment alone.",
    ),
    _S("CHANGE_LOG_DAYS", "400", "For how long changes can be read and undone; devices away for longer begin anew."),
    _S("STORAGE_PER_PERSON_MB", "0", "How much one person may keep until files are refused; 0 is no limit."),
    _S("BACKUP_DIRECTORY", "", "Where `serve` writes backups; with none it makes none."),
    _S("BACKUP_EVERY_HOURS", "24", "The time between two of these backups."),
    _S("BACKUP_RECIPIENT", "", "Encrypts backups: a public key of age or ssh, or several with commas between."),
    _S("BACKUP_KEEP", "14", "How many of them stay; the oldest are deleted after a new one was written."),
)
