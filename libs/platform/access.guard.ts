import { createHmac } from 'node:crypto';
import {
  createParamDecorator,
  Inject,
  Injectable,
  SetMetadata,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { mayDo, type Action, type Caller } from './access';
import { hashOf, readKey } from './api-key';
import { ApiKeyRepository } from './api-key.repository';
import { AccountRepository } from './account.repository';
import { HotlineError } from './errors';
import { Ids } from './ids.service';
import { SETTINGS } from './platform.module';
import { RateLimit } from './rate-limit';
import { cookieNameOf, isCsrfToken, readCookie } from './session';
import { SessionRepository } from './session.repository';
import { DEFAULT_RATE_PER_MINUTE, DEFAULT_STRANGERS_PER_MINUTE, isHttps, type Settings } from './settings';

/** What the guard leaves on a request that it let in. */
export interface Admitted {
  action?: Action;
  /** Not of a route that needs nobody's token. */
  caller?: Caller;
}

interface Request extends Admitted {
  method: string;
  ip: string;
  headers: Record<'authorization' | 'cookie', string | undefined> & Record<string, unknown>;
}

const ACTION = 'hotline:action';
const READING = new Set(['GET', 'HEAD']);

/** The right a route needs. A route without it is refused (and a test walks all routes). */
export const May = (action: Action) => SetMetadata(ACTION, action);

export const CurrentCaller = createParamDecorator((_: unknown, context: ExecutionContext): Caller => {
  return context.switchToHttp().getRequest<Required<Admitted>>().caller;
});

export function actionOf(reflector: Reflector, handler: Function): Action | undefined {
  return reflector.get<Action | undefined>(ACTION, handler);
}

@Injectable()
export class AccessGuard implements CanActivate {
  private readonly limit: RateLimit;
  private readonly strangers: RateLimit;
  /** Of this process, never stored: an address is counted without being kept. */
  private readonly addressKey: string;

  constructor(
    private readonly reflector: Reflector,
    private readonly accounts: AccountRepository,
    private readonly keys: ApiKeyRepository,
    private readonly sessions: SessionRepository,
    ids: Ids,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {
    this.limit = new RateLimit(settings.ratePerMinute ?? DEFAULT_RATE_PER_MINUTE);
    this.addressKey = ids.token(32);
    this.strangers = new RateLimit(settings.strangersPerMinute ?? DEFAULT_STRANGERS_PER_MINUTE);
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const action = actionOf(this.reflector, context.getHandler());
    if (!action) throw new HotlineError('not_found');
    const request = context.switchToHttp().getRequest<Request>();
    request.action = action;
    const sessionId = request.headers.authorization === undefined ? readCookie(request.headers.cookie, cookieNameOf(isHttps(this.settings))) : null;
    const caller = sessionId ? await this.sessions.callerOf(sessionId) : await this.bearer(request.headers.authorization);
    if (!caller && action !== 'service.health') this.countStranger(request.ip);
    if (mayDo(null, action)) return true;
    if (!caller) throw new HotlineError('auth.required');
    // A cookie comes by itself, whoever made the browser ask: what changes something must show that a page of ours asked.
    if (sessionId && !READING.has(request.method) && !isCsrfToken(request.headers['x-csrf-token'], sessionId, this.settings.secret)) throw new HotlineError('auth.csrf');
    if (!mayDo(caller.role, action)) throw new HotlineError('auth.forbidden', `The role ${caller.role} may not do ${action}.`);
    if (caller.scopes && !caller.scopes.includes(action)) throw new HotlineError('auth.forbidden', `This key may not do ${action}.`);
    if (!this.limit.take(caller.accountId, performance.now())) throw new HotlineError('request.too_many');
    request.caller = caller;
    return true;
  }

  private countStranger(address: string): void {
    const counted = createHmac('sha256', this.addressKey).update(address).digest('base64url');
    if (!this.strangers.take(counted, performance.now())) throw new HotlineError('request.too_many');
  }

  private async bearer(authorization: string | undefined): Promise<Caller | null> {
    const token = /^Bearer ([\w.~+/=-]{16,200})$/.exec(authorization ?? '')?.[1];
    if (!token) return null;
    const key = readKey(token);
    return key ? this.keys.callerOf(key) : this.accounts.callerOf(hashOf(token));
  }
}
