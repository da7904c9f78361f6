-- Up Migration

-- Who was erased stays so. What lets a person's data out of the audit log goes by `erased_at`: whoever could take that back could
-- have entries about anybody emptied, and nobody would see it.
create function refuse_revival() returns trigger language plpgsql as $$
begin
  raise exception 'this account was erased'
    using errcode = 'restrict_violation', table = 'users', constraint = 'users_erased';
end
$$;
create trigger users_erased_for_good before update of erased_at on users for each row
  when (old.erased_at is not null and new.erased_at is null) execute function refuse_revival();

-- Down Migration

drop trigger users_erased_for_good on users;
drop function refuse_revival();
