export { LinkageModule } from './linkage.module';
export { LinkageReader, type LinkView, type SuggestionView } from './linkage.reader';
export { LinkStep } from './link.step';
export type { Evidence } from './evidence';
