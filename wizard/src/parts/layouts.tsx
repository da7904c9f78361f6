import type { ReactNode } from 'react';
import { texts } from '../texts/texts.js';
import { Announcements } from './announcements.js';
import { LanguageChoice } from './language-choices.js';

/** The frame around every screen. */
export function Layout({ menu, notice, children }: { menu?: ReactNode; notice?: ReactNode; children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="mx-auto flex w-full max-w-2xl flex-wrap items-center justify-between gap-x-4 px-5 py-4">
        <span className="flex items-center gap-2.5 font-semibold tracking-tight">
          <img src="/logo.svg" alt="" width={32} height={32} />
          {texts.product}
        </span>
        {menu}
      </header>
      {notice}
      <main className="mx-auto w-full max-w-2xl flex-1 px-3 pb-10 sm:px-5">{children}</main>
      <LanguageChoice />
      <Announcements />
    </div>
  );
}

/** The sheet a screen stands on. */
export function Card({ children }: { children: ReactNode }) {
  return (
    <div className="card space-y-6 rounded-2xl border border-line bg-surface px-5 py-6 shadow-sm sm:px-9 sm:py-9">
      {children}
    </div>
  );
}
