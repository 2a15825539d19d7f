import { Injectable } from '@nestjs/common';

/** The only reader of the wall clock, so that a test or a replay can say what time it is. */
@Injectable()
export class Clock {
  now(): Date {
    return new Date();
  }
}
