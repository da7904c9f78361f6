import type { z } from 'zod';
import type { DraftInput } from '../domain/drafts.js';

export interface Edition {
  /** Days before now. */
  published: number;
  notes: string;
  draft: z.input<typeof DraftInput>;
}

type Field = Edition['draft']['pages'][number]['fields'][number];

const aboutMe: Field = { key: 'about_me', type: 'textarea', label: 'About me', required: true, max_length: 2000 };
const birthdate: Field = { key: 'birthdate', type: 'date', label: 'Birthdate', required: true, max: 'today' };
const address: Field = { key: 'address', type: 'address', label: 'Address', required: true };
const phone: Field = {
  key: 'phone',
  type: 'phone',
  label: 'Phone',
  required: false,
  help: 'Only if we may call you.',
};
const interests: Field = {
  key: 'interests',
  type: 'multi_select',
  label: 'What are you here for?',
  required: true,
  min: 1,
  max: 3,
  options: [
    { value: 'learn', label: 'Learning something new' },
    { value: 'meet', label: 'Meeting people' },
    { value: 'work', label: 'Getting work done' },
    { value: 'look', label: 'Just looking' },
  ],
};
const newsletter: Field = { key: 'newsletter', type: 'checkbox', label: 'Send me the newsletter', required: false };

const whereYouLive = { key: 'address', title: 'Where you live', fields: [address] };
const aboutYou = { key: 'about-you', title: 'About you', fields: [aboutMe, birthdate, phone] };
const yourInterests = { key: 'interests', title: 'Your interests', fields: [interests, newsletter] };

/** A field, with what it says in German. */
const german = (field: Field, texts: NonNullable<Field['translations']>[string]): Field => ({
  ...field,
  translations: { de: texts },
});

/** All of it is translated but a help text, so that one sees what a missing one looks like. */
const inGerman: Edition['draft'] = {
  ...{ slug: 'default', title: 'Welcome', languages: ['de'], translations: { de: { title: 'Willkommen' } } },
  pages: [
    {
      ...{ ...aboutYou, translations: { de: { title: 'Über Sie' } } },
      fields: [
        german(aboutMe, { label: 'Über mich' }),
        german(birthdate, { label: 'Geburtsdatum' }),
        german(phone, { label: 'Telefon' }),
      ],
    },
    {
      ...{ ...yourInterests, translations: { de: { title: 'Ihre Interessen' } } },
      fields: [
        german(interests, {
          label: 'Was führt Sie her?',
          options: { learn: 'Etwas Neues lernen', meet: 'Leute treffen', work: 'Etwas erledigen', look: 'Nur umsehen' },
        }),
        german(newsletter, { label: 'Den Newsletter schicken' }),
      ],
    },
    {
      ...{ ...whereYouLive, translations: { de: { title: 'Wo Sie wohnen' } } },
      fields: [german(address, { label: 'Adresse' })],
    },
  ],
};

/** The default flow as it grew: its first version is the one every database begins with. */
export const welcome: Edition[] = [
  {
    published: 55,
    notes: 'Asks for a phone number',
    draft: { slug: 'default', title: 'Welcome', pages: [aboutYou, whereYouLive] },
  },
  {
    published: 21,
    notes: 'A page of interests, and all of it in German',
    draft: inGerman,
  },
];

const company: Field = { key: 'company', type: 'text', label: 'Company', required: true, max_length: 100 };
const size: Field = {
  key: 'company_size',
  type: 'select',
  label: 'How many are you?',
  required: true,
  options: [
    { value: 'one', label: 'Just me' },
    { value: 'few', label: '2 to 10' },
    { value: 'some', label: '11 to 100' },
    { value: 'many', label: 'More than 100' },
  ],
};
const website: Field = { key: 'website', type: 'url', label: 'Website', required: false };
const contact: Field = { key: 'contact_email', type: 'email', label: 'Whom may we write to?', required: true };
const seats: Field = { key: 'seats', type: 'number', label: 'Seats', required: true, min: 1, max: 500 };
const start: Field = {
  key: 'start_date',
  type: 'date',
  label: 'When shall we begin?',
  required: false,
  min: 'today',
};
const terms: Field = { key: 'terms', type: 'checkbox', label: 'I accept the terms', required: true };

/** A second flow, for companies. */
export const forCompanies: Edition[] = [
  {
    published: 70,
    notes: 'For companies',
    draft: {
      slug: 'companies',
      title: 'Bring your company',
      pages: [
        { key: 'company', title: 'Your company', fields: [company, size, website] },
        { key: 'contact', title: 'Your contact', fields: [contact] },
        {
          key: 'plan',
          title: 'Your plan',
          description: 'You can change all of this later.',
          fields: [seats, start, terms],
        },
      ],
    },
  },
];
