// The page's half of the microphone: permission, device and worklet. It is open only while a person talks.

// How long to wait for the worklet's last frame (milliseconds): a frame takes 32.
const closeTimeout = 300;
let context = null;
let preparing = null;

/** Why the microphone could not be opened; `reason` is the key of the message for the person. */
export class MicrophoneError extends Error {
  constructor(reason, cause) {
    super(reason, { cause });
    this.reason = reason;
  }
}

/**
 * Loads what the microphone needs, without opening it: the first press is then as quick as the others, and talking
 * works while the server is away.
 */
export function prepareMicrophone() {
  // Once it has failed it is tried again.
  preparing ??= loadWorklet().catch((error) => {
    preparing = null;
    throw error;
  });
  return preparing;
}

/**
 * Opens the microphone.
 * @param {{frame: (samples: ArrayBuffer, level: number) => void, lost: () => void}} listener `frame` receives 16 kHz
 *   16-bit mono samples; `lost` is called when the device goes away.
 * @returns {Promise<{close: () => Promise<void>}>} `close` resolves after the last frame.
 */
export async function openMicrophone(listener) {
  if (!window.isSecureContext || !navigator.mediaDevices) throw new MicrophoneError('microphoneInsecure');
  // Both at once: every millisecond counts for the first syllable.
  const ready = prepareMicrophone();
  // Its failure is told below, after the more telling one of the device.
  ready.catch(() => {});
  const stream = await openStream();
  try {
    await ready;
    return await listen(stream, listener);
  } catch (error) {
    stopTracks(stream);
    throw new MicrophoneError('microphoneFailed', error);
  }
}

async function openStream() {
  const audio = { channelCount: 1, echoCancellation: true, noiseSuppression: true, autoGainControl: true };
  try {
    return await navigator.mediaDevices.getUserMedia({ audio });
  } catch (error) {
    const reasons = {
      NotAllowedError: 'microphoneDenied',
      SecurityError: 'microphoneDenied',
      NotFoundError: 'microphoneMissing',
      OverconstrainedError: 'microphoneMissing',
      NotReadableError: 'microphoneBusy',
    };
    throw new MicrophoneError(reasons[error.name] ?? 'microphoneFailed', error);
  }
}

async function listen(stream, { frame, lost }) {
  await context.resume();
  const source = context.createMediaStreamSource(stream);
  const capture = new AudioWorkletNode(context, 'capture', { numberOfOutputs: 0, channelCount: 1, channelCountMode: 'explicit' });
  let lastFrame;
  const ended = new Promise((resolve) => { lastFrame = resolve; });
  capture.port.onmessage = ({ data: { samples, level, last } }) => {
    if (samples.byteLength > 0) frame(samples, level);
    if (last) lastFrame();
  };
  source.connect(capture);
  for (const track of stream.getTracks()) track.onended = lost;
  return {
    async close() {
      capture.port.postMessage('close');
      await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, closeTimeout))]);
      source.disconnect();
      stopTracks(stream);
      await context.suspend();
    },
  };
}

async function loadWorklet() {
  const fresh = new AudioContext({ latencyHint: 'interactive' });
  await fresh.audioWorklet.addModule('/audio/capture-worklet.js');
  context = fresh;
  // Running for nothing would cost power; opening the microphone resumes it.
  fresh.suspend();
}

function stopTracks(stream) {
  for (const track of stream.getTracks()) {
    track.onended = null;
    track.stop();
  }
}
