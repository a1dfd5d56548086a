"""Accounts of people: signing in and out, who is behind a token, and what that person may do now.

A file of this folder holds one noun; everybody else imports it from here.
"""

from carelane.services.accounts.actors import actor_for, actor_in
from carelane.services.accounts.languages import set_language
from carelane.services.accounts.password_changes import change_password
from carelane.services.accounts.passwords import (
    Known,
    SignInRefused,
    check_password,
    hash_password,
)
from carelane.services.accounts.sessions import (
    NewSession,
    SessionPolicy,
    Source,
    actor_of,
    end_provider_session,
    open_session,
    sign_in,
    sign_out,
    sign_out_everywhere,
    token_hash,
    wear,
)

__all__ = [
    "Known",
    "NewSession",
    "SessionPolicy",
    "SignInRefused",
    "Source",
    "actor_for",
    "actor_in",
    "actor_of",
    "change_password",
    "check_password",
    "end_provider_session",
    "hash_password",
    "open_session",
    "set_language",
    "sign_in",
    "sign_out",
    "sign_out_everywhere",
    "token_hash",
    "wear",
]
