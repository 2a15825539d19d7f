export {
  agreementOf,
  type Agreement,
  type BoundAnswer,
  type ExcludedAnswer,
  type Names,
  type Obligation,
  type Party,
  type Regime,
  type ResolvedParty,
} from './agreement';
export { AgreementModule } from './agreement.module';
export { AgreementRegistry } from './agreement.registry';
export { checkReference } from './check-reference';
export { instantOf, knownAtOf } from './known-at';
export { membersAt } from './membership';
export { partyMentions, type PartyMention } from './party-mentions';
export { partyName, type PartyName } from './party-name';
export type { GravityRule, PlacingNumbers, Policy, VerificationPolicy } from './policy';
export { ReferenceFault, rowName, rowsOfFile, type ReferenceContent, type ReferenceRow } from './reference-row';
export { loadReference, readReferenceFolder } from './reference.loader';
export { ReferenceService, type ReferenceSummary } from './reference.service';
export * from './vocabulary';
