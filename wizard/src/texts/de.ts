import type { Texts } from './texts.js';

const plural = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;

/** German. Its readers are addressed with “Sie”. */
export const de: Texts = {
  language: 'de',
  product: 'Doorstep',
  pageTitle: (parts) => parts.join(' – '),
  required: 'Pflichtfeld',
  requiredNote: 'Felder mit * müssen ausgefüllt werden.',
  optional: 'freiwillig',
  chooseLanguage: 'Sprache',
  loading: 'Einen Moment, bitte …',

  account: {
    registerTitle: 'Konto anlegen',
    registerLead: (flow) =>
      `„${flow}“ dauert nur ein paar Minuten. Mit einem Konto können Sie jederzeit unterbrechen und später weitermachen.`,
    signInTitle: 'Willkommen zurück',
    signInLead: 'Melden Sie sich an und machen Sie dort weiter, wo Sie aufgehört haben.',
    ended: 'Ihre Sitzung ist beendet. Melden Sie sich wieder an: Was Sie eingegeben haben, ist noch da.',
    name: 'Vor- und Nachname',
    email: 'E-Mail',
    password: 'Passwort',
    passwordHelp: 'Mindestens 8 Zeichen.',
    code: 'Code Ihres zweiten Faktors',
    codeHelp: 'Die sechs Ziffern aus Ihrer App oder ein Wiederherstellungscode.',
    wrongCode: 'Der Code oder das Passwort ist falsch. Ein Code gilt nur einmal: Warten Sie auf den nächsten.',
    showPassword: 'Passwort zeigen',
    register: 'Konto anlegen',
    signIn: 'Anmelden',
    toSignIn: 'Ich habe ein Konto: anmelden',
    toRegister: 'Ich bin neu hier: Konto anlegen',
    toForgot: 'Passwort vergessen?',
    invalid: 'Die E-Mail-Adresse oder das Passwort ist falsch.',
    taken: 'Zu dieser E-Mail-Adresse gibt es schon ein Konto. Melden Sie sich an, oder nehmen Sie eine andere Adresse.',
    inactive: 'Dieses Konto ist gesperrt. Bitte schreiben Sie uns, wenn das ein Versehen ist.',
    tooMany: (seconds) =>
      `Zu viele Versuche. Bitte warten Sie ${seconds ? duration(seconds) : 'eine Weile'} und versuchen Sie es dann noch einmal.`,
    unreachable: 'Der Server ist nicht zu erreichen. Prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal.',
    failed: 'Das hat nicht geklappt, und es liegt an uns. Bitte versuchen Sie es noch einmal.',
  },

  forgot: {
    title: 'Passwort vergessen?',
    lead: 'Nennen Sie uns Ihre E-Mail-Adresse. Wir schicken Ihnen einen Link, mit dem Sie ein neues Passwort festlegen.',
    send: 'Link schicken',
    sentTitle: 'Sehen Sie in Ihr Postfach',
    sent: (email) =>
      `Wenn es ein Konto zu ${email} gibt, ist eine E-Mail unterwegs. Der Link darin gilt einmal und eine Stunde lang.`,
    back: 'Zurück zur Anmeldung',
  },
  reset: {
    title: 'Neues Passwort festlegen',
    lead: 'Sie werden überall abgemeldet und melden sich mit dem neuen Passwort wieder an.',
    password: 'Neues Passwort',
    save: 'Neues Passwort speichern',
    doneTitle: 'Ihr Passwort ist geändert',
    done: 'Sie sind überall abgemeldet. Melden Sie sich mit dem neuen Passwort an.',
    signIn: 'Zur Anmeldung',
    again: 'Neuen Link anfordern',
  },
  verify: {
    title: 'Ihre E-Mail-Adresse ist bestätigt',
    done: 'Vielen Dank. Mehr ist nicht zu tun.',
    goOn: 'Weiter',
    signInFirst: 'Melden Sie sich an, dann können wir Ihnen einen neuen schicken.',
    signIn: 'Zur Anmeldung',
  },
  spentLink: {
    title: 'Dieser Link gilt nicht mehr',
    lead: 'Er wurde schon benutzt, er ist zu alt, oder es gibt einen neueren.',
  },
  unconfirmed: {
    title: 'Ihre E-Mail-Adresse ist nicht bestätigt',
    lead: (email) => `Bitte bestätigen Sie Ihre E-Mail-Adresse: Wir haben einen Link an ${email} geschickt.`,
    resend: 'Noch einmal schicken',
    sending: 'Wird geschickt …',
    sent: 'Ein neuer Link ist unterwegs.',
    later: 'Später',
  },
  erase: {
    title: 'Konto löschen?',
    lead: (email) =>
      `Damit wird das Konto ${email} endgültig gelöscht. Niemand kann es zurückholen, auch wir nicht. Sie verlieren:`,
    lost: [
      'alle Ihre Antworten, ob abgeschlossen oder nicht',
      'Ihren Namen, Ihre E-Mail-Adresse und Ihr Passwort',
      'alles andere, was wir über Sie gespeichert haben',
    ],
    passwordHelp: 'Damit wir wissen, dass Sie es sind.',
    now: 'Konto endgültig löschen',
    keep: 'Konto behalten',
    doneTitle: 'Ihr Konto ist gelöscht',
    done: 'Was wir über Sie gespeichert hatten, ist gelöscht. Sie können diese Seite schließen.',
    leave: 'Zur ersten Seite',
  },

  header: {
    account: 'Ihr Konto',
    signedInAs: 'Angemeldet als',
    download: 'Meine Daten herunterladen',
    downloading: 'Ihre Daten werden geholt …',
    downloaded: 'Ihre Daten liegen bei Ihren Downloads.',
    erase: 'Mein Konto löschen',
    signOut: 'Abmelden',
    signOutFailed: 'Sie sind noch angemeldet: Der Server war nicht zu erreichen. Bitte versuchen Sie es noch einmal.',
    unsaved: 'Sie haben etwas eingegeben, das noch nicht gespeichert ist. Beim Abmelden geht es verloren.',
    signOutAnyway: 'Abmelden und verwerfen',
    stay: 'Angemeldet bleiben',
  },

  progress: {
    step: (step, total) => `Schritt ${step} von ${total}`,
    review: 'Überprüfen',
    moved: (where, title) => `${where}: ${title}`,
  },

  page: {
    back: 'Zurück',
    next: 'Speichern und weiter',
    toReview: 'Speichern und überprüfen',
    saving: 'Wird gespeichert …',
    restored: 'Was Sie beim letzten Mal eingegeben haben, ist wieder da. Es ist noch nicht gespeichert.',
    errorTitle: (count) =>
      count === 1
        ? 'Bitte sehen Sie sich eine Antwort noch einmal an'
        : `Bitte sehen Sie sich ${count} Antworten noch einmal an`,
    errorPrefix: 'Fehler',
  },

  fields: {
    choose: 'Bitte wählen …',
    none: 'Keine Antwort',
    counter: (used, max) => `${used} von ${max} Zeichen`,
    tooLong: (over) => `${over} Zeichen zu viel`,
    atLeast: (min) => `Wählen Sie mindestens ${min} aus.`,
    atMost: (max) => `Wählen Sie höchstens ${max} aus.`,
    between: (min, max) => `Wählen Sie ${min} bis ${max} aus.`,
    address: { street: 'Straße und Hausnummer', city: 'Ort', state: 'Bundesland oder Region', zip: 'Postleitzahl' },
  },

  review: {
    title: 'Prüfen Sie Ihre Antworten',
    lead: 'Sehen Sie alles noch einmal durch. Bis Sie abschließen, können Sie alles ändern.',
    change: 'Ändern',
    changePage: (page) => `Ändern: ${page}`,
    nothing: 'Nicht beantwortet',
    yes: 'Ja',
    no: 'Nein',
    finish: 'Abschließen',
    finishing: 'Wird abgeschlossen …',
    unsaved: (page) => `Sie haben „${page}“ geändert und nicht gespeichert.`,
    goOn: 'Dort weitermachen',
    refused: 'Einige Antworten müssen Sie noch ändern, bevor Sie abschließen können',
  },

  done: {
    title: 'Geschafft, vielen Dank!',
    lead: (when) => `Sie haben am ${when} abgeschlossen. Ihre Antworten sind bei uns.`,
    answers: 'Ihre Antworten',
  },

  trouble: {
    offline:
      'Sie sind offline. Was Sie eingegeben haben, bleibt auf diesem Gerät und wird gespeichert, sobald Sie wieder verbunden sind.',
    unreachable:
      'Der Server ist nicht zu erreichen. Was Sie eingegeben haben, bleibt auf diesem Gerät; wir versuchen weiter, es zu speichern.',
    busy: 'Der Server ist überlastet. Was Sie eingegeben haben, bleibt auf diesem Gerät; wir versuchen es gleich noch einmal.',
    broken:
      'Das wurde nicht gespeichert: Der Server hat eine Störung. Was Sie eingegeben haben, bleibt auf diesem Gerät; wir versuchen es weiter.',
    refused: 'Das wurde nicht gespeichert.',
    tooLarge: 'Das wurde nicht gespeichert: Es ist insgesamt zu lang. Bitte kürzen Sie Ihre Antworten.',
    forbidden: 'Das wurde nicht gespeichert: Ihr Konto darf das nicht. Vielleicht wurde es gesperrt.',
    notFound: 'Es ist nicht mehr da.',
    invalid: 'Einige Angaben sind nicht gültig.',
    other: 'Bitte laden Sie die Seite neu.',
    now: 'Jetzt noch einmal versuchen',
    trying: 'Neuer Versuch …',
    reference: (id) => `Kennung: ${id}`,
  },

  conflict: {
    title: 'Inzwischen hat sich etwas geändert',
    lead: 'In einem anderen Tab oder auf einem anderen Gerät wurden diese Antworten gespeichert, nachdem Sie diese Seite geöffnet hatten. Von Ihren Eingaben ist nichts verloren.',
    there: 'Dort gespeichert',
    here: 'Ihre Eingabe',
    keep: 'Meine Eingabe speichern',
    take: 'Das dort Gespeicherte übernehmen',
    completed: 'Sie haben in einem anderen Tab oder auf einem anderen Gerät abgeschlossen.',
    carriedOver:
      'Die Fragen haben sich geändert, seit Sie begonnen haben. Ihre Antworten bleiben überall erhalten, wo sie noch passen.',
  },

  away: {
    title: 'Wir erreichen den Server nicht',
    lead: 'Ihre bisherigen Antworten sind sicher. Wir versuchen es weiter; Sie können es auch selbst versuchen.',
    now: 'Jetzt noch einmal versuchen',
  },
  missing: {
    title: 'Hier ist nichts',
    lead: (slug) =>
      `Es gibt keine Anmeldung namens „${slug}“. Vielleicht ist der Link alt, oder es fehlt ein Buchstabe.`,
    others: 'Stattdessen können Sie eine von diesen öffnen:',
    emptyTitle: 'Noch nichts auszufüllen',
    empty: 'Hier wurde noch keine Anmeldung veröffentlicht. Bitte schauen Sie später wieder vorbei.',
  },
  broken: {
    title: 'Etwas ist schiefgegangen',
    lead: 'Das liegt an uns, nicht an Ihnen. Was Sie eingegeben haben, bleibt auf diesem Gerät. Meist hilft es, die Seite neu zu laden.',
    reload: 'Neu laden',
  },

  complaints: {
    required: 'Bitte ausfüllen.',
    tick: 'Bitte ankreuzen.',
    options: 'Bitte wählen Sie eine der Möglichkeiten.',
    once: 'Jede Möglichkeit kann nur einmal gewählt werden.',
    form: 'Das hat nicht die erwartete Form.',
    invalid: 'Das ist nicht gültig.',
    type: (what) => `Hier wird ${what} erwartet.`,
    types: {
      string: 'Text',
      number: 'eine Zahl',
      boolean: 'Ja oder Nein',
      array: 'eine Auswahl',
      object: 'eine Adresse mit Straße, Ort, Bundesland und Postleitzahl',
    },
    formats: {
      email: 'Bitte geben Sie eine E-Mail-Adresse an, zum Beispiel name@example.com.',
      uri: 'Bitte geben Sie eine Internetadresse an, zum Beispiel https://example.com.',
      date: 'Bitte geben Sie ein gültiges Datum an.',
    },
    phone: 'Bitte geben Sie eine Telefonnummer an, zum Beispiel +49 30 123456.',
    minLength: (limit) => `Bitte geben Sie mindestens ${limit} Zeichen ein.`,
    maxLength: (limit) => `Bitte geben Sie höchstens ${limit} Zeichen ein.`,
    minItems: (limit) => `Bitte wählen Sie mindestens ${limit} aus.`,
    maxItems: (limit) => `Bitte wählen Sie höchstens ${limit} aus.`,
    minimum: (limit) => `Die Zahl darf nicht kleiner sein als ${numberText(limit)}.`,
    maximum: (limit) => `Die Zahl darf nicht größer sein als ${numberText(limit)}.`,
    earliest: (day) => `Das Datum darf nicht vor dem ${dayText(day)} liegen.`,
    latest: (day) => `Das Datum darf nicht nach dem ${dayText(day)} liegen.`,
    characters: 'Das enthält Zeichen, die nicht gespeichert werden können.',
    unknown: 'Diese Frage gibt es auf dieser Seite nicht.',
    notSaved: (page) => `Die Seite „${page}“ wurde noch nicht gespeichert.`,
    commonPassword: 'Dieses Passwort benutzen sehr viele. Bitte nehmen Sie ein anderes.',
    wrongPassword: 'Das ist nicht Ihr Passwort.',
    passwordTooLong:
      'Das ist zu lang: höchstens 72 Byte, das sind 72 einfache Buchstaben, 36 Umlaute oder etwa 24 Emojis.',
  },
};

const numberText = (number: number) => Number(number).toLocaleString('de', { maximumFractionDigits: 20 });
const dayText = (day: string) =>
  new Date(`${day}T00:00:00Z`).toLocaleDateString('de', { dateStyle: 'long', timeZone: 'UTC' });

function duration(seconds: number): string {
  return seconds < 90 ? plural(seconds, 'Sekunde', 'Sekunden') : plural(Math.ceil(seconds / 60), 'Minute', 'Minuten');
}
