export { TOPICS, type Fact, type Topic } from './fact';
export { LedgerModule } from './ledger.module';
export { Ledger, type StoredFact } from './ledger.repository';
export { OutboxRelay, PIPELINE } from './outbox.relay';
export { Outbox, type QuarantinedWork } from './outbox.repository';
export { MAX_ATTEMPTS, MAX_CRASHES, StepRunner } from './step-runner.service';
export type { Pipeline, Stage, Step } from './step';
