// runtime-role.ts - api and worker connect as a role that owns nothing; this is what that role may do.
import { createHash } from 'node:crypto';
import { Client, escapeIdentifier, escapeLiteral } from 'pg';

// Run by the owner after every migration. Tables whose rows are for good, or stay, are known by their trigger; reader roles of row security by their name.
const GRANTS = `
  GRANT USAGE ON SCHEMA public TO hotline_app;
  GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO hotline_app;
  GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO hotline_app;
  REVOKE ALL ON migrations FROM hotline_app;
  DO $$ DECLARE kept regclass; reader text; BEGIN
    FOR kept IN SELECT DISTINCT t.tgrelid::regclass FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid WHERE p.proname = 'refuse_change' LOOP
      EXECUTE format('REVOKE UPDATE, DELETE ON %s FROM hotline_app', kept);
    END LOOP;
    FOR kept IN SELECT DISTINCT t.tgrelid::regclass FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid WHERE p.proname = 'refuse_removal' LOOP
      EXECUTE format('REVOKE DELETE ON %s FROM hotline_app', kept);
    END LOOP;
    REVOKE UPDATE, DELETE ON report_original FROM hotline_app;
    FOR reader IN SELECT rolname FROM pg_roles WHERE rolname LIKE 'hotline\\_%\\_reader' AND NOT rolcanlogin AND NOT rolsuper LOOP
      EXECUTE format('GRANT %I TO hotline_app', reader);
    END LOOP;
  END $$;`;

/** Lets the role of `runtimeUrl` in, making it when it is not there. The owner must be allowed to make roles for that. */
export async function admitRuntimeRole(ownerUrl: string, runtimeUrl: string): Promise<void> {
  const [owner, runtime] = [new URL(ownerUrl), new URL(runtimeUrl)];
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    // Two installations may share a server: one at a time changes what all of them share.
    await client.query(`BEGIN; SELECT pg_advisory_xact_lock(7760000)`);
    await client.query(GRANTS);
    if (runtime.username !== owner.username) await admit(client, decodeURIComponent(runtime.username), decodeURIComponent(runtime.password));
    await client.query('COMMIT');
  } finally {
    await client.end();
  }
}

async function admit(client: Client, name: string, password: string): Promise<void> {
  const role = escapeIdentifier(name);
  const { rowCount } = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [name]);
  const how = `LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD ${escapeLiteral(password)}`;
  if (rowCount === 0) await client.query(`CREATE ROLE ${role} ${how}`);
  else await client.query(`ALTER ROLE ${role} ${how}`);
  await client.query(`GRANT hotline_app TO ${role}`);
}

/** The address under which api and worker of this installation use the owner's database. */
export function runtimeUrlOf(ownerUrl: string, secret: string): string {
  const url = new URL(ownerUrl);
  const derived = (what: string) => createHash('sha256').update(`${what} ${url.pathname} ${secret}`).digest('hex');
  url.username = `hotline_run_${derived('name').slice(0, 12)}`;
  url.password = derived('password');
  return url.href;
}
