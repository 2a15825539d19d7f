// subjects-of.ts - what ids does a job carry, whichever version of the service put it on the queue?

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * A job is news, not work: what this version cannot read it leaves, and the row in PostgreSQL brings the work back in seconds.
 * Fields that a later version adds to `{ ids }` are not looked at.
 */
export function subjectsOf(job: unknown): string[] {
  const ids = Array.isArray(job) ? job : isObject(job) ? job.ids : null;
  return Array.isArray(ids) ? ids.filter((id): id is string => typeof id === 'string' && UUID.test(id)) : [];
}

function isObject(job: unknown): job is Readonly<Record<string, unknown>> {
  return typeof job === 'object' && job !== null;
}
