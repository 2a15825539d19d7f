// deaths.ts - who ended during a chaos run, and was it this run that ended it?
import type { Target } from './chaos-plan';

const NAMES: Readonly<Record<string, string>> = { PostgreSQL: 'postgres', Redis: 'redis' };

/** Every end is either a strike's or named: a run that somebody else disturbed must not pass for one that nobody did. */
export class Deaths {
  private readonly struck = new Map<string, number>();
  private readonly ended = new Map<string, string[]>();

  strike(target: Target): void {
    this.struck.set(target, (this.struck.get(target) ?? 0) + 1);
  }

  end(who: string, how: string): void {
    this.ended.set(who, [...(this.ended.get(who) ?? []), how]);
  }

  /** A line of the launcher, which says who ended and how. */
  hear(line: string): void {
    const [, who, how] = /^(?:The )?(\w+) ended \((.+)\); starting it again\.$/.exec(line) ?? [];
    if (who && how) this.end(NAMES[who] ?? who, how);
  }

  /** Ends that no strike explains, in words. A strike kills with SIGKILL, and each explains one end. */
  unexplained(): string[] {
    return [...this.ended].flatMap(([who, hows]) => {
      const killed = hows.filter((how) => how === 'killed by SIGKILL');
      const others = hows.filter((how) => how !== 'killed by SIGKILL');
      return [...killed.slice(this.struck.get(who) ?? 0), ...others].map((how) => `${who} ${how}`);
    });
  }
}
