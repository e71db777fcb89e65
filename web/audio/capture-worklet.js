// The audio thread's half of the microphone: 16 kHz 16-bit mono frames of 32 ms, each with its loudness.

import { Resampler } from '/audio/resampler.js';

const targetRate = 16_000;
const frameLength = 512;

class Capture extends AudioWorkletProcessor {
  #resampler = new Resampler(sampleRate, targetRate);
  #frame = new Int16Array(frameLength);
  #filled = 0;
  #squares = 0;
  #closed = false;

  constructor() {
    super();
    this.port.onmessage = () => this.#close();
  }

  process([input]) {
    if (this.#closed) return false;
    // Nothing is connected for a moment while the device starts.
    if (input.length > 0) for (const sample of this.#resampler.push(input[0])) this.#add(sample);
    return true;
  }

  #add(sample) {
    const clipped = Math.max(-1, Math.min(1, sample));
    this.#frame[this.#filled] = Math.round(clipped * 32767);
    this.#squares += clipped * clipped;
    this.#filled += 1;
    if (this.#filled === frameLength) this.#post(false);
  }

  #close() {
    this.#closed = true;
    this.#post(true);
  }

  #post(last) {
    const samples = this.#frame.slice(0, this.#filled).buffer;
    const level = this.#filled ? Math.sqrt(this.#squares / this.#filled) : 0;
    this.port.postMessage({ samples, level, last }, [samples]);
    this.#filled = 0;
    this.#squares = 0;
  }
}

registerProcessor('capture', Capture);
