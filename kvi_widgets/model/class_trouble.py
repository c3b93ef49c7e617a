"""What goes wrong with a class place, in a class's terms: libraries and servers each say it in their own."""

import errno
from collections.abc import Iterator

from kvi_widgets.model.data_package import AnswerFileError

FULL, RIGHTS, PASSWORD, GONE = "class_full", "class_no_rights", "class_password", "class_not_there"
BY_STATUS = {401: PASSWORD, 403: RIGHTS, 404: GONE, 405: GONE, 409: GONE, 423: RIGHTS, 507: FULL}
BY_NUMBER = dict.fromkeys((errno.ENOSPC, errno.EDQUOT, errno.EFBIG), FULL)
BY_NUMBER |= dict.fromkeys((errno.EACCES, errno.EPERM, errno.EROFS), RIGHTS)
BY_NUMBER |= dict.fromkeys((errno.ENOENT, errno.ENOTDIR), GONE)
BY_NAME = {"InsufficientStorage": FULL, "ForbiddenOperation": RIGHTS, "ResourceNotFound": GONE}
BY_NAME |= {
    "FileNotFoundError": GONE,
    "PermissionError": RIGHTS,
    "NoCredentialsError": PASSWORD,
}
BY_CODE = dict.fromkeys(("InvalidAccessKeyId", "SignatureDoesNotMatch", "AuthFailure", "InvalidToken"), PASSWORD)
BY_CODE |= {"AccessDenied": RIGHTS, "NoSuchBucket": GONE, "QuotaExceeded": FULL}


class ClassPlaceError(AnswerFileError):
    """A class place cannot be used; ``reason`` is a key of ``messages.toml``."""


def trouble(error: BaseException, place: str) -> ClassPlaceError:
    """What to tell about an error of a library that speaks with a class place.

    >>> trouble(OSError(28, "No space left on device"), "/srv/class").reason
    'class_full'
    >>> trouble(ConnectionRefusedError("refused"), "https://cloud.example.org").details["detail"]
    'refused'
    """
    chain = list(_causes(error))
    reason = next(filter(None, map(_reason, reversed(chain))), "class_no_answer")  # what began it is the most exact
    return ClassPlaceError(reason, place=place, detail=str(chain[-1]).strip()[:200] or type(chain[-1]).__name__)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__


def _reason(error: BaseException) -> str:
    name = type(error).__name__
    answer = getattr(error, "response", None)
    if isinstance(answer, dict):  # of S3
        code = answer.get("Error", {}).get("Code", "")
        return BY_CODE.get(code) or BY_STATUS.get(answer.get("ResponseMetadata", {}).get("HTTPStatusCode"), "")
    if isinstance(error, ImportError):
        return "class_not_installed"
    kinds = [kind.__name__ for kind in type(error).__mro__]  # by name: Python in a page has no ssl
    if "SSLError" in kinds or "CERTIFICATE_VERIFY_FAILED" in str(error):
        return "class_certificate"
    if isinstance(error, TimeoutError) or "Timeout" in name:
        return "class_slow"
    number, status = getattr(error, "errno", None) or 0, getattr(error, "status_code", None) or 0
    return BY_STATUS.get(status) or BY_NUMBER.get(number) or BY_NAME.get(name, "")
