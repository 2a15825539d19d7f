// together.ts - callers who arrive while a run is under way share the next one: a commit, a look-up.
import { setImmediate as endOfTurn } from 'node:timers/promises';

/**
 * Wraps a function that does many at once so that it can be called for one. Nobody waits for a timer: what arrives during a run,
 * or in turns of the event loop that each bring somebody new, goes into the next run. A second run beside the first is worth it only for a group of `enough`: many small runs
 * would cost more than they save. At most `lanes` are under way, and a large group takes no more than its lane's share of all who are here: otherwise all would be
 * in one run, and who comes back from it in the next, with nothing to do while it lasts.
 */
export class Together<Item, Result> {
  private readonly waiting: { item: Item; resolve: (result: Result) => void; reject: (error: unknown) => void }[] = [];
  private underWay = 0;
  private inRuns = 0;

  constructor(
    private readonly run: (items: readonly Item[]) => Promise<readonly Result[]>,
    private readonly limit: number,
    private readonly lanes: number,
    private readonly enough = 1,
  ) {}

  submit(item: Item): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ item, resolve, reject });
      const isWorthIt = this.underWay === 0 || this.waiting.length >= this.enough;
      if (this.underWay < this.lanes && isWorthIt) void this.drain();
    });
  }

  private async drain(): Promise<void> {
    this.underWay++;
    await this.gathered();
    while (this.waiting.length >= (this.underWay > 1 ? this.enough : 1)) {
      const group = this.waiting.splice(0, this.share());
      this.inRuns += group.length;
      const outcome = await this.run(group.map(({ item }) => item)).then(
        (results) => () => group.forEach(({ resolve }, index) => resolve(results[index]!)),
        (error: unknown) => () => group.forEach(({ reject }) => reject(error)),
      );
      this.inRuns -= group.length;
      setImmediate(outcome); // the next run is on its way before the answers to this one are written
      if (this.waiting.length < this.enough) await this.gathered();
    }
    this.underWay--;
  }

  private share(): number {
    const here = this.waiting.length + this.inRuns;
    return Math.min(this.limit, Math.max(this.enough, Math.ceil(here / this.lanes)));
  }

  /** What other sockets bring joins, until a turn brings nobody or there are enough. */
  private async gathered(): Promise<void> {
    let before: number;
    do {
      before = this.waiting.length;
      await endOfTurn();
    } while (this.waiting.length > before && this.waiting.length < this.enough);
  }
}
