import { GroupCommit } from './group-commit';

describe('a group commit', () => {
  it('gives everybody who waits the next commit, and each its own result', async () => {
    const runs: number[][] = [];
    let open = () => undefined as void;
    const group = new GroupCommit<number, number>(async (items) => {
      runs.push([...items]);
      if (runs.length === 1) await new Promise<void>((resolve) => (open = resolve));
      return items.map((item) => item * 10);
    }, 3, 1);
    const first = group.submit(1);
    await new Promise((resolve) => setImmediate(resolve));
    const rest = [2, 3, 4, 5].map((item) => group.submit(item));
    open();
    expect(await Promise.all([first, ...rest])).toEqual([10, 20, 30, 40, 50]);
    expect(runs).toEqual([[1], [2, 3, 4], [5]]);
  });

  it('tells everybody of a failed commit and goes on with the next', async () => {
    let fails = true;
    const group = new GroupCommit<number, number>(async (items) => {
      if (fails) throw new Error('the database is away');
      return items;
    }, 10, 1);
    const outcomes = await Promise.allSettled([group.submit(1), group.submit(2)]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    fails = false;
    await expect(group.submit(3)).resolves.toBe(3);
  });
});
