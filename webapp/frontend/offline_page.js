const PAUSE = 5_000;
const TIME_LIMIT = 10_000;

/**
 * Loads the page that was wanted as soon as Hallway answers again, which may also be the case when
 * the network is only slow. A reload is given more time by the worker.
 */
export function start() {
  const look = async () => {
    if (document.hidden || !(await isThere())) return setTimeout(look, PAUSE);
    // The shell's own address would only show the shell again.
    if (location.pathname === "/offline") location.replace("/");
    else location.reload();
  };
  look();
}

async function isThere() {
  try {
    const response = await fetch("/healthz", { signal: AbortSignal.timeout(TIME_LIMIT) });
    return response.headers.get("Hallway") === "1";
  } catch {
    return false;
  }
}
