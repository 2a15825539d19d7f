import * as fc from 'fast-check';
import { ACTOR_FIELD, commitmentOf, commitmentOfFact, commitmentOver, fieldCommitment, fieldSalt, fieldsOf, leafText, withoutField } from './leaf';

const salt = 'ab'.repeat(32);
const fields = fieldsOf('9f', { killed: 3, act: 'ATTACK', zones: ['SY05'] });

describe('a commitment', () => {
  it('is the same however the fields are ordered, and another for another value, name, actor or salt', () => {
    const commitment = commitmentOf(fields, salt);
    expect(commitmentOf(fieldsOf('9f', { zones: ['SY05'], act: 'ATTACK', killed: 3 }), salt)).toBe(commitment);
    for (const other of [fieldsOf('9f', { ...fields, killed: 4 }), fieldsOf('9e', fields), fieldsOf('9f', { killed: 3, act: 'ATTACK', zone: ['SY05'] })]) {
      expect(commitmentOf(other, salt)).not.toBe(commitment);
    }
    expect(commitmentOf(fields, 'ac'.repeat(32))).not.toBe(commitment);
  });

  it('of a fact is over one of each field, whatever the fields are called', () =>
    fc.assert(
      fc.property(fc.option(fc.uuid(), { nil: null }), fc.dictionary(fc.oneof(fc.string({ unit: 'binary' }), fc.constant(ACTOR_FIELD)), fc.jsonValue()), (actor, content) =>
        expect(commitmentOfFact(actor, content, salt)).toBe(commitmentOf(fieldsOf(actor, content), salt)),
      ),
    ));

  it('can be made again with some fields left out, and tells nothing of them', () => {
    const shown = Object.fromEntries(['act', 'zones'].map((name) => [name, fieldCommitment(fieldSalt(name, salt), fields[name])]));
    const hidden = Object.fromEntries(['killed', ACTOR_FIELD].map((name) => [name, fieldCommitment(fieldSalt(name, salt), fields[name])]));
    expect(commitmentOver({ ...shown, ...hidden })).toBe(commitmentOf(fields, salt));
    const guesses = Array.from({ length: 100 }, (_, killed) => fieldCommitment(fieldSalt('killed', 'cd'.repeat(32)), killed));
    expect(guesses).not.toContain(hidden.killed);
  });
});

it('a field can be erased, and another after it: the commitment stays, and neither value can be guessed from what is left', () => {
  const { killed: _, ...once } = fields;
  const first = withoutField(fields, salt, 'killed');
  expect(commitmentOf(once, first)).toBe(commitmentOf(fields, salt));
  const { act: __, ...twice } = once;
  const second = withoutField(once, first, 'act');
  expect(commitmentOf(twice, second)).toBe(commitmentOf(fields, salt));
  expect([Object.keys(second.salts), Object.keys(second.erased)]).toEqual([['zones', ACTOR_FIELD], ['killed', 'act']]);
  for (const secret of [salt, fieldSalt('killed', salt), fieldSalt('act', salt)]) expect(JSON.stringify(second)).not.toContain(secret);
});

it('a leaf is one line of canonical JSON', () => {
  expect(leafText({ index: 0, type: 'report.received', reportId: null, incidentId: null, recordedAt: '2016-02-29T09:00:00.000000Z', commitment: 'aa' })).toBe(
    '{"commitment":"aa","incidentId":null,"index":0,"recordedAt":"2016-02-29T09:00:00.000000Z","reportId":null,"type":"report.received","v":1}',
  );
});
