import { Inject, Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import { Ledger } from '@hotline/ledger';
import { Clock, Database, HotlineError, Ids, RateLimit, SessionRepository, SETTINGS, type Settings } from '@hotline/platform';
import { LocalLoginRepository } from './local-login.repository';
import { enrolmentUri, newCodeSecret, stepOfCode } from './one-time-code';
import { openText, sealText } from './sealed-text';
import type { EnrolDto, SignInDto } from './session.dto';

/** argon2id with 19 MiB and two passes (OWASP's first choice), beside the event loop. */
const ARGON2ID = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Tries in a minute, for one login and for one process: a guesser has no hurry to be let in. */
const TRIES_OF_LOGIN = 10;
const TRIES_OF_ALL = 300;

export interface Enrolled {
  login: string;
  /** What an authenticator takes in, as a QR code or by hand. */
  otpauthUri: string;
}

/** People of this one machine: a password they chose and a code of the moment. */
@Injectable()
export class LocalLogins {
  private readonly tries = new RateLimit(TRIES_OF_LOGIN);
  private readonly allTries = new RateLimit(TRIES_OF_ALL);
  private nobody: Promise<string> | null = null;

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly logins: LocalLoginRepository,
    private readonly sessions: SessionRepository,
    private readonly database: Database,
    private readonly ledger: Ledger,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** The account; what was not right is not said, and an unknown login takes as long as a known one. */
  async check({ login, password, code }: SignInDto): Promise<string> {
    this.take(login);
    const known = await this.logins.find(login);
    const isRight = await verify(known?.passwordHash ?? (await this.hashOfNobody()), password);
    if (!known?.totpSealed || !isRight) throw new HotlineError('auth.refused');
    const secret = openText(known.totpSealed, known.accountId, this.settings.secret);
    const step = secret === null ? null : stepOfCode(code, secret, this.clock.now());
    if (step === null || !(await this.logins.use(known.accountId, step))) throw new HotlineError('auth.refused');
    return known.accountId;
  }

  /** Takes up an invitation: the person's own password, and a secret for their authenticator, shown this once. May be done again until the first sign-in. */
  async enrol({ invitation, password }: EnrolDto): Promise<Enrolled> {
    this.take(invitation);
    const passwordHash = await hash(password, ARGON2ID);
    return this.database.transaction(async (tx) => {
      const invited = await this.logins.invited(tx, invitation, this.clock.now());
      if (!invited) throw new HotlineError('auth.refused');
      const { accountId, login } = invited;
      const secret = newCodeSecret(this.random(20));
      await this.logins.enrol(tx, accountId, passwordHash, sealText(secret, accountId, this.settings.secret, this.random(12)));
      await this.sessions.endAll(tx, accountId);
      await this.ledger.record(tx, [{ type: 'person.enrolled', actor: accountId, content: { accountId } }]);
      return { login, otpauthUri: enrolmentUri(login, secret) };
    });
  }

  private take(who: string): void {
    const now = performance.now();
    if (!this.tries.take(who, now) || !this.allTries.take('all', now)) throw new HotlineError('request.too_many');
  }

  private hashOfNobody(): Promise<string> {
    return (this.nobody ??= hash(this.ids.token(), ARGON2ID));
  }

  private random(bytes: number): Buffer {
    return Buffer.from(this.ids.token(bytes), 'base64url');
  }
}
