"""The web app manifest: what a phone knows of Hallway before it opens it."""

from typing import Any

ICONS = [
    ("icon-192.png", "192x192", "any"),
    ("icon-512.png", "512x512", "any"),
    ("icon-maskable-512.png", "512x512", "maskable"),
]
SHORTCUTS = [("Card", "/", "card"), ("Capture", "/capture", "capture"), ("Scan", "/scan", "scan")]
PAPER = "#fbf9f4"
# Browsers agree on no one type for vCards, and some go by the ending alone.
CARD_TYPES = ["text/vcard", "text/x-vcard", "text/directory", ".vcf"]


def app_manifest(icons: str) -> dict[str, Any]:
    """The manifest (W3C Web Application Manifest, Web Share Target) with its icons under `icons`.

    Its colours are those of the light theme; the pages name both.
    """
    return {
        "id": "/",
        "name": "Hallway",
        "short_name": "Hallway",
        "description": "The networking notebook for a conference.",
        "lang": "en",
        "dir": "ltr",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "categories": ["productivity", "social", "business"],
        "background_color": PAPER,
        "theme_color": PAPER,
        "icons": [
            _icon(icons + name, sizes, "image/png", purpose) for name, sizes, purpose in ICONS
        ],
        "shortcuts": [
            {"name": name, "url": url, "icons": _shortcut_icons(icons, icon)}
            for name, url, icon in SHORTCUTS
        ],
        # A shortcut leads on in the window that is open; what is typed there is kept as a draft.
        "launch_handler": {"client_mode": ["navigate-existing", "auto"]},
        "share_target": {
            "action": "/share",
            "method": "POST",
            "enctype": "multipart/form-data",
            "params": {
                "title": "title",
                "text": "text",
                "url": "url",
                "files": [{"name": "files", "accept": [*CARD_TYPES, "text/plain"]}],
            },
        },
    }


def _icon(src: str, sizes: str, media_type: str, purpose: str) -> dict[str, str]:
    return {"src": src, "sizes": sizes, "type": media_type, "purpose": purpose}


def _shortcut_icons(icons: str, name: str) -> list[dict[str, str]]:
    """A drawing of its own, and the app's icon where a phone draws no SVG."""
    return [
        _icon(f"{icons}shortcut-{name}.svg", "any", "image/svg+xml", "any"),
        _icon(f"{icons}icon-192.png", "192x192", "image/png", "any"),
    ]
