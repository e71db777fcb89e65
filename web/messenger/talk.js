// One spoken utterance at a time: the microphone opens, samples go up, words come back, and it becomes a turn. The
// samples are kept until then, so that a break of the connection loses nothing that was said.

import { Emitter } from '../touchpoint/emitter.js';
import { newId } from '../touchpoint/identity.js';
import { openMicrophone } from '../audio/microphone.js';

// A press shorter than this starts and the next one finishes, for people who cannot hold (milliseconds).
const shortPress = 350;
// The server takes at most 60 seconds.
const longestUtterance = 59_000;
const longestRecognition = 30_000;

/**
 * Emits `change` when the state or the words change, `level` with the loudness, and `problem` with
 * `{key}` (a string of ours) or `{message}` (the server's).
 */
export class Talk extends Emitter {
  /** `idle`, `opening`, `listening` or `recognizing`. */
  state = 'idle';
  /** Pressed and still held, so that letting go finishes. */
  held = false;
  conversation = null;
  text = '';
  /** How many characters of `text` will not change any more. */
  stable = 0;
  #touchpoint;
  #language;
  #interrupt;
  #microphone = null;
  #event = null;
  #frames = [];
  #told = false;
  #finished = false;
  #pressedAt = 0;
  #timer = 0;

  /** @param {{touchpoint, connection, language: () => string, interrupt: () => void}} options `interrupt` silences. */
  constructor({ touchpoint, connection, language, interrupt }) {
    super();
    this.#touchpoint = touchpoint;
    this.#language = language;
    this.#interrupt = interrupt;
    connection.on('instruction', ({ type, body }) => this.#hear(type, body));
    connection.on('status', (status) => (status === 'online' ? this.#retell() : this.#broken()));
  }

  /** Whether this is the event of the utterance at hand. */
  owns(event) {
    return event !== undefined && event === this.#event;
  }

  /** The button or the key went down. */
  press(conversation) {
    if (this.state === 'listening') return this.finish();
    if (this.state !== 'idle') return;
    this.held = true;
    this.#pressedAt = performance.now();
    this.#start(conversation);
  }

  /** The button or the key came up. */
  release() {
    if (!this.held) return;
    this.held = false;
    if (performance.now() - this.#pressedAt < shortPress) return this.emit('change');
    this.finish();
  }

  /** Starts or finishes, without holding. */
  toggle(conversation) {
    this.press(conversation);
    this.held = false;
    this.emit('change');
  }

  /** Nothing more will be said: recognise. */
  async finish() {
    if (this.state === 'opening') return this.cancel();
    if (this.state !== 'listening') return;
    this.#become('recognizing');
    clearTimeout(this.#timer);
    const event = this.#event;
    await this.#closeMicrophone();
    if (event !== this.#event) return;
    this.#finished = true;
    if (this.#told) this.#touchpoint.tell('Recognizer.Finished', { event });
    this.#expectWords();
  }

  /** Forget what was said. */
  cancel() {
    if (this.state === 'idle') return;
    if (this.#told) this.#touchpoint.tell('Recognizer.Canceled', { event: this.#event });
    this.#end();
  }

  async #start(conversation) {
    const event = newId();
    Object.assign(this, { conversation, text: '', stable: 0 });
    this.#event = event;
    this.#frames = [];
    this.#told = false;
    this.#finished = false;
    this.#interrupt();
    this.#become('opening');
    try {
      const microphone = await openMicrophone({
        frame: (samples, level) => event === this.#event && this.#frame(samples, level),
        lost: () => event === this.#event && this.#fail({ key: 'microphoneLost' }),
      });
      if (event !== this.#event) return void microphone.close();
      this.#microphone = microphone;
    } catch (error) {
      if (event === this.#event) this.#fail({ key: error.reason ?? 'microphoneFailed' });
      return;
    }
    this.#timer = setTimeout(() => this.finish(), longestUtterance);
    this.#tellBeginning();
    this.#become('listening');
  }

  #frame(samples, level) {
    this.#frames.push(samples);
    if (this.#told) this.#touchpoint.tellAudio(samples);
    this.emit('level', level);
  }

  /** Says that the microphone is open, and everything it has heard so far. */
  #tellBeginning() {
    const body = { conversation: this.conversation, language: this.#language() };
    this.#told = this.#touchpoint.tell('Recognizer.Speech', body, this.#event);
    if (this.#told) for (const samples of this.#frames) this.#touchpoint.tellAudio(samples);
  }

  #retell() {
    if (this.state !== 'listening' && this.state !== 'recognizing') return;
    this.#tellBeginning();
    if (!this.#finished) return;
    this.#touchpoint.tell('Recognizer.Finished', { event: this.#event });
    this.#expectWords();
  }

  #broken() {
    this.#told = false;
    if (this.state === 'recognizing') clearTimeout(this.#timer);
    this.emit('change');
  }

  #expectWords() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#told && this.#fail({ key: 'recognitionLate' }), longestRecognition);
  }

  #hear(type, body) {
    const event = body.event ?? body.turn?.event;
    if (this.state === 'idle' || event !== this.#event) return;
    if (type === 'Recognizer.Recognized') this.#words(body);
    if (type === 'Recognizer.StopCapture' && !this.held) this.finish();
    if (type === 'System.Accepted' || type === 'Render.Turn') this.#end();
    if (type === 'System.Error') this.#fail({ message: body.message });
  }

  #words({ text, stable, final }) {
    if (final && text.trim() === '') return this.#fail({ key: 'nothingHeard' });
    this.text = text;
    this.stable = final ? Array.from(text).length : stable;
    this.emit('change');
  }

  #fail(problem) {
    this.#end();
    this.emit('problem', problem);
  }

  #end() {
    clearTimeout(this.#timer);
    this.#closeMicrophone();
    this.#event = null;
    this.#frames = [];
    this.#told = false;
    this.held = false;
    this.text = '';
    this.#become('idle');
  }

  async #closeMicrophone() {
    const microphone = this.#microphone;
    this.#microphone = null;
    await microphone?.close();
  }

  #become(state) {
    this.state = state;
    this.emit('change');
  }
}
