import type { TestApp } from './app.js';

/** Seconds that a block lasts longer than it would. */
export const held = 24 * 60 * 60;

/** Holds each block on tries to sign in, so that a slow machine compares no more of them than a fast one. */
export async function holdBlocks({ pool }: Pick<TestApp, 'pool'>): Promise<void> {
  await pool.query(`
    create function hold_block() returns trigger language plpgsql as $$
    begin
      new.blocked_until := new.blocked_until + make_interval(secs => ${held});
      return new;
    end
    $$;
    create trigger sign_in_attempts_hold before update on sign_in_attempts for each row
      when (new.failures > old.failures and new.blocked_until > new.last_at) execute function hold_block();
    create trigger sign_in_attempts_hold_first before insert on sign_in_attempts for each row
      when (new.blocked_until > new.last_at) execute function hold_block()`);
}

/** What waiting would do. */
export async function wait({ pool }: Pick<TestApp, 'pool'>, seconds: number): Promise<void> {
  await pool.query(
    `update sign_in_attempts set last_at = last_at - make_interval(secs => $1),
       blocked_until = blocked_until - make_interval(secs => $1)
         - case when blocked_until - last_at > make_interval(secs => $2) then make_interval(secs => $2) else interval '0' end`,
    [seconds, held],
  );
}
