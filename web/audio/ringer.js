// The sound of an alarm: two soft rising notes, again and again.

import { output } from './output.js';

const notes = [{ frequency: 659.3, at: 0 }, { frequency: 880, at: 0.22 }, { frequency: 659.3, at: 0.7 }, { frequency: 880, at: 0.92 }];
const period = 2_200;
const loudness = 0.28;

export class Ringer {
  #timer = 0;
  #sounding = new Set();

  get ringing() {
    return this.#timer !== 0;
  }

  start() {
    if (this.ringing) return;
    this.#timer = setInterval(() => this.#ring(), period);
    this.#ring();
  }

  stop() {
    clearInterval(this.#timer);
    this.#timer = 0;
    for (const oscillator of this.#sounding) oscillator.stop();
    this.#sounding.clear();
  }

  #ring() {
    const context = output();
    // Notes scheduled on a context that is still blocked would all sound at once when it opens.
    if (context.state !== 'running') return;
    if (navigator.userActivation?.hasBeenActive) navigator.vibrate?.([200, 100, 200]);
    for (const { frequency, at } of notes) this.#note(context, frequency, context.currentTime + at);
  }

  #note(context, frequency, start) {
    const oscillator = new OscillatorNode(context, { type: 'triangle', frequency });
    const envelope = new GainNode(context, { gain: 0 });
    envelope.gain.setValueAtTime(0, start);
    envelope.gain.linearRampToValueAtTime(loudness, start + 0.015);
    envelope.gain.exponentialRampToValueAtTime(0.001, start + 0.5);
    oscillator.connect(envelope).connect(context.destination);
    oscillator.start(start);
    oscillator.stop(start + 0.52);
    this.#sounding.add(oscillator);
    oscillator.onended = () => this.#sounding.delete(oscillator);
  }
}
