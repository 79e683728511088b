/** True when Hallway runs as an app from the home screen, not in a tab of the browser. */
export function isInstalled() {
  return matchMedia("(display-mode: standalone)").matches || navigator.standalone === true;
}

/** "apple" (iPhone, iPad), "android" or "other"; an iPad calls itself a Mac with a touch screen. */
export function kindOfPhone({ userAgent, platform, maxTouchPoints } = navigator) {
  if (/iPhone|iPad|iPod/.test(userAgent)) return "apple";
  if (platform === "MacIntel" && maxTouchPoints > 1) return "apple";
  return /Android/.test(userAgent) ? "android" : "other";
}
