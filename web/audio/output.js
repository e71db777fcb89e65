// The loudspeaker, shared by the voice and the ringing. Browsers keep it silent until the person has touched the page.

// The voice's own rate: its blocks then join without being resampled one by one, which would click.
const voiceRate = 24_000;
let context = null;

/** The audio context of everything that is heard. */
export function output() {
  context ??= new AudioContext({ sampleRate: voiceRate, latencyHint: 'interactive' });
  return context;
}

/** Whether the browser still waits for the person to touch the page. */
export function isBlocked() {
  return output().state !== 'running';
}

/** Opens the loudspeaker at the person's first touch or key, and again whenever the browser has closed it. */
export function unlockOnGesture(unlocked) {
  const unlock = async () => {
    if (!isBlocked()) return;
    await output().resume();
    unlocked();
  };
  for (const gesture of ['pointerdown', 'pointerup', 'keydown']) document.addEventListener(gesture, unlock, { capture: true });
}
