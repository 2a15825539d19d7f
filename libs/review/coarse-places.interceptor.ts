import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AgreementRegistry } from '@hotline/agreement';
import { actionOf, type Caller } from '@hotline/platform';
import { map, type Observable } from 'rxjs';
import { coarsened } from './coarse-place';

/** Of maps, which are no secret to those who judge: they hold areas, not what a reporter saw. */
const OF_MAPS = /^(zone|place)\./;

/** Whatever a reviewer is answered has coarse places in it, so that a new route or field is covered without being listed (decision 0089). */
@Injectable()
export class CoarsePlaces implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly registry: AgreementRegistry,
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const { caller } = context.switchToHttp().getRequest<{ caller?: Caller }>();
    if (caller?.role !== 'reviewer' || OF_MAPS.test(actionOf(this.reflector, context.getHandler()) ?? '')) return next.handle();
    const { policy } = await this.registry.asOf();
    return next.handle().pipe(map((answer) => coarsened(answer, policy.disclosure.reviewerGridDegrees)));
  }
}
