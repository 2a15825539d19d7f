// group-commit.ts - callers who arrive while a commit is under way share the next one.

/**
 * Wraps a function that does many at once so that it can be called for one. Nobody waits for a timer: what arrives during
 * a run goes into the next run. `lanes` runs may be under way at a time.
 */
export class GroupCommit<Item, Result> {
  private readonly waiting: { item: Item; resolve: (result: Result) => void; reject: (error: unknown) => void }[] = [];
  private underWay = 0;

  constructor(
    private readonly run: (items: readonly Item[]) => Promise<readonly Result[]>,
    private readonly limit: number,
    private readonly lanes: number,
  ) {}

  submit(item: Item): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ item, resolve, reject });
      if (this.underWay < this.lanes) void this.drain();
    });
  }

  private async drain(): Promise<void> {
    this.underWay++;
    await Promise.resolve(); // let callers of the same turn join
    while (this.waiting.length > 0) {
      const group = this.waiting.splice(0, this.limit);
      try {
        const results = await this.run(group.map(({ item }) => item));
        group.forEach(({ resolve }, index) => resolve(results[index]!));
      } catch (error) {
        group.forEach(({ reject }) => reject(error));
      }
    }
    this.underWay--;
  }
}
