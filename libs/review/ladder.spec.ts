import type { ResponseStep } from '@hotline/agreement';
import { missingSteps } from './ladder';

const ladder = (['RELAYED', 'INFO_REQUESTED', 'DE_ESCALATION_CALL', 'JOINT_ASSESSMENT', 'FORMAL_NOTICE'] as const).map((code, index) => ({ step: index + 1, code }));
const policy = { ladder, persistence: { rules: [], counts: [], softObligationsCount: false, ladderStepsBefore: [1, 2, 3, 4], coChairsMustConcur: [] } };
const done = (...codes: ResponseStep[]) => codes.map((code) => ({ code, isWaived: false }));

it.each([
  ['nothing was done', [], ['RELAYED', 'INFO_REQUESTED', 'DE_ESCALATION_CALL', 'JOINT_ASSESSMENT']],
  ['a later step stands for none before it', done('FORMAL_NOTICE'), ['RELAYED', 'INFO_REQUESTED', 'DE_ESCALATION_CALL', 'JOINT_ASSESSMENT']],
  ['one is waived', [...done('RELAYED', 'INFO_REQUESTED', 'DE_ESCALATION_CALL'), { code: 'JOINT_ASSESSMENT' as const, isWaived: true }], []],
  ['one is missing', done('RELAYED', 'DE_ESCALATION_CALL', 'JOINT_ASSESSMENT'), ['INFO_REQUESTED']],
])('%s', (_, recorded, missing) => expect(missingSteps(recorded, policy)).toEqual(missing));
