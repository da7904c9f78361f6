import type { Program } from './programs.js';

const account = { email: 'admin@example.com', password: 'benchmarks are for reading' };

/** The benchmark's admin, signed in at both doors: headers for the API, and for the back office. */
export async function staff({ origin }: Program): Promise<Record<'api' | 'office', Record<string, string>>> {
  const api = await fetch(`${origin}/api/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(account),
  });
  const { data } = (await api.json()) as { data: { access_token: string } };
  const office = await fetch(`${origin}/admin/login`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams(account),
  });
  const cookie = office.headers.getSetCookie().map((each) => each.split(';')[0]);
  return { api: { authorization: `Bearer ${data.access_token}` }, office: { cookie: cookie.join('; ') } };
}
