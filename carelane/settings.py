"""Every setting, from environment variables that start with ``CARELANE_``.

This class is the one place that names them: `docs/configuration.md` is checked against `carelane.setting_texts.describe`.
Nothing else in the project reads the environment.
"""

from pathlib import Path
from typing import Annotated, Literal, get_args

from pydantic import AfterValidator, Field, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from carelane import setting_values as checked
from carelane.domain.file_kinds import FileKindCode
from carelane.domain.job_plans import Times
from carelane.domain.job_types import JobTypes
from carelane.domain.retention import LEAST_CASE_DAYS, Keeping
from carelane.job_type_setting import JobTypeSetting

EVERY_ADDRESS = frozenset({"", "0.0.0.0", "::", "[::]"})  # noqa: S104 - to tell them from one address
"""Web hosts that mean every address of the machine."""


class Settings(BaseSettings):
    """What an installation decides; the defaults run everything on one machine."""

    model_config = SettingsConfigDict(env_prefix="CARELANE_", extra="ignore", frozen=True)

    data_dir: Path = Field(
        default=Path("var"), description="Folder of the embedded database, Temporal's file, logs."
    )
    database_url: Annotated[str, AfterValidator(checked.database_address)] = Field(
        default="",
        description="SQLAlchemy address of the read model; empty means SQLite in the data folder.",
    )
    row_security: bool = Field(
        default=False,
        description="PostgreSQL only: what pages read passes row-level security as a second wall (docs/rights.md).",
    )
    key_file: Path | None = Field(
        default=None,
        description="File of the keys that encrypt what Temporal keeps; empty means keys.json in the data folder.",
    )
    attachments_dir: Path | None = Field(
        default=None,
        description="Folder of what attachments hold; empty means attachments in the data folder.",
    )
    attachment_max_mb: int = Field(
        default=20, ge=1, le=1024, description="Megabytes of the largest file that may be attached."
    )
    attachment_kinds: list[FileKindCode] = Field(
        default=list(get_args(FileKindCode)),
        description="JSON list: kinds of files that may be attached, told by what they hold.",
    )
    attachment_keep_days: int = Field(
        default=30, ge=0, description="Days after which what a removed file held is erased."
    )
    temporal_address: Annotated[str, AfterValidator(checked.host_and_port)] = Field(
        default="",
        description="host:port of a Temporal cluster; empty means the embedded server.",
    )
    temporal_namespace: str = Field(default="default", description="Temporal namespace.")
    temporal_tls: bool = Field(default=False, description="Use TLS to Temporal.")
    temporal_api_key: str = Field(default="", description="API key for Temporal Cloud.")
    temporal_ui_port: int = Field(
        default=0,
        ge=0,
        le=65535,
        description="Port of Temporal's own web pages beside the embedded server; 0 means none.",
    )
    temporal_ui_origin: Annotated[str, AfterValidator(checked.origin)] = Field(
        default="",
        description="Origin of Temporal's web pages, which may then ask /api/codec; empty means that of `carelane up`.",
    )
    task_queue: str = Field(
        default="carelane", description="Task queue of the process workflows and own activities."
    )
    job_task_queues: dict[str, str] = Field(
        default_factory=dict,
        description="JSON object: job type to the task queue of a hospital's own worker.",
    )
    job_types: dict[str, JobTypeSetting] = Field(
        default_factory=dict,
        description="JSON object: job type to how its jobs are run (docs/jobs.md).",
    )
    web_host: str = Field(default="127.0.0.1", description="Address the web server listens on.")
    web_port: int = Field(
        default=8420, ge=0, le=65535, description="Port of the web server; 0 picks a free one."
    )
    monitor_host: str = Field(
        default="127.0.0.1", description="Address of each process's health and metrics."
    )
    monitor_port: int = Field(
        default=0,
        ge=0,
        le=65535,
        description="Port of a process's health and metrics (with `up`: the first one); 0 picks free ones.",
    )
    workers: int = Field(
        default=2, ge=1, le=64, description="Worker processes that `carelane up` runs."
    )
    worker_build: str = Field(
        default="",
        description="Build id of this worker for Temporal's worker deployments; empty: unversioned.",
    )
    public_url: Annotated[str, AfterValidator(checked.origin)] = Field(
        default="",
        validate_default=True,
        description="Address people use (http://HOST:PORT), for sign-in and links; empty means host and port.",
    )
    allowed_hosts: list[str] = Field(
        default_factory=list,
        description="JSON list: further names (HOST or HOST:PORT) under which a proxy asks for the pages.",
    )
    trusted_proxies: list[str] = Field(
        default_factory=list,
        description="JSON list: addresses or networks of proxies whose X-Forwarded-For is believed.",
    )
    language: Literal["en", "zh_CN"] = Field(
        default="zh_CN", description="Language before sign-in and of people without a choice."
    )
    time_zone: Annotated[str, AfterValidator(checked.time_zone)] = Field(
        default="Asia/Shanghai", description="Time zone of the group, for digests and screens."
    )
    session_idle_minutes: int = Field(
        default=30, gt=0, description="Minutes without use after which a sign-in ends."
    )
    session_hours: int = Field(
        default=12, gt=0, description="Hours after which a sign-in ends in any case."
    )
    oidc_issuer: Annotated[str, AfterValidator(checked.issuer)] = Field(
        default="",
        description="Issuer of the hospital's OpenID provider; empty means our own (docs/sign-in.md).",
    )
    oidc_client_id: str = Field(
        default="", validate_default=True, description="Our client id at that provider."
    )
    oidc_client_secret_file: Path | None = Field(
        default=None, description="File that holds our client secret at that provider."
    )
    oidc_login_claim: str = Field(
        default="preferred_username",
        min_length=1,
        description="Claim of that provider's ID token which is the login here.",
    )
    oidc_prompt: Literal["login", "select_account", ""] = Field(
        default="login",
        description="What that provider is asked to do each time; empty lets its own session pass.",
    )
    digest_hour: int = Field(
        default=7, ge=0, le=23, description="Local hour of the supervisors' daily digest."
    )
    keep_drafts_days: int = Field(
        default=7,
        ge=0,
        description="Days for which drafts are kept after their task was closed; 0: for ever.",
    )
    keep_notices_days: int = Field(
        default=365,
        ge=0,
        description="Days for which notices are kept after they were read or sent; 0: for ever.",
    )
    keep_unread_days: int = Field(
        default=730,
        ge=0,
        description="Days for which notices are kept that nobody has read; 0: for ever.",
    )
    keep_requests_days: int = Field(
        default=365,
        ge=0,
        description="Days for which it is kept what operators asked the scheduler for; 0: for ever.",
    )
    keep_sign_ins_days: int = Field(
        default=180,
        ge=0,
        description="Days for which it is kept who signed in and who failed to; 0: for ever.",
    )
    keep_cases_days: int = Field(
        default=0,
        ge=0,
        description="Days after which an ended case forgets its patient, at least 180; 0: never.",
    )
    night_hour: int = Field(
        default=2, ge=0, le=23, description="Local hour from which on nightly jobs run."
    )
    holidays_file: Path | None = Field(
        default=None,
        description="File of public holidays that is read every night (docs/calendars.md); empty means none.",
    )
    smtp_host: str = Field(default="", description="Mail server; empty keeps mail in the outbox.")
    smtp_port: int = Field(default=587, ge=1, le=65535, description="Port of the mail server.")
    smtp_user: str = Field(default="", description="Account at the mail server, if it wants one.")
    smtp_password: str = Field(default="", description="Password of that account.", repr=False)
    smtp_security: Literal["starttls", "tls", "none"] = Field(
        default="starttls", description="How the connection to the mail server is protected."
    )
    smtp_from: str = Field(default="carelane@localhost", description="Sender address of mails.")

    @field_validator("public_url")
    @classmethod
    def _known_address(cls, url: str, info: ValidationInfo) -> str:
        host = info.data.get("web_host", "")
        if not url and host in EVERY_ADDRESS:
            message = f"write the address people use: CARELANE_WEB_HOST={host} does not say it"
            raise ValueError(message)
        return url

    @field_validator("oidc_client_id")
    @classmethod
    def _client(cls, client: str, info: ValidationInfo) -> str:
        if info.data.get("oidc_issuer") and not client:
            message = "write the client id that the provider in CARELANE_OIDC_ISSUER knows us by"
            raise ValueError(message)
        return client

    @field_validator("keep_cases_days")
    @classmethod
    def _beyond_temporal(cls, days: int) -> int:
        if 0 < days < LEAST_CASE_DAYS:
            message = (
                f"write 0 or at least {LEAST_CASE_DAYS}: Temporal would bring the content back"
            )
            raise ValueError(message)
        return days

    @field_validator("job_types")
    @classmethod
    def _one_queue(
        cls, types: dict[str, JobTypeSetting], info: ValidationInfo
    ) -> dict[str, JobTypeSetting]:
        queues: dict[str, str] = info.data.get("job_task_queues", {})
        for name, setting in types.items():
            if setting.task_queue not in {"", queues.get(name, setting.task_queue)}:
                message = f"{name} has another task queue in CARELANE_JOB_TASK_QUEUES; name it once"
                raise ValueError(message)
        return types

    @property
    def jobs(self) -> JobTypes:
        """Give the settings of the job types in force."""
        given = {name: {"task_queue": queue} for name, queue in self.job_task_queues.items()}
        for name, setting in self.job_types.items():
            given[name] = given.get(name, {}) | setting.given()
        return JobTypes(given)

    @property
    def keeping(self) -> Keeping:
        """Give the rules by which the scheduler forgets."""
        return Keeping(
            drafts=self.keep_drafts_days,
            notices=self.keep_notices_days,
            cases=self.keep_cases_days,
            unread=self.keep_unread_days,
            requests=self.keep_requests_days,
        )

    @property
    def times(self) -> Times:
        """Give the times that the scheduler's jobs follow."""
        return Times(self.time_zone, self.digest_hour, self.night_hour)

    @property
    def database(self) -> str:
        """Give the database address in force."""
        return self.database_url or f"sqlite:///{self.data_dir.resolve() / 'carelane.db'}"

    @property
    def keys(self) -> Path:
        """Name the key file in force."""
        return self.key_file or self.data_dir / "keys.json"

    @property
    def attachments(self) -> Path:
        """Name the folder of attachments in force."""
        return (self.attachments_dir or self.data_dir / "attachments").resolve()

    @property
    def sign_in_keys(self) -> Path:
        """Name the file of sign-in's own keys."""
        return self.data_dir / "sign-in.json"

    @property
    def embedded_temporal(self) -> Path:
        """Name the file in which `carelane up` says where its embedded Temporal server is."""
        return self.data_dir / "temporal.address"
