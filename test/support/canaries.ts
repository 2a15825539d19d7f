// canaries.ts - words that were never said before: what is planted, where it is looked for, and where it may be found, with the reason.

/** What must not be found where it does not belong: who reported, what was said, with what key, from where. */
export const PLANTED = {
  'the name of a contact': 'Canaryname Meadowlark',
  'the telephone of a contact': '+963900555014277',
  'the e-mail of a contact': 'contact.canary@kingfisher.example',
  'the place of a contact': '33.51298',
  "a reporter's words": 'canary-narrative-skylark',
  "a reporter's own number for it": 'canary-client-id-dunnock',
  'the exact point of a report': '34.83531',
  'whom a reporter accuses': 'canary-culprit-shrike',
  'whom a reporter calls a victim': 'canary-victim-robin',
  'what a reporter calls the place': 'canary-place-warbler',
  'the number of a convoy': 'canary-convoy-crane',
  'the organisation of a source': 'Canary network Bluethroat',
  'what operators call a source': 'canary-desk-wheatear',
  'the name of a reviewer': 'Canary Reviewer Nightjar',
  'the login of a reviewer': 'canary-login-nightjar',
  'a sealed opinion': 'canary-opinion-nightingale',
  'words that were refused': 'canary-refused-sandpiper',
  'a field that nobody knows': 'canary-field-plover',
  'a password': 'canary-password-firecrest',
  'a wrong token': 'canary-token-0123456789abcdef',
  'the address a caller names': '203.0.113.77',
  'the browser of a caller': 'canary-browser-siskin',
  "the service's secret at an issuer": 'canary-issuer-secret-wren',
} as const;

/** Known only when the service has made them, or where the machine allows it. */
export const MADE = ['the secret of an API key', 'the cookie of a session', 'the secret of an authenticator', 'an invitation', 'a receipt', 'the key of a webhook', 'the address of a caller', "the service's own secret", 'the key of the log', "the database's password"] as const;

export type Planted = keyof typeof PLANTED | (typeof MADE)[number];

export const PLACES = [
  'every row of the database', "the database's files", 'the backup and the archived write-ahead log', "the database's own log", 'what Redis was told', "Redis's files", 'the logs',
  'the keys and tokens of the data folder', 'incidents.csv', 'incidents.ndjson', 'incidents.geojson', 'incidents.xlsx, unpacked', 'incidents.manifest.json', 'incidents.publication.ndjson', 'log.ndjson', 'log.ndjson of a publication',
  'the bulletin', 'answers to its own side', 'answers to the other side', 'answers to the OSE', 'answers to auditors', 'answers to operators', 'answers to its reporter', 'answers to another monitor', 'answers to anybody',
  'refusals, with their headers', 'metrics', 'events to its own side', 'events to the other side', 'events to auditors', "webhooks of a side's view", "webhooks of an auditor's view",
] as const;
export type Place = (typeof PLACES)[number];

const STORED: readonly Place[] = ['every row of the database', "the database's files", 'the backup and the archived write-ahead log'];
const JUDGES: readonly Place[] = ['answers to its own side', 'answers to the other side', 'answers to the OSE'];
const READ = 'those who judge read them; auditors, files and events do not';
const EXPORTED: readonly Place[] = ['incidents.csv', 'incidents.ndjson', 'incidents.geojson', 'incidents.xlsx, unpacked', 'log.ndjson'];

/** What is not named here may be nowhere. */
export const MAY_BE: Partial<Record<Planted, { in: readonly Place[]; because: string }>> = {
  "a reporter's words": { in: [...STORED, ...JUDGES], because: READ },
  'whom a reporter accuses': { in: [...STORED, ...JUDGES], because: READ },
  'whom a reporter calls a victim': { in: [...STORED, ...JUDGES], because: READ },
  'what a reporter calls the place': { in: [...STORED, ...JUDGES], because: READ },
  'the number of a convoy': { in: STORED, because: 'reports of one convoy are linked by it' },
  "a reporter's own number for it": { in: STORED, because: 'a repeat is recognised by it' },
  'the exact point of a report': { in: ['every row of the database', ...EXPORTED, 'answers to the OSE', 'answers to auditors'], because: 'the OSE sees everything; an auditor’s rows are those the log proves (decision 89); reviewers see cells. Files of the database hold it as a number' },
  'the organisation of a source': { in: [...STORED, 'answers to operators'], because: 'operators give out keys' },
  'what operators call a source': { in: [...STORED, 'answers to operators', 'answers to its reporter'], because: 'operators give out keys; a source knows itself' },
  'the name of a reviewer': { in: [...STORED, 'answers to its own side', 'answers to operators'], because: 'colleagues of one side see who works on what' },
  'the login of a reviewer': { in: [...STORED, 'answers to operators'], because: 'operators let people in' },
  'a sealed opinion': { in: [...STORED, 'answers to its own side', 'answers to the OSE'], because: 'it is shut for the other side and for auditors until both are there' },
  'a field that nobody knows': { in: ['refusals, with their headers'], because: 'whoever sent it is told which field it is' },
  'a receipt': { in: ['answers to its reporter'], because: 'it opens the story of a report' },
  "the service's own secret": { in: ['the keys and tokens of the data folder'], because: 'the one machine keeps it there, readable by its owner alone' },
  'the key of the log': { in: ['the keys and tokens of the data folder'], because: 'the one machine keeps it there, readable by its owner alone' },
};

export function mayBe(planted: Planted, place: Place): boolean {
  return MAY_BE[planted]?.in.includes(place) ?? false;
}

/** Is it there: as it was said, as JSON or an address spells it, in hexadecimal, or in base64 wherever it begins? */
export function holds(bytes: Buffer, words: string): boolean {
  return spellings(words).some((spelling) => bytes.includes(spelling));
}

function spellings(words: string): Buffer[] {
  const plain = Buffer.from(words);
  const hex = plain.toString('hex');
  const inBase64 = [0, 1, 2].flatMap((before) => {
    const text = Buffer.concat([Buffer.alloc(before), plain]).toString('base64').replace(/=+$/, '');
    const own = text.slice(Math.ceil((before * 8) / 6), Math.floor(((before + plain.length) * 8) / 6)); // the letters that no neighbour has a part in
    return [own, own.replace(/\+/g, '-').replace(/\//g, '_')];
  });
  return [...new Set([words, encodeURIComponent(words), JSON.stringify(words).slice(1, -1), hex, hex.toUpperCase(), ...inBase64])].map((text) => Buffer.from(text));
}
