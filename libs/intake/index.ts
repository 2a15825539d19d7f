export { IntakeModule } from './intake.module';
export { reportIdOf } from './receipt';
export { parseInstant } from './instant';
export { SubmitReportDto } from './submit-report.dto';
