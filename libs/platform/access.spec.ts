import { ACCESS, mayDo, ROLES, type Action } from './access';

describe('the access table', () => {
  it('lets every role bring a report, because any party may', () => {
    for (const role of ROLES) expect(mayDo(role, 'report.submit')).toBe(true);
  });

  it('lets nobody without an account do more than read health, and take the verifier, read and answer under a receipt, and sign in', () => {
    const open = (Object.keys(ACCESS) as Action[]).filter((action) => mayDo(null, action));
    expect(open.sort()).toEqual(['export.verifier', 'receipt.answer', 'receipt.read', 'service.health', 'session.open']);
  });

  it.each([
    ['monitor', 'incident.read'],
    ['monitor', 'export.read'],
    ['auditor', 'opinion.file'],
    ['secretariat', 'opinion.file'],
    ['admin', 'incident.read'],
    ['reviewer', 'zone.import'],
  ] as const)('keeps the %s from %s', (role, action) => expect(mayDo(role, action)).toBe(false));
});
