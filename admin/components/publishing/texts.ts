const number = (count: number) => count.toLocaleString();
const people = (count: number) => `${number(count)} ${count === 1 ? 'person' : 'people'}`;
const fields = (all: { field: string; count: number }[]) =>
  all.map(({ field, count }) => `${field}: ${number(count)}`).join(', ');
/** `1 person has`, `3 people have`, `None of them has`. */
const have = (count: number) => (count ? `${people(count)} ${count === 1 ? 'has' : 'have'}` : 'None of them has');

interface Counted {
  field: string;
  count: number;
}

/** The words of publishing, rolling back and what came before. */
export const say = {
  differs: (live: number) => `What differs from version ${live}, which is live`,
  nothingDiffers: (live: number) => `Nothing differs from version ${live}, which is live.`,
  first: 'Nothing is live yet: this will be version 1, and whoever opens the wizard then sees it.',
  again: (old: number, next: number) =>
    `Version ${old} becomes live again, as version ${next}. The draft stays as it is.`,
  effect: 'Who is in the middle of it',
  nobody: 'Nobody is in progress, so nobody is touched by this.',
  inProgress: (count: number, versions: { number: number; count: number }[]) => {
    const on = versions.map((version) => `${number(version.count)} on version ${version.number}`);
    const where = versions.length === 1 ? `, on version ${versions[0]?.number}` : `: ${on.join(', ')}`;
    return `${people(count)} ${count === 1 ? 'is' : 'are'} in progress${where}.`;
  },
  more: (counted: number) => `There are more than ${number(counted)} in progress; these figures are of so many.`,
  passed: (count: number) => `${have(count)} passed a page that changes.`,
  losing: (count: number, all: Counted[]) =>
    `${have(count)} answered a field that goes${count ? ` (${fields(all)})` : ''}.`,

  choice: 'What becomes of them?',
  stay: 'They stay on their version',
  stayHelp: 'Each finishes what was begun. Only who starts from now on sees the new version.',
  carry: (next: number) => `Carry them over to version ${next}`,
  carryHelp: 'Every answer that still fits is kept. What is typed and not saved yet stays on their screens.',
  unfit: (count: number, all: Counted[]) =>
    count
      ? `${have(count)} answers that no longer fit (${fields(all)}): they are set aside, never lost, and support sees them.`
      : 'All their answers fit.',
  reopened: (count: number) => (count ? `${have(count)} to go through a page once more.` : ''),
  regained: (count: number) =>
    count ? `${have(count)} answers that were set aside before and fit again: they are given back.` : '',
  tried: (count: number) => `Found out by trying it with ${number(count)} of them.`,

  notes: 'Notes for the team (may be left out)',
  publish: 'Publish now',
  goLive: 'Make it live now',
  busy: 'Publishing …',
  back: 'Back',
  failed: 'It could not be published. Please try again.',
  unready: 'The draft cannot be published yet.',

  carried: (count: number, withSetAside: number) =>
    count
      ? `${people(count)} ${count === 1 ? 'was' : 'were'} carried over${withSetAside ? `; ${number(withSetAside)} of them with answers set aside` : ''}.`
      : 'Nobody was in progress.',
  goesOn: 'The others follow in the background, within minutes.',
  stayed: 'Who was in progress goes on with the version begun.',
  look: 'Look at it in the wizard',
  history: 'History of this flow',
  toFlow: 'Back to the flow',
};
