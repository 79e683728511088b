const PATH = /^\/(sw\.js|static\/dist\/[\w.-]+\.js)$/;

const policy = globalThis.trustedTypes?.createPolicy("hallway", { createScriptURL: ownScript });

/** Starts a worker of ours; throws for any other address. */
export function startWorker(address) {
  return new Worker(scriptUrl(address));
}

/** The address of one of our own built scripts, as workers take it; throws for any other. */
export function scriptUrl(address) {
  return policy ? policy.createScriptURL(address) : ownScript(address);
}

function ownScript(address) {
  if (!PATH.test(address)) throw new TypeError("Not one of Hallway's own scripts");
  return address;
}
