import { commitmentOf, commitmentOver, fieldCommitment, fieldsOf } from '@hotline/ledger';
import type { LogEntryRow } from './log-entry-row';
import { checkpointLine, entryLine, redacted } from './log-line';

const salt = 'ab'.repeat(32);
const content = { id: 'i', act: 'ATTACK', lat: 34.97984, lon: 36.57503, killed: 3 };
const row: LogEntryRow = {
  index: 4, type: 'incident.listed', reportId: null, incidentId: 'i', recordedAt: '2016-02-29T09:00:00.000000Z', actor: 'p', content, salt,
  commitment: commitmentOf(fieldsOf('p', content), salt), leafHash: 'ff',
};

describe('an entry for publication', () => {
  const open = redacted(row) as { shown: Record<string, [string, unknown]>; hidden: Record<string, string> };

  it('shows what may be shown and nothing else', () => {
    expect(Object.keys(open.shown)).toEqual(['id', 'act']);
    expect(JSON.stringify(open)).not.toMatch(/34\.97984|36\.57503|"p"/);
    expect(JSON.stringify(open)).not.toContain(salt);
  });

  it('still gives the commitment that the leaf holds', () => {
    const shown = Object.fromEntries(Object.entries(open.shown).map(([name, [ownSalt, value]]) => [name, fieldCommitment(ownSalt, value)]));
    expect(commitmentOver({ ...shown, ...open.hidden })).toBe(row.commitment);
  });

  it('of a kind nobody named is a commitment alone', () => {
    expect(Object.keys(redacted({ ...row, type: 'report.linked' }))).toEqual(['index', 'type', 'reportId', 'incidentId', 'recordedAt', 'commitment', 'leafHash']);
  });
});

it('an entry without its fact is still a line', () => {
  const orphan = { ...row, type: null, content: null, salt: null };
  expect(JSON.parse(entryLine(orphan, 'none'))).toEqual(orphan);
  expect(JSON.parse(entryLine(orphan, 'publication'))).toMatchObject({ index: 4, commitment: row.commitment });
});

it('the last checkpoint says that the file ends with it', () => {
  expect(checkpointLine(3, 'n', false)).toBe('{"checkpoint":3,"note":"n"}\n');
  expect(checkpointLine(3, 'n', true)).toBe('{"checkpoint":3,"note":"n","final":true}\n');
});
