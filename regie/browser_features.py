"""What a browser may do on our pages, and what it can do and they never ask: for that none gets leave (settings)."""

from __future__ import annotations

from collections.abc import Collection

from csp.constants import NONCE, NONE, SELF

NOT_USED = (
    "accelerometer",
    "autoplay",
    "browsing-topics",
    "camera",
    "display-capture",
    "encrypted-media",
    "gamepad",
    "geolocation",
    "gyroscope",
    "hid",
    "identity-credentials-get",
    "idle-detection",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "picture-in-picture",
    "serial",
    "usb",
    "xr-spatial-tracking",
)


def content_security(*, sign_in_hosts: Collection[str], wait_url: str = "") -> dict[str, dict[str, list[object]]]:
    """From where a page may take what. sign_in_hosts: where a form may end besides, in the demonstration. wait_url:
    where the screens of a meeting wait for a change, when that is another address.

    There one form signs in on either site, and a browser holds its redirect to this line too.
    """
    return {
        "DIRECTIVES": {
            "default-src": [NONE],
            "script-src": [SELF, NONCE],
            "style-src": [SELF, NONCE],
            "img-src": [SELF, "data:"],  # data: for the arrow in a select, which stands in the component library's CSS
            "media-src": [SELF],
            "font-src": [SELF],
            "connect-src": [SELF, *([wait_url] if "://" in wait_url else [])],
            "manifest-src": [SELF],
            "form-action": [SELF, *(f"http://{host}:*" for host in sign_in_hosts)],
            "base-uri": [NONE],
            "frame-ancestors": [NONE],
        }
    }
