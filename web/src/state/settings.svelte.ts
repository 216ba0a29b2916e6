/** The person's own settings of this browser: language, theme. Nothing of the crisis is ever kept here. */

import type { Words } from '../words/en';
import { en } from '../words/en';

export type Language = 'en' | 'fr';
export type Theme = 'system' | 'light' | 'dark';

function stored(name: string): string | null {
  try {
    return localStorage.getItem(`coalition-${name}`);
  } catch {
    return null; // storage switched off: the setting lasts as long as the page
  }
}

function store(name: string, value: string): void {
  try {
    localStorage.setItem(`coalition-${name}`, value);
  } catch {
    // as above
  }
}

function firstLanguage(): Language {
  const asked = stored('language') ?? navigator.language.slice(0, 2);
  return asked === 'fr' ? 'fr' : 'en';
}

class Settings {
  language = $state<Language>('en');
  words = $state.raw<Words>(en);
  theme = $state<Theme>((stored('theme') as Theme | null) ?? 'system');

  async speak(language: Language): Promise<void> {
    this.words = language === 'fr' ? (await import('../words/fr')).fr : en;
    this.language = language;
    document.documentElement.lang = language;
    store('language', language);
  }

  wear(theme: Theme): void {
    this.theme = theme;
    document.documentElement.dataset.theme = theme;
    store('theme', theme);
  }

  async start(): Promise<void> {
    this.wear(this.theme);
    await this.speak(firstLanguage());
  }
}

export const settings = new Settings();

/** The words of the language now spoken. */
export function t(): Words {
  return settings.words;
}

export function locale(): string {
  return settings.language === 'fr' ? 'fr-FR' : 'en-GB';
}
