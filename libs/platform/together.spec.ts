import { Together } from './together';

describe('what is done together', () => {
  it('gives everybody who waits the next commit, and each its own result', async () => {
    const runs: number[][] = [];
    let open = () => undefined as void;
    const group = new Together<number, number>(async (items) => {
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

  it('waits for the end of the turn, so that what other sockets bring in it joins', async () => {
    const runs: number[][] = [];
    const group = new Together<number, number>(async (items) => {
      runs.push([...items]);
      return items;
    }, 10, 1);
    const first = group.submit(1);
    await new Promise<void>((resolve) => process.nextTick(resolve));
    await Promise.all([first, group.submit(2)]);
    expect(runs).toEqual([[1, 2]]);
  });

  it('waits on while each turn brings somebody, until there are enough for a second run', async () => {
    const runs: number[][] = [];
    const group = new Together<number, number>(async (items) => {
      runs.push([...items]);
      return items;
    }, 10, 2, 4);
    const all: Promise<number>[] = [];
    const bring = (item: number): void => {
      if (item < 5) setImmediate(() => bring(item + 1)); // the next turn's, and before the group looks
      all.push(group.submit(item));
    };
    bring(1);
    while (all.length < 5 || runs.length < 2) await new Promise((resolve) => setImmediate(resolve));
    expect(runs).toEqual([[1, 2, 3, 4], [5]]);
    expect(await Promise.all(all)).toEqual([1, 2, 3, 4, 5]);
  });

  it('waits for the end of a turn after a run as well, when there are not enough', async () => {
    const runs: number[][] = [];
    let open = () => undefined as void;
    const group = new Together<number, number>(async (items) => {
      runs.push([...items]);
      if (runs.length === 1) await new Promise<void>((resolve) => (open = resolve));
      return items;
    }, 10, 1, 3);
    const first = group.submit(1);
    await new Promise((resolve) => setImmediate(resolve));
    const second = group.submit(2);
    setImmediate(() => open());
    const third = new Promise((resolve) => setImmediate(() => resolve(group.submit(3)))); // in the turn in which the run ends
    expect(await Promise.all([first, second, third])).toEqual([1, 2, 3]);
    expect(runs).toEqual([[1], [2, 3]]);
  });

  it('has the next run on its way before the answers to the last one are worked on', async () => {
    const said: string[] = [];
    let open = () => undefined as void;
    const group = new Together<number, number>(async (items) => {
      await new Promise<void>((resolve) => process.nextTick(resolve)); // as a pool hands out a connection
      said.push(`run ${items[0]}`);
      if (items[0] === 1) await new Promise<void>((resolve) => (open = resolve));
      return items;
    }, 10, 1);
    const answered = (item: number) => group.submit(item).then(() => said.push(`answer ${item}`));
    const first = answered(1);
    await new Promise((resolve) => setImmediate(resolve));
    const second = answered(2);
    await new Promise((resolve) => setImmediate(resolve));
    open();
    await Promise.all([first, second]);
    expect(said).toEqual(['run 1', 'run 2', 'answer 1', 'answer 2']);
  });

  it('leaves the other lane its share of all who are here, so that they do not become one run', async () => {
    const opens: (() => void)[] = [];
    const runs: number[] = [];
    const group = new Together<number, number>(async (items) => {
      runs.push(items.length);
      await new Promise<void>((resolve) => opens.push(resolve));
      return items;
    }, 100, 2, 4);
    const turn = () => new Promise((resolve) => setImmediate(resolve));
    const all = Array.from({ length: 11 }, (_, item) => group.submit(item));
    await turn();
    expect(runs).toEqual([6, 5]);
    opens[0]!(); // those five who are in a run count as well
    all.push(...Array.from({ length: 6 }, (_, item) => group.submit(item)));
    await turn();
    expect(runs).toEqual([6, 5, 6]);
    opens.forEach((open) => open());
    await Promise.all(all);
  });

  it('tells everybody of a failed commit and goes on with the next', async () => {
    let fails = true;
    const group = new Together<number, number>(async (items) => {
      if (fails) throw new Error('the database is away');
      return items;
    }, 10, 1);
    const outcomes = await Promise.allSettled([group.submit(1), group.submit(2)]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    fails = false;
    await expect(group.submit(3)).resolves.toBe(3);
  });

  it('starts a second commit beside the first only for a group that is large enough, and leaves nobody waiting', async () => {
    const opens: (() => void)[] = [];
    const runs: number[][] = [];
    const group = new Together<number, number>(async (items) => {
      runs.push([...items]);
      await new Promise<void>((resolve) => opens.push(resolve));
      return items;
    }, 10, 2, 3);
    const turn = () => new Promise((resolve) => setImmediate(resolve));
    const all = [group.submit(1)];
    await turn();
    all.push(group.submit(2), group.submit(3));
    await turn();
    expect(runs).toEqual([[1]]);
    all.push(group.submit(4));
    await turn();
    expect(runs).toEqual([[1], [2, 3, 4]]);
    all.push(group.submit(5));
    opens[1]!(); // the second lane ends: one is not enough for another
    await turn();
    expect(runs).toHaveLength(2);
    opens[0]!(); // the first takes all that waits, once a turn brought nobody else
    await turn();
    await turn();
    expect(runs[2]).toEqual([5]);
    opens[2]!();
    expect(await Promise.all(all)).toEqual([1, 2, 3, 4, 5]);
  });
});
