export { RetentionKeeper } from './retention.keeper.service';
export { RetentionModule } from './retention.module';
export { unwrap } from './data-key';
export { IntakeModule } from './intake.module';
export { reportIdOf } from './receipt';
export { parseInstant } from './instant';
export { SubmitReportDto } from './submit-report.dto';
