export { DeadlineKeeper } from './deadline.keeper.service';
export { DOCKET_COLUMNS, type StoredLine } from './docket.repository';
export { conditionOf, type IncidentFilter } from './incident-filter';
export { itemOf, type IncidentItem } from './incident-view';
export { filterOf, IncidentFilterQuery } from './list-incidents.dto';
export { OfferStep } from './offer.step';
export { ReviewModule } from './review.module';
