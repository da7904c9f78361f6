-- Up Migration

-- The tag of a language (BCP 47) in its canonical spelling: language, script, region, variants, such as pt-BR. Each function
-- holds all it needs: a restored dump knows no search path.
create function are_languages(tags text[]) returns boolean language sql immutable as $$
  select count(*) <= 20 and count(*) = count(distinct tag) and coalesce(bool_and(
    length(tag) <= 35 and tag ~ '^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?(-([a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*$'
  ), true)
  from unnest(tags) as given (tag)
$$;

-- Texts by language, {"de": {"title": "…"}}: only those that `longest` names, none empty, none longer than it says. Texts of
-- options are one step deeper, by what is stored of the option.
create function are_translations(translations jsonb, longest jsonb) returns boolean language sql immutable as $$
  select jsonb_typeof(translations) = 'object' and not exists (
    select from jsonb_each(case jsonb_typeof(translations) when 'object' then translations else '{}' end) as spoken (tag, texts)
    where length(tag) > 35
      or tag !~ '^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?(-([a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*$'
      or jsonb_typeof(texts) <> 'object'
      or exists (
        select from jsonb_each(case jsonb_typeof(texts) when 'object' then texts else '{}' end) as said (name, text)
        where not longest ? name
          or jsonb_typeof(text) <> case name when 'options' then 'object' else 'string' end
          or case name
            when 'options' then exists (
              select from jsonb_each(case jsonb_typeof(text) when 'object' then text else '{}' end) as offered (value, label)
              where jsonb_typeof(label) <> 'string' or length(label #>> '{}') not between 1 and (longest ->> name)::integer
            )
            else length(text #>> '{}') not between 1 and (longest ->> name)::integer
          end
      )
  )
$$;

-- The language that titles, labels and help are written in, and those the flow is offered in beside it. What nobody has said
-- of the flows there are is taken to be English; an editor says otherwise where the flow is built.
alter table flows
  add column language text not null default 'en',
  add column languages text[] not null default '{}',
  add column translations jsonb not null default '{}',
  add constraint flows_language_check check (are_languages(array[language])),
  -- A language is there once: as the main one or as another.
  add constraint flows_languages_check check (are_languages(languages) and not language = any (languages)),
  add constraint flows_translations_check check (are_translations(translations, '{"title": 200}'));

alter table pages
  add column translations jsonb not null default '{}',
  add constraint pages_translations_check check (are_translations(translations, '{"title": 200, "description": 2000}'));

alter table fields
  add column translations jsonb not null default '{}',
  add constraint fields_translations_check
    check (are_translations(translations, '{"label": 200, "help": 1000, "options": 200}'));

-- A version keeps its languages with all else it says: `translations` holds by language the title, and by key what is said of
-- pages and fields. Those published before have none.
alter table flow_versions
  add column language text not null default 'en',
  add column languages text[] not null default '{}',
  add column translations jsonb not null default '{}',
  add constraint flow_versions_language_check check (are_languages(array[language])),
  add constraint flow_versions_languages_check check (are_languages(languages) and not language = any (languages)),
  add constraint flow_versions_translations_check check (jsonb_typeof(translations) = 'object');

-- The language a mail is written in: that of the request it came of, else that of the mail its user got before.
alter table mails
  add column language text not null default 'en',
  add constraint mails_language_check check (are_languages(array[language]));

-- Down Migration

alter table mails drop column language;
alter table flow_versions drop column language, drop column languages, drop column translations;
alter table fields drop column translations;
alter table pages drop column translations;
alter table flows drop column language, drop column languages, drop column translations;
drop function are_translations(jsonb, jsonb);
drop function are_languages(text[]);
