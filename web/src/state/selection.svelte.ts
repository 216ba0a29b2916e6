/** What is chosen, shared by map, Gantt, tables and lanes; and short messages of what was done. */

class Selection {
  /** The requirement (ULN) chosen, '' is none. */
  requirement = $state('');
  place = $state('');

  toggle(requirement: string): void {
    this.requirement = this.requirement === requirement ? '' : requirement;
    this.place = '';
  }

  clear(): void {
    this.requirement = '';
    this.place = '';
  }
}

export const selection = new Selection();

export interface Said {
  id: number;
  text: string;
  tone: 'done' | 'refused';
  undo?: () => void;
}

class Sayings {
  items = $state.raw<Said[]>([]);
  private last = 0;

  say(text: string, tone: Said['tone'] = 'done', undo?: () => void): void {
    const id = ++this.last;
    this.items = [...this.items.slice(-2), { id, text, tone, undo }];
    setTimeout(() => this.drop(id), tone === 'done' ? 6000 : 15000);
  }

  drop(id: number): void {
    this.items = this.items.filter((item) => item.id !== id);
  }
}

export const sayings = new Sayings();
