// Any sample rate down to another, in blocks: a windowed-sinc low-pass evaluated only where a sample comes out. The two
// rates share a common divisor, so few positions between input samples occur, and their filters are made beforehand.

const lobes = 12;

export class Resampler {
  #step;
  #phases;
  #filters;
  #length;
  #history;
  #position = 0;

  /** @param {number} from the rate of what goes in @param {number} to the rate of what comes out, at most `from` */
  constructor(from, to) {
    const divisor = greatestCommonDivisor(from, to);
    this.#step = from / divisor;
    this.#phases = to / divisor;
    const reach = Math.ceil((lobes * from) / to);
    this.#length = 2 * reach;
    this.#filters = Array.from({ length: this.#phases }, (_, phase) => filter(phase / this.#phases, reach, to / from));
    // Half a filter of silence before the first sample, so that the first output is at the first input.
    this.#history = new Float32Array(reach - 1);
  }

  /** Takes a block and returns the samples that are complete with it. */
  push(block) {
    const input = new Float32Array(this.#history.length + block.length);
    input.set(this.#history);
    input.set(block, this.#history.length);
    const output = [];
    for (;;) {
      const start = Math.floor(this.#position / this.#phases);
      if (start + this.#length > input.length) break;
      const taps = this.#filters[this.#position % this.#phases];
      let sum = 0;
      for (let i = 0; i < this.#length; i += 1) sum += input[start + i] * taps[i];
      output.push(sum);
      this.#position += this.#step;
    }
    const used = Math.min(Math.floor(this.#position / this.#phases), input.length);
    this.#position -= used * this.#phases;
    this.#history = input.slice(used);
    return output;
  }
}

/** The taps for an output that lies `fraction` of a sample after input number `reach - 1`. */
function filter(fraction, reach, ratio) {
  // A little below the new Nyquist frequency leaves room for the filter's slope.
  const cutoff = Math.min(1, ratio * 0.92);
  const taps = new Float32Array(2 * reach);
  let total = 0;
  for (let i = 0; i < taps.length; i += 1) {
    const distance = i - (reach - 1) - fraction;
    const window = 0.5 + 0.5 * Math.cos((Math.PI * distance) / (reach + 1));
    taps[i] = sinc(distance * cutoff) * window;
    total += taps[i];
  }
  return taps.map((tap) => tap / total);
}

function sinc(x) {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}

function greatestCommonDivisor(a, b) {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
