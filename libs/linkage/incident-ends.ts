// incident-ends.ts - SQL: a large incident is known by where it begins and where it has come to.

/** The first and the newest reports of the incident `asked.id`, each end read from the index. */
export function ends(first: number, newest: number): string {
  const end = (direction: 'ASC' | 'DESC', limit: number) =>
    `(SELECT report_id, echo_of FROM incident_report WHERE incident_id = asked.id ORDER BY linked_at ${direction}, report_id ${direction} LIMIT ${limit})`;
  return `${end('ASC', first)} UNION ${end('DESC', newest)}`;
}
