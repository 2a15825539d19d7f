import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { cookieNameOf, csrfTokenOf, HotlineError, isHttps, LIFE_MS, May, readCookie, SessionRepository, SETTINGS, writeCookie, type Issuer, type Settings } from '@hotline/platform';
import { isOfIssuer } from './issuer-side';
import { ATTEMPT_S, Issuers } from './issuers.client';
import { LocalLogins } from './local-login.service';
import { PeopleRepository } from './people.repository';
import { EnrolDto, SignInDto } from './session.dto';

interface Request {
  url: string;
  headers: { cookie?: string };
}

interface Reply {
  status(code: number): Reply;
  header(name: string, value: string | string[]): Reply;
}

const ATTEMPT = 'hotline-attempt';
const ATTEMPT_PATH = '/v1/session/oidc';
const HOME = '/console/';

/** The token that every change of a signed-in page carries as X-CSRF-Token. */
export interface OpenedSession {
  csrfToken: string;
}

export interface SessionState {
  /** Null when this browser is not signed in. */
  csrfToken: string | null;
  /** Whose people can sign in at an issuer of their own. */
  issuers: Issuer['side'][];
}

/** People at a browser. Programs send a token with every request and have no session. */
@ApiTags('session')
@Controller('v1/session')
export class SessionController {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly sessions: SessionRepository,
    private readonly logins: LocalLogins,
    private readonly issuers: Issuers,
    private readonly people: PeopleRepository,
  ) {}

  @Get()
  @May('session.open')
  @ApiOperation({ summary: 'Is this browser signed in? Then with the token that every change must carry as X-CSRF-Token; and which issuers there are' })
  async now(@Req() request: Request): Promise<SessionState> {
    const sessionId = this.sessionOf(request);
    const isOpen = sessionId !== null && (await this.sessions.callerOf(sessionId)) !== null;
    return { csrfToken: isOpen ? csrfTokenOf(sessionId, this.settings.secret) : null, issuers: this.issuers.sides() };
  }

  @Post()
  @HttpCode(200)
  @May('session.open')
  @ApiOperation({ summary: 'Sign in with login, password and a code of the moment; the answer sets a cookie' })
  async open(@Body() dto: SignInDto, @Req() request: Request, @Res({ passthrough: true }) reply: Reply): Promise<OpenedSession> {
    const accountId = await this.logins.check(dto);
    return { csrfToken: csrfTokenOf(await this.begin(accountId, request, reply), this.settings.secret) };
  }

  @Delete()
  @HttpCode(204)
  @May('session.end')
  @ApiOperation({ summary: 'Sign out: the session is over on the server, whatever the browser keeps' })
  async end(@Req() request: Request, @Res({ passthrough: true }) reply: Reply): Promise<void> {
    const sessionId = this.sessionOf(request);
    if (sessionId) await this.sessions.end(sessionId);
    reply.header('set-cookie', this.cookie('', 0));
  }

  @Post('enrolment')
  @HttpCode(200)
  @May('session.open')
  @ApiOperation({ summary: 'Take up an invitation: choose a password, get the secret for an authenticator' })
  enrol(@Body() dto: EnrolDto) {
    return this.logins.enrol(dto);
  }

  @Get('oidc/:side')
  @HttpCode(302)
  @May('session.open')
  @ApiOperation({ summary: 'Go to the issuer of a side (US, RU, OSE) to sign in there' })
  async toIssuer(@Param('side') side: string, @Res({ passthrough: true }) reply: Reply): Promise<void> {
    const { url, attempt } = await this.issuers.begin(side);
    reply.header('location', url).header('set-cookie', this.attempt(attempt, ATTEMPT_S));
  }

  @Get('oidc/:side/callback')
  @HttpCode(302)
  @May('session.open')
  @ApiOperation({ summary: 'Back from the issuer: a cookie and the console, or the sign-in page that says why not' })
  async fromIssuer(@Param('side') side: string, @Req() request: Request, @Res({ passthrough: true }) reply: Reply): Promise<void> {
    try {
      const { issuer, subject } = await this.issuers.finish(side, request.url, readCookie(request.headers.cookie, ATTEMPT));
      const known = await this.people.accountOf(issuer.url, subject);
      if (!known || !isOfIssuer(issuer.side, known.side)) throw new HotlineError('auth.refused');
      await this.begin(known.accountId, request, reply, [this.attempt('', 0)]);
      reply.header('location', HOME);
    } catch (error) {
      if (!(error instanceof HotlineError) || error.code !== 'auth.refused') throw error;
      reply.header('location', `${HOME}?sign-in=refused`).header('set-cookie', this.attempt('', 0));
    }
  }

  /** Always a new session: one that was there before, perhaps planted, ends. */
  private async begin(accountId: string, request: Request, reply: Reply, cookies: string[] = []): Promise<string> {
    const before = this.sessionOf(request);
    if (before) await this.sessions.end(before);
    const sessionId = await this.sessions.open(accountId);
    reply.header('set-cookie', [...cookies, this.cookie(sessionId, LIFE_MS / 1000)]);
    return sessionId;
  }

  private sessionOf({ headers }: Request): string | null {
    return readCookie(headers.cookie, cookieNameOf(isHttps(this.settings)));
  }

  private cookie(value: string, maxAgeS: number): string {
    return writeCookie(cookieNameOf(isHttps(this.settings)), value, { isHttps: isHttps(this.settings), sameSite: 'Strict', path: '/', maxAgeS });
  }

  /** Lax, because the way back from the issuer comes from another site. */
  private attempt(value: string, maxAgeS: number): string {
    return writeCookie(ATTEMPT, value, { isHttps: isHttps(this.settings), sameSite: 'Lax', path: ATTEMPT_PATH, maxAgeS });
  }
}
