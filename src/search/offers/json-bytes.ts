const ZERO = 0x30;
const MINUS = 0x2d;
const POINT = 0x2e;
const encoder = new TextEncoder();

/** Bytes of a fixed piece of JSON, to be written again and again. */
export const piece = (text: string): Uint8Array => encoder.encode(text);

/** Grows a piece of JSON byte by byte, in a buffer that is used again. Numbers come out as `JSON.stringify` has them, but without exponents. */
export class JsonBytes {
  #bytes = new Uint8Array(4096);
  #size = 0;

  clear(): void {
    this.#size = 0;
  }

  /** What has been written; it changes with the next byte. */
  view(): Uint8Array {
    return this.#bytes.subarray(0, this.#size);
  }

  piece(bytes: Uint8Array): void {
    this.#makeRoom(bytes.length);
    for (let i = 0; i < bytes.length; i++) this.#bytes[this.#size++] = bytes[i] ?? 0;
  }

  /** A string from UTF-8, quoted. */
  string(utf8: Uint8Array): void {
    this.#makeRoom(6 * utf8.length + 2);
    this.#bytes[this.#size++] = 0x22;
    for (const byte of utf8) {
      if (byte >= 0x20 && byte !== 0x22 && byte !== 0x5c) this.#bytes[this.#size++] = byte;
      else this.piece(encoder.encode(JSON.stringify(String.fromCharCode(byte)).slice(1, -1)));
    }
    this.#bytes[this.#size++] = 0x22;
  }

  /**
   * A decimal number, without zeros at its end.
   *
   * @param units whole number of its last decimals.
   * @param decimals how many of its digits stand behind the point, 0…7.
   */
  decimal(units: number, decimals: number): void {
    this.#makeRoom(24);
    let rest = units;
    if (rest < 0) {
      this.#bytes[this.#size++] = MINUS;
      rest = -rest;
    }
    let behind = decimals;
    while (behind > 0 && rest % 10 === 0) {
      rest /= 10;
      behind--;
    }
    // Beyond 32 bits division is of doubles: the upper digits are split off once.
    const upper = Math.floor(rest / 1e7);
    this.#digits(upper, rest - upper * 1e7, behind);
  }

  /** `upper`·10⁷ + `lower`, its point before the last `behind` digits. */
  #digits(upper: number, lower: number, behind: number): void {
    let count = 0;
    for (let part = upper; part > 0; part = Math.floor(part / 10)) count++;
    if (count > 0) count += 7;
    else for (let part = lower | 0; part > 0; part = (part / 10) | 0) count++;
    if (count <= behind) count = behind + 1;
    let at = this.#size + count + (behind > 0 ? 1 : 0);
    this.#size = at;
    let high = upper;
    let low = lower | 0;
    for (let i = 0; i < count; i++) {
      if (i === behind && behind > 0) this.#bytes[--at] = POINT;
      if (i < 7) {
        const next = (low / 10) | 0;
        this.#bytes[--at] = ZERO + low - 10 * next;
        low = next;
      } else {
        const next = Math.floor(high / 10);
        this.#bytes[--at] = ZERO + high - 10 * next;
        high = next;
      }
    }
  }

  #makeRoom(bytes: number): void {
    if (this.#size + bytes <= this.#bytes.length) return;
    const grown = new Uint8Array(2 * (this.#size + bytes));
    grown.set(this.#bytes.subarray(0, this.#size));
    this.#bytes = grown;
  }
}
