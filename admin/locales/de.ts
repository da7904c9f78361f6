import type { ComparedRule, Text } from '../../src/domain/differences.js';
import type { DifferenceSentences, Words } from './en.js';
import { languageNames } from './language-names.js';

interface Counted {
  field: string;
  count: number;
}

const number = (count: number) => count.toLocaleString('de');
const people = (count: number) => `${number(count)} ${count === 1 ? 'Person' : 'Personen'}`;
/** `1 Person hat`, `3 Personen haben`, `Niemand von ihnen hat`. */
const have = (count: number) => (count ? `${people(count)} ${count === 1 ? 'hat' : 'haben'}` : 'Niemand von ihnen hat');
const counted = (all: Counted[]) => all.map(({ field, count }) => `${field}: ${number(count)}`).join(', ');

const and = (names: string[]) =>
  names.length < 2 ? names.join() : `${names.slice(0, -1).join(', ')} und ${names.at(-1)}`;
const quoted = (text: string) => `„${text}“`;
const allQuoted = (names: string[]) => and(names.map(quoted));

const languageName = languageNames('de');

const textNames = {
  title: 'der Titel',
  description: 'der Text unter dem Titel',
  label: 'die Beschriftung',
  help: 'der Hilfetext',
};
function textName({ kind, of, name, option }: Text): string {
  if (kind === 'flow') return 'der Titel des Ablaufs';
  return name === 'option' ? `der Text der Option „${option}“ von „${of}“` : `${textNames[name]} von „${of}“`;
}

function textDiffers(what: string, from: string | undefined, to: string | undefined): string {
  if (to === undefined) return `${what} fällt weg.`;
  return from === undefined ? `${what} ist neu: „${to}“.` : `${what} lautet jetzt „${to}“.`;
}

const typeName = (type: string): string => quoted(de.values[type] ?? type);

const ruleNames: Record<ComparedRule, string> = {
  min_length: 'die Mindestlänge',
  max_length: 'die Höchstlänge',
  pattern: 'das Muster',
  min: 'der kleinste Wert',
  max: 'der größte Wert',
};
const ofDates = { min: 'das früheste Datum', max: 'das späteste Datum' };
const ofChoices = { min: 'die kleinste Zahl der Antworten', max: 'die größte Zahl der Antworten' };

function ruleName(rule: ComparedRule, type: string): string {
  if (rule !== 'min' && rule !== 'max') return ruleNames[rule];
  return type === 'date' ? ofDates[rule] : type === 'multi_select' ? ofChoices[rule] : ruleNames[rule];
}

type Value = string | number | undefined;

function ruleDiffers(field: string, what: string, from: Value, to: Value): string {
  if (to === undefined) return `Bei „${field}“ fällt ${what} weg (bisher ${bound(from)}).`;
  if (from === undefined) return `Für „${field}“ gilt ab jetzt ${what} ${bound(to)}.`;
  return `Bei „${field}“ ist ${what} ${bound(to)}, nicht mehr ${bound(from)}.`;
}

const units: Record<string, [one: string, many: string]> = {
  d: ['Tag', 'Tage'],
  w: ['Woche', 'Wochen'],
  m: ['Monat', 'Monate'],
  y: ['Jahr', 'Jahre'],
};

/** `-18y` as people say it; anything else as it is. */
function bound(value: unknown): string {
  const [, sign, digits, unit = ''] = /^([+-])(\d+)([dwmy])$/.exec(String(value)) ?? [];
  if (!sign) return value === 'today' ? 'heute' : String(value);
  const count = Number(digits);
  return `${count} ${units[unit]?.[count === 1 ? 0 : 1]} ${sign === '-' ? 'vor' : 'nach'} heute`;
}

/** German. Its readers are addressed with “Sie”; things are named after what they do, as in English. */
export const de: Words = {
  language: 'de',
  name: 'Deutsch',
  backOffice: 'Verwaltung',
  home: 'Zur Verwaltung',
  noScript: 'Die Verwaltung braucht JavaScript.',

  account: {
    title: 'Ihr Konto',
    back: 'Zurück zur Verwaltung',
    mustSetUp:
      'Das Personal braucht hier einen zweiten Faktor. Bitte richten Sie Ihren ein; dann öffnet sich alles andere.',
    done: {
      password: 'Ihr Passwort ist geändert. Überall sonst sind Sie abgemeldet.',
      off: 'Ihr zweiter Faktor ist aus.',
    },
    password: 'Passwort',
    currentPassword: 'Ihr jetziges Passwort',
    newPassword: 'Neues Passwort',
    newPasswordHelp: 'Mindestens 8 Zeichen. Überall sonst werden Sie abgemeldet.',
    changePassword: 'Passwort ändern',
    sessions: 'Sitzungen',
    everywhereHelp: 'Beendet alle Ihre Sitzungen, in der Verwaltung und über die API, auch diese.',
    everywhere: 'Überall abmelden',
    factor: 'Zweiter Faktor',
    off: 'Aus. Ist er an, fragt die Anmeldung auch nach einem Code aus einer App auf Ihrem Telefon. Ein gestohlenes Passwort allein öffnet dann nichts.',
    setUp: 'Einrichten',
    scan: '1. Scannen Sie diesen Code mit einer Authenticator-App, oder tippen Sie das Geheimnis ein.',
    qr: 'QR-Code für die Authenticator-App; das Geheimnis steht darunter als Text',
    secret: 'Geheimnis',
    giveCode: '2. Geben Sie den Code ein, den die App jetzt zeigt, und Ihr Passwort.',
    digits: 'Die sechs Ziffern.',
    turnOn: 'Einschalten',
    thenCodes: 'Danach sehen Sie Wiederherstellungscodes, und überall sonst werden Sie abgemeldet.',
    on: 'An.',
    codesLeft: (count: number) =>
      count === 1 ? 'Ein Wiederherstellungscode ist übrig.' : `${count} Wiederherstellungscodes sind übrig.`,
    fromApp: 'Aus der App, oder ein Wiederherstellungscode.',
    turnOff: 'Ausschalten',
    mustKeep: 'Das Personal braucht hier einen, deshalb lässt er sich nicht ausschalten.',
    newCodes: 'Neue Wiederherstellungscodes erzeugen',
    makeCodes: 'Neue Codes erzeugen',
    code: 'Code',
    yourPassword: 'Ihr Passwort',
    codes: 'Ihre Wiederherstellungscodes',
    codesHelp:
      'Drucken oder schreiben Sie die Codes jetzt auf: Sie werden nur dieses eine Mal gezeigt. Mit jedem können Sie sich einmal anmelden, falls Sie Ihr Telefon verlieren. Frühere Codes gelten nicht mehr.',
    kept: 'Ich habe sie aufbewahrt',
  },

  adminjs: {
    actions: {
      new: 'Neu',
      show: 'Ansehen',
      edit: 'Ändern',
      delete: 'Löschen',
      list: 'Liste',
      search: 'Suchen',
      publish: 'Veröffentlichen',
      correct: 'Korrigieren',
      bulkDelete: 'Löschen',
    },
    buttons: {
      save: 'Speichern',
      addNewItem: 'Eines hinzufügen',
      filter: 'Filter',
      filterActive: 'Filter ({{count}})',
      applyChanges: 'Anwenden',
      resetFilter: 'Leeren',
      createFirstRecord: 'Das erste anlegen',
      logout: 'Abmelden',
      cancel: 'Abbrechen',
      confirm: 'Bestätigen',
      contactUs: 'Schreiben Sie uns',
    },
    labels: {
      navigation: 'Menü',
      dashboard: 'Übersicht',
      filters: 'Filter',
      selectedRecords: 'Ausgewählt ({{selected}})',
      flows: 'Abläufe',
      pages: 'Seiten',
      fields: 'Felder',
      flow_versions: 'Versionen',
      submissions: 'Einreichungen',
      users: 'Nutzer',
      mails: 'Mails',
      webhooks: 'Webhooks',
      webhook_deliveries: 'Webhook-Zustellungen',
      audit_log: 'Protokoll',
    },
    properties: { from: 'Von', to: 'Bis', length: 'Anzahl' },
    messages: {
      successfullyDeleted: 'Gelöscht.',
      successfullyUpdated: 'Gespeichert.',
      successfullyCreated: 'Angelegt.',
      thereWereValidationErrors: 'Manche Eingaben sind nicht gültig.',
      forbiddenError: 'Das dürfen Sie nicht.',
      anyForbiddenError: 'Das dürfen Sie nicht.',
      errorFetchingRecords: 'Die Liste konnte nicht geladen werden. Bitte versuchen Sie es noch einmal.',
      errorFetchingRecord: 'Das konnte nicht geladen werden. Bitte versuchen Sie es noch einmal.',
      error404Resource: 'Hier ist nichts, oder Sie dürfen es nicht sehen.',
      error404Action: 'Hier ist nichts, oder Sie dürfen das nicht tun.',
      error404Record: 'Das gibt es nicht mehr, oder Sie dürfen es nicht sehen.',
      noRecordsInResource: 'Hier ist noch nichts, oder nichts, das zum Filter passt.',
      noRecords: 'Hier ist noch nichts',
      noRecordsSelected: 'Nichts ist ausgewählt.',
      confirmDelete: 'Wirklich löschen?',
      seeConsoleForMore: 'Bitte versuchen Sie es noch einmal.',
      noActionComponent: 'Diese Seite lässt sich nicht zeigen.',
      componentNotFound_title: 'Das lässt sich nicht zeigen',
      componentNotFound_subtitle: 'Bitte laden Sie die Seite neu.',
      pageNotFound_title: 'Hier ist nichts',
      pageNotFound_subtitle: 'Die Seite „{{pageName}}“ gibt es nicht.',
      keyPlaceholder: 'Bezeichnung',
      valuePlaceholder: 'Wert',
      initialKey: 'Bezeichnung {{number}}',
      keyInUse: 'Jede Bezeichnung geht nur einmal.',
      keyValuePropertyDefaultDescription: 'Alle Werte werden als Text aufbewahrt; jede Bezeichnung geht nur einmal.',
    },
    resources: {
      flows: {
        actions: {
          ...{ new: 'Neuer Ablauf', edit: 'Ändern', publish: 'Veröffentlichen', list: 'Abläufe', show: 'Ablauf' },
          ...{ build: 'Gestalten', duplicate: 'Kopieren', history: 'Verlauf' },
          ...{ archive: 'Archivieren', unarchive: 'Aus dem Archiv holen' },
        },
        properties: {
          created_at: 'Angelegt',
          updated_at: 'Letzte Änderung',
          q: 'Suche',
          title: 'Titel',
          slug: 'Slug (in seiner Adresse)',
          live: 'Live-Version',
          wizard: 'Assistent',
          draft: 'Entwurf',
          is_archived: 'Archiviert',
          archived_at: 'Archiviert',
        },
        messages: { confirmDelete: 'Diesen Ablauf mit seinem ganzen Entwurf löschen?' },
      },
      pages: {
        actions: { new: 'Neue Seite', list: 'Seiten', show: 'Seite' },
        properties: {
          created_at: 'Angelegt',
          updated_at: 'Letzte Änderung',
          q: 'Suche',
          title: 'Titel',
          key: 'Schlüssel',
          flow_id: 'Ablauf',
          position: 'Platz im Ablauf',
          description: 'Text unter dem Titel',
          fields: 'Felder',
        },
        messages: { confirmDelete: 'Diese Seite löschen? Die Felder darauf bleiben in der Bibliothek.' },
      },
      fields: {
        actions: { new: 'Neues Feld', list: 'Felder', show: 'Feld' },
        properties: {
          created_at: 'Angelegt',
          updated_at: 'Letzte Änderung',
          q: 'Suche',
          label: 'Beschriftung',
          key: 'Schlüssel',
          type: 'Art',
          help: 'Hilfetext',
          rules: 'Regeln',
          pattern: 'Muster',
          min_length: 'Mindestlänge',
          max_length: 'Höchstlänge',
          flows: 'In Abläufen',
          min: 'Kleinster Wert',
          max: 'Größter Wert',
        },
        messages: { confirmDelete: 'Dieses Feld aus der Bibliothek löschen?' },
      },
      flow_versions: {
        actions: { list: 'Versionen', show: 'Version', rollBack: 'Wieder live schalten' },
        properties: {
          q: 'Suche',
          title: 'Titel',
          number: 'Version',
          is_live: 'Ist live',
          flow_id: 'Ablauf',
          notes: 'Notizen',
          pages: 'Was Nutzer sehen',
          published_by: 'Veröffentlicht von',
          published_at: 'Veröffentlicht',
        },
      },
      submissions: {
        actions: {
          list: 'Einreichungen',
          show: 'Einreichung',
          correct: 'Antworten korrigieren',
          stuck: 'Wer nicht weiterkommt',
        },
        properties: {
          id: 'Kennung',
          user_id: 'Nutzer',
          flow_id: 'Ablauf',
          version_id: 'Version',
          status: 'Stand',
          progress: 'Fertige Seiten',
          stands_on: 'Jetzige Seite',
          current_page: 'Schlüssel der jetzigen Seite',
          answers: 'Antworten enthalten',
          answered_pages: 'Hat die Seite fertig',
          revision: 'Änderungsstand',
          started_at: 'Begonnen',
          updated_at: 'Letzte Änderung',
          completed_at: 'Abgeschlossen',
          view: 'Antworten',
        },
      },
      users: {
        actions: {
          new: 'Neuer Nutzer',
          list: 'Nutzer',
          show: 'Nutzer',
          erase: 'Endgültig löschen',
          import: 'Nutzer importieren',
          activateMany: 'Aktivieren',
          deactivateMany: 'Deaktivieren',
          removeFactor: 'Zweiten Faktor entfernen',
          activate: 'Aktivieren',
          deactivate: 'Deaktivieren',
          restore: 'Wiederherstellen',
          sendReset: 'Link für ein neues Passwort schicken',
          sendVerification: 'Link zum Bestätigen der E-Mail schicken',
          endSessions: 'Alle Sitzungen beenden',
        },
        properties: {
          created_at: 'Angelegt',
          updated_at: 'Letzte Änderung',
          q: 'Suche',
          id: 'Kennung',
          email: 'E-Mail',
          full_name: 'Name',
          role: 'Rolle',
          is_active: 'Aktiv',
          password: 'Passwort',
          deleted: 'Gelöschte',
          deleted_at: 'Gelöscht',
          view: 'Person',
          email_verified_at: 'E-Mail bestätigt',
          last_login_at: 'Letzte Anmeldung',
          second_factor: 'Zweiter Faktor',
        },
        messages: {
          confirmDelete: 'Diese Person löschen? Sie kann sich nicht mehr anmelden und steht in keiner Liste mehr.',
        },
      },
      mails: {
        actions: { list: 'Mails', show: 'Mail', again: 'Noch einmal senden' },
        properties: {
          q: 'Suche',
          kind: 'Worum es geht',
          recipient: 'An',
          user_id: 'Konto',
          status: 'Stand',
          attempts: 'Versuche',
          last_error: 'Was schiefging',
          created_at: 'Eingereiht',
          sent_at: 'Gesendet',
          subject: 'Betreff',
          text: 'Text',
        },
      },
      webhooks: {
        actions: {
          ...{ list: 'Webhooks', show: 'Webhook', new: 'Neuer Webhook', edit: 'Ändern' },
          ...{ secret: 'Neues Geheimnis', test: 'Testereignis senden' },
        },
        properties: {
          created_at: 'Angelegt',
          updated_at: 'Letzte Änderung',
          q: 'Suche',
          url: 'Adresse (URL)',
          description: 'Beschreibung',
          events: 'Ereignisse',
          is_active: 'Eingeschaltet',
        },
        messages: { confirmDelete: 'Diesen Webhook mit allen Angaben zu seinen Zustellungen löschen?' },
      },
      webhook_deliveries: {
        actions: { list: 'Webhook-Zustellungen', show: 'Zustellung', again: 'Noch einmal senden' },
        properties: {
          q: 'Suche',
          id: 'Kennung',
          webhook_id: 'Webhook',
          event: 'Ereignis',
          user_id: 'Konto',
          status: 'Stand',
          attempts: 'Versuche',
          created_at: 'Geschehen',
          finished_at: 'Beendet',
          view: 'Inhalt und Versuche',
        },
      },
      audit_log: {
        actions: { list: 'Protokoll', show: 'Eintrag' },
        properties: {
          q: 'Suche',
          id: 'Nummer',
          created_at: 'Wann',
          actor_id: 'Wer',
          action: 'Was',
          entity: 'Art der Sache',
          entity_id: 'Kennung der Sache',
          subject: 'Worüber',
          changes: 'Änderungen',
          before: 'Vorher enthält',
          after: 'Nachher enthält',
          reason: 'Grund',
          door: 'Über',
          ip: 'Adresse',
          request_id: 'Anfrage',
        },
      },
    },
  },

  answers: {
    none: 'Keine Antwort',
    missing: 'fehlt',
    wrong: 'zu verbessern',
    himself: 'die Person selbst',
    given: (by: string, at: string) => `${by}, ${at}`,
    system: 'das System',
    correct: 'Korrigieren',
    correctField: (label: string) => `„${label}“ korrigieren`,
    reason: 'Grund (wird im Protokoll aufbewahrt)',
    save: 'Korrektur speichern',
    saveAll: 'Korrekturen speichern',
    address: { street: 'Straße', city: 'Ort', state: 'Bundesland', zip: 'PLZ' },
    addressText: ({ street, city, state, zip }: Record<string, string>) => `${street}\n${zip} ${city}, ${state}`,
    broken: {
      required: 'fehlt',
      min_length: 'ist zu kurz',
      max_length: 'ist zu lang',
      pattern: 'hat nicht die erwartete Form',
      format: 'hat nicht die erwartete Form',
      options: 'steht nicht zur Auswahl',
      min: 'ist zu klein oder zu früh',
      max: 'ist zu groß oder zu spät',
      type: 'ist von der falschen Art',
      characters: 'hat Zeichen, die nicht gespeichert werden können',
    },
    otherwise: 'wurde nicht angenommen',
  },

  audit: {
    title: 'Änderungen',
    gone: 'nicht mehr da',
    more: (count: number) => ` und ${count} mehr`,
    what: 'Was',
    before: 'Vorher',
    after: 'Nachher',
    things: {
      users: 'Nutzer',
      submissions: 'Einreichung',
      flows: 'Ablauf',
      pages: 'Seite',
      fields: 'Feld',
      flow_versions: 'Version',
      mails: 'Mail',
      webhooks: 'Webhook',
      webhook_deliveries: 'Webhook-Zustellung',
      audit_log: 'Protokoll',
    },
    actions: {
      'field.created': 'Feld angelegt',
      'field.deleted': 'Feld gelöscht',
      'field.updated': 'Feld geändert',
      'flow.archived': 'Ablauf archiviert',
      'flow.carried_over': 'Auf neue Version übertragen',
      'flow.created': 'Ablauf angelegt',
      'flow.deleted': 'Ablauf gelöscht',
      'flow.published': 'Ablauf veröffentlicht',
      'flow.unarchived': 'Ablauf aus dem Archiv geholt',
      'flow.updated': 'Ablauf geändert',
      'list.exported': 'Liste als CSV gespeichert',
      'mail.sent_again': 'Mail noch einmal gesendet',
      'page.created': 'Seite angelegt',
      'page.deleted': 'Seite gelöscht',
      'page.updated': 'Seite geändert',
      'session.started': 'In der Verwaltung angemeldet',
      'session.ended': 'Aus der Verwaltung abgemeldet',
      'session.all_ended': 'Überall abgemeldet',
      'submission.corrected': 'Antworten korrigiert',
      'user.created': 'Nutzer angelegt',
      'user.deleted': 'Nutzer gelöscht',
      'user.email_verified': 'E-Mail bestätigt',
      'user.erased': 'Nutzer endgültig gelöscht',
      'user.exported': 'Daten gespeichert',
      'user.password_changed': 'Passwort geändert',
      'user.password_reset': 'Passwort über einen Link neu gesetzt',
      'user.password_reset_asked': 'Link für ein neues Passwort angefordert',
      'user.imported': 'Importiert',
      'user.welcomed': 'Link zum Setzen eines Passworts geschickt',
      'user.password_reset_sent': 'Link für ein neues Passwort geschickt',
      'user.password_set': 'Passwort von einem Admin gesetzt',
      'user.recovery_code_used': 'Wiederherstellungscode benutzt',
      'user.recovery_codes_made': 'Wiederherstellungscodes erzeugt',
      'user.registered': 'Registriert',
      'user.restored': 'Nutzer wiederhergestellt',
      'user.second_factor_off': 'Zweiter Faktor ausgeschaltet',
      'user.second_factor_on': 'Zweiter Faktor eingeschaltet',
      'user.second_factor_removed': 'Zweiter Faktor entfernt',
      'user.session_ended': 'Sitzung vom Personal beendet',
      'user.sessions_ended': 'Alle Sitzungen vom Personal beendet',
      'user.updated': 'Nutzer geändert',
      'user.verification_sent': 'Link zum Bestätigen der E-Mail geschickt',
      'webhook.created': 'Webhook angelegt',
      'webhook.deleted': 'Webhook gelöscht',
      'webhook.gone': 'Webhook abgestellt: Empfänger ist weg',
      'webhook.secret_renewed': 'Geheimnis des Webhooks erneuert',
      'webhook.sent_again': 'Webhook-Ereignis noch einmal gesendet',
      'webhook.tested': 'Webhook getestet',
      'webhook.updated': 'Webhook geändert',
    },
  },

  builder: {
    add: 'Hinzufügen',
    addPage: 'Seite hinzufügen',
    addTo: 'Auf die Seite',
    again: 'Noch einmal versuchen',
    also: (flows: string[]) => `Auch in: ${flows.join(', ')}. Was hier geändert wird, ändert sich auch dort.`,
    close: 'Schließen',
    column: (number: number, title: string) => `Seite ${number}: ${title}`,
    dropped: (where: string) => `Abgelegt. ${where}`,
    emptyPage: 'Noch kein Feld. Ziehen Sie eines hierher, oder fügen Sie eines aus der Bibliothek hinzu.',
    fieldOf: (label: string) => `Feld „${label}“`,
    help: 'Hilfetext (freiwillig)',
    howToMove: 'Leertaste hebt an, Pfeiltasten bewegen, Leertaste legt ab, Escape legt zurück.',
    key: 'Schlüssel (in Antworten und in der API)',
    label: 'Beschriftung',
    library: 'Felder zum Hinzufügen',
    lifted: (name: string, where: string) =>
      `${name} ist angehoben. ${where} Pfeiltasten bewegen, Leertaste legt ab, Escape legt zurück.`,
    mine: 'Meines nehmen',
    missing: 'Bitte ausfüllen.',
    more: (name: string) => `Einstellungen von ${name}`,
    move: (name: string) => `${name} bewegen`,
    moveDown: 'Nach unten',
    moveLeft: 'Nach links',
    moveRight: 'Nach rechts',
    moveUp: 'Nach oben',
    mustBeAnswered: 'Pflichtfeld',
    newField: 'Neues Feld',
    makeField: 'Anlegen und hinzufügen',
    newPage: 'Neue Seite',
    noMatch: 'Kein Feld der Bibliothek passt.',
    noPages: 'Der Ablauf hat noch keine Seite. Fügen Sie die erste hinzu.',
    noneLeft: 'Jedes Feld der Bibliothek steht schon in diesem Ablauf. Legen Sie ein neues an.',
    notSaved: 'Noch nicht gespeichert',
    onPage: (title: string) => `auf „${title}“`,
    others: 'Jemand anderes hat diesen Ablauf gerade geändert. Was Sie sehen, ist der neueste Stand.',
    page: 'Seite',
    pageDescription: 'Text unter dem Titel (freiwillig)',
    pageKey: 'Schlüssel (in Adressen und in der API)',
    pageOf: (title: string) => `Seite „${title}“`,
    pageTitle: (number: number) => `Titel von Seite ${number}`,
    pages: 'Seiten des Ablaufs',
    problems: (count: number) =>
      count === 1
        ? 'Eine Sache steht der Veröffentlichung im Weg'
        : `${count} Dinge stehen der Veröffentlichung im Weg`,
    putBack: (where: string) => `Zurückgelegt. ${where}`,
    putBackChange: 'Diese Änderung aufgeben',
    redo: 'Wiederholen',
    redone: (name: string) => `Wiederholt: ${name}`,
    remove: (name: string) => `${name} von der Seite nehmen`,
    removePage: 'Seite entfernen',
    removePageHelp: 'Die Felder darauf bleiben in der Bibliothek.',
    search: 'In der Bibliothek suchen',
    show: 'Zeigen',
    signIn: 'Wieder anmelden',
    takeOff: 'Von der Seite nehmen',
    theirs: 'Das andere behalten',
    title: 'Titel',
    titleOfFlow: 'Titel des Ablaufs',
    type: 'Art',
    understood: 'In Ordnung',
    undo: 'Rückgängig',
    undone: (name: string) => `Rückgängig gemacht: ${name}`,
    where: (name: string, place: { page: number; pages: number; at: number; of: number }) =>
      `${name}, Seite ${place.page} von ${place.pages}, Platz ${place.at} von ${place.of}.`,
    wherePage: (name: string, at: number, of: number) => `${name}, Seite ${at} von ${of}.`,
    state: {
      saved: 'Gespeichert',
      saving: 'Wird gespeichert …',
      mend: 'Noch nicht gespeichert: bitte verbessern',
      refused: (message: string) => `Konnte nicht gespeichert werden: ${message}`,
      offline: 'Konnte nicht gespeichert werden: Der Server antwortet nicht. Nichts geht verloren.',
      signedOut:
        'Sie sind abgemeldet. Nichts geht verloren: Melden Sie sich wieder an, und was noch nicht gespeichert ist, wird es dann.',
    },
    changes: {
      added: (name: string) => `${name} hinzugefügt`,
      changed: (name: string) => `${name} geändert`,
      made: (name: string) => `${name} angelegt`,
      moved: (name: string) => `${name} bewegt`,
      removed: (name: string) => `${name} entfernt`,
      required: (name: string, is: boolean) => `${name} ${is ? 'muss beantwortet werden' : 'kann ausgelassen werden'}`,
    },
    conflict: {
      heading: 'Jemand anderes hat dasselbe geändert',
      changed: (name: string, what: string) => `${what} von ${name} wurde inzwischen von jemand anderem geändert.`,
      moved: (name: string) => `${name} wurde inzwischen von jemand anderem bewegt.`,
      gone: (name: string) =>
        `${name} wurde inzwischen von jemand anderem entfernt, deshalb geht Ihre Änderung daran nicht mehr.`,
      'not empty': (name: string) =>
        `Jemand anderes hat inzwischen ein Feld auf ${name} gelegt, deshalb wurde sie nicht entfernt.`,
      theirs: 'Dort',
      yours: 'Bei Ihnen',
      by: (name: string, when: string) => `Das war ${name}, ${when}.`,
      when: (when: string) => `Das war ${when}.`,
      nowhere: 'auf keiner Seite',
    },
    columns: {
      ...{
        title: 'Der Titel',
        description: 'Der Text unter dem Titel',
        key: 'Der Schlüssel',
        required: 'Die Pflicht zur Antwort',
      },
      ...{ label: 'Die Beschriftung', type: 'Die Art', help: 'Der Hilfetext', options: 'Die Liste der Optionen' },
      ...{ min_length: 'Die Mindestlänge', max_length: 'Die Höchstlänge', pattern: 'Das Muster' },
      ...{ min: 'Die untere Grenze', max: 'Die obere Grenze' },
    },
    values: { empty: '(leer)', yes: 'muss beantwortet werden', no: 'kann ausgelassen werden' },
    firstOption: 'Option 1',
  },

  bulk: {
    ask: {
      activateMany: (count: number) =>
        count === 1
          ? 'Diese Person aktivieren? Sie kann sich dann wieder anmelden.'
          : `Diese ${count} Personen aktivieren? Sie können sich dann wieder anmelden.`,
      deactivateMany: (count: number) =>
        count === 1
          ? 'Diese Person deaktivieren? Sie kann sich nicht anmelden, bis sie wieder aktiviert wird, und ihre Sitzungen enden jetzt. Nichts geht verloren.'
          : `Diese ${count} Personen deaktivieren? Sie können sich nicht anmelden, bis sie wieder aktiviert werden, und ihre Sitzungen enden jetzt. Nichts geht verloren.`,
    },
    run: {
      activateMany: (count: number) => `${count} aktivieren`,
      deactivateMany: (count: number) => `${count} deaktivieren`,
    },
    done: {
      activateMany: (count: number) =>
        count === 1 ? '1 Person ist wieder aktiv.' : `${count} Personen sind wieder aktiv.`,
      deactivateMany: (count: number) =>
        count === 1 ? '1 Person ist deaktiviert.' : `${count} Personen sind deaktiviert.`,
    },
    nobody: 'Hier ist niemand, bei dem das möglich ist.',
    left: 'Bleiben, wie sie sind',
    why: {
      active: 'ist schon aktiv',
      inactive: 'ist schon deaktiviert',
      oneself: 'ist Ihr eigenes Konto',
      staff: 'gehört zum Personal',
      gone: 'ist nicht mehr da',
    },
    unknown: 'Jemand',
    back: 'Zurück zur Liste',
    failed: 'Das hat nicht geklappt. Bitte versuchen Sie es noch einmal.',
  },

  columns: {
    ...{ id: 'Kennung', key: 'Schlüssel', type: 'Art', label: 'Beschriftung', help: 'Hilfetext', rules: 'Regeln' },
    ...{ min_length: 'Mindestlänge', max_length: 'Höchstlänge', pattern: 'Muster' },
    ...{ min: 'Kleinster Wert', max: 'Größter Wert' },
    ...{ options: 'Optionen', required: 'Muss beantwortet werden', fields: 'Felder', position: 'Platz' },
    ...{ title: 'Titel', slug: 'Slug', description: 'Beschreibung', flow_id: 'Ablauf', page_id: 'Seite' },
    ...{ language: 'Sprache', languages: 'Sprachen', translations: 'Übersetzungen', pages: 'Seiten' },
    ...{ archived_at: 'Archiviert', is_archived: 'Archiviert', created_at: 'Angelegt', updated_at: 'Letzte Änderung' },
    ...{ email: 'E-Mail', full_name: 'Name', role: 'Rolle', is_active: 'Aktiv', password: 'Passwort' },
    ...{ email_verified_at: 'E-Mail bestätigt', last_login_at: 'Letzte Anmeldung', deleted_at: 'Gelöscht' },
    ...{ erased_at: 'Endgültig gelöscht' },
    ...{ number: 'Version', version: 'Version', notes: 'Notizen', published_at: 'Veröffentlicht' },
    ...{ published_by: 'Veröffentlicht von', status: 'Stand', answers: 'Antworten', revision: 'Änderungsstand' },
    ...{ url: 'Adresse', events: 'Ereignisse', by: 'Gefiltert nach', carried: 'Übertragen', tried: 'Versucht' },
  },

  common: {
    yes: 'Ja',
    no: 'Nein',
    any: 'Alle',
    back: 'Zurück',
    cancel: 'Abbrechen',
    choose: 'Bitte wählen …',
    required: 'Pflichtfeld',
    loading: 'Wird geladen …',
    version: (number: number) => `Version ${number}`,
    quoted,
    of: (done: number, total: number) => `${done} von ${total}`,
    deleted: 'gelöscht',
    mustBeAnswered: 'muss beantwortet werden',
    mayBeLeftOut: 'kann ausgelassen werden',
    failed: 'Das hat nicht geklappt. Bitte versuchen Sie es noch einmal.',
    notSaved: 'Das konnte nicht gespeichert werden. Bitte versuchen Sie es noch einmal.',
    notLoaded: 'Das konnte nicht geladen werden. Bitte versuchen Sie es noch einmal.',
  },

  confirmations: {
    flows: {
      archive: {
        explains:
          'Nutzer sehen ihn dann nicht mehr, und niemand kann ihn mehr beginnen. Wer begonnen hat, macht bis zum Ende weiter, und seine Versionen bleiben. Er lässt sich jederzeit wieder aus dem Archiv holen.',
        done: 'Der Ablauf ist archiviert.',
      },
      unarchive: {
        explains: 'Nutzer sehen ihn wieder, in der Version, die zuletzt live war.',
        done: 'Der Ablauf ist aus dem Archiv geholt.',
      },
    },
    mails: {
      again: {
        explains:
          'Die Mail geht sofort an den Mailserver und wird innerhalb von 28 Stunden 14-mal versucht. Gilt der Link darin nicht mehr, wird sie nicht gesendet.',
        done: 'Die Mail ist wieder eingereiht.',
      },
    },
    users: {
      activate: {
        explains: 'Die Anmeldung ist wieder möglich, mit dem bisherigen Passwort.',
        done: 'Das Konto ist aktiv.',
      },
      deactivate: {
        explains:
          'Die Anmeldung wird abgewiesen, bis das Konto wieder aktiviert wird, und seine Sitzungen enden jetzt. Nichts geht verloren.',
        done: 'Das Konto ist deaktiviert.',
      },
      sendReset: {
        explains:
          'Ein Link für ein neues Passwort geht an diese Adresse. Er gilt eine Stunde; ein früher geschickter gilt nicht mehr.',
        done: 'Die Mail ist unterwegs.',
      },
      sendVerification: {
        explains:
          'Ein Link zum Bestätigen geht an diese Adresse. Er gilt eine Woche; ein früher geschickter gilt nicht mehr.',
        done: 'Die Mail ist unterwegs.',
      },
      endSessions: {
        explains: 'Alle Sitzungen enden sofort, auf jedem Gerät. Wer angemeldet ist, muss sich neu anmelden.',
        done: 'Alle Sitzungen sind beendet.',
      },
      restore: {
        explains: 'Das Konto ist wieder da, wie es war, und die Anmeldung geht mit dem bisherigen Passwort.',
        done: 'Das Konto ist wiederhergestellt.',
      },
      removeFactor: {
        explains:
          'Für jemanden, der Telefon und Wiederherstellungscodes verloren hat: Vergewissern Sie sich, dass es wirklich diese Person ist, die fragt. Zur Anmeldung genügt dann das Passwort, bis ein neuer Faktor eingerichtet ist. Alle Sitzungen enden.',
        done: 'Der zweite Faktor ist entfernt.',
      },
      erase: {
        explains:
          'Alles Persönliche geht sofort und endgültig: Name, E-Mail, Antworten, Mails, Sitzungen, und was das Protokoll darüber sagt. Die Einreichungen bleiben als Zahlen, ohne Antworten. Das lässt sich nicht rückgängig machen.',
        done: 'Das Konto ist endgültig gelöscht.',
      },
    },
    webhooks: {
      test: {
        explains:
          'Ein Ereignis der Art webhook.test wird gesendet, auch wenn der Webhook ausgeschaltet ist. Unter Webhook-Zustellungen steht, was daraus wurde.',
        done: 'Das Testereignis ist unterwegs.',
      },
    },
    webhook_deliveries: {
      again: {
        explains:
          'Dasselbe Ereignis geht sofort hinaus, mit derselben Kennung, und wird innerhalb von 28 Stunden 14-mal versucht. Wer es schon hat, erkennt es an der Kennung.',
        done: 'Das Ereignis ist wieder eingereiht.',
      },
    },
  },

  dashboard: {
    hello: (name: string) => `Guten Tag, ${name}`,
    signedInAs: (role: string) => `Sie sind angemeldet mit der Rolle ${role}.`,
    stuck: 'Wer nicht weiterkommt',
    newFlow: 'Neuer Ablauf',
    live: (version: number) => `Version ${version} ist live`,
    unpublished: 'nicht veröffentlicht',
    inProgress: 'unterwegs',
    completed: 'abgeschlossen',
    publish: 'Veröffentlichen',
    openWizard: 'Assistenten öffnen',
  },

  deliveries: {
    tries: 'Versuche',
    when: 'Wann',
    answer: 'Antwort',
    took: 'Dauer',
    said: 'Inhalt der Antwort',
    none: 'keine',
    notYet: 'Noch nicht versucht.',
    sent: 'Was gesendet wird',
  },

  dialogs: {
    keep: 'Nein, behalten',
    failed: 'Das hat nicht geklappt. Bitte versuchen Sie es noch einmal.',
    closeNotice: 'Diese Meldung schließen',
  },

  differences: {
    ofFlow: 'Der Ablauf im Ganzen',
    sentences: {
      'flow.renamed': ({ from, to }) => `Der Ablauf heißt „${to}“, nicht mehr „${from}“.`,
      'pages.reordered': ({ pages }) => `Die Seiten kommen in anderer Reihenfolge: ${allQuoted(pages)}.`,
      'page.added': ({ page, fields }) =>
        fields.length ? `Die Seite „${page}“ ist neu, mit ${allQuoted(fields)}.` : `Die Seite „${page}“ ist neu.`,
      'page.removed': ({ page, fields }) =>
        fields.length
          ? `Die Seite „${page}“ fällt weg, und mit ihr ${allQuoted(fields)}.`
          : `Die Seite „${page}“ fällt weg.`,
      'page.renamed': ({ from, to }) => `Die Seite heißt „${to}“, nicht mehr „${from}“.`,
      'page.described': ({ from, to }) => textDiffers('Der Text unter dem Titel', from, to),
      'fields.reordered': ({ fields }) => `Die Reihenfolge ist anders: ${allQuoted(fields)}.`,
      'field.added': ({ field, required }) =>
        `„${field}“ ist neu und ${required ? 'muss beantwortet werden' : 'kann ausgelassen werden'}.`,
      'field.removed': ({ field }) => `„${field}“ fällt weg.`,
      'field.moved': ({ field, from, to }) => `„${field}“ zieht von „${from}“ nach „${to}“ um.`,
      'field.renamed': ({ from, to }) => `„${from}“ heißt jetzt „${to}“.`,
      'field.required': ({ field, required }) =>
        `„${field}“ ${required ? 'muss jetzt beantwortet werden' : 'kann jetzt ausgelassen werden'}.`,
      'field.retyped': ({ field, from, to }) => `„${field}“ wechselt die Art von ${typeName(from)} zu ${typeName(to)}.`,
      'field.help': ({ field, from, to }) => textDiffers(`Der Hilfetext von „${field}“`, from, to),
      'field.rule': ({ field, type, rule, from, to }) => ruleDiffers(field, ruleName(rule, type), from, to),
      'option.added': ({ field, option }) => `„${field}“ bietet auch „${option}“ an.`,
      'option.removed': ({ field, option }) => `„${field}“ bietet „${option}“ nicht mehr an.`,
      'option.renamed': ({ field, from, to }) => `„${field}“: Die Option „${from}“ heißt jetzt „${to}“.`,
      'options.reordered': ({ field, options }) =>
        `„${field}“ bietet seine Optionen in anderer Reihenfolge an: ${allQuoted(options)}.`,
      'language.changed': ({ from, to }) =>
        `Die Hauptsprache ist ${languageName(to)}, nicht mehr ${languageName(from)}.`,
      'language.added': ({ language, texts, of }) =>
        `${languageName(language)} ist neu: ${texts} von ${of} Texten ${texts === 1 ? 'ist' : 'sind'} übersetzt.`,
      'language.removed': ({ language }) => `${languageName(language)} wird nicht mehr angeboten.`,
      translated: ({ language, what, to }) => {
        const text = `${languageName(language)}: ${textName(what)}`;
        return to === undefined ? `${text} fällt weg.` : `${text} lautet jetzt „${to}“.`;
      },
    } satisfies DifferenceSentences as DifferenceSentences,
  },

  duplicate: {
    explains: 'Die Kopie hat eigene Seiten mit denselben Feldern der Bibliothek. Sie ist nicht veröffentlicht.',
    title: 'Titel der Kopie',
    slug: 'Slug (in ihrer Adresse)',
    slugHelp: 'Kleine Buchstaben, Ziffern und einzelne Bindestriche, etwa sign-up.',
    make: 'Kopie anlegen',
    copyOf: (title: string) => `${title} (Kopie)`,
    done: 'Die Kopie ist angelegt.',
  },

  fields: {
    rules: 'Regeln',
    min_length: 'Mindestlänge, in Zeichen',
    max_length: 'Höchstlänge, in Zeichen',
    pattern: 'Muster (ein regulärer Ausdruck)',
    patternHelp: 'Nicht die ganze Antwort muss passen: Dafür gibt es ^ und $. Leer: beliebiger Text.',
    min: 'Kleinster Wert',
    max: 'Größter Wert',
    earliest: 'Frühester Tag',
    latest: 'Spätester Tag',
    fewest: 'Mindestens so viele Antworten',
    most: 'Höchstens so viele Antworten',
    chooseType: 'Wählen Sie zuerst eine Art: Von ihr hängen die Regeln ab.',
    noRules: 'Ein Feld dieser Art hat keine eigenen Regeln.',
    noneGiven: 'Keine außer denen seiner Art.',
    shown: {
      min_length: 'Mindestlänge',
      max_length: 'Höchstlänge',
      pattern: 'Muster',
      min: 'Kleinster Wert',
      max: 'Größter Wert',
    },
    options: 'Optionen',
    optionsOrder: 'Optionen, in der Reihenfolge, in der sie angeboten werden',
    option: (number: number) => `Option ${number}`,
    optionRead: (number: number) => `Option ${number}: was Nutzer lesen`,
    optionStored: (number: number) => `Option ${number}: was gespeichert wird`,
    read: 'Was Nutzer lesen',
    stored: 'Was gespeichert wird',
    addOption: 'Option hinzufügen',
    bounds: { none: 'Keine Grenze', day: 'Ein Tag', today: 'Heute', relative: 'Von heute an gezählt' },
    units: { d: 'Tage', w: 'Wochen', m: 'Monate', y: 'Jahre' },
    theDay: (label: string) => `${label}: der Tag`,
    howMany: (label: string) => `${label}: wie viele`,
    unit: (label: string) => `${label}: Einheit`,
    beforeOrAfter: (label: string) => `${label}: davor oder danach`,
    beforeToday: 'vor heute',
    afterToday: 'nach heute',
    up: (name: string) => `${name} nach oben`,
    down: (name: string) => `${name} nach unten`,
    removeNamed: (name: string) => `${name} entfernen`,
    remove: 'Entfernen',
    short: {
      min_length: (value: unknown) => `mindestens ${value} Zeichen`,
      max_length: (value: unknown) => `höchstens ${value} Zeichen`,
      min: (value: unknown) => `ab ${bound(value)}`,
      max: (value: unknown) => `bis ${bound(value)}`,
    },
  },

  filters: {
    close: 'Filter schließen',
    live: 'Wer da ist',
    deleted: 'Wer gelöscht wurde',
    search: 'Suchen …',
    searchList: 'In dieser Liste suchen',
    chosen: 'Was gewählt ist',
    from: 'ab diesem Tag',
    upTo: 'bis zu diesem Tag',
    to: 'bis',
    none: 'hat keinen Wert',
    some: 'hat einen Wert',
  },

  flows: {
    flow: 'Ablauf',
    chooseFlow: 'Bitte einen Ablauf wählen …',
    draft: 'Entwurf',
    draftTitle: 'Entwurf: was die nächste Version sein wird',
    noPages: 'Der Ablauf hat noch keine Seite.',
    noFields: 'Noch kein Feld.',
    addPage: 'Seite hinzufügen',
    live: 'Live-Version',
    archived: 'archiviert',
    unpublished: 'nicht veröffentlicht',
    wizard: 'Assistent',
    seeWizard: 'Ansehen, wie Nutzer ihn sehen',
    whatUsersSee: 'Was Nutzer sehen',
    version: (title: string, number: number) => `${title}, Version ${number}`,
  },

  history: {
    nothing: 'Noch wurde nichts veröffentlicht.',
    publish: 'Entwurf veröffentlichen',
    caption: 'Versionen, die neueste zuerst',
    columns: ['Version', 'Veröffentlicht', 'Von', 'Notizen', 'Unterwegs', 'Abgeschlossen'],
    doing: 'Was möglich ist',
    live: 'live',
    system: 'das System',
    version: (number: number) => `Version ${number}`,
    compare: 'Mit der vorigen vergleichen',
    again: 'Wieder live schalten',
    about: (what: string, number: number) => `${what}: Version ${number}`,
    failed: 'Sie konnten nicht verglichen werden. Bitte versuchen Sie es noch einmal.',
    comparison: {
      title: 'Zwei Versionen vergleichen',
      from: 'Von',
      to: 'Zu',
      draft: 'Der Entwurf',
      theDraft: 'dem Entwurf',
      heading: (from: string, to: string) => `Was sich ändert: von ${from} zu ${to}`,
      nothing: 'Nichts: Sie sind gleich.',
      loading: 'Wird verglichen …',
    },
  },

  imports: {
    lead: 'Eine CSV-Datei mit einer Person je Zeile, wie jede Tabellenkalkulation sie speichert. Die erste Zeile nennt die Spalten, in beliebiger Reihenfolge. Nichts wird geändert, bevor Sie gesehen haben, was geschehen würde.',
    columns: 'Was in den Spalten stehen darf',
    columnNames: ['Spalte', 'Heißt in der Datei', 'Was dort stehen darf'],
    column: { email: 'E-Mail', full_name: 'Name', role: 'Rolle', is_active: 'Aktiv' },
    called: {
      email: 'E-Mail, email, mail',
      full_name: 'Name, full name',
      role: 'Rolle, role',
      is_active: 'aktiv, active',
    },
    holds: {
      email: 'Eine E-Mail-Adresse. Sie ist nötig und gehört noch niemandem.',
      full_name: 'Höchstens 200 Zeichen, oder nichts.',
      role: 'member, support, editor oder admin. Leer: member.',
      is_active: 'ja oder nein. Leer: ja.',
    },
    example: 'Ein Beispiel speichern',
    choose: 'Datei wählen',
    drop: 'oder hier ablegen. Höchstens 1 MB und 5.000 Zeilen; getrennt durch Kommas, Semikolons oder Tabulatoren.',
    paste: 'Oder die Zeilen einfügen',
    pasted: 'Zeilen, die erste mit den Namen der Spalten',
    check: 'Diese Zeilen prüfen',
    checking: 'Die Zeilen werden geprüft …',
    failed: 'Das hat nicht geklappt. Bitte versuchen Sie es noch einmal.',
    unfit: {
      empty: () => 'In dieser Datei steht nichts.',
      bytes: () => 'Das ist mehr als 1 MB. Bitte teilen Sie es auf mehrere Dateien auf.',
      lines: () => 'Das sind mehr als 5.000 Zeilen. Bitte teilen Sie sie auf mehrere Dateien auf.',
      columns: () => 'Das sind mehr als 50 Spalten. Bitte lassen Sie weg, was nicht gebraucht wird.',
      binary: () =>
        'Das ist keine Textdatei. Wählen Sie in Ihrer Tabellenkalkulation „Speichern unter“ und „CSV UTF-8“.',
      unreadable: () =>
        'Diese Datei lässt sich nicht lesen. Vielleicht ist es ein Ordner, oder sie wurde inzwischen verschoben.',
      quote: ({ line }) => `Ein Anführungszeichen, das in Zeile ${line} beginnt, wird nie geschlossen.`,
      no_email: () => 'Keine Spalte heißt „E-Mail“: Die erste Zeile muss die Spalten nennen.',
      same_column: ({ heading }) => `Zwei Spalten bedeuten dasselbe; die zweite heißt „${heading}“.`,
    },
    result: (good: number, all: number) =>
      good === all
        ? all === 1
          ? 'Diese Person kann importiert werden'
          : `Alle ${all.toLocaleString('de')} Personen können importiert werden`
        : `${good.toLocaleString('de')} von ${all.toLocaleString('de')} Personen ${good === 1 ? 'kann' : 'können'} importiert werden`,
    nothingYet: 'Noch ist nichts geändert.',
    separators: { ',': 'Kommas', ';': 'Semikolons', '\t': 'Tabulatoren' },
    readAs: 'Gelesen als',
    read: (separator: string, encoding: string) => `getrennt durch ${separator}, Buchstaben in ${encoding}`,
    understood: 'Übernommen',
    ignored: 'Nicht übernommen',
    staff: 'Darunter',
    roles: (role: string, count: number) =>
      `${count.toLocaleString('de')} mit der Rolle ${{ member: 'Mitglied', support: 'Support', editor: 'Redaktion', admin: 'Admin' }[role] ?? role}`,
    inactive: (count: number) => `${count.toLocaleString('de')} deaktiviert`,
    quoted: (heading: string) => `„${heading}“`,
    oldLetters:
      'Die Datei ist nicht in UTF-8. Sie wurde so gelesen, wie Windows schreibt: Sehen Sie nach, ob Buchstaben wie ä, é oder ß stimmen.',
    sample: 'Die ersten guten Zeilen',
    bad: (count: number) =>
      count === 1
        ? '1 Zeile kann nicht importiert werden'
        : `${count.toLocaleString('de')} Zeilen können nicht importiert werden`,
    badColumns: ['Zeile', 'Spalte', 'Was dort steht', 'Was daran falsch ist'],
    wholeLine: 'die ganze Zeile',
    cells: (count: number) => (count === 1 ? '1 Zelle' : `${count} Zellen`),
    changed: 'neu seit der Prüfung',
    wrong: {
      cells: ({ other = 0 }) => `Die erste Zeile nennt ${other === 1 ? '1 Spalte' : `${other} Spalten`}.`,
      required: () => 'Die E-Mail fehlt.',
      email: () => 'Das ist keine E-Mail-Adresse.',
      taken: () => 'Mit dieser E-Mail gibt es schon ein Konto.',
      twice: ({ other }) => `Dieselbe E-Mail steht in Zeile ${other}.`,
      max_length: () => 'Das ist länger als 200 Zeichen.',
      characters: () => 'Darin steht ein Zeilenumbruch oder ein Zeichen, das nicht gespeichert werden kann.',
      role: () => 'Das ist keine Rolle: member, support, editor oder admin.',
      is_active: () => 'Das ist weder ja noch nein.',
    },
    showAll: (count: number) => `Alle ${count.toLocaleString('de')} zeigen`,
    saveBad: 'Diese Zeilen speichern, um sie zu verbessern',
    badFile: 'zu-verbessern',
    whatIsWrong: 'Was falsch ist',
    links: 'Allen einen Link schicken, um ein Passwort zu setzen',
    linksHelp: 'Er gilt eine Woche. Ohne ihn kann sich niemand anmelden, bevor er selbst um einen Link bittet.',
    run: (count: number, all: number) =>
      count === 1
        ? '1 Person importieren'
        : `${count === all ? `${number(count)} Personen` : `Die ${number(count)} guten`} importieren`,
    running: 'Es wird importiert …',
    another: 'Andere Datei wählen',
    overtaken:
      'Seit der Prüfung hat sich etwas geändert, deshalb wurde niemand importiert. Bitte sehen Sie noch einmal an, was jetzt geschehen würde.',
    done: (count: number) =>
      count === 1 ? '1 Person ist importiert' : `${count.toLocaleString('de')} Personen sind importiert`,
    linksSent: 'Die Links sind unterwegs.',
    noLinks: 'Ein Passwort setzen sie über „Passwort vergessen?“, wo sie sich anmelden.',
    left: (count: number) =>
      count === 1 ? '1 Zeile wurde ausgelassen.' : `${count.toLocaleString('de')} Zeilen wurden ausgelassen.`,
    toList: 'In der Liste ansehen',
  },

  lists: {
    count: (total: number, isMore: boolean) => `${total.toLocaleString('de')}${isMore ? '+' : ''}`,
    about: (total: number) => `etwa ${total.toLocaleString('de')}`,
    choose: (name: string) => `${name} auswählen`,
    choosing: 'Kreuzen Sie mehrere an, um sie auf einmal zu ändern.',
    chooseAll: 'Alle auf dieser Seite auswählen',
    chosen: (count: number) => `${count} ausgewählt`,
    chooseNone: 'Nichts auswählen',
    open: 'Öffnen',
    loading: 'Wird geladen …',
    failed: 'Die Liste konnte nicht geladen werden. Bitte versuchen Sie es noch einmal.',
    again: 'Noch einmal versuchen',
    pages: 'Seiten der Liste',
    page: (number: number) => `Seite ${number}`,
    previous: 'Zurück',
    next: 'Weiter',
    shown: (from: number, to: number, total: string) =>
      `${from.toLocaleString('de')}–${to.toLocaleString('de')} von ${total}`,
    perPage: 'Zeilen je Seite',
    nothingFits: 'Nichts passt zum Filter.',
    clear: 'Filter löschen',
    beyond: 'So weit reicht die Liste nicht.',
    toFirst: 'An ihren Anfang',
    fromEnd: 'Von ihrem Ende her zeigen',
    empty: {
      flows: {
        text: 'Es gibt noch keinen Ablauf. Ein Ablauf ist, was Nutzer durchlaufen, wenn sie sich registrieren.',
        go: 'Ersten Ablauf anlegen',
      },
      pages: {
        text: 'Es gibt noch keine Seite. Am einfachsten entstehen Seiten in einem Ablauf.',
        go: 'Zu den Abläufen',
      },
      fields: {
        text: 'Es gibt noch kein Feld. Ein Feld ist eine einzelne Frage, für jeden Ablauf.',
        go: 'Erstes Feld anlegen',
      },
      flow_versions: {
        text: 'Noch ist nichts veröffentlicht. Wird ein Ablauf veröffentlicht, entsteht seine erste Version.',
        go: 'Zu den Abläufen',
      },
      submissions: {
        text: 'Noch hat niemand begonnen. Hier steht, wer durch einen Ablauf geht.',
        go: 'Zu den Abläufen',
      },
      users: { text: 'Es gibt noch niemanden.', go: 'Erste Person anlegen' },
      mails: {
        text: 'Noch wurde keine Mail verschickt. Mails gehen von selbst hinaus, um eine Adresse zu bestätigen oder ein Passwort zu setzen.',
        go: '',
      },
      webhooks: {
        text: 'Noch wird kein anderes System benachrichtigt. Ein Webhook meldet einem System, was hier geschieht.',
        go: 'Ersten Webhook anlegen',
      },
      webhook_deliveries: {
        text: 'Noch wurde nichts zugestellt. Webhooks sagen, welches System wovon erfährt.',
        go: 'Zu den Webhooks',
      },
      audit_log: { text: 'Noch wurde nichts geändert.', go: '' },
    },
  },

  login: {
    title: 'In der Verwaltung anmelden',
    email: 'E-Mail',
    password: 'Passwort',
    signIn: 'Anmelden',
    lost: 'Passwort vergessen?',
    wrong: 'Die E-Mail oder das Passwort ist falsch, oder dieses Konto darf hier nicht herein.',
    wrongCode: 'Dieser Code ist falsch oder wurde schon benutzt. Bitte versuchen Sie den nächsten.',
    yourCode: 'Ihr Code',
    enterCode: 'Code eingeben',
    code: 'Code',
    codeHelp: 'Die sechs Ziffern, die Ihre Authenticator-App jetzt zeigt, oder einer Ihrer Wiederherstellungscodes.',
    startAgain: 'Von vorn beginnen',
    done: {
      reset: 'Ihr Passwort ist geändert. Bitte melden Sie sich damit an.',
      everywhere: 'Sie sind überall abgemeldet.',
    },
  },

  notices: {
    created: (title: string) => `„${title}“ ist angelegt.`,
    updated: (title: string) => `„${title}“ ist gespeichert.`,
    deleted: (title: string) => `„${title}“ ist gelöscht.`,
  },

  pages: {
    loading: 'Die Bibliothek der Felder wird geladen …',
    gone: 'Ein Feld, das gelöscht wurde',
    title: 'Felder auf dieser Seite',
    none: 'Noch keine.',
    noneYet: 'Noch keine. Eine Seite braucht mindestens eines, bevor der Ablauf veröffentlicht werden kann.',
    mustBeAnswered: 'Pflichtfeld',
    moved: (name: string, place: number) => `${name} steht jetzt auf Platz ${place}.`,
    removed: (name: string) => `${name} ist entfernt.`,
    added: (name: string) => `${name} ist am Ende hinzugefügt.`,
    elsewhere: (page: string) => `kommt von „${page}“ hierher`,
    toAdd: 'Feld zum Hinzufügen',
    choose: 'Bitte ein Feld wählen …',
    add: 'Auf diese Seite',
    make: 'Neues Feld anlegen',
    fields: 'Felder',
  },

  people: {
    nameless: 'Kein Name angegeben',
    active: 'aktiv',
    inactive: 'deaktiviert',
    deleted: 'gelöscht',
    deletedPerson: (name: string) => `${name} (gelöscht)`,
    staff: 'Jemand vom Personal',
    confirmed: 'E-Mail bestätigt',
    unconfirmed: 'E-Mail nicht bestätigt',
    factorOn: 'zweiter Faktor an',
    factorOff: 'kein zweiter Faktor',
    lastSignIn: 'Letzte Anmeldung',
    created: 'Konto angelegt',
    changed: 'Letzte Änderung',
    deletedAt: 'Gelöscht',
    todo: 'Was möglich ist',
    export: 'Alle Daten speichern',
    exported: 'Alles, was über diese Person aufbewahrt wird, steht in der Datei.',
    exportedNotice: 'Alles, was aufbewahrt wird, steht in der Datei.',
    sessionEnded: 'Die Sitzung ist beendet.',
    submissions: 'Einreichungen',
    noSubmissions: 'Hat noch keinen Ablauf begonnen.',
    flow: 'Ablauf',
    status: 'Stand',
    progress: 'Fertige Seiten',
    stands: 'Jetzige Seite',
    lastChange: 'Letzte Änderung',
    review: 'Antworten prüfen',
    sessions: 'Sitzungen',
    noSessions: 'Keine Sitzung im Assistenten oder über die API.',
    device: 'Gerät',
    deviceOn: (browser: string, system: string) => `${browser} auf ${system}`,
    unknownDevice: 'Unbekanntes Gerät',
    address: 'Adresse',
    since: 'Angemeldet',
    used: 'Zuletzt benutzt',
    end: 'Beenden',
    endOf: (device: string) => `Sitzung beenden: ${device}`,
    endAll: 'Alle Sitzungen beenden',
    history: 'Verlauf',
    noHistory: 'Noch wurde nichts geändert.',
    by: (name: string | null) => (name === null ? 'vom System' : `von ${name}`),
    reason: (reason: string) => `Grund: ${reason}`,
    what: 'Was geändert wurde',
    submission: 'die Einreichung',
    wholeLog: 'Alles im Protokoll ansehen',
    search: {
      label: 'Eine Person nach E-Mail oder Name suchen',
      placeholder: 'Person suchen …',
      list: 'Gefundene Personen',
      none: 'Niemand hat das in E-Mail oder Name.',
      failed: 'Die Suche hat nicht geklappt. Bitte versuchen Sie es noch einmal.',
      count: (count: number) => `${count} gefunden. Pfeiltasten wählen, Eingabetaste öffnet.`,
    },
    role: 'Rolle',
    roles: {
      member: 'Mitglied: geht durch den Assistenten',
      support: 'Support: Nutzer und Einreichungen',
      editor: 'Redaktion: Abläufe, Seiten, Felder, Veröffentlichen',
      admin: 'Admin: alles, auch die Konten des Personals',
    },
    password: 'Passwort',
    newPassword: 'Neues Passwort',
    passwordHelp: 'Mindestens 8 Zeichen.',
    newPasswordHelp: 'Leer lassen, um das jetzige zu behalten. Ein neues beendet alle Sitzungen dieser Person.',
  },

  preferences: {
    language: 'Sprache',
    look: 'Aussehen',
    looks: { system: 'Wie das System', light: 'Hell', dark: 'Dunkel' },
  },

  presence: {
    ended: 'Ihre Sitzung ist beendet',
    goOn: (email: string) =>
      `Melden Sie sich wieder als ${email} an, um weiterzumachen. Was Sie eingegeben haben, ist noch da.`,
    another: 'In diesem Browser ist jetzt jemand anderes angemeldet.',
    signIn: 'Anmelden',
    notNow: 'Jetzt nicht',
    elsewhere: 'In einem anderen Tab anmelden',
    failed: 'Das hat nicht geklappt. Bitte versuchen Sie es noch einmal.',
    ends: (minutes: number) =>
      `Ihre Sitzung endet in ${minutes === 1 ? 'einer Minute' : `${minutes} Minuten`}, weil eine Weile nichts geschehen ist.`,
    endsAnyway: (minutes: number) =>
      `Ihre Sitzung endet in ${minutes === 1 ? 'einer Minute' : `${minutes} Minuten`}: nach zwölf Stunden melden sich alle neu an. Was Sie eingegeben haben, bleibt hier.`,
    soon: 'Sind Sie noch da?',
    stay: 'Angemeldet bleiben',
    understood: 'In Ordnung',
  },

  preview: {
    title: 'Vorschau',
    close: 'Schließen',
    help: 'Der Assistent, wie ihn Ihre Nutzer sehen werden. Was hier eingegeben wird, wird nicht gespeichert.',
    width: 'Breite',
    phone: 'Telefon',
    desktop: 'Computer',
    ownTab: 'In eigenem Tab öffnen',
    failed: 'Die Vorschau konnte nicht geladen werden. Bitte versuchen Sie es noch einmal.',
    frame: {
      startAgain: 'Von vorn',
      goTo: 'Gehe zu',
      account: 'Konto anlegen',
      review: 'Überprüfung',
      done: 'Fertig',
      noPages: 'Noch ist nichts zu sehen: Der Ablauf hat keine Seite.',
      broken: 'Das lässt sich nicht zeigen. Unter „Gestalten“ steht, was der Veröffentlichung im Weg ist.',
    },
    ofDraft: (title: string) =>
      `Der Entwurf von „${title}“, wie er beim Öffnen dieser Seite war. Was hier eingegeben wird, wird nicht gespeichert.`,
    ofVersion: (title: string, number: number) =>
      `Version ${number} von „${title}“. Was hier eingegeben wird, wird nicht gespeichert.`,
    asWizard: 'Als Assistent öffnen',
    newTab: (what: string) => `${what} (in neuem Tab)`,
  },

  publishing: {
    differs: (live: number) => `Was sich gegenüber Version ${live} ändert, die live ist`,
    nothingDiffers: (live: number) => `Nichts ändert sich gegenüber Version ${live}, die live ist.`,
    first: 'Noch ist nichts live: Das wird Version 1, und wer den Assistenten dann öffnet, sieht sie.',
    again: (old: number, next: number) =>
      `Version ${old} geht wieder live, als Version ${next}. Der Entwurf bleibt, wie er ist.`,
    effect: 'Wer gerade mittendrin ist',
    nobody: 'Niemand ist unterwegs, deshalb betrifft es niemanden.',
    inProgress: (count: number, versions: { number: number; count: number }[]) => {
      const on = versions.map((version) => `${number(version.count)} in Version ${version.number}`);
      const where = versions.length === 1 ? `, in Version ${versions[0]?.number}` : `: ${on.join(', ')}`;
      return `${people(count)} ${count === 1 ? 'ist' : 'sind'} unterwegs${where}.`;
    },
    more: (most: number) => `Mehr als ${number(most)} sind unterwegs; diese Zahlen gelten für so viele.`,
    passed: (count: number) => `${have(count)} eine Seite hinter sich, die sich ändert.`,
    losing: (count: number, all: Counted[]) =>
      `${have(count)} ein Feld beantwortet, das wegfällt${count ? ` (${counted(all)})` : ''}.`,
    choice: 'Was wird aus ihnen?',
    stay: 'Sie bleiben bei ihrer Version',
    stayHelp: 'Alle bringen zu Ende, was sie begonnen haben. Nur wer jetzt erst beginnt, sieht die neue Version.',
    carry: (next: number) => `Auf Version ${next} übertragen`,
    carryHelp:
      'Jede Antwort, die noch passt, bleibt. Was eingetippt und noch nicht gespeichert ist, bleibt auf dem Bildschirm.',
    unfit: (count: number, all: Counted[]) =>
      count
        ? `${have(count)} Antworten, die nicht mehr passen (${counted(all)}): Sie werden beiseitegelegt, gehen nie verloren, und der Support sieht sie.`
        : 'Alle ihre Antworten passen.',
    reopened: (count: number) =>
      count ? `${people(count)} ${count === 1 ? 'muss' : 'müssen'} eine Seite noch einmal durchgehen.` : '',
    regained: (count: number) =>
      count ? `${have(count)} früher beiseitegelegte Antworten, die wieder passen: Sie kommen zurück.` : '',
    tried: (count: number) => `Mit ${number(count)} von ihnen ausprobiert.`,
    notes: 'Notizen für das Team (freiwillig)',
    publish: 'Jetzt veröffentlichen',
    goLive: 'Jetzt live schalten',
    busy: 'Wird veröffentlicht …',
    failed: 'Das konnte nicht veröffentlicht werden. Bitte versuchen Sie es noch einmal.',
    unready: 'Der Entwurf kann noch nicht veröffentlicht werden.',
    mend: 'Dorthin gehen',
    done: (version: number) => `Version ${version} ist jetzt live.`,
    carried: (count: number, withSetAside: number) =>
      count
        ? `${people(count)} ${count === 1 ? 'wurde' : 'wurden'} übertragen${withSetAside ? `; bei ${number(withSetAside)} davon wurden Antworten beiseitegelegt` : ''}.`
        : 'Niemand war unterwegs.',
    goesOn: 'Die übrigen folgen im Hintergrund, in wenigen Minuten.',
    stayed: 'Wer unterwegs war, macht mit der begonnenen Version weiter.',
    look: 'Im Assistenten ansehen',
    history: 'Verlauf dieses Ablaufs',
    toFlow: 'Zurück zum Ablauf',
  },

  refusals: {
    // The closed table of codes, as src/errors.ts says it.
    'The request could not be understood.': 'Die Anfrage war nicht zu verstehen.',
    'The body is not valid JSON.': 'Was gesendet wurde, ist kein gültiges JSON.',
    'Please sign in.': 'Bitte melden Sie sich an.',
    'The email or the password is wrong.': 'Die E-Mail oder das Passwort ist falsch.',
    'Please enter the code of your second factor.': 'Bitte geben Sie den Code Ihres zweiten Faktors ein.',
    'The token has expired.': 'Das Token ist abgelaufen.',
    'The token was used before, so its session was ended. Please sign in again.':
      'Das Token wurde schon benutzt, deshalb ist seine Sitzung beendet. Bitte melden Sie sich wieder an.',
    'You are not allowed to do this.': 'Das dürfen Sie nicht.',
    'This account is deactivated.': 'Dieses Konto ist deaktiviert.',
    'This email is confirmed: its owner can change it himself, or an admin can.':
      'Diese E-Mail ist bestätigt: Ihr Besitzer kann sie selbst ändern, oder ein Admin.',
    'Nothing was found here.': 'Hier ist nichts.',
    'This address does not answer to this method.': 'Diese Adresse antwortet nicht auf diese Methode.',
    'An account with this email already exists.': 'Mit dieser E-Mail gibt es schon ein Konto.',
    'This does not fit what is already there.': 'Das passt nicht zu dem, was schon da ist.',
    'This submission is completed and can no longer be changed.':
      'Diese Einreichung ist abgeschlossen und lässt sich nicht mehr ändern.',
    'This was changed in the meantime. Please load it again.': 'Das wurde inzwischen geändert. Bitte laden Sie es neu.',
    'The body is too large.': 'Das ist zu viel auf einmal.',
    'The body must be JSON, sent as application/json.': 'Es muss JSON sein, gesendet als application/json.',
    'Some of the input is not valid.': 'Manche Eingaben sind nicht gültig.',
    'Too many attempts. Please wait and try again.':
      'Zu viele Versuche. Bitte warten Sie und versuchen Sie es dann noch einmal.',
    'Something went wrong on our side.': 'Bei uns ist etwas schiefgegangen.',
    'The service is not available right now. Please try again soon.':
      'Der Dienst ist gerade nicht erreichbar. Bitte versuchen Sie es bald noch einmal.',
    'The body must be a form.': 'Es muss ein Formular sein.',
    'Files are not taken here.': 'Dateien werden hier nicht angenommen.',

    // Answers, and whatever else is typed.
    'This is required.': 'Bitte ausfüllen.',
    'This must be text.': 'Hier wird Text erwartet.',
    'This must be a number.': 'Hier wird eine Zahl erwartet.',
    'This must be a whole number.': 'Hier wird eine ganze Zahl erwartet.',
    'This must be true or false.': 'Hier wird Ja oder Nein erwartet.',
    'This must be a list.': 'Hier wird eine Liste erwartet.',
    'This must be a list of choices.': 'Hier wird eine Auswahl erwartet.',
    'This must be an object.': 'Hier wird ein Objekt erwartet.',
    'This must be an address with street, city, state and zip.':
      'Hier wird eine Adresse mit Straße, Ort, Bundesland und Postleitzahl erwartet.',
    'This must be an email address, such as name@example.com.':
      'Bitte geben Sie eine E-Mail-Adresse an, zum Beispiel name@example.com.',
    'This must be a web address, such as https://example.com.':
      'Bitte geben Sie eine Internetadresse an, zum Beispiel https://example.com.',
    'This must be a phone number, such as +49 30 123456.':
      'Bitte geben Sie eine Telefonnummer an, zum Beispiel +49 30 123456.',
    'This must be a date, written as YYYY-MM-DD.': 'Bitte geben Sie ein gültiges Datum an.',
    'This must be an id.': 'Das muss eine Kennung sein.',
    'This must be one of: {}.': 'Das muss eines davon sein: {}.',
    'This must be {} or later.': 'Das Datum darf nicht vor dem {} liegen.',
    'This must be {} or earlier.': 'Das Datum darf nicht nach dem {} liegen.',
    'This must be at least {}.': 'Die Zahl darf nicht kleiner sein als {}.',
    'This must be at most {}.': 'Die Zahl darf nicht größer sein als {}.',
    'This must have at least {} characters.': 'Bitte geben Sie mindestens {} Zeichen ein.',
    'This must have at most {} characters.': 'Bitte geben Sie höchstens {} Zeichen ein.',
    'This must have at least {} entries.': 'Es müssen mindestens {} Einträge sein.',
    'This must have at most {} entries.': 'Es dürfen höchstens {} Einträge sein.',
    'This must be {}, as in the address.': 'Das muss {} sein, wie in der Adresse.',
    'This must be {}.': 'Hier wird {} erwartet.',
    'This does not have the expected form.': 'Das hat nicht die erwartete Form.',
    'This contains characters that cannot be stored.': 'Das enthält Zeichen, die nicht gespeichert werden können.',
    'This is too long.': 'Das ist zu lang.',
    'This is not valid.': 'Das ist nicht gültig.',
    'This is not a known key.': 'Dieser Schlüssel ist nicht bekannt.',
    'Please tick this box.': 'Bitte ankreuzen.',
    'Please choose one of the options.': 'Bitte wählen Sie eine der Möglichkeiten.',
    'Each option can be chosen once.': 'Jede Möglichkeit kann nur einmal gewählt werden.',
    'Please choose at least {}.': 'Bitte wählen Sie mindestens {} aus.',
    'Please choose at most {}.': 'Bitte wählen Sie höchstens {} aus.',
    'This page has no such field.': 'Diese Frage gibt es auf dieser Seite nicht.',
    'This version has no such field.': 'Diese Version hat kein solches Feld.',
    'The page “{}” has not been saved yet.': 'Die Seite „{}“ wurde noch nicht gespeichert.',
    'The submission is not complete yet.': 'Die Einreichung ist noch nicht vollständig.',

    // Flows, pages, fields.
    'Use small letters, digits and single hyphens, such as sign-up.':
      'Kleine Buchstaben, Ziffern und einzelne Bindestriche, etwa sign-up.',
    'Use small letters, digits and single hyphens, such as about-you.':
      'Kleine Buchstaben, Ziffern und einzelne Bindestriche, etwa about-you.',
    'Start with a small letter, then small letters, digits and underscores, such as about_me.':
      'Zuerst ein kleiner Buchstabe, dann kleine Buchstaben, Ziffern und Unterstriche, etwa about_me.',
    'A field with this key already exists.': 'Ein Feld mit diesem Schlüssel gibt es schon.',
    'A flow with this slug already exists.': 'Einen Ablauf mit diesem Slug gibt es schon.',
    'This flow already has a page with this key.': 'Dieser Ablauf hat schon eine Seite mit diesem Schlüssel.',
    'This page exists already, in another flow.': 'Diese Seite gibt es schon, in einem anderen Ablauf.',
    'This field exists already.': 'Dieses Feld gibt es schon.',
    'A field can stand only once in a flow.': 'Ein Feld kann in einem Ablauf nur einmal stehen.',
    'A field can stand only once on a page.': 'Ein Feld kann auf einer Seite nur einmal stehen.',
    'This field stands on a page. Take it off the page first.':
      'Dieses Feld steht auf einer Seite. Nehmen Sie es zuerst von der Seite.',
    'This field stands twice in the flow.': 'Dieses Feld steht zweimal im Ablauf.',
    'This flow is published under its slug, which must stay.':
      'Dieser Ablauf ist unter seinem Slug veröffentlicht; der muss bleiben.',
    'This flow has been published and must stay.': 'Dieser Ablauf wurde veröffentlicht und muss bleiben.',
    'This flow is archived. Take it out of the archive first.':
      'Dieser Ablauf ist archiviert. Holen Sie ihn zuerst aus dem Archiv.',
    'This flow has no such version.': 'Dieser Ablauf hat keine solche Version.',
    'This flow does not exist any more.': 'Diesen Ablauf gibt es nicht mehr.',
    'One of these fields is no longer in the library.': 'Eines dieser Felder ist nicht mehr in der Bibliothek.',
    'Another page already has this key.': 'Eine andere Seite hat schon diesen Schlüssel.',
    'A field has no such rule.': 'Ein Feld hat keine solche Regel.',
    'A field of the type {} has no such rule.': 'Ein Feld der Art {} hat keine solche Regel.',
    'A flow can have at most {} pages.': 'Ein Ablauf kann höchstens {} Seiten haben.',
    'A page can have at most {} fields.': 'Eine Seite kann höchstens {} Felder haben.',
    'This must not be less than the shortest length.': 'Das darf nicht kleiner sein als die Mindestlänge.',
    'An answer of this type has at most {} characters.': 'Eine Antwort dieser Art hat höchstens {} Zeichen.',
    'This must not be less than the lower bound.': 'Das darf nicht unter der unteren Grenze liegen.',
    'This must be a date such as 2000-12-31, today, or -18y.':
      'Das muss ein Datum sein wie 2000-12-31, today oder -18y.',
    'This must be a number of choices.': 'Das muss eine Zahl von Antworten sein.',
    'Give at least one option to choose from.': 'Bieten Sie mindestens eine Option an.',
    'Another option already has this value.': 'Eine andere Option hat schon diesen Wert.',
    'Let at least one be chosen.': 'Mindestens eine muss gewählt werden können.',
    'There are fewer options than that.': 'So viele Optionen gibt es nicht.',
    'This is not a valid pattern.': 'Das ist kein gültiges Muster.',
    'This pattern uses something that is not supported, such as look-around, a back-reference or a very long repeat.':
      'Dieses Muster benutzt etwas, das nicht unterstützt wird, etwa Look-around, einen Rückbezug oder eine sehr lange Wiederholung.',
    'The draft cannot be published yet.': 'Der Entwurf kann noch nicht veröffentlicht werden.',
    'The flow has no page yet.': 'Der Ablauf hat noch keine Seite.',
    'The page “{}” has no field.': 'Die Seite „{}“ hat kein Feld.',
    'The field “{}” stands twice: it is on the page “{}” already.':
      'Das Feld „{}“ steht zweimal: Es ist schon auf der Seite „{}“.',
    'It was changed since you looked. Please look again at what differs now, and then decide.':
      'Es wurde geändert, seit Sie hingesehen haben. Bitte sehen Sie noch einmal, was sich jetzt unterscheidet, und entscheiden Sie dann.',
    'Somebody else changed this meanwhile.': 'Jemand anderes hat das inzwischen geändert.',
    'Somebody else moved this meanwhile.': 'Jemand anderes hat das inzwischen bewegt.',
    'Somebody else removed this meanwhile.': 'Jemand anderes hat das inzwischen entfernt.',
    'Somebody else put a field on this page meanwhile.':
      'Jemand anderes hat inzwischen ein Feld auf diese Seite gelegt.',
    'The main language needs no place here.': 'Die Hauptsprache braucht hier keinen Platz.',
    'This must be the tag of a language, such as de or pt-BR.':
      'Das muss das Kürzel einer Sprache sein, etwa de oder pt-BR.',
    'A flow can be offered in at most {} other languages.':
      'Ein Ablauf kann in höchstens {} weiteren Sprachen angeboten werden.',
    'A language can stand here only once.': 'Eine Sprache kann hier nur einmal stehen.',
    'Nothing can be said of __proto__.': 'Zu __proto__ kann nichts gesagt werden.',
    'There are at most 1000 texts of options.': 'Es gibt höchstens 1000 Texte von Optionen.',
    'There can be texts in at most {} languages.': 'Es kann Texte in höchstens {} Sprachen geben.',

    // People, their accounts and mails.
    'This is too long: at most 72 bytes, which is 72 plain letters or about 24 emoji or 36 accented letters.':
      'Das ist zu lang: höchstens 72 Byte, das sind 72 einfache Buchstaben, 36 Umlaute oder etwa 24 Emojis.',
    'This is one of the commonest passwords. Please choose another.':
      'Dieses Passwort benutzen sehr viele. Bitte nehmen Sie ein anderes.',
    'Please give your password to change this.': 'Bitte geben Sie Ihr Passwort ein, um das zu ändern.',
    'This is not your password.': 'Das ist nicht Ihr Passwort.',
    'This link is no longer valid: it was used before, or has expired. Please ask for a new one.':
      'Dieser Link gilt nicht mehr: Er wurde schon benutzt oder ist abgelaufen. Bitte fordern Sie einen neuen an.',
    'This code is wrong, or was used before. Please try the next one.':
      'Dieser Code ist falsch oder wurde schon benutzt. Bitte versuchen Sie den nächsten.',
    'Please set up your second factor first, at “Your account”.':
      'Bitte richten Sie zuerst Ihren zweiten Faktor ein, unter „Ihr Konto“.',
    'Staff must have a second factor here.': 'Das Personal braucht hier einen zweiten Faktor.',
    'Your second factor is on already.': 'Ihr zweiter Faktor ist schon an.',
    'Turn off your own second factor at “Your account”.':
      'Ihren eigenen zweiten Faktor schalten Sie unter „Ihr Konto“ aus.',
    'This account has no second factor.': 'Dieses Konto hat keinen zweiten Faktor.',
    'There is no account with this email.': 'Mit dieser E-Mail gibt es kein Konto.',
    'There is no such session.': 'Diese Sitzung gibt es nicht.',
    'This session has ended already.': 'Diese Sitzung ist schon beendet.',
    'This email is confirmed already.': 'Diese E-Mail ist schon bestätigt.',
    'The account is deactivated. Activate it first.': 'Das Konto ist deaktiviert. Aktivieren Sie es zuerst.',
    'The last active admin must stay.': 'Der letzte aktive Admin muss bleiben.',
    'You cannot deactivate your own account.': 'Ihr eigenes Konto können Sie nicht deaktivieren.',
    'You cannot delete your own account here.': 'Ihr eigenes Konto können Sie hier nicht löschen.',
    'You cannot erase your own account here.': 'Ihr eigenes Konto können Sie hier nicht endgültig löschen.',
    'Only a mail that failed can be sent again.':
      'Nur eine Mail, die gescheitert ist, kann noch einmal gesendet werden.',
    'The account is gone.': 'Das Konto gibt es nicht mehr.',
    'The account is deactivated.': 'Das Konto ist deaktiviert.',
    'Its link is no longer good: it was used, has expired, or another one was sent.':
      'Der Link darin gilt nicht mehr: Er wurde benutzt, ist abgelaufen, oder ein anderer wurde geschickt.',
    'The account has another address now.': 'Das Konto hat jetzt eine andere Adresse.',

    // Webhooks.
    'Choose at least one event.': 'Wählen Sie mindestens ein Ereignis.',
    'This must be an address such as https://example.com/hook.':
      'Das muss eine Adresse sein wie https://example.com/hook.',
    'An address with a user or a password in it is not taken.':
      'Eine Adresse mit Benutzer oder Passwort darin wird nicht angenommen.',
    'An address with a part after # is not taken.': 'Eine Adresse mit einem Teil hinter # wird nicht angenommen.',
    'The name of the host must not end with a dot.': 'Der Name des Rechners darf nicht mit einem Punkt enden.',
    'Write the address as four plain numbers.': 'Schreiben Sie die Adresse als vier einfache Zahlen.',
    'This address is a private one, where nothing is sent to.':
      'Diese Adresse ist eine private; dorthin wird nichts gesendet.',
    'It answered 410 Gone.': 'Die Antwort war 410 Gone.',
  },

  resets: {
    lost: 'Passwort vergessen?',
    email: 'E-Mail',
    send: 'Link schicken',
    back: 'Zurück zur Anmeldung',
    look: 'Sehen Sie in Ihr Postfach',
    sent: 'Wenn es ein Konto mit dieser E-Mail gibt, ist ein Link für ein neues Passwort unterwegs. Er gilt eine Stunde.',
    set: 'Neues Passwort setzen',
    password: 'Neues Passwort',
    passwordHelp: 'Mindestens 8 Zeichen. Sie werden überall abgemeldet und melden sich dann damit an.',
    save: 'Passwort setzen',
    dead: 'Gilt nicht mehr',
    again: 'Neuen Link anfordern',
    needsScript: 'Dieser Link braucht einen Browser, der Skripte ausführt.',
  },

  shell: {
    menu: 'Menü',
    overview: 'Übersicht',
    where: 'Wo Sie sind',
    csv: 'Als CSV speichern',
    signOut: 'Abmelden',
    status: 'Stand',
  },

  sidebar: {
    menu: 'Hauptmenü',
    overview: 'Übersicht',
    stuck: 'Wer nicht weiterkommt',
  },

  statistics: {
    heading: 'Wie es läuft',
    flow: 'Ablauf',
    allFlows: 'Alle Abläufe',
    version: 'Version',
    range: 'Zeitraum',
    ranges: { 30: 'Letzte 30 Tage', 90: 'Letzte 90 Tage', 365: 'Letztes Jahr' },
    failed: 'Die Zahlen konnten nicht geladen werden. Bitte versuchen Sie es noch einmal.',
    again: 'Noch einmal versuchen',
    nothing: 'In dieser Zeit ist noch nichts geschehen. Sobald sich jemand registriert, steht es hier.',
    days: 'Tag für Tag',
    table: 'Dasselbe als Tabelle',
    day: 'Tag',
    registrations: 'Registrierungen',
    started: 'Begonnen',
    completed: 'Abgeschlossen',
    published: (number: number) => `Version ${number} veröffentlicht`,
    funnel: (version: number) => `Seite für Seite, Version ${version}`,
    unpublished: 'Dieser Ablauf ist noch nicht veröffentlicht, deshalb kann ihn niemand beginnen.',
    nobody: 'Niemand hat diese Version in dieser Zeit begonnen.',
    outcome: (started: number, completed: string, share: string) =>
      `In dieser Zeit begonnen: ${number(started)}; davon abgeschlossen: ${completed} (${share}).`,
    page: 'Seite',
    shown: 'Kamen dorthin',
    saved: 'Haben gespeichert',
    left: 'Bisher nicht weiter',
    median: 'Mittlere Zeit',
    sampled: 'Die mittleren Zeiten sind die von etwa 2.000 von ihnen, zufällig ausgewählt.',
  },

  stuck: {
    title: 'Wer nicht weiterkommt',
    lead: 'Wer unterwegs ist und eine Weile nichts gespeichert hat, am längsten zuerst, mit dem, was im Weg stand, und dem Link zum Weitermachen.',
    idle: 'Nichts gespeichert seit',
    idles: { '1d': '1 Tag', '3d': '3 Tagen', '1w': '1 Woche', '1m': '1 Monat' },
    flow: 'Ablauf',
    page: 'Seite',
    error: 'Letzter Fehler',
    clear: 'Alle zeigen',
    review: 'Antworten prüfen',
    pages: 'Wo sie stehen',
    count: (count: number) => people(count),
    mostOften: (error: string) => `am häufigsten: ${error}`,
    noError: 'kein Fehler',
    bounded: 'Nur die 10.000, die am längsten warten, sind gezählt.',
    people: 'Personen',
    shown: (shown: number, total: string) => `${shown} von ${total}, die am längsten warten`,
    total: (total: number) => number(total),
    more: (total: number) => `mehr als ${number(total)}`,
    nobody: 'Hier hängt niemand fest. Wählen Sie eine kürzere Zeit oder eine andere Seite.',
    columns: ['Person', 'Jetzige Seite', 'Nichts gespeichert seit', 'Letzter Fehler'],
    open: 'Antworten',
    openOf: (who: string) => `Antworten von ${who}`,
    and: (more: number) => ` und ${more} mehr`,
    tried: (at: string) => `versucht ${at}`,
  },

  submissions: {
    answers: 'Antworten',
    asked: (number: number) => `Wie Version ${number} gefragt hat.`,
    done: 'fertig',
    notDone: 'noch nicht fertig',
    mended: 'zu verbessern',
    erased: 'Das Konto wurde endgültig gelöscht, und die Antworten mit ihm.',
    corrected: (label: string) => `„${label}“ ist korrigiert.`,
    correctedNotice: 'Die Antworten sind korrigiert.',
    somebody: 'Jemand, der gelöscht wurde',
    way: 'Fortschritt',
    started: 'Begonnen',
    finished: 'Abgeschlossen',
    notYet: 'noch nicht',
    here: 'jetzt hier',
    stopped: (page: string) => `Zuletzt hängen geblieben bei „${page}“`,
    over: 'Ist inzwischen weiter.',
    happened: 'Was geschehen ist',
    when: 'Wann',
    what: 'Was',
    about: 'Seite oder Felder',
    by: 'Von',
    aside: 'Beiseitegelegt',
    asideWhy: 'Antworten, die zur neuen Version nicht passten. Sie sind nicht verloren.',
    link: {
      copy: 'Link kopieren',
      copied: 'Kopiert',
      of: (who: string) => `Link kopieren, zum Weitermachen für ${who}`,
      said: 'Der Link ist kopiert. Er öffnet den Assistenten auf dieser Seite und bittet um die Anmeldung.',
      byHand: 'Kopieren Sie diesen Link:',
    },
  },

  translations: {
    button: 'Sprachen',
    title: 'Sprachen des Ablaufs',
    main: 'Hauptsprache',
    mainHelp:
      'In ihr sind Titel, Beschriftungen und Hilfetexte geschrieben. Was nicht übersetzt ist, sehen die Nutzer in dieser Sprache.',
    others: 'Auch angeboten auf',
    none: 'Noch keine weitere Sprache.',
    add: 'Sprache hinzufügen',
    addIt: 'Hinzufügen',
    choose: 'Bitte wählen …',
    chooseFirst: 'Bitte wählen Sie zuerst eine Sprache.',
    another: 'Eine andere …',
    tag: 'Kürzel der Sprache, zum Beispiel pt-BR (BCP 47)',
    noTag: 'Das muss das Kürzel einer Sprache sein, zum Beispiel de oder pt-BR.',
    isThere: (language) => `${language} wird schon angeboten.`,
    added: (language) => `${language} wird jetzt angeboten.`,
    remove: (language) => `${language} entfernen`,
    removed: (language) => `${language} wird nicht mehr angeboten.`,
    removeHelp: 'Wenn Sie eine Sprache entfernen, bleiben ihre Texte erhalten, falls sie wiederkommt.',
    heading: 'Übersetzungen',
    change: 'Sprachen des Ablaufs ändern',
    offerMore: 'Ablauf in einer weiteren Sprache anbieten',
    in: (what, language) => `${what}: ${language}`,
    option: (label, language) => `Option „${label}“: ${language}`,
    missing: (count) => (count === 0 ? 'vollständig' : count === 1 ? '1 Text fehlt' : `${count} Texte fehlen`),
    gap: (language, missing, of) => `${language}: ${missing} von ${of} Texten ${missing === 1 ? 'fehlt' : 'fehlen'}`,
    gaps: 'Es ist noch nicht alles übersetzt',
    gapsHelp: 'Was fehlt, sehen die Nutzer in der Hauptsprache. Sie können trotzdem veröffentlichen.',
    columns: { language: 'Die Hauptsprache', languages: 'Die Liste der Sprachen' },
    elsewhere:
      'Andere Sprachen füllen Sie beim Gestalten eines Ablaufs aus: Öffnen Sie den Ablauf und wählen Sie „Gestalten“.',
  },

  values: {
    ...{ member: 'Mitglied', support: 'Support', editor: 'Redaktion', admin: 'Admin' },
    ...{ in_progress: 'Unterwegs', completed: 'Abgeschlossen' },
    ...{ waiting: 'Wartet', sent: 'Gesendet', kept: 'Aufbewahrt', failed: 'Gescheitert', delivered: 'Zugestellt' },
    ...{ text: 'Text', textarea: 'Langer Text', email: 'E-Mail', phone: 'Telefon', url: 'Webadresse', number: 'Zahl' },
    ...{ date: 'Datum', select: 'Einfachauswahl', multi_select: 'Mehrfachauswahl', checkbox: 'Kästchen' },
    ...{ address: 'Anschrift', started: 'Begonnen', page_saved: 'Seite gespeichert' },
    ...{ page_refused: 'Seite abgelehnt', corrected: 'Korrigiert', carried_over: 'Übertragen' },
    ...{ api: 'API', cli: 'Kommandozeile', system: 'System' },
    ...{ verify_email: 'E-Mail bestätigen', reset_password: 'Passwort zurücksetzen' },
    ...{ password_changed: 'Passwort geändert', email_changed: 'E-Mail geändert' },
    ...{ On: 'An', Off: 'Aus' },
  },

  webhooks: {
    events: 'Ereignisse',
    toWebhook: 'Zum Webhook',
    explains:
      'Jedes Ereignis wird mit einem Geheimnis signiert, damit der Empfänger weiß, dass es von hier kommt. Erzeugen Sie eines und geben Sie es dem Empfänger. Ein früheres gilt von da an nicht mehr.',
    make: 'Geheimnis erzeugen und zeigen',
    once: 'Es wird nur dieses eine Mal gezeigt. Verwahren Sie es wie ein Passwort.',
    secret: 'Das neue Geheimnis',
    copy: 'Kopieren',
    copied: 'Kopiert.',
    done: 'Es gibt ein neues Geheimnis.',
  },
};
