// SHA-256 (FIPS 180-4), in pieces and at once: the browser's own takes a whole file only, and answers later, which for
// a million entries is most of the time. A test holds it against the platform's. Not
// type-checked: a compiler would want a word for the case that a fixed array lacks one of its places.

const K = new Int32Array(64);
const START = new Int32Array(8);
const WORDS = new Int32Array(64);
const PADDING = new Uint8Array(128);

/** The first 32 bits of the fraction of a number, as the standard derives its constants. */
const fraction = (/** @type {number} */ value) => ((value - Math.floor(value)) * 0x100000000) | 0;

for (let candidate = 2, count = 0; count < 64; candidate += 1) {
  let isPrime = true;
  for (let factor = 2; factor * factor <= candidate; factor += 1) if (candidate % factor === 0) isPrime = false;
  if (!isPrime) continue;
  if (count < 8) START[count] = fraction(candidate ** (1 / 2));
  K[count] = fraction(candidate ** (1 / 3));
  count += 1;
}

/** One digest in the making. `take` as often as there is something, then `hex` once. */
export class Sha256 {
  #state = START.slice();
  #rest = new Uint8Array(64);
  #restLength = 0;
  #length = 0;

  /** @param {Uint8Array} bytes */
  take(bytes) {
    this.#length += bytes.length;
    let at = 0;
    if (this.#restLength > 0) {
      at = Math.min(64 - this.#restLength, bytes.length);
      this.#rest.set(bytes.subarray(0, at), this.#restLength);
      this.#restLength += at;
      if (this.#restLength < 64) return this;
      this.#block(this.#rest, 0);
      this.#restLength = 0;
    }
    for (; at + 64 <= bytes.length; at += 64) this.#block(bytes, at);
    this.#rest.set(bytes.subarray(at), 0);
    this.#restLength = bytes.length - at;
    return this;
  }

  /** The digest in lower-case hexadecimal. */
  hex() {
    const bits = this.#length * 8;
    const end = this.#restLength < 56 ? 64 : 128;
    PADDING.fill(0).set(this.#rest.subarray(0, this.#restLength));
    PADDING[this.#restLength] = 0x80;
    for (let i = 0, left = bits; i < 8; i += 1, left = Math.floor(left / 256)) PADDING[end - 1 - i] = left % 256;
    for (let at = 0; at < end; at += 64) this.#block(PADDING, at);
    return Array.from(this.#state, (word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
  }

  /** @param {Uint8Array} bytes @param {number} at */
  #block(bytes, at) {
    const w = WORDS;
    for (let i = 0, j = at; i < 16; i += 1, j += 4) {
      w[i] = (bytes[j] << 24) | (bytes[j + 1] << 16) | (bytes[j + 2] << 8) | bytes[j + 3];
    }
    for (let i = 16; i < 64; i += 1) {
      const x = w[i - 15];
      const y = w[i - 2];
      const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
      const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
      w[i] = (w[i - 16] + s0 + w[i - 7] + s1) | 0;
    }
    const state = this.#state;
    let a = state[0];
    let b = state[1];
    let c = state[2];
    let d = state[3];
    let e = state[4];
    let f = state[5];
    let g = state[6];
    let h = state[7];
    for (let i = 0; i < 64; i += 1) {
      const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
      const t1 = (h + s1 + ((e & f) ^ (~e & g)) + K[i] + w[i]) | 0;
      const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
      const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g;
      g = f;
      f = e;
      e = (d + t1) | 0;
      d = c;
      c = b;
      b = a;
      a = (t1 + t2) | 0;
    }
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
    state[4] += e;
    state[5] += f;
    state[6] += g;
    state[7] += h;
  }
}

/** @param {Uint8Array[]} pieces */
export function sha256(...pieces) {
  const digest = new Sha256();
  for (const piece of pieces) digest.take(piece);
  return digest.hex();
}

/** @param {string} hex */
export function fromHex(hex) {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}
