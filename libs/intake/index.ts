export { IntakeModule } from './intake.module';
export { parseInstant } from './instant';
export { SubmitReportDto } from './submit-report.dto';
