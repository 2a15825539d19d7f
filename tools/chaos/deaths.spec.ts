import { Deaths } from './deaths';

describe('who ended in a chaos run', () => {
  const deaths = (struck: ('worker' | 'postgres' | 'launcher')[], lines: string[]) => {
    const all = new Deaths();
    for (const target of struck) all.strike(target);
    for (const line of lines) all.hear(line);
    return all;
  };

  it.each<[string, Deaths, string[]]>([
    ['a strike explains one end', deaths(['worker'], ['The worker ended (killed by SIGKILL); starting it again.']), []],
    ['and no second one', deaths(['worker'], Array(2).fill('The worker ended (killed by SIGKILL); starting it again.')), ['worker killed by SIGKILL']],
    ['nor that of another', deaths(['worker'], ['PostgreSQL ended (killed by SIGKILL); starting it again.']), ['postgres killed by SIGKILL']],
    ['a strike does not make a process end of its own accord', deaths(['postgres', 'worker'], ['The worker ended (exit code 1); starting it again.']), ['worker exit code 1']],
    ['what was struck and never said to have ended explains nothing else', deaths(['launcher'], ['The api ended (killed by SIGTERM); starting it again.']), ['api killed by SIGTERM']],
    ['other lines are no ends', deaths([], ['The hotline is up', 'PostgreSQL did not start again: no reason given']), []],
  ])('%s', (_, all, unexplained) => expect(all.unexplained()).toEqual(unexplained));
});
