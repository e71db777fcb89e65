// The voice: sentences are played in order and without a gap, each as soon as its samples arrive.

import { Emitter } from '../touchpoint/emitter.js';
import { output } from './output.js';

// The first block starts this much later than now, so that it is not cut at the front.
const lead = 0.02;
// A sentence whose samples never come must not keep the voice open for ever (milliseconds).
const longestSilence = 20_000;

/**
 * Emits `started`, `finished` and `replaced` (the next voice cut it off) with a turn's id, `sentence`
 * ({turn, sentence}), and `change`.
 */
export class Player extends Emitter {
  /** The turn whose voice is heard or awaited, or null. */
  turn = null;
  #rates = new Map();
  #sources = new Set();
  #end = 0;
  #last = false;
  #complete = false;
  #begun = false;
  #sentence = -1;
  #timer = 0;
  #silenced = new Set();

  /** A sentence begins (`Synthesizer.Speak`). */
  speak({ turn, sentence, rate, last }) {
    if (this.#silenced.has(turn)) return;
    if (turn !== this.turn) this.#begin(turn);
    this.#rates.set(sentence, rate);
    this.#last = last;
    this.#complete = false;
    this.#finishAfter(longestSilence);
  }

  /** Samples arrived for a sentence; none: the sentence is complete. */
  play(turn, sentence, samples) {
    const rate = this.#rates.get(sentence);
    if (turn !== this.turn || rate === undefined) return;
    if (samples.length === 0) {
      this.#complete = this.#last;
      this.#finishWhenHeard();
      return;
    }
    const context = output();
    const start = Math.max(this.#end, context.currentTime + lead);
    const source = context.createBufferSource();
    source.buffer = toBuffer(context, samples, rate);
    source.connect(context.destination);
    source.start(start);
    this.#end = start + source.buffer.duration;
    this.#sources.add(source);
    source.onended = () => this.#ended(source);
    this.#announce(turn, sentence);
  }

  /** Silence at once. Returns the turn that was cut off, or null. Nothing more of it will be played. */
  stop() {
    const turn = this.turn;
    if (turn === null) return null;
    this.#silenced.add(turn);
    for (const source of this.#sources) {
      source.onended = null;
      source.stop();
    }
    this.#reset(null);
    return turn;
  }

  #begin(turn) {
    const replaced = this.stop();
    if (replaced) this.emit('replaced', replaced);
    this.#reset(turn);
  }

  #reset(turn) {
    clearTimeout(this.#timer);
    this.turn = turn;
    this.#rates.clear();
    this.#sources.clear();
    this.#end = 0;
    this.#last = false;
    this.#complete = false;
    this.#begun = false;
    this.#sentence = -1;
    this.emit('change');
  }

  #announce(turn, sentence) {
    if (!this.#begun) this.emit('started', turn);
    this.#begun = true;
    if (sentence === this.#sentence) return;
    this.#sentence = sentence;
    this.emit('sentence', { turn, sentence });
  }

  #ended(source) {
    this.#sources.delete(source);
    this.#finishWhenHeard();
  }

  #finishWhenHeard() {
    if (this.#complete && this.#sources.size === 0) this.#finish();
  }

  #finishAfter(delay) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#finish(), delay);
  }

  #finish() {
    if (this.#sources.size > 0) return;
    const turn = this.turn;
    this.#reset(null);
    this.emit('finished', turn);
  }
}

function toBuffer(context, samples, rate) {
  const buffer = context.createBuffer(1, samples.length, rate);
  buffer.copyToChannel(Float32Array.from(samples, (sample) => sample / 32768), 0);
  return buffer;
}
