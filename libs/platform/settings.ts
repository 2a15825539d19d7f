// settings.ts - the one reader of the environment: typed, complete, and dead at boot when something is wrong.
import { resolve } from 'node:path';
import type { Side } from './access';
import { UNSAFE, type UnsafeWord } from './safe-settings';

export interface Settings {
  /** Where a single machine keeps its servers' data, tokens and keys. */
  dataDir: string;
  host: string;
  port: number;
  /** The role that serves: it owns nothing. Migrations run as the role of HOTLINE_OWNER_DATABASE_URL. */
  databaseUrl: string;
  redisUrl: string;
  /** Requests of one account that one process answers in a minute (HOTLINE_RATE_PER_MINUTE). */
  ratePerMinute?: number;
  /** Reports of the public that one process takes in a minute (HOTLINE_PUBLIC_PER_MINUTE). */
  publicPerMinute?: number;
  /** Requests without a token that one process answers one address in a minute (HOTLINE_STRANGERS_PER_MINUTE). */
  strangersPerMinute?: number;
  /** Promises given up knowingly (HOTLINE_UNSAFE); none when left out. */
  unsafe?: UnsafeWord[];
  /** 32 bytes: receipts and pseudonyms are derived from it. Losing it orphans receipts; leaking it unmasks pseudonyms. */
  secret: Buffer;
  /** age recipients (public keys) to which sources' contact details are sealed; the private keys stay off this server. */
  sealRecipients: string[];
  logLevel: 'silent' | 'error' | 'warn' | 'info' | 'debug';
  /** Hosts to which webhooks may be sent; none without it. */
  webhookHosts?: string[];
  /** Where browsers find the service (HOTLINE_PUBLIC_URL): cookies go over https only when it is https. */
  publicUrl?: string;
  /** Who says who people are (HOTLINE_OIDC): `SIDE issuer client-id client-secret`, comma separated. */
  issuers?: Issuer[];
  /** Where the console's maps may take tiles from (HOTLINE_TILES), as `https://host/{z}/{x}/{y}.png`; from nowhere without it. */
  tiles?: string;
  /** PostgreSQL connections of one process. */
  poolSize: number;
  /** Signs the log: `PRIVATE+KEY+name+id+key`. Without one it is derived from `secret`. Keep it apart from database backups. */
  logKey?: string;
  /** Who cosigns the log: `address vkey`, as `hotline witness key` prints it. */
  witnesses?: { url: string; vkey: string }[];
}

export interface Issuer {
  /** Signs in people of this side only; OSE: people of no side. */
  side: Side | 'OSE';
  url: string;
  clientId: string;
  clientSecret: string;
}

/** High on purpose: it stops a runaway client, never a network of monitors on a bad day (3,000 a second). */
export const DEFAULT_RATE_PER_MINUTE = 180_000;

/** One a second: what people can look at. Monitors have a limit of their own. */
export const DEFAULT_PUBLIC_PER_MINUTE = 60;

/** Behind a proxy all strangers have one address: receipts of a whole country are read within this. */
export const DEFAULT_STRANGERS_PER_MINUTE = 6_000;

const LOG_LEVELS = ['silent', 'error', 'warn', 'info', 'debug'] as const;

/**
 * Reads every setting at once.
 * @throws Error that names each bad variable (never its value)
 */
export function readSettings(env: NodeJS.ProcessEnv = process.env): Settings {
  const problems: string[] = [];
  const required = (name: string, isGood: (value: string) => boolean, what: string): string => {
    const value = env[name] ?? '';
    if (!isGood(value)) problems.push(`${name} must be ${what}`);
    return value;
  };
  const whole = (name: string, fallback: number, min: number, max: number): number => {
    const value = Number(env[name] ?? fallback);
    if (!Number.isInteger(value) || value < min || value > max) problems.push(`${name} must be a whole number from ${min} to ${max}`);
    return value;
  };
  const recipients = (env.HOTLINE_SEAL_RECIPIENTS ?? '').split(',').map((item) => item.trim()).filter(Boolean);
  if (recipients.some((item) => !/^age1[a-z0-9]+$/.test(item))) problems.push('HOTLINE_SEAL_RECIPIENTS must be age public keys, comma separated');
  const logLevel = (env.LOG_LEVEL ?? 'info') as Settings['logLevel'];
  if (!LOG_LEVELS.includes(logLevel)) problems.push(`LOG_LEVEL must be one of ${LOG_LEVELS.join(', ')}`);
  const logKey = env.HOTLINE_LOG_KEY;
  if (logKey && !/^PRIVATE\+KEY\+[^\s+]+\+[0-9a-f]{8}\+[A-Za-z0-9+/=]{44}$/.test(logKey)) problems.push('HOTLINE_LOG_KEY must be a private key as `hotline log key` makes it');
  const witnesses = (env.HOTLINE_WITNESSES ?? '').split(',').map((item) => item.trim()).filter(Boolean);
  if (witnesses.some((item) => !/^https?:\/\/\S+ [^\s+]+\+[0-9a-f]{8}\+\S+$/.test(item))) problems.push('HOTLINE_WITNESSES must be `address vkey`, comma separated');
  const publicUrl = env.HOTLINE_PUBLIC_URL?.replace(/\/$/, '');
  if (publicUrl && !/^https?:\/\/[^\s/]+$/.test(publicUrl)) problems.push('HOTLINE_PUBLIC_URL must be an http(s) address without a path');
  const issuers = (env.HOTLINE_OIDC ?? '').split(',').map((item) => item.trim()).filter(Boolean).map((item) => item.split(/\s+/));
  if (issuers.some((item) => !isIssuer(item))) problems.push('HOTLINE_OIDC must be `SIDE issuer client-id client-secret`, comma separated; SIDE is US, RU or OSE; the issuer has https');
  if (new Set(issuers.map(([side]) => side)).size < issuers.length) problems.push('HOTLINE_OIDC must name one issuer for each side');
  if (issuers.length > 0 && !publicUrl) problems.push('HOTLINE_PUBLIC_URL must be given with HOTLINE_OIDC: issuers send people back there');
  const unsafe = (env.HOTLINE_UNSAFE ?? '').split(',').map((item) => item.trim()).filter(Boolean);
  if (unsafe.some((item) => !(item in UNSAFE))) problems.push(`HOTLINE_UNSAFE must be words of ${Object.keys(UNSAFE).join(', ')}, comma separated`);
  const tiles = env.HOTLINE_TILES || undefined;
  if (tiles && !isTileAddress(tiles)) problems.push('HOTLINE_TILES must be an http(s) address with {z}, {x} and {y} in its path');
  const settings: Settings = {
    dataDir: dataDirOf(env),
    host: env.HOST ?? '127.0.0.1',
    port: whole('PORT', 3000, 0, 65535),
    databaseUrl: required('DATABASE_URL', (value) => /^postgres(ql)?:\/\//.test(value), 'a postgres:// address'),
    redisUrl: required('REDIS_URL', (value) => /^rediss?:\/\//.test(value), 'a redis:// address'),
    secret: Buffer.from(required('HOTLINE_SECRET', (value) => /^[0-9a-f]{64}$/.test(value), '64 hexadecimal digits'), 'hex'),
    sealRecipients: recipients,
    unsafe: unsafe as UnsafeWord[],
    publicPerMinute: whole('HOTLINE_PUBLIC_PER_MINUTE', DEFAULT_PUBLIC_PER_MINUTE, 1, 1_000_000),
    strangersPerMinute: whole('HOTLINE_STRANGERS_PER_MINUTE', DEFAULT_STRANGERS_PER_MINUTE, 60, 100_000_000),
    ratePerMinute: whole('HOTLINE_RATE_PER_MINUTE', DEFAULT_RATE_PER_MINUTE, 60, 100_000_000),
    logLevel,
    webhookHosts: (env.HOTLINE_WEBHOOK_HOSTS ?? '').split(',').map((host) => host.trim().toLowerCase()).filter(Boolean),
    poolSize: whole('HOTLINE_POOL_SIZE', 16, 2, 200),
    ...(tiles ? { tiles } : {}),
    ...(logKey ? { logKey } : {}),
    ...(publicUrl ? { publicUrl } : {}),
    issuers: issuers.map(([side, url, clientId, clientSecret]) => ({ side: side as Issuer['side'], url: url!, clientId: clientId!, clientSecret: clientSecret! })),
    witnesses: witnesses.map((item) => item.split(' ')).map(([url, vkey]) => ({ url: url!, vkey: vkey! })),
  };
  if (problems.length > 0) throw new Error(`Cannot start:\n- ${problems.join('\n- ')}`);
  return settings;
}

/** Plain http is for an issuer on this machine only. */
function isIssuer([side, url, ...client]: string[]): boolean {
  return /^(US|RU|OSE)$/.test(side ?? '') && /^(https:\/\/|http:\/\/(127\.0\.0\.1|localhost)[:/])\S+$/.test(url ?? '') && client.length === 2;
}

export function isHttps({ publicUrl }: Settings): boolean {
  return publicUrl?.startsWith('https:') ?? false;
}

/** One origin, written out: it is the one that the console's policy lets in. */
function isTileAddress(text: string): boolean {
  const [, path] = /^https?:\/\/[a-z0-9.-]+(?::\d{1,5})?(\/[^\s'";,]*)$/i.exec(text) ?? [];
  return ['{z}', '{x}', '{y}'].every((part) => path?.includes(part));
}

/** Where the command line and the launcher look before there are full settings. */
export function readLocalSettings(env: NodeJS.ProcessEnv = process.env): LocalSettings {
  return {
    dataDir: dataDirOf(env),
    host: env.HOST ?? '127.0.0.1',
    port: Number(env.PORT ?? 3000),
    url: env.HOTLINE_URL ?? `http://127.0.0.1:${env.PORT ?? 3000}`,
    token: env.HOTLINE_TOKEN ?? null,
    databaseUrl: env.DATABASE_URL ?? null,
    ownerDatabaseUrl: env.HOTLINE_OWNER_DATABASE_URL ?? null,
    acceptsAnyRole: (env.HOTLINE_UNSAFE ?? '').includes('database_role'),
    redisUrl: env.REDIS_URL ?? null,
    logLevel: env.LOG_LEVEL ?? null,
    preferWasmRedis: env.EMBEDDED_REDIS === 'wasm',
    walArchive: env.HOTLINE_WAL_ARCHIVE ? resolve(env.HOTLINE_WAL_ARCHIVE) : null,
    /** Handed on to the processes the launcher starts. */
    environment: { ...env },
  };
}

export interface LocalSettings {
  dataDir: string;
  host: string;
  port: number;
  url: string;
  token: string | null;
  databaseUrl: string | null;
  /** Whose tables they are: migrations, backup and restore. */
  ownerDatabaseUrl: string | null;
  /** The operator knows that the role of DATABASE_URL may do more than serve. */
  acceptsAnyRole: boolean;
  redisUrl: string | null;
  logLevel: string | null;
  preferWasmRedis: boolean;
  /** Where the embedded PostgreSQL sends its write-ahead log; nowhere without it. */
  walArchive: string | null;
  environment: NodeJS.ProcessEnv;
}

function dataDirOf(env: NodeJS.ProcessEnv): string {
  return resolve(env.HOTLINE_DATA_DIR ?? '.hotline');
}
