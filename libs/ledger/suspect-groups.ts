// suspect-groups.ts - work whose start never came to an end: in what company may it be started again?

export interface Suspect {
  id: string;
  /** Starts so far; none of them came to an end. */
  starts: number;
}

/** After a first unfinished start, this many go together: nearly always it was the worker that was killed, not the work that killed it. */
const TOGETHER = 16;

/**
 * One unfinished start says little: 200 innocents are 13 transactions, not 200. A second one says that the group holds what
 * ends workers, so each goes alone. A killer in a full batch costs one more restart than if all had gone alone at once.
 */
export function suspectGroups(suspects: readonly Suspect[]): string[][] {
  const groups: string[][] = [];
  const once = suspects.filter(({ starts }) => starts <= 1);
  for (let from = 0; from < once.length; from += TOGETHER) groups.push(once.slice(from, from + TOGETHER).map(({ id }) => id));
  return [...groups, ...suspects.filter(({ starts }) => starts > 1).map(({ id }) => [id])];
}
