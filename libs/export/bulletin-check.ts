// bulletin-check.ts - does somebody else's bulletin add up? It is kept as it was published, with what is wrong of it beside it.

/** A published bulletin, reduced to its numbers. */
export interface PublishedBulletin {
  total: number | null;
  byGovernorate: Readonly<Record<string, number>>;
  /** Numbers that are said to make up the total, like combat and arrests. */
  parts?: Readonly<Record<string, number>>;
}

export interface BulletinFlag {
  flag: 'GOVERNORATES_DO_NOT_ADD_UP' | 'PARTS_DO_NOT_ADD_UP' | 'AMBIGUOUS_GOVERNORATE' | 'NO_TOTAL';
  says: string;
}

/** Names that stand for more than one first-level place: bulletins say Damascus for the city and for the countryside around it. */
export type AmbiguousNames = Readonly<Record<string, readonly string[]>>;

export function checkBulletin({ total, byGovernorate, parts = {} }: PublishedBulletin, ambiguous: AmbiguousNames = {}): BulletinFlag[] {
  const flags: BulletinFlag[] = [];
  if (total === null) flags.push({ flag: 'NO_TOTAL', says: 'no total is stated' });
  const add = (flag: BulletinFlag['flag'], what: string, numbers: Readonly<Record<string, number>>) => {
    const counts = Object.values(numbers);
    const sum = counts.reduce((a, b) => a + b, 0);
    if (total === null || counts.length === 0 || sum === total) return;
    flags.push({ flag, says: `${what}: ${counts.join(' + ')} = ${sum}, not ${total}; ${Math.abs(total - sum)} ${sum < total ? 'missing' : 'too many'}` });
  };
  add('GOVERNORATES_DO_NOT_ADD_UP', 'by governorate', byGovernorate);
  add('PARTS_DO_NOT_ADD_UP', Object.keys(parts).join(' and '), parts);
  for (const name of Object.keys(byGovernorate)) {
    if (ambiguous[name]) flags.push({ flag: 'AMBIGUOUS_GOVERNORATE', says: `${name} may be ${ambiguous[name].join(' or ')}; kept as reported` });
  }
  return flags;
}

/** A line of a file of published bulletins. @throws Error that says what is wrong with the line */
export function readPublished(line: string): PublishedBulletin & { id: string; date: string; publisher: string } {
  const { id, date, publisher, total, byGovernorate, parts } = JSON.parse(line) as Record<string, unknown>;
  const isCount = (value: unknown) => Number.isSafeInteger(value) && (value as number) >= 0;
  const isCounts = (value: unknown) => typeof value === 'object' && value !== null && Object.values(value).every(isCount);
  if (!(total === null || isCount(total)) || !isCounts(byGovernorate ?? {}) || !isCounts(parts ?? {})) throw new Error('a bulletin has a total, and counts by governorate');
  return { id: String(id), date: String(date), publisher: String(publisher), total: total as number | null, byGovernorate: (byGovernorate ?? {}) as Record<string, number>, parts: (parts ?? {}) as Record<string, number> };
}
