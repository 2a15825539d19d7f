// any-incident-row.ts - rows of an export as nobody would wish them: for properties that must hold of every one.
import * as fc from 'fast-check';
import type { IncidentRow } from '@hotline/export';
import { anIncidentRow } from './incident-row-builder';

const text = fc.oneof(
  fc.constantFrom('ATTACK', 'SY040401', 'NULL', 'null', '', 'a b', 'a,b', '(x)', '{x}', '"', '\\', '""', '=1+1', '-5', '@x', '\t=1', 'a\r\nb', 'حربنفسه', '\u202e', ';', 'x\u2028y', '😀', 'a\u007f'),
  fc.string({ unit: 'binary' }).map((any) => any.replaceAll('\u0000', '')),
  fc.stringMatching(/^[ -~]*$/),
);
const number = fc.oneof(fc.integer({ min: -2e9, max: 2e9 }), fc.double(), fc.constantFrom(-0, 0, -0.5, 1e-7, 1e21, 34.97984));
const instant = fc.date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true }).map((at) => at.toISOString());
const list = fc.array(text, { maxLength: 4 });
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: null });
export const anyIncidentRow = fc
  .record({
    state: text, act: maybe(text), weapon: maybe(text), pcode: maybe(text), gravity: text, lat: maybe(number), lon: maybe(number), killed: maybe(number), ihlConcern: fc.boolean(),
    zones: list, perpetrators: list, victims: list, from: instant, offeredAt: maybe(instant), changedAt: maybe(instant),
  })
  .map((change) => anIncidentRow(change as Partial<IncidentRow>));
