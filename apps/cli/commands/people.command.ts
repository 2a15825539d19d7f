import { Command } from 'commander';
import { readLocalSettings } from '@hotline/platform';
import { ServiceClient } from '../service.client';
import { table } from '../table';

interface Listed {
  id: string;
  role: string;
  side: string | null;
  label: string;
  login: string | null;
  loginState: string | null;
  identities: { issuer: string; subject: string }[];
  openSessions: number;
}

/** Operators' commands for the people who sign in. An invitation is printed once; who takes it up chooses their own password. */
export function peopleCommand(): Command {
  const people = new Command('people').description('people who sign in, with a password and a code or through an issuer');
  const admin = () => ServiceClient.as('admin');
  const post = <T>(path: string, body: object) => admin().post<T>(`/v1/admin/people${path}`, JSON.stringify(body));
  people
    .command('add')
    .description('let a person in; with an issuer and subject that stood for another account, this one stands from now on')
    .requiredOption('--role <role>', 'monitor, reviewer, secretariat, auditor, liaison or admin')
    .requiredOption('--organisation <name>', 'two people of one organisation are one source')
    .requiredOption('--label <name>', 'what the operators call the person')
    .option('--side <side>', 'US or RU, of reviewers')
    .option('--login <name>', 'signs in on this machine')
    .option('--issuer <address>', 'signs in through this issuer ...')
    .option('--subject <sub>', '... which knows the person by this `sub`')
    .action(async ({ issuer, subject, ...person }: Record<string, string>) => {
      const made = await post<Invited>('', { ...person, ...(issuer || subject ? { identity: { issuer, subject } } : {}) });
      console.log(`The person's account is ${made.accountId}.`);
      sayInvitation(made);
    });
  people
    .command('invite <account>')
    .description('invite again, after a lost password or telephone')
    .action(async (account: string) => sayInvitation(await post<Invited>(`/${account}/invite`, {})));
  people
    .command('end <account>')
    .description('sign a person out everywhere, for good')
    .action(async (account: string) => {
      await post(`/${account}/end`, {});
      console.log('Ended. Whatever the person did stays as it is.');
    });
  people
    .command('list')
    .description('who may sign in, and how')
    .action(async () => {
      const { items } = await admin().get<{ items: Listed[] }>('/v1/admin/people');
      const ways = (person: Listed) => [person.login && `${person.login} (${person.loginState})`, ...person.identities.map(({ issuer, subject }) => `${subject} at ${issuer}`)].filter(Boolean).join(', ');
      console.log(table(['account', 'role', 'side', 'label', 'signs in as', 'sessions'], items.map((person) => [person.id, person.role, person.side ?? '', person.label, ways(person), String(person.openSessions)])));
    });
  return people;
}

interface Invited {
  accountId: string;
  invitation?: string;
  invitedUntil?: string;
}

function sayInvitation({ invitation, invitedUntil }: Invited): void {
  if (!invitation) return;
  console.log(`Give this to the person and nobody else; it is shown this once and good until ${invitedUntil}:\n\n${readLocalSettings().url}/console/#invitation=${invitation}`);
}
