// speaking-reports.ts - SQL: the reports of an incident `i` that are judged. All of an ordinary one; of a very large one enough to know it by.
import { FLOOD } from '@hotline/linkage';

/** Of a large incident so many of its first and so many of its newest reports; */
const EACH_END = 100;
/** and of so many of its sources, wherever between they spoke, the first few: a flood drowns nobody who was heard. */
const SOURCES = 100;
const OF_A_SOURCE = 3;

const end = (direction: 'ASC' | 'DESC') =>
  `(SELECT report_id, echo_of FROM incident_report WHERE incident_id = i.id ORDER BY linked_at ${direction}, report_id ${direction} LIMIT ${EACH_END})`;

/** Each source of the incident by one step in the index, however many reports it sent. */
const OF_EACH_SOURCE = `
  (WITH RECURSIVE source(id) AS (
     (SELECT source_id FROM incident_report WHERE incident_id = i.id ORDER BY source_id LIMIT 1)
     UNION ALL
     (SELECT next.source_id FROM source CROSS JOIN LATERAL (
        SELECT source_id FROM incident_report WHERE incident_id = i.id AND source_id > source.id ORDER BY source_id LIMIT 1) AS next))
   SELECT spoken.report_id, spoken.echo_of FROM (SELECT id FROM source LIMIT ${SOURCES}) AS heard
    CROSS JOIN LATERAL (
      SELECT report_id, echo_of FROM incident_report WHERE incident_id = i.id AND source_id = heard.id ORDER BY linked_at, report_id LIMIT ${OF_A_SOURCE}) AS spoken)`;

/** Columns: report_id, echo_of, and whether its text is one of a flood. Bounded, whatever the size of the incident; an ordinary one costs one look into the index. */
export const SPEAKING_REPORTS = `
  SELECT known.report_id, known.echo_of,
         i.report_count >= ${FLOOD} AND (SELECT count(*) FROM (
            SELECT FROM incident_report WHERE incident_id = i.id AND report_id = coalesce(known.echo_of, known.report_id)
            UNION ALL
            (SELECT FROM incident_report WHERE incident_id = i.id AND echo_of = coalesce(known.echo_of, known.report_id) LIMIT ${FLOOD})) AS repeated
         ) >= ${FLOOD} AS floods
    FROM (SELECT report_id, echo_of FROM incident_report WHERE incident_id = i.id AND i.report_count <= ${2 * EACH_END}
          UNION ALL
          SELECT * FROM (${end('ASC')} UNION ${end('DESC')} UNION ${OF_EACH_SOURCE}) AS large WHERE i.report_count > ${2 * EACH_END}) AS known`;
