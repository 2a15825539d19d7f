// access-document.ts - the access table as people read it: docs/ACCESS.md is this and nothing else.
import { ACCESS, mayDo, ROLES, type Action } from './access';

/** What a right is about, where the object is not everything of its kind. */
const RELATIONS: Partial<Record<Action, string>> = {
  'report.submit': 'as oneself; a key names the account',
  'receipt.read': 'whoever holds the receipt, 256 bits that cannot be guessed',
  'incident.read': "places for reviewers as cells of a grid, for the others exact; sources by a label made for the viewer's side; the other side's opinion from the reveal on; auditors see no reporter's words, reviewers no hash of them",
  'opinion.file': 'for one\'s own side only',
  'incident.verify': 'for one\'s own side only',
  'export.read': 'no column names a source, none an area of an armed party',
  'session.open': 'with a password and a code of the moment, or through the issuer of one\'s own side',
  'session.end': 'one\'s own',
  'person.manage': 'who stands for which role and side; passwords and codes are known to their owners only',
  'key.manage': 'keys of monitors and liaisons; secrets are shown once, to nobody later',
};

export function accessDocument(): string {
  const head = ['action', 'anybody', ...ROLES, 'object'];
  const rows = (Object.keys(ACCESS) as Action[]).map((action) => [
    `\`${action}\``,
    mayDo(null, action) ? 'yes' : '',
    ...ROLES.map((role) => (mayDo(role, action) ? 'yes' : '')),
    RELATIONS[action] ?? '',
  ]);
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    '# Who may do what',
    '',
    'Generated from `libs/platform/access.ts` by `npm run openapi`; a test compares. The guard reads the same table, and a test asks every route as every role.',
    'A route without an action answers 404 and fails the tests. What one may not see is answered like what is not there. An API key narrows its row further.',
    '',
    line(head),
    line(head.map(() => '---')),
    ...rows.map(line),
    '',
  ].join('\n');
}
