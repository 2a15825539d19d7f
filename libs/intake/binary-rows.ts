// binary-rows.ts - rows as one array of a composite type in PostgreSQL's binary form: nothing is spelled out, escaped, and read again.

interface Type<Value> {
  oid: number;
  /** Returns how many it took. */
  write(to: Buffer, value: Value, at: number): number;
}

/** By their names in SQL, with the numbers that these types have in every PostgreSQL. */
const TYPES = {
  boolean: { oid: 16, write: (to, value: boolean, at) => to.writeUInt8(Number(value), at) - at },
  smallint: { oid: 21, write: (to, value: number, at) => to.writeInt16BE(value, at) - at },
  int: { oid: 23, write: (to, value: number, at) => to.writeInt32BE(value, at) - at },
  'double precision': { oid: 701, write: (to, value: number, at) => to.writeDoubleBE(value, at) - at },
  timestamptz: { oid: 1184, write: (to, value: Date, at) => to.writeBigInt64BE(BigInt(value.getTime() - EPOCH) * 1000n, at) - at },
  uuid: { oid: 2950, write: writeUuid },
  text: { oid: 25, write: (to, value: string, at) => to.write(value, at) },
  /** Of the text of a value: version 1 of the form is that text. */
  jsonb: { oid: 3802, write: (to, value: string, at) => 1 + to.write(value, to.writeUInt8(1, at)) },
  bytea: { oid: 17, write: (to, value: Buffer, at) => value.copy(to, at) },
} satisfies { [name: string]: Type<never> };

export type ColumnType = keyof typeof TYPES;
/** The columns of a composite type, in its order. */
export type Columns = Readonly<Record<string, ColumnType>>;
export type RowOf<C extends Columns> = { readonly [name in keyof C]?: Parameters<(typeof TYPES)[C[name]]['write']>[1] };

/** PostgreSQL counts microseconds from here. */
const EPOCH = Date.UTC(2000, 0, 1);
/** A composite type has another number in each database; PostgreSQL (since 14) goes by the statement's, and compares only those of built-in types. */
const ANY_TYPE = 0;
/** Before the rows: dimensions, 1 for that there may be nulls, the type's number, how many, number of the first. */
const ARRAY_BYTES = 20;
/** Before the values of a row: its length, and how many. */
const ROW_BYTES = 8;
/** Before a value: its type's number, and its length. */
const VALUE_BYTES = 8;
/** Instead of a length. */
const NULL = -1;

/** Compiled once for a type: writes rows as what `pg` sends as it is, because it is a Buffer. What is undefined is null. */
export function binaryRowsOf<C extends Columns>(columns: C): (rows: readonly RowOf<C>[]) => Buffer {
  const fields = Object.entries(columns).map(([name, type]) => ({ name, ...(TYPES[type] as unknown as Type<unknown>) }));
  return (rows) => {
    let size = ARRAY_BYTES + rows.length * (ROW_BYTES + fields.length * VALUE_BYTES);
    for (const row of rows) for (const { name } of fields) size += roomOf(row[name]);
    const bytes = Buffer.allocUnsafe(size);
    [1, 1, ANY_TYPE, rows.length, 1].forEach((word, index) => bytes.writeInt32BE(word, index * 4));
    let at = ARRAY_BYTES;
    for (const row of rows) {
      const start = at + 4;
      bytes.writeInt32BE(fields.length, start);
      at += ROW_BYTES;
      for (const { name, oid, write } of fields) {
        const value = row[name];
        const taken = value === undefined ? NULL : write(bytes, value, at + VALUE_BYTES);
        bytes.writeInt32BE(oid, at);
        bytes.writeInt32BE(taken, at + 4);
        at += VALUE_BYTES + Math.max(taken, 0);
      }
      bytes.writeInt32BE(at - start, start - 4);
    }
    return bytes.subarray(0, at);
  };
}

/** Bytes that a value needs at most: a UTF-16 unit is three of UTF-8 or fewer, and a jsonb has one before its text. */
function roomOf(value: unknown): number {
  if (value === undefined) return 0;
  if (typeof value === 'string') return 1 + value.length * 3;
  return Buffer.isBuffer(value) ? value.length : 8;
}

/** As it stands: digits in pairs, before some of which there is a hyphen. A text of another length is of another length here, and PostgreSQL refuses it. */
function writeUuid(to: Buffer, uuid: string, start: number): number {
  let at = start;
  for (let i = 0; i < uuid.length; i += 2) {
    if (uuid.charCodeAt(i) === HYPHEN) i++;
    to[at++] = (digitOf(uuid.charCodeAt(i)) << 4) | digitOf(uuid.charCodeAt(i + 1));
  }
  return at - start;
}

const HYPHEN = 0x2d;

/** Of a hexadecimal digit, whose letters may be large or small. */
function digitOf(char: number): number {
  return char <= 0x39 ? char - 0x30 : (char | 0x20) - 0x57;
}
