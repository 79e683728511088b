/**
 * What `work(signal)` gives, or a TimeoutError after `limit` milliseconds, when `signal` is aborted
 * too. A phone's storage may simply never answer.
 */
export async function within(limit, work) {
  const timeUp = new AbortController();
  const expiry = new Promise((_, reject) => {
    timeUp.signal.addEventListener("abort", () => reject(timeUp.signal.reason));
  });
  const late = new DOMException("The phone's storage did not answer", "TimeoutError");
  const timer = setTimeout(() => timeUp.abort(late), limit);
  try {
    return await Promise.race([work(timeUp.signal), expiry]);
  } finally {
    clearTimeout(timer);
  }
}
