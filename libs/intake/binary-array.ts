// binary-array.ts - values as one array in PostgreSQL's binary form: nothing is spelled out, escaped, and read again.

interface Type<Value> {
  oid: number;
  /** Bytes that a value needs at most. */
  room(value: Value): number;
  /** Returns how many it took. */
  write(to: Buffer, value: Value, at: number): number;
}

/** By their names in SQL, with the numbers that these types have in every PostgreSQL. */
const TYPES = {
  boolean: { oid: 16, room: () => 1, write: (to, value: boolean, at) => to.writeUInt8(Number(value), at) - at },
  smallint: { oid: 21, room: () => 2, write: (to, value: number, at) => to.writeInt16BE(value, at) - at },
  int: { oid: 23, room: () => 4, write: (to, value: number, at) => to.writeInt32BE(value, at) - at },
  'double precision': { oid: 701, room: () => 8, write: (to, value: number, at) => to.writeDoubleBE(value, at) - at },
  timestamptz: { oid: 1184, room: () => 8, write: (to, value: Date, at) => to.writeBigInt64BE(BigInt(value.getTime() - EPOCH) * 1000n, at) - at },
  uuid: { oid: 2950, room: () => 16, write: (to, value: string, at) => to.write(value.replaceAll('-', ''), at, 'hex') },
  text: { oid: 25, room: roomOfText, write: (to, value: string, at) => to.write(value, at) },
  /** Of the text of a value: version 1 of the form is that text. */
  jsonb: { oid: 3802, room: (value: string) => 1 + roomOfText(value), write: (to, value: string, at) => 1 + to.write(value, to.writeUInt8(1, at)) },
  bytea: { oid: 17, room: (value: Buffer) => value.length, write: (to, value: Buffer, at) => value.copy(to, at) },
} satisfies { [name: string]: Type<never> };

export type ArrayType = keyof typeof TYPES;
export type ValueOf<T extends ArrayType> = Parameters<(typeof TYPES)[T]['write']>[1];

/** PostgreSQL counts microseconds from here. */
const EPOCH = Date.UTC(2000, 0, 1);
/** Dimensions, 1 for that there may be nulls, type, size, number of the first. */
const HEADER_BYTES = 20;
/** Instead of a length. */
const NULL = -1;

/** What `pg` sends as it is, because it is a Buffer. What is undefined is null. */
export function binaryArray<T extends ArrayType>(name: T, values: readonly (ValueOf<T> | undefined)[]): Buffer {
  const { oid, room, write } = TYPES[name] as unknown as Type<ValueOf<T>>;
  let size = HEADER_BYTES;
  for (const value of values) size += value === undefined ? 4 : 4 + room(value);
  const bytes = Buffer.allocUnsafe(size);
  let at = HEADER_BYTES;
  for (const value of values) {
    const taken = value === undefined ? NULL : write(bytes, value, at + 4);
    bytes.writeInt32BE(taken, at);
    at += 4 + Math.max(taken, 0);
  }
  [1, 1, oid, values.length, 1].forEach((word, index) => bytes.writeInt32BE(word, index * 4));
  return bytes.subarray(0, at);
}

/** A UTF-16 unit is at most three bytes of UTF-8. */
function roomOfText(text: string): number {
  return text.length * 3;
}
