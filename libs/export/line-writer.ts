// line-writer.ts - rows as lines of a file, byte by byte: a cell that may stand as it is gets copied, any other is read and written by its format.
import { BACKSLASH, cellOf, LINE_END, TAB } from './copied-text';
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
  /** ASCII of which text that is copied consists, and with which it begins; no backslash and no control character. */
  plain: RegExp;
  first: RegExp;
  /** Any value, as the format writes it. */
  written(value: ReadAs[Kind]): string;
}

const [COMMA, MINUS, DOT, DIGIT, T, PLUS, ZULU, NOTHING_THERE, NO, CLOSE_LIST] = Buffer.from(',-.0T+ZNf}') as unknown as [number, number, number, number, number, number, number, number, number, number];
const INSTANT = Buffer.from('0000-00-00 00:00:00');
const BEFORE_TIME = INSTANT.indexOf(' ');
const NUMBER = tableOf(/[\d.-]/);
/** Stands in no cell that could be copied. */
const NOT_COPIED = -1;

export class LineWriter {
  private bytes = Buffer.allocUnsafe(1 << 18);
  private size = 0;
  private readonly before: readonly Uint8Array[];
  private readonly end: Uint8Array;
  private readonly nothing: Uint8Array;
  private readonly quote: Uint8Array;
  private readonly list: Readonly<Record<keyof LineStyle['list'], Uint8Array>>;
  private readonly plain: Uint8Array;
  private readonly first: Uint8Array;
  private readonly fixed: number;

  constructor(
    private readonly kinds: readonly Kind[],
    private readonly style: LineStyle,
  ) {
    const { empty, begin, between, end } = style.list;
    this.before = style.before.map((text) => Buffer.from(text));
    this.end = Buffer.from(style.end);
    this.nothing = Buffer.from(style.nothing);
    this.quote = Buffer.from(style.quote);
    this.list = { empty: Buffer.from(empty), begin: Buffer.from(begin), between: Buffer.from(between), end: Buffer.from(end) };
    this.plain = tableOf(style.plain);
    this.first = tableOf(style.first);
    this.fixed = style.before.join('').length + style.end.length + kinds.length * 16;
  }

  /** @param rows whole lines, as PostgreSQL copies them */
  lines(rows: Uint8Array): Uint8Array {
    this.size = 0;
    for (let at = 0; at < rows.length; ) {
      this.makeRoom(this.roomFor(rows.indexOf(LINE_END, at) - at));
      for (let column = 0; column < this.kinds.length; column++) {
        this.put(this.before[column]!);
        at = this.cell(rows, at, this.kinds[column]!) + 1;
      }
      this.put(this.end);
    }
    return Buffer.from(this.bytes.subarray(0, this.size));
  }

  /** Returns where the cell ends. */
  private cell(rows: Uint8Array, at: number, kind: Kind): number {
    if (rows[at] === BACKSLASH && rows[at + 1] === NOTHING_THERE) {
      this.put(this.nothing);
      return at + 2;
    }
    const before = this.size;
    const end = this.copied(rows, at, kind);
    if (end !== NOT_COPIED && (rows[end] === TAB || rows[end] === LINE_END)) return end;
    this.size = before;
    return this.readAndWritten(rows, at, kind);
  }

  private readAndWritten(rows: Uint8Array, at: number, kind: Kind): number {
    let end = at;
    while (rows[end] !== TAB && rows[end] !== LINE_END) end++;
    const written = this.style.written(READERS[kind](cellOf(Buffer.from(rows.subarray(at, end)).toString())!));
    this.makeRoom(Buffer.byteLength(written) + this.roomFor(rows.indexOf(LINE_END, end) - end));
    this.size += this.bytes.write(written, this.size);
    return end;
  }

  /** Returns behind what was copied: the end of the cell, or the cell cannot be copied. */
  private copied(rows: Uint8Array, at: number, kind: Kind): number {
    if (kind === 'text') return this.text(rows, at);
    if (kind === 'instant') return this.instant(rows, at);
    if (kind === 'number') return this.number(rows, at);
    if (kind === 'list') return this.listed(rows, at);
    this.put(rows[at] === NO ? FALSE : TRUE);
    return at + 1;
  }

  private text(rows: Uint8Array, at: number): number {
    if (this.first[rows[at]!] !== 1) return NOT_COPIED;
    this.put(this.quote);
    for (let mark = rows[at]!; this.plain[mark] === 1; mark = rows[++at]!) this.bytes[this.size++] = mark;
    this.put(this.quote);
    return at;
  }

  /** PostgreSQL and ECMAScript write the same digits, but for exponents and the zero below zero. */
  private number(rows: Uint8Array, at: number): number {
    if (rows[at] === MINUS && rows[at + 1] === DIGIT && rows[at + 2] !== DOT) return NOT_COPIED;
    for (let mark = rows[at]!; NUMBER[mark] === 1; mark = rows[++at]!) this.bytes[this.size++] = mark;
    return at;
  }

  /** As `instantOf`. */
  private instant(rows: Uint8Array, at: number): number {
    this.put(this.quote);
    for (let i = 0; i < INSTANT.length; i++, at++) {
      const mark = rows[at]!;
      const shape = INSTANT[i]!;
      if (shape === DIGIT ? mark < DIGIT || mark > DIGIT + 9 : mark !== shape) return NOT_COPIED;
      this.bytes[this.size++] = i === BEFORE_TIME ? T : mark;
    }
    this.bytes[this.size++] = DOT;
    let decimals = 0;
    if (rows[at] === DOT) {
      for (let mark = rows[++at]!; mark >= DIGIT && mark <= DIGIT + 9; mark = rows[++at]!, decimals++) this.bytes[this.size++] = mark;
      if (decimals === 0) return NOT_COPIED;
    }
    if (decimals > 3 || rows[at] !== PLUS || rows[at + 1] !== DIGIT || rows[at + 2] !== DIGIT) return NOT_COPIED;
    for (; decimals < 3; decimals++) this.bytes[this.size++] = DIGIT;
    this.bytes[this.size++] = ZULU;
    this.put(this.quote);
    return at + 3;
  }

  private listed(rows: Uint8Array, at: number): number {
    let mark = rows[++at]!;
    if (mark === CLOSE_LIST) this.put(this.list.empty);
    else {
      if (this.first[mark] !== 1) return NOT_COPIED;
      this.put(this.list.begin);
      for (; mark !== CLOSE_LIST; mark = rows[++at]!) {
        if (mark === COMMA) this.put(this.list.between);
        else if (this.plain[mark] !== 1) return NOT_COPIED;
        else this.bytes[this.size++] = mark;
      }
      this.put(this.list.end);
    }
    return at + 1;
  }

  private put(ascii: Uint8Array): void {
    for (let i = 0; i < ascii.length; i++) this.bytes[this.size++] = ascii[i]!;
  }

  /** A comma between elements of a list may become three bytes. */
  private roomFor(length: number): number {
    return 3 * length + this.fixed;
  }

  private makeRoom(bytes: number): void {
    if (this.size + bytes <= this.bytes.length) return;
    const grown = Buffer.allocUnsafe(2 * (this.size + bytes));
    this.bytes.copy(grown, 0, 0, this.size);
    this.bytes = grown;
  }
}

const [FALSE, TRUE] = [Buffer.from('false'), Buffer.from('true')];

function tableOf(characters: RegExp): Uint8Array {
  return Uint8Array.from({ length: 128 }, (_, code) => (characters.test(String.fromCharCode(code)) ? 1 : 0));
}
