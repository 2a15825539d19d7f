import { CreatePlatform1771000000000 } from './1771000000000-create-platform';
import { CreateLedger1771000001000 } from './1771000001000-create-ledger';
import { CreateAgreement1771000002000 } from './1771000002000-create-agreement';
import { CreateIntake1771000003000 } from './1771000003000-create-intake';
import { CreateZones1771000004000 } from './1771000004000-create-zones';
import { CreateLinkage1771000005000 } from './1771000005000-create-linkage';
import { CreateAssessment1771000006000 } from './1771000006000-create-assessment';
import { CreateReview1771000007000 } from './1771000007000-create-review';
import { OrderOutboxByTopic1777000000000 } from './1777000000000-order-outbox-by-topic';
import { CreateLog1775000001000 } from './1775000001000-create-log';
import { ListIncidentsInTheLog1775000002000 } from './1775000002000-list-incidents-in-the-log';
import { ListGovernorates1775000003000 } from './1775000003000-list-governorates';
import { SealOpinions1774000001000 } from './1774000001000-seal-opinions';
import { CreateDeadline1774000002000 } from './1774000002000-create-deadline';
import { CountLoneStarts1776000000000 } from './1776000000000-count-lone-starts';
import { CreateRuntimeRole1776000001000 } from './1776000001000-create-runtime-role';
import { RememberRestructuring1773000000000 } from './1773000000000-remember-restructuring';
import { CountSourcesOnce1773000001000 } from './1773000001000-count-sources-once';
import { CreateTriage1774000003000 } from './1774000003000-create-triage';
import { CreateHearing1774000004000 } from './1774000004000-create-hearing';
import { CreateEvents1774000005000 } from './1774000005000-create-events';
import { CreateApiKey1776000002000 } from './1776000002000-create-api-key';
import { TellOriginFromImpact1780000000000 } from './1780000000000-tell-origin-from-impact';
import { CreateEpisode1780000001000 } from './1780000001000-create-episode';
import { AdmitDelineationOfficers1780000002000 } from './1780000002000-admit-delineation-officers';
import { CloseRowsOfASide1782000010000 } from './1782000010000-close-rows-of-a-side';
import { CreateReportSeal1782000011000 } from './1782000011000-create-report-seal';
import { OpenPublicLane1782000012000 } from './1782000012000-open-public-lane';
import { IndexReportOrder1784000000000 } from './1784000000000-index-report-order';
import { EraseOpenings1781000000000 } from './1781000000000-erase-openings';
import { BoundLargeIncidents1784000001000 } from './1784000001000-bound-large-incidents';
import { CreatePeople1782000000000 } from './1782000000000-create-people';
import { KeepPositionsOutOfExports1786000000000 } from './1786000000000-keep-positions-out-of-exports';
import { ListInOneStatement1787000000000 } from './1787000000000-list-in-one-statement';
import { LeaveRoomInTheOutbox1787000001000 } from './1787000001000-leave-room-in-the-outbox';
import { CountFromTheQueuesIndex1788000000000 } from './1788000000000-count-from-the-queues-index';
import { KnowReportersByTheStatement1788000001000 } from './1788000001000-know-reporters-by-the-statement';
import { SendReportsAsRows1789000000000 } from './1789000000000-send-reports-as-rows';

/** In the order of their time. Adding one is adding a line here. */
export const migrations = [
  CreatePlatform1771000000000,
  CreateLedger1771000001000,
  CreateAgreement1771000002000,
  CreateIntake1771000003000,
  CreateZones1771000004000,
  CreateLinkage1771000005000,
  CreateAssessment1771000006000,
  CreateReview1771000007000,
  OrderOutboxByTopic1777000000000,
  CreateLog1775000001000,
  ListIncidentsInTheLog1775000002000,
  SealOpinions1774000001000,
  CreateDeadline1774000002000,
  CountLoneStarts1776000000000,
  CreateRuntimeRole1776000001000,
  RememberRestructuring1773000000000,
  CountSourcesOnce1773000001000,
  CreateTriage1774000003000,
  CreateHearing1774000004000,
  CreateEvents1774000005000,
  ListGovernorates1775000003000,
  CreateApiKey1776000002000,
  TellOriginFromImpact1780000000000,
  CreateEpisode1780000001000,
  AdmitDelineationOfficers1780000002000,
  CloseRowsOfASide1782000010000,
  CreateReportSeal1782000011000,
  OpenPublicLane1782000012000,
  IndexReportOrder1784000000000,
  EraseOpenings1781000000000,
  BoundLargeIncidents1784000001000,
  CreatePeople1782000000000,
  KeepPositionsOutOfExports1786000000000,
  ListInOneStatement1787000000000,
  LeaveRoomInTheOutbox1787000001000,
  CountFromTheQueuesIndex1788000000000,
  KnowReportersByTheStatement1788000001000,
  SendReportsAsRows1789000000000,
];
