import { ACCESS, mayDo, ROLES, type Action } from './access';

describe('the access table', () => {
  it('lets every role bring a report, because any party may', () => {
    for (const role of ROLES) expect(mayDo(role, 'report.submit')).toBe(true);
  });

  it('lets nobody without an account do more than read health, take the verifier, sign in, bring a report for work done, and read and answer under a receipt', () => {
    const open = (Object.keys(ACCESS) as Action[]).filter((action) => mayDo(null, action));
    expect(open.sort()).toEqual(['export.verifier', 'public.report', 'receipt.answer', 'receipt.read', 'service.health', 'session.open']);
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
