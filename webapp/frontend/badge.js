/** Shows how many follow-ups are due on the app's icon, where the phone can; 0 takes it away. */
export function showBadge(count) {
  if (!navigator.setAppBadge) return;
  const shown = count ? navigator.setAppBadge(count) : navigator.clearAppBadge();
  shown.catch(() => {});
}
