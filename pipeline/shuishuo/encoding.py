"""Decode the bytes of an article: by what they say of themselves, else by what reads most like Chinese."""

from .errors import ShuishuoError


def decode(data: bytes, *, encoding: str | None = None) -> tuple[str, str]:
    """The text of some bytes and the encoding that was used. Raises ShuishuoError E102 or E204."""
    for name in [encoding] if encoding else ["utf-8", "gb18030"]:
        try:
            return data.decode(name), name
        except UnicodeDecodeError:
            continue
        except LookupError as error:
            raise ShuishuoError("E204", name) from error
    raise ShuishuoError("E102")
