import type { CoChair } from '@hotline/agreement';
import { EXAMPLE_TERMS } from './terms.fixture';
import { factStatusOf, type FactStatusCase, type HumanDecision } from './fact-status';

const POLICY = EXAMPLE_TERMS.policy;
const status = (given: Partial<FactStatusCase>) =>
  factStatusOf({ where: 'PASS', independentSources: 2, nonBelligerentSources: 2, policy: POLICY, decisions: [], interested: [], ...given });

describe('fact status by policy', () => {
  it.each<[string, Partial<FactStatusCase>, string]>([
    ['two independent monitors in the territory', {}, 'VERIFIED'],
    ['a monitor and a party', { nonBelligerentSources: 1 }, 'VERIFIED'],
    ['two opposed parties', { nonBelligerentSources: 0 }, 'PENDING'],
    ['ten parties', { independentSources: 10, nonBelligerentSources: 0 }, 'PENDING'],
    ['one monitor', { independentSources: 1, nonBelligerentSources: 1 }, 'PENDING'],
    ['nobody', { independentSources: 0, nonBelligerentSources: 0 }, 'PENDING'],
    ['two monitors, place open', { where: 'UNKNOWN' }, 'PENDING'],
    ['two monitors, abroad', { where: 'FAIL' }, 'UNVERIFIED'],
  ])('%s', (_, given, factStatus) => {
    expect(status(given).factStatus).toBe(factStatus);
  });

  it('counts as the policy says, not as the code does', () => {
    expect(status({ policy: { ...POLICY, verification: { ...POLICY.verification, minIndependentSources: 3 } } }).factStatus).toBe('PENDING');
  });

  it('gives its reason and its policy', () => {
    expect(status({ independentSources: 1, nonBelligerentSources: 1 }).why).toBe('policy v1: 1 independent source, 1 of them no party; 2 are needed');
  });
});

describe('fact status by people', () => {
  const said = (text: string): HumanDecision[] =>
    text.split(' ').flatMap((word) => {
      const [coChair, decision] = word.split(':') as [CoChair, HumanDecision['decision']];
      return decision ? [{ coChair, decision }] : [];
    });
  it.each<[string, string, CoChair[], string, string]>([
    ['one side verifies what the policy leaves pending', 'US:VERIFIED', [], 'PENDING', 'VERIFIED'],
    ['one side rejects what the policy verifies', 'RU:REJECTED', [], 'VERIFIED', 'REJECTED'],
    ['both sides reject', 'US:REJECTED RU:REJECTED', [], 'VERIFIED', 'REJECTED'],
    ['the sides differ over what the policy verifies', 'US:VERIFIED RU:REJECTED', [], 'VERIFIED', 'VERIFIED'],
    ['the sides differ over what the policy leaves pending', 'US:VERIFIED RU:REJECTED', [], 'PENDING', 'PENDING'],
    ['an interested side rejects alone', 'RU:REJECTED', ['RU'], 'VERIFIED', 'VERIFIED'],
    ['an interested side calls it unverified alone', 'RU:UNVERIFIED', ['RU'], 'VERIFIED', 'VERIFIED'],
    ['an interested side verifies against itself', 'RU:VERIFIED', ['RU'], 'PENDING', 'VERIFIED'],
    ['an interested side rejects, the other verifies', 'RU:REJECTED US:VERIFIED', ['RU'], 'PENDING', 'VERIFIED'],
    ['an interested side rejects, the other rejects too', 'RU:REJECTED US:REJECTED', ['RU'], 'VERIFIED', 'REJECTED'],
  ])('%s', (_, decisions, interested, byPolicy, factStatus) => {
    const given = byPolicy === 'VERIFIED' ? {} : { independentSources: 1, nonBelligerentSources: 1 };
    expect(status({ ...given, decisions: said(decisions), interested }).factStatus).toBe(factStatus);
  });

  it('says who decided', () => {
    expect(status({ decisions: said('US:REJECTED') }).why).toBe('decided by reviewers: US REJECTED');
  });
});
