"""Debian's Chromium, as the tests and the bench drive it."""

from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Playwright

CHROMIUM = "/usr/bin/chromium"
QUIET = [
    "--no-sandbox",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
PHONE = {"width": 390, "height": 844}


def launch(playwright: Playwright, *more: str) -> Browser:
    """A headless Chromium that talks to nobody but us."""
    return playwright.chromium.launch(executable_path=CHROMIUM, args=[*QUIET, *more])


def launch_with_profile(playwright: Playwright, folder: Path, *more: str) -> BrowserContext:
    """A Chromium that keeps what it stores, so that it can be closed and opened again."""
    return playwright.chromium.launch_persistent_context(
        str(folder), executable_path=CHROMIUM, args=[*QUIET, *more], viewport=PHONE, has_touch=True
    )


def fake_camera(video: Path) -> list[str]:
    """Flags that make the camera show this .y4m picture."""
    return [
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-video-capture={video}",
    ]
