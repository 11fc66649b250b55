"""What went wrong with the Hub, as one line with the next step."""

from __future__ import annotations

from translate.errors import first_line
from translate.shelf.sources.base import SourceUnreachable

_BY_HAND = "or bring its folder: translate models pull NAME --from FOLDER"


def not_a_hub() -> SourceUnreachable:
    """Something else answers, such as the log-in page of a network."""
    from huggingface_hub import constants

    why = f"what answers at {constants.ENDPOINT} is no Hub, perhaps a network's log-in page"
    return SourceUnreachable(why, "log in to the network, or check HF_ENDPOINT and the proxy")


def from_fault(fault: Exception, repository: str, file: str = "") -> SourceUnreachable:
    """The fault of the client library, or of the network below it, that asking ended in."""
    from huggingface_hub import constants, errors, get_token

    what = f"{file} of {repository}" if file else repository
    response = getattr(fault, "response", None)
    status = response.status_code if response is not None else 0
    match fault:
        case errors.OfflineModeIsEnabled():
            why = "HF_HUB_OFFLINE forbids to ask the Hub"
            return SourceUnreachable(why, f"unset it, {_BY_HAND}")
        case errors.HFValidationError():
            return SourceUnreachable(f"{repository!r} is no repository's name", "name ORG/NAME")
        case errors.GatedRepoError():
            mend = f"accept its terms at {constants.ENDPOINT}/{repository} and set HF_TOKEN"
            return SourceUnreachable(f"{repository} is gated", mend)
        case errors.RepositoryNotFoundError():
            why = f"the Hub has no {repository}, or it is private"
            return SourceUnreachable(why, "mend the name, or set an HF_TOKEN that may read it")
        case errors.RevisionNotFoundError():
            why = f"{repository} has no such revision"
            return SourceUnreachable(why, "name a branch, a tag or a whole commit")
        case ValueError():
            return not_a_hub()
    if status in (401, 403) and get_token():
        why = f"the Hub refuses the token ({status}) for {what}"
        return SourceUnreachable(why, "mend or unset HF_TOKEN, or log in with 'hf auth login'")
    if status in (401, 403):
        return SourceUnreachable(f"the Hub does not give {what} ({status})", "set HF_TOKEN")
    if status == 429:
        why = f"the Hub has had too many requests (429) for {what}"
        return SourceUnreachable(why, "try again in some minutes, or set HF_TOKEN")
    if status:
        why = f"the Hub does not give {what} ({status})"
        return SourceUnreachable(why, f"try again later, {_BY_HAND}")
    reason = first_line(fault, 120)
    why = f"the Hub does not give {what}: {reason}"
    if isinstance(fault, TimeoutError) or "Timeout" in type(fault).__name__:
        why = f"the Hub does not answer ({what}: {reason or 'timed out'})"
    return SourceUnreachable(why, f"check the network, {_BY_HAND}")
