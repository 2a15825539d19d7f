// line-writer.ts - rows as lines of a file, byte by byte: a cell that may stand as it is gets copied, any other is read and written by its format.
import { cellAt } from './row-text';
import { READERS, type Kind, type ReadAs } from './wire-value';

/** What a line looks like. Everything but values is ASCII. */
export interface LineStyle {
  /** Before each column. */
  before: readonly string[];
  end: string;
  nothing: string;
  /** Around text and instants. */
  quote: string;
  list: { empty: string; begin: string; between: string; end: string };
  /** ASCII of which text that is copied consists, and with which it begins. */
  plain: RegExp;
  first: RegExp;
  /** Any value, as the format writes it. */
  written(value: ReadAs[Kind]): string;
}

const [QUOTE, COMMA, CLOSE, CLOSE_LIST, DOT, DIGIT, NO] = Array.from('",)}.0f', (mark) => mark.charCodeAt(0)) as [number, number, number, number, number, number, number];
const INSTANT = '0000-00-00 00:00:00';
const NUMBER = tableOf(/[\d.-]/);
/** Stands in no cell that could be copied. */
const NOT_COPIED = -1;

export class LineWriter {
  private bytes = Buffer.allocUnsafe(1 << 18);
  private size = 0;
  private readonly plain: Uint8Array;
  private readonly first: Uint8Array;
  private readonly fixed: number;

  constructor(
    private readonly kinds: readonly Kind[],
    private readonly style: LineStyle,
  ) {
    this.plain = tableOf(style.plain);
    this.first = tableOf(style.first);
    this.fixed = style.before.join('').length + style.end.length + kinds.length * 16;
  }

  /** @param rows as PostgreSQL prints them */
  lines(rows: readonly string[]): Uint8Array {
    this.size = 0;
    for (const row of rows) {
      this.makeRoom(this.roomFor(row));
      let at = 1;
      for (let column = 0; column < this.kinds.length; column++) {
        this.put(this.style.before[column]!);
        at = this.cell(row, at, this.kinds[column]!) + 1;
      }
      this.put(this.style.end);
    }
    return Buffer.from(this.bytes.subarray(0, this.size));
  }

  /** Returns where the cell ends. */
  private cell(row: string, at: number, kind: Kind): number {
    const begin = row.charCodeAt(at);
    if (begin === COMMA || at >= row.length - 1) {
      this.put(this.style.nothing);
      return at;
    }
    const before = this.size;
    const end = begin === QUOTE ? this.copied(row, at + 1, kind, QUOTE, QUOTE) + 1 : this.copied(row, at, kind, COMMA, CLOSE);
    // Behind a quote that does not end its cell stands another one.
    if (end > 0 && (begin !== QUOTE || row.charCodeAt(end) !== QUOTE)) return end;
    this.size = before;
    const { text, end: over } = cellAt(row, at);
    const written = this.style.written(READERS[kind](text!));
    this.makeRoom(Buffer.byteLength(written) + this.roomFor(row));
    this.size += this.bytes.write(written, this.size);
    return over;
  }

  private copied(row: string, at: number, kind: Kind, stop: number, last: number): number {
    if (kind === 'text') return this.text(row, at, stop, last);
    if (kind === 'instant') return this.instant(row, at, stop, last);
    if (kind === 'number') return this.number(row, at, stop, last);
    if (kind === 'list') return this.list(row, at, stop, last);
    this.put(row.charCodeAt(at) === NO ? 'false' : 'true');
    return at + 1;
  }

  private text(row: string, at: number, stop: number, last: number): number {
    let mark = row.charCodeAt(at);
    if (this.first[mark] !== 1) return NOT_COPIED;
    this.put(this.style.quote);
    for (; mark !== stop && mark !== last; mark = row.charCodeAt(++at)) {
      if (this.plain[mark] !== 1) return NOT_COPIED;
      this.bytes[this.size++] = mark;
    }
    this.put(this.style.quote);
    return at;
  }

  /** PostgreSQL and ECMAScript write the same digits, but for exponents and the zero below zero. */
  private number(row: string, at: number, stop: number, last: number): number {
    if (row.startsWith('-0', at) && row.charCodeAt(at + 2) !== DOT) return NOT_COPIED;
    for (let mark = row.charCodeAt(at); mark !== stop && mark !== last; mark = row.charCodeAt(++at)) {
      if (NUMBER[mark] !== 1) return NOT_COPIED;
      this.bytes[this.size++] = mark;
    }
    return at;
  }

  /** As `instantOf`. */
  private instant(row: string, at: number, stop: number, last: number): number {
    this.put(this.style.quote);
    for (let i = 0; i < INSTANT.length; i++, at++) {
      const mark = row.charCodeAt(at);
      const shape = INSTANT.charCodeAt(i);
      if (shape === DIGIT ? mark < DIGIT || mark > DIGIT + 9 : mark !== shape) return NOT_COPIED;
      this.bytes[this.size++] = i === 10 ? 84 : mark; // T
    }
    this.bytes[this.size++] = DOT;
    let decimals = 0;
    if (row.charCodeAt(at) === DOT) {
      for (let mark = row.charCodeAt(++at); mark >= DIGIT && mark <= DIGIT + 9; mark = row.charCodeAt(++at), decimals++) this.bytes[this.size++] = mark;
      if (decimals === 0) return NOT_COPIED;
    }
    if (decimals > 3 || !row.startsWith('+00', at)) return NOT_COPIED;
    for (; decimals < 3; decimals++) this.bytes[this.size++] = DIGIT;
    this.put('Z');
    this.put(this.style.quote);
    const end = row.charCodeAt(at + 3);
    return end === stop || end === last ? at + 3 : NOT_COPIED;
  }

  private list(row: string, at: number, stop: number, last: number): number {
    const { empty, begin, between, end } = this.style.list;
    let mark = row.charCodeAt(++at);
    if (mark === CLOSE_LIST) this.put(empty);
    else {
      if (this.first[mark] !== 1) return NOT_COPIED;
      this.put(begin);
      for (; mark !== CLOSE_LIST; mark = row.charCodeAt(++at)) {
        if (mark === COMMA) this.put(between);
        else if (this.plain[mark] !== 1) return NOT_COPIED;
        else this.bytes[this.size++] = mark;
      }
      this.put(end);
    }
    const behind = row.charCodeAt(++at);
    return behind === stop || behind === last ? at : NOT_COPIED;
  }

  private put(ascii: string): void {
    for (let i = 0; i < ascii.length; i++) this.bytes[this.size++] = ascii.charCodeAt(i);
  }

  /** A comma between elements of a list may become three bytes. */
  private roomFor(row: string): number {
    return 3 * row.length + this.fixed;
  }

  private makeRoom(bytes: number): void {
    if (this.size + bytes <= this.bytes.length) return;
    const grown = Buffer.allocUnsafe(2 * (this.size + bytes));
    this.bytes.copy(grown, 0, 0, this.size);
    this.bytes = grown;
  }
}

function tableOf(characters: RegExp): Uint8Array {
  return Uint8Array.from({ length: 128 }, (_, code) => (characters.test(String.fromCharCode(code)) ? 1 : 0));
}
