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
import { DEFAULT_RATE_PER_MINUTE, DEFAULT_STRANGERS_PER_MINUTE, type Settings } from './settings';

interface Request {
  ip: string;
  headers: { authorization?: string };
  caller?: Caller;
}

const ACTION = 'hotline:action';

/** The right a route needs. A route without it is refused (and a test walks all routes). */
export const May = (action: Action) => SetMetadata(ACTION, action);

export const CurrentCaller = createParamDecorator((_: unknown, context: ExecutionContext): Caller => {
  return context.switchToHttp().getRequest<{ caller: Caller }>().caller;
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
    ids: Ids,
    @Inject(SETTINGS) settings: Settings,
  ) {
    this.limit = new RateLimit(settings.ratePerMinute ?? DEFAULT_RATE_PER_MINUTE);
    this.addressKey = ids.token(32);
    this.strangers = new RateLimit(settings.strangersPerMinute ?? DEFAULT_STRANGERS_PER_MINUTE);
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const action = actionOf(this.reflector, context.getHandler());
    if (!action) throw new HotlineError('not_found');
    const request = context.switchToHttp().getRequest<Request>();
    if (action !== 'service.health' && request.headers.authorization === undefined) this.countStranger(request.ip);
    if (mayDo(null, action)) return true;
    const token = /^Bearer ([\w.~+/=-]{16,200})$/.exec(request.headers.authorization ?? '')?.[1];
    const caller = token ? await this.callerOf(token) : null;
    if (!caller) throw new HotlineError('auth.required');
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

  private callerOf(token: string): Promise<Caller | null> {
    const key = readKey(token);
    return key ? this.keys.callerOf(key) : this.accounts.callerOf(hashOf(token));
  }
}
