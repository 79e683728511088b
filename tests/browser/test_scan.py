"""The camera: it comes back after another app had it, and its light is offered where it has one."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright, expect

from tests.browser.conftest import sign_up
from tests.browser.driving import PHONE, fake_camera, launch
from tests.browser.test_hall import NGOZI, write_video
from tests.serving import Server

pytestmark = pytest.mark.browser

TRACK = "document.querySelector('[data-scan-video]').srcObject?.getVideoTracks()[0]"
# Chromium's fake camera has no light: what a phone's track says and is asked.
LIGHT = """
const { getCapabilities, applyConstraints } = MediaStreamTrack.prototype;
window.asked = [];
MediaStreamTrack.prototype.getCapabilities = function () {
  return { ...getCapabilities.call(this), torch: true };
};
MediaStreamTrack.prototype.applyConstraints = function (wanted) {
  const torch = wanted.advanced?.[0].torch;
  if (torch === undefined) return applyConstraints.call(this, wanted);
  window.asked.push(torch);
  return Promise.resolve();
};
"""


@pytest.fixture(scope="module")
def camera(
    playwright: Playwright, server: Server, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[BrowserContext]:
    """A phone whose camera looks at Ngozi's code."""
    video = tmp_path_factory.mktemp("camera") / "camera.y4m"
    write_video(video, NGOZI)
    browser = launch(playwright, *fake_camera(video))
    context = browser.new_context(viewport=PHONE, base_url=server.url, service_workers="block")
    sign_up(context.new_page(), "scanning@example.org")
    yield context
    browser.close()


def scan(camera: BrowserContext, script: str = "") -> Page:
    page = camera.new_page()
    if script:
        page.add_init_script(script)
    page.goto("/scan")
    expect(page.locator("[data-scan-result]")).to_contain_text("Dr. Ngozi Adébáyò", timeout=20_000)
    return page


@pytest.mark.parametrize(
    "taken",
    [f"{TRACK}.stop()", f"Object.defineProperty({TRACK}, 'muted', {{ value: true }})"],
    ids=["ended", "muted"],
)
@pytest.mark.parametrize("back", ["focus", "pageshow", "visibilitychange"])
def test_a_camera_that_another_app_had_comes_back(
    camera: BrowserContext, taken: str, back: str
) -> None:
    page = scan(camera)
    before = page.evaluate(f"{taken}, {TRACK}.id")
    target = "document" if back == "visibilitychange" else "window"
    page.evaluate(f"{target}.dispatchEvent(new Event('{back}'))")
    page.wait_for_function(f"before => {TRACK} && {TRACK}.id !== before", arg=before)
    assert page.evaluate(f"[{TRACK}.readyState, {TRACK}.muted]") == ["live", False]
    page.close()


def test_a_camera_that_came_back_reads_the_next_code(camera: BrowserContext) -> None:
    page = scan(camera)
    page.evaluate(f"{TRACK}.stop(); dispatchEvent(new Event('focus'))")
    page.wait_for_function(f"() => {TRACK}?.readyState === 'live'")
    page.get_by_role("button", name="Scan again").click()
    expect(page.locator("[data-scan-result]")).to_contain_text("Dr. Ngozi Adébáyò", timeout=20_000)
    page.close()


def test_a_light_is_offered_only_where_the_camera_has_one(camera: BrowserContext) -> None:
    plain = scan(camera)
    expect(plain.locator("[data-torch]")).to_be_hidden()
    plain.close()
    page = scan(camera, LIGHT)
    light = page.get_by_role("button", name="Light")
    for pressed in ("true", "false"):
        light.click()
        expect(light).to_have_attribute("aria-pressed", pressed)
    assert page.evaluate("asked") == [True, False]
    page.close()
